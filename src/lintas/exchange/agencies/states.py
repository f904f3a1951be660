"""What is asked, of whom, and what may be answered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class Kind(TextChoices):
    """A question we put to another system."""

    IDENTITY = "identity", _("Kecocokan data kependudukan")
    DUPLICATE = "duplicate", _("Paspor ganda")
    WATCHLIST = "watchlist", _("Pencegahan ke luar negeri")
    PRINT = "print", _("Perintah cetak")


class Result(TextChoices):
    """What came back, as a code."""

    MATCH = "match", _("cocok")
    NEAR = "near", _("mirip")
    MISMATCH = "mismatch", _("berbeda")
    NOT_FOUND = "not_found", _("tidak ditemukan")
    CLEAR = "clear", _("bersih")
    REVIEW = "review", _("perlu ditinjau")
    DONE = "done", _("diterima")
    UNAVAILABLE = "unavailable", _("tidak terjawab")
    DENIED = "denied", _("ditolak sistem tujuan")


class State(TextChoices):
    """Where an enquiry stands."""

    ASKED = "asked", _("ditanyakan")
    ANSWERED = "answered", _("dijawab")


ANSWERS = {
    Kind.IDENTITY: frozenset({Result.MATCH, Result.NEAR, Result.MISMATCH, Result.NOT_FOUND}),
    Kind.DUPLICATE: frozenset({Result.CLEAR, Result.REVIEW}),
    Kind.WATCHLIST: frozenset({Result.CLEAR, Result.REVIEW}),
    Kind.PRINT: frozenset({Result.DONE}),
}
NO_ANSWER = frozenset({Result.UNAVAILABLE, Result.DENIED})


class AnswerOutOfPlace(DomainError):
    """The answer is none that this question can have."""

    code = "agencies.answer_out_of_place"
    text = _("Jawaban dari sistem lain tidak dikenali. Pemeriksaan diteruskan kepada petugas.")


def fits(kind: Kind, result: Result) -> Result:
    """Return the result when the question can have it. :raises AnswerOutOfPlace: it cannot."""
    if result not in ANSWERS[kind] | NO_ANSWER:
        raise AnswerOutOfPlace
    return result

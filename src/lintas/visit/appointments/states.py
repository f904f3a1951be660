"""The life of an appointment: its states, what may be done, and the one table of what follows what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class State(TextChoices):
    """Where an appointment stands."""

    HELD = "held", _("Disimpan sementara")
    BOOKED = "booked", _("Terjadwal")
    CHECKED_IN = "checked_in", _("Hadir")
    SERVED = "served", _("Sudah dilayani")
    MISSED = "missed", _("Tidak hadir")
    RELEASED = "released", _("Dilepas")
    LAPSED = "lapsed", _("Lewat batas waktu")


class Action(TextChoices):
    """What may be done with an appointment."""

    HOLD = "hold", _("Simpan tempat")
    PROLONG = "prolong", _("Perpanjang")
    CONFIRM = "confirm", _("Pastikan")
    RELEASE = "release", _("Lepaskan")
    LAPSE = "lapse", _("Lewat waktu")
    MOVE = "move", _("Pindah jadwal")
    MOVE_BY_OFFICE = "move_by_office", _("Dipindahkan kantor")
    CHECK_IN = "check_in", _("Catat hadir")
    SERVE = "serve", _("Layani")
    MARK_MISSED = "mark_missed", _("Catat tidak hadir")


class Cause(TextChoices):
    """Why a place is nobody's: what was done with an appointment (as in `Action`), or the office added it."""

    RELEASE = "release", _("Lepaskan")
    LAPSE = "lapse", _("Lewat waktu")
    MOVE = "move", _("Pindah jadwal")
    MOVE_BY_OFFICE = "move_by_office", _("Dipindahkan kantor")
    ADDED = "added", _("Ditambah kantor")


class Rest(TextChoices):
    """Where a place stands that somebody let go, or that was added while people wait."""

    RESTING = "resting", _("Diistirahatkan")
    OFFERED = "offered", _("Ditawarkan")
    OPENED = "opened", _("Dibuka")
    GIVEN = "given", _("Diberikan")
    TAKEN_BACK = "taken_back", _("Diambil kembali")
    CLOSED = "closed", _("Ditutup kantor")


KEEPS_A_PLACE = frozenset({Rest.RESTING, Rest.OFFERED})
"""The place still counts as taken in its session: it is nobody's, and not open to everybody either."""


class WaitState(TextChoices):
    """Where somebody on the waiting list stands."""

    WAITING = "waiting", _("Menunggu tempat")
    OFFERED = "offered", _("Mendapat tawaran")
    PLACED = "placed", _("Sudah mendapat tempat")
    LEFT = "left", _("Keluar dari daftar")
    OVER = "over", _("Hari yang diminta sudah lewat")


ON_THE_LIST = frozenset({WaitState.WAITING, WaitState.OFFERED})
"""One such entry per application, and per person and service."""


class OfferState(TextChoices):
    """What became of an offered place."""

    OPEN = "open", _("Menunggu jawaban")
    ACCEPTED = "accepted", _("Diterima")
    DECLINED = "declined", _("Tidak diambil")
    PASSED = "passed", _("Lewat tanpa jawaban")
    WITHDRAWN = "withdrawn", _("Batal karena kantor tutup")


class MoveReason(TextChoices):
    """
    Why the office moves an appointment (process.yaml P06, P08); the label stands in the message.

    Codes instead of free text, and one word for every personal hardship: a reason must not tell of anyone's health.
    """

    OUTAGE = "outage", _("gangguan sistem")
    CLOSURE = "closure", _("penutupan layanan")
    HARDSHIP = "hardship", _("halangan berat")
    FORCE_MAJEURE = "force_majeure", _("keadaan kahar")


class Answer(TextChoices):
    """What a person said to the place that the office offered instead of one it closed; silence keeps it too."""

    ACCEPTED = "accepted", _("Tempat pengganti diterima")
    OTHER = "other", _("Tempat lain dipilih")


AFTER = {
    (State.HELD, Action.PROLONG): State.HELD,
    (State.HELD, Action.MOVE): State.HELD,
    (State.HELD, Action.CONFIRM): State.BOOKED,
    (State.HELD, Action.RELEASE): State.RELEASED,
    (State.HELD, Action.LAPSE): State.LAPSED,
    (State.BOOKED, Action.MOVE): State.BOOKED,
    (State.BOOKED, Action.MOVE_BY_OFFICE): State.BOOKED,
    (State.BOOKED, Action.RELEASE): State.RELEASED,
    (State.BOOKED, Action.CHECK_IN): State.CHECKED_IN,
    (State.BOOKED, Action.MARK_MISSED): State.MISSED,
    (State.CHECKED_IN, Action.SERVE): State.SERVED,
    (State.CHECKED_IN, Action.MARK_MISSED): State.MISSED,
}

HOLDS_A_PLACE = frozenset({State.HELD, State.BOOKED, State.CHECKED_IN})
"""The person still has this place before them; one such appointment per application, and per person and service."""

COUNTS_AS_TAKEN = HOLDS_A_PLACE | {State.SERVED, State.MISSED}
"""The slot's capacity stays used: a missed place is not given to that day again (process.yaml P07)."""


class ActionNotAllowed(DomainError):
    """The appointment stands where this action leads nowhere."""

    code = "appointments.action_not_allowed"
    text = _("Jadwal ini berstatus “%(state)s”, jadi langkah itu tidak bisa dilakukan. Muat ulang halaman ini.")


def state_after(state: str, action: Action) -> State:
    """Return where the action leads. :raises ActionNotAllowed: it leads nowhere from here."""
    try:
        return AFTER[State(state), action]
    except KeyError:
        raise ActionNotAllowed(state=State(state).label) from None


def allowed_actions(state: str) -> tuple[Action, ...]:
    """Return what may be done from this state, for the buttons of a page."""
    return tuple(action for action in Action if (state, action) in AFTER)

"""Ways back into a case: the code that was shown once, a printed one, or for a part of it the day of birth."""

import secrets
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from lintas.foundation import ids
from lintas.foundation.errors import DomainError
from lintas.foundation.vault import operations as vault

MOST_WRONG_BIRTH_DATES = 10
"""In the whole life of a case. Who waits between tries would else have 480 a day, and a year has 365."""


class WrongSecond(DomainError):
    """The reference and the second fact do not belong together; which of them is wrong is not said."""

    code = "applications.wrong_second"
    text = _(
        "Nomor permohonan tidak cocok dengan tanggal lahir atau kode yang Anda isi. Periksa keduanya, lalu coba lagi."
    )
    status = 422


class OnlyTheCode(DomainError):
    """Too many wrong days of birth were tried on this case: from now on only a code opens it."""

    code = "applications.only_the_code"
    text = _(
        "Tanggal lahir tidak lagi membuka permohonan ini karena terlalu sering salah. Isi kode lanjutan atau kode "
        "cadangan; bila hilang, bawa KTP ke titik layanan."
    )
    status = 422


@transaction.atomic
def renew_resume_code(*, application_id: UUID) -> str:
    """Return a new resume code, to be shown once; the one before opens the case no longer."""
    application = moving.locked(application_id)
    code = fresh_code()
    application.resume_digest = digest_of(application.reference, code)
    application.save()
    return code


def resume(*, reference: str, code: str) -> tuple[UUID, UUID]:
    """Return (application, person) of the reference when the code is its own. :raises WrongSecond: it is not."""
    application = _by_reference(reference)
    given = digest_of(application.reference, code) if application else digest_of("-", code)
    if application is None or not secrets.compare_digest(given, bytes(application.resume_digest)):
        raise WrongSecond
    return application.id, application.person_id


def resume_with_backup_code(*, reference: str, code: str, at: datetime) -> tuple[UUID, UUID]:
    """
    Return (application, person) when the code is one of the person's printed ones; it opens no second time.

    :raises WrongSecond: it is not, or was used. :raises TooOften: too many tries for this person.
    """
    application = _by_reference(reference)
    if application is None:
        raise WrongSecond
    try:
        people.use_backup_code(person_id=application.person_id, code=code, at=at)
    except people.BackupCodeWrong:
        raise WrongSecond from None
    return application.id, application.person_id


def open_with_birth_date(*, reference: str, born: date, at: datetime) -> tuple[UUID, UUID]:
    """
    Return (application, person) when the applicant was born on that day.

    The caller counts a wrong day with `note_wrong_birth_date`, outside of the transaction that the refusal takes back.

    :raises WrongSecond: not so. :raises OnlyTheCode: ten wrong days were tried.
    """
    application = _by_reference(reference)
    if application is None:
        raise WrongSecond
    if application.wrong_birth_dates >= MOST_WRONG_BIRTH_DATES:
        raise OnlyTheCode
    reader = Reader(kind="system", id="applications.status", role="sistem", office_id=None, channel="web")
    known = people.reveal_person(
        person_id=application.person_id,
        fields=("birth_date",),
        reader=reader,
        purpose="verify_identity",
        case_id=application.id,
        at=at,
    )
    if known.get("birth_date") != born.isoformat():
        raise WrongSecond
    return application.id, application.person_id


def note_wrong_birth_date(*, reference: str) -> None:
    """Count a wrong day of birth against the case, if there is one."""
    application = _by_reference(reference)
    if application is not None:
        tried = Application.objects.filter(id=application.id, wrong_birth_dates__lt=MOST_WRONG_BIRTH_DATES)
        tried.update(wrong_birth_dates=F("wrong_birth_dates") + 1)


def _by_reference(reference: str) -> Application | None:
    try:
        return Application.objects.filter(reference=ids.normalise_reference(reference)).first()
    except ids.MistypedReference:
        return None


def fresh_code() -> str:
    """Return a resume code that nobody can guess: twelve letters and digits in three groups."""
    letters = "".join(secrets.choice(ids.ALPHABET) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def digest_of(reference: str, code: str) -> bytes:
    """Return what is kept of a resume code; how its letters are written and grouped makes no difference."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return vault.blind_index(kind="applications.resume", value=f"{reference}/{plain}")

"""Printed codes for people without a phone at hand: eight, each opens once."""

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.people.events import BackupCodesIssued, BackupCodeUsed
from lintas.directory.people.models import BackupCode
from lintas.directory.people.outlive import outlive
from lintas.foundation import ids
from lintas.foundation.errors import DomainError
from lintas.foundation.limits import operations as limits
from lintas.foundation.outbox.operations import publish
from lintas.foundation.vault import operations as vault

HOW_MANY, LENGTH = 8, 8
LOOKALIKES = str.maketrans("OILU", "011V")
TRIES, WINDOW = 10, timedelta(hours=1)


class BackupCodeWrong(DomainError):
    """The text is none of the person's unused codes; the same words for a used one."""

    code = "people.backup_code_wrong"
    text = _(
        "Kode cadangan ini tidak cocok atau sudah pernah dipakai. Setiap kode hanya berlaku satu kali; "
        "pakai kode lain dari lembar yang sama."
    )
    status = 422


@transaction.atomic
def issue_backup_codes(*, person_id: UUID, at: datetime) -> list[str]:
    """Return eight new codes such as ``7K3M-Q2XD`` to be shown once; those from before no longer open."""
    BackupCode.objects.filter(person_id=person_id, used_at__isnull=True).delete()
    codes = ["".join(secrets.choice(ids.ALPHABET) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    BackupCode.objects.bulk_create(
        BackupCode(person_id=person_id, digest=_digest(person_id, code), made_at=at) for code in codes
    )
    publish(BackupCodesIssued(subject=person_id), by=f"person:{person_id}", at=at)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def use_backup_code(*, person_id: UUID, code: str, at: datetime) -> None:
    """
    Accept one of the person's printed codes, forgiving case, spaces and look-alike letters.

    A wrong try counts also when the page that asked takes its transaction back.

    :raises BackupCodeWrong: it is none of them, or was used.
    :raises TooOften: more than 10 tries in an hour.
    """
    _count_try(person_id, at)
    outlive(lambda: _count_again(person_id, at))
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    plain = letters.translate(LOOKALIKES)
    with transaction.atomic():
        unused = BackupCode.objects.filter(
            person_id=person_id, digest=_digest(person_id, plain[: LENGTH + 1]), used_at__isnull=True
        )
        if not unused.update(used_at=at):
            raise BackupCodeWrong
        left = BackupCode.objects.filter(person_id=person_id, used_at__isnull=True).count()
        publish(BackupCodeUsed(subject=person_id, left=left), by=f"person:{person_id}", at=at)


def _count_try(person_id: UUID, at: datetime) -> None:
    limits.spend(kind="people.backup_code", caller=str(person_id), limit=TRIES, per=WINDOW, at=at)


def _count_again(person_id: UUID, at: datetime) -> None:
    with suppress(limits.TooOften):
        _count_try(person_id, at)


def _digest(person_id: UUID, code: str) -> bytes:
    return vault.blind_index(kind="backup_code", value=f"{person_id}:{code}")

"""A person doubts a look at their data."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.people.events import AccessDoubted
from lintas.directory.people.models import AccessRecord, Doubt
from lintas.foundation import ids
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class UnknownRecord(DomainError):
    """The record is not in the person's list, or is the person's own look."""

    code = "people.unknown_record"
    text = _("Catatan ini tidak ada dalam daftar Anda. Muat ulang halaman, lalu pilih kembali.")
    status = 404


@transaction.atomic
def doubt_access(*, record_id: UUID, person_id: UUID, at: datetime) -> None:
    """
    Note that the look was not for the person's business; saying so twice changes nothing.

    :raises UnknownRecord: the record is not about this person, or is their own look.
    """
    record = AccessRecord.objects.filter(id=record_id, person_id=person_id).exclude(reader_kind="person").first()
    if record is None:
        raise UnknownRecord
    made = Doubt.objects.bulk_create([Doubt(id=ids.new_id(), record=record, at=at)], ignore_conflicts=True)
    if Doubt.objects.filter(id=made[0].id).exists():
        publish(AccessDoubted(subject=person_id, record_id=record_id), by=f"person:{person_id}", at=at)

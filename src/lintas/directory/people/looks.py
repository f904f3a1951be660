"""What is written down about each look into personal data, and bound to the ledger, before anything is opened."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices import queries as offices
from lintas.directory.people import queries
from lintas.directory.people.models import AccessRecord
from lintas.directory.people.outlive import outlive
from lintas.directory.people.queries import Reader
from lintas.foundation import ids
from lintas.foundation.errors import DomainError
from lintas.foundation.ledger import operations as ledger

RECORDED = (
    "id",
    "person_id",
    "reader_kind",
    "reader_id",
    "role",
    "office_id",
    "alias",
    "kinds",
    "fields",
    "purpose",
    "case_id",
    "channel",
    "masked",
)
"""The columns of a record that the ledger's digest covers, in this order."""


class LookNotRecorded(DomainError):
    """The look could not be written down, so nothing was opened."""

    code = "people.look_not_recorded"
    text = _(
        "Data pribadi tidak dapat dibuka saat ini karena pencatatan akses sedang terganggu. "
        "Tidak ada yang hilang. Silakan coba lagi dalam beberapa menit."
    )
    status = 503


def record(
    person_id: UUID,
    fields: Collection[str],
    kinds: Collection[str],
    *,
    reader: Reader,
    purpose: str,
    case_id: UUID | None,
    at: datetime,
    masked: bool,
) -> AccessRecord:
    """Return the record of one look at a person's fields, not yet written down."""
    return AccessRecord(
        id=ids.new_id(),
        person_id=person_id,
        at=at,
        reader_kind=reader.kind,
        reader_id=reader.id,
        role=reader.role,
        office_id=reader.office_id,
        alias=reader.alias,
        kinds=sorted(str(kind) for kind in kinds),
        fields=sorted(fields),
        purpose=str(purpose),
        case_id=case_id,
        channel=reader.channel,
        masked=masked,
    )


def write_down(records: Sequence[AccessRecord]) -> None:
    """
    Write the records in the transaction in which what they tell of is opened.

    Within a request they stay also when that transaction is taken back; see `outlive`.

    :raises LookNotRecorded: they could not be written.
    """
    if not records:
        return
    outlive(lambda: _write_again(records))
    try:
        _insert(records)
    except DatabaseError as failure:
        # Leaves the caller's transaction with it, which takes back what was written so far.
        raise LookNotRecorded from failure


def _write_again(records: Sequence[AccessRecord]) -> None:
    """Write what is missing after the caller's transaction was taken back."""
    with transaction.atomic():
        there = set(AccessRecord.objects.filter(id__in=[record.id for record in records]).values_list("id", flat=True))
        missing = [record for record in records if record.id not in there]
        if missing:
            _insert(missing)


def _insert(records: Sequence[AccessRecord]) -> None:
    """Write the records and one entry of the ledger that names them; a list is one act."""
    first = records[0]
    if first.reader_kind == "officer" and not first.alias:
        known = queries.alias(UUID(first.reader_id))
        for record in records:
            record.alias = known
    AccessRecord.objects.bulk_create(records)
    ledger.append(
        shard=ledger.shard_of(office=_office_code(first.office_id), at=first.at),
        act="people.looked",
        subject=first.person_id if len(records) == 1 else first.id,
        by=f"{first.reader_kind}:{first.reader_id}",
        at=first.at,
        facts={
            "records": len(records),
            "digest": _digest(records),
            "role": first.role,
            "office": first.office_id,
            "purpose": first.purpose,
            "case": first.case_id,
            "kinds": "+".join(sorted({kind for record in records for kind in record.kinds})),
            "channel": first.channel,
            "masked": first.masked,
        },
    )


def _digest(records: Sequence[AccessRecord]) -> str:
    """Bind the rows to the ledger's entry, so that a record altered later is found."""
    lines = hashlib.sha256()
    for record in records:
        values = [str(getattr(record, name)) for name in RECORDED]
        lines.update(json.dumps(values, separators=(",", ":")).encode() + b"\n")
    return lines.hexdigest()


def _office_code(office_id: UUID | None) -> str:
    if office_id is None:
        return ""
    return next((point.office_code for point in offices.points() if point.office_id == office_id), "")

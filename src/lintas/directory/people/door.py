"""
The one door to personal data: check the table, write down who looks, then open.

Nothing else in the house may import the vault's ``opening``. The record and the ledger's entry are
written before anything is decrypted, in one transaction; when they cannot be written nothing opens.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.people import looks, queries, rules
from lintas.directory.people.identity.masks import masked as mask
from lintas.directory.people.models import Person
from lintas.directory.people.queries import Reader, SealedCell
from lintas.directory.people.states import FIELDS
from lintas.foundation.errors import DomainError
from lintas.foundation.vault import opening
from lintas.foundation.vault.operations import Cell

TABLE = "people_person"


class NotAllowed(DomainError):
    """The table of permissions has no place for this look."""

    code = "people.not_allowed"
    text = _(
        "Data ini tidak terbuka untuk tugas Anda pada urusan ini. Jika memang diperlukan, "
        "mintalah kepada petugas yang menangani permohonannya."
    )
    status = 403


def reveal_person(
    *,
    person_id: UUID,
    fields: Collection[str],
    reader: Reader,
    purpose: str,
    case_id: UUID | None,
    at: datetime,
    masked: bool = False,
) -> dict[str, str]:
    """
    Return the person's fields as text, empty where nothing is kept; dates are ISO 8601.

    ``masked`` shows only what is needed to recognise a value, and is recorded as such.

    :raises NotAllowed: the reader's role has no such purpose or kind of data.
    :raises LookNotRecorded: the look could not be written down.
    :raises UnknownPerson: there is no such person.
    """
    _check(reader, person_ids=[person_id], purpose=purpose, kinds={FIELDS[name] for name in fields}, case_id=case_id)
    rows = _rows([person_id], fields)
    if not rows:
        raise queries.UnknownPerson
    return _open_rows(rows, fields, reader=reader, purpose=purpose, case_id=case_id, at=at, masked=masked)[person_id]


def reveal_people(
    *,
    person_ids: Collection[UUID],
    fields: Collection[str],
    reader: Reader,
    purpose: str,
    at: datetime,
    masked: bool = False,
) -> dict[UUID, dict[str, str]]:
    """
    Return the fields of many people for a list or a search; ids without a row are left out.

    One record for each person, whatever their number in a fixed number of queries on the data.

    :raises NotAllowed: the purpose is not one of lists, or the table refuses.
    :raises LookNotRecorded: the looks could not be written down.
    """
    if not rules.may_open_many(purpose):
        raise NotAllowed
    wanted = list(dict.fromkeys(person_ids))
    _check(reader, person_ids=wanted, purpose=purpose, kinds={FIELDS[name] for name in fields}, case_id=None)
    rows = _rows(wanted, fields)
    return _open_rows(rows, fields, reader=reader, purpose=purpose, case_id=None, at=at, masked=masked)


def reveal(
    *,
    cells: Mapping[str, SealedCell],
    person_id: UUID,
    reader: Reader,
    purpose: str,
    case_id: UUID | None,
    at: datetime,
    masked: bool = False,
) -> dict[str, str]:
    """
    Return the opened texts of other rooms' sealed columns, by the names given to them.

    :raises NotAllowed: the table refuses, or a cell belongs to another person's key.
    :raises LookNotRecorded: the look could not be written down.
    """
    if any(cell.cell.owner != person_id for cell in cells.values()):
        raise NotAllowed
    kinds = {cell.data_class for cell in cells.values()}
    _check(reader, person_ids=[person_id], purpose=purpose, kinds=kinds, case_id=case_id)
    with transaction.atomic():
        record = looks.record(
            person_id, cells, kinds, reader=reader, purpose=purpose, case_id=case_id, at=at, masked=masked
        )
        looks.write_down([record])
        return {name: _shown(name, opening.unseal(cell.sealed, cell=cell.cell), masked) for name, cell in cells.items()}


def reveal_file(
    *,
    cell: Cell,
    person_id: UUID,
    reader: Reader,
    purpose: str,
    case_id: UUID | None,
    at: datetime,
    data_class: str = "image",
) -> bytes:
    """
    Return the bytes of a sealed file.

    :raises NotAllowed: the table refuses, or the file belongs to another person's key.
    :raises LookNotRecorded: the look could not be written down.
    """
    if cell.owner != person_id:
        raise NotAllowed
    _check(reader, person_ids=[person_id], purpose=purpose, kinds={data_class}, case_id=case_id)
    with transaction.atomic():
        record = looks.record(
            person_id, [cell.column], {data_class}, reader=reader, purpose=purpose, case_id=case_id, at=at, masked=False
        )
        looks.write_down([record])
        return opening.unseal_file(cell=cell)


def person_cell(person_id: UUID, field: str) -> Cell:
    """Return the place of a person's field."""
    return Cell(owner=person_id, table=TABLE, column=field, row=person_id)


def _check(
    reader: Reader, *, person_ids: Sequence[UUID], purpose: str, kinds: Collection[str], case_id: UUID | None
) -> None:
    own = all(reader.id == str(person_id) for person_id in person_ids)
    if reader.kind == "person" and not own:
        raise NotAllowed
    if not rules.allows(kind=reader.kind, role=reader.role, purpose=purpose, kinds=kinds, has_case=case_id is not None):
        raise NotAllowed


def _rows(person_ids: Sequence[UUID], fields: Collection[str]) -> dict[UUID, dict[str, bytes]]:
    found = Person.objects.filter(id__in=person_ids).values("id", *fields)
    rows = {row["id"]: {name: row[name] for name in fields if row[name] is not None} for row in found}
    return {person_id: rows[person_id] for person_id in person_ids if person_id in rows}


def _open_rows(
    rows: Mapping[UUID, Mapping[str, bytes]],
    fields: Collection[str],
    *,
    reader: Reader,
    purpose: str,
    case_id: UUID | None,
    at: datetime,
    masked: bool,
) -> dict[UUID, dict[str, str]]:
    with transaction.atomic():
        looks.write_down(
            [
                looks.record(
                    person_id,
                    held,
                    {FIELDS[name] for name in held},
                    reader=reader,
                    purpose=purpose,
                    case_id=case_id,
                    at=at,
                    masked=masked,
                )
                for person_id, held in rows.items()
                if held
            ]
        )
        opening.prepare(owners=rows)
        return {
            person_id: {
                name: _shown(name, opening.unseal(bytes(held[name]), cell=person_cell(person_id, name)), masked)
                if name in held
                else ""
                for name in fields
            }
            for person_id, held in rows.items()
        }


def _shown(name: str, value: str, masked: bool) -> str:
    return mask(name, value) if masked else value

"""What stands sealed in a case, and the one look that opens it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader, SealedCell
from lintas.directory.people.states import DataKind
from lintas.foundation.vault.operations import Cell


@dataclass(frozen=True, slots=True)
class Opened:
    """What one look opened. What it did not open, or nobody ever wrote, reads as empty."""

    texts: Mapping[Cell, str]

    def text(self, sealed: SealedCell | None) -> str:
        """Return the text of the cell."""
        return self.texts.get(sealed.cell, "") if sealed else ""

    def answers(self, sealed: SealedCell | None) -> dict[str, str]:
        """Return the coded answers of the cell by question."""
        return json.loads(self.text(sealed) or "{}")


UNOPENED = Opened({})
"""For whoever may see that something is there, and not what."""


def look_into(
    cells: Iterable[SealedCell | None], *, person_id: UUID, case_id: UUID, reader: Reader, purpose: str, at: datetime
) -> Opened:
    """
    Open all the cells in one look, which is recorded once; where there is nothing to open, nobody looks.

    :raises NotAllowed: the reader may not open such data of the case.
    """
    given = [each for each in cells if each is not None]
    if not given:
        return UNOPENED
    named = {f"{each.cell.column}/{each.cell.row}": each for each in given}
    texts = people.reveal(cells=named, person_id=person_id, reader=reader, purpose=purpose, case_id=case_id, at=at)
    return Opened({each.cell: texts[name] for name, each in named.items()})


def cells_of(
    model: type[Model], *, row: UUID, owner: UUID, **columns: bytes | memoryview | None
) -> dict[str, SealedCell | None]:
    """Return the sealed columns of a row as they are handed to a look; None where nothing was ever written."""
    table = model._meta.db_table
    return {
        name: SealedCell(
            cell=Cell(owner=owner, table=table, column=name, row=row),
            sealed=bytes(sealed),
            data_class=DataKind.SPECIFIC,
        )
        if sealed is not None
        else None
        for name, sealed in columns.items()
    }

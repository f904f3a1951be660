"""Sealing: what tells something of a person goes into its column closed, under the key of the case's person."""

from lintas.casework.applications.models import Application, Capture, Collection, Decision, Interview, Item, Step
from lintas.foundation.vault import operations as vault


def seal_into(row: Application | Capture | Collection | Decision | Interview | Item | Step, **texts: str) -> None:
    """Seal each text into the row's column of that name. The row is not saved."""
    owner = row.person_id if isinstance(row, Application) else row.application.person_id
    for column, text in texts.items():
        cell = vault.Cell(owner=owner, table=row._meta.db_table, column=column, row=row.id)
        setattr(row, column, vault.seal(text, cell=cell))

"""Write rows of facts so that writing them again changes nothing."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def put(rows: Iterable[Row], *, by: Sequence[str]) -> None:
    """Insert the rows; where one with the same values of the fields ``by`` exists, update it and keep its key."""
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key and field.name not in by]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=by, update_fields=fields, batch_size=500
    )

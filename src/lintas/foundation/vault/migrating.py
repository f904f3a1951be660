"""Steps of a migration that close columns which stood in the open: seal beside, then leave the open ones out."""

import json
from collections.abc import Callable
from typing import Any

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import F

from lintas.foundation.vault import operations as vault


def sealed_columns(model: str, *columns: str, owner: str, empty_too: bool = False) -> list[Operation]:
    """
    Return the steps that put sealed columns of the same names in the place of open ones.

    ``model`` is named as in ``agencies.enquiry``; ``owner`` is the path to the person under whose key a value is
    sealed. An empty value becomes NULL, unless ``empty_too``: where it would tell something that there is none.

    Cannot be taken back: nothing is opened again for a migration. What a database file held before may stay in its
    unused pages until they are written anew.
    """
    app, _dot, name = model.partition(".")
    beside = {column: f"{column}_sealed" for column in columns}
    return [
        *(migrations.AddField(name, closed, models.BinaryField(null=True)) for closed in beside.values()),
        migrations.RunPython(_seal(app, name, beside, owner=owner, left_open=(None,) if empty_too else (None, ""))),
        *(migrations.RemoveField(name, column) for column in columns),
        *(migrations.RenameField(name, closed, column) for column, closed in beside.items()),
    ]


def _seal(
    app: str, model: str, beside: dict[str, str], *, owner: str, left_open: tuple[object, ...]
) -> Callable[[Any, Any], None]:
    def seal(apps: Any, schema_editor: Any) -> None:
        rows = apps.get_model(app, model).objects.using(schema_editor.connection.alias)
        for row in rows.annotate(owner=F(owner)).iterator():
            for column, closed in beside.items():
                value = getattr(row, column)
                if value not in left_open:
                    text = value if isinstance(value, str) else json.dumps(value)
                    cell = vault.Cell(owner=row.owner, table=row._meta.db_table, column=column, row=row.pk)
                    setattr(row, closed, vault.seal(text, cell=cell))
            row.save(update_fields=list(beside.values()))

    return seal

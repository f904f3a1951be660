"""
One of many ids, as a condition with a single parameter.

``id__in`` gives each id a parameter of its own: hundreds of them cost more processor time than the rows they find, and
make another query of every number of them, so that none can be `prepared`.
"""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, Field, Func, Value
from django.db.models.expressions import Combinable


class Ids(Field):
    """Many ids as one value: an array on PostgreSQL, a JSON text on SQLite."""

    def get_db_prep_value(self, value: Collection[UUID], connection: Any, prepared: bool = False) -> Any:
        """Return what is sent to the database."""
        return list(value) if connection.vendor == "postgresql" else json.dumps([one.hex for one in value])


class _Among(Func):
    arity = 2
    output_field = BooleanField()
    template, arg_joiner = "%(expressions)s)", " = ANY("

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        words = "%(expressions)s))"
        return self.as_sql(
            compiler, connection, template=words, arg_joiner=" IN (SELECT value FROM json_each(", **context
        )


def among(column: str, ids: Collection[UUID] | Combinable) -> _Among:
    """Return the condition that the column of ids holds one of them; for a filter, also of a `prepared` query."""
    return _Among(F(column), ids if isinstance(ids, Combinable) else Value(ids, output_field=Ids()))

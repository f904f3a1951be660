"""
Queries that keep their shape: Django puts them into SQL once in the life of a process, not at each call.

On the pages that are asked for most, building the same query over and over took more time than everything else
together. What is kept are words, never a value and never a row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, cast, get_type_hints
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import Expression

Asked = ParamSpec("Asked")

FIELDS: dict[type, type[models.Field]] = {
    UUID: models.UUIDField,
    str: models.CharField,
    datetime: models.DateTimeField,
    date: models.DateField,
}
"""How a value of each kind is given to the database."""


def prepared(build: Callable[Asked, models.QuerySet[Any, Any]]) -> Callable[Asked, list[tuple[Any, ...]]]:
    """
    Make a function that returns a ``values_list`` query into one that returns its rows. One query.

    The function is called once, with stand-ins for its values: it may pass them to filters and nowhere else, and
    names the type of each. Whatever decides about the query's shape belongs before the call.
    """
    words: list[_Words] = []
    names = signature(build)
    kinds = get_type_hints(build)

    @wraps(build)
    def rows(*args: Asked.args, **values: Asked.kwargs) -> list[tuple[Any, ...]]:
        if not words:
            stand_ins = {name: _Given(name, FIELDS[kinds[name]]()) for name in names.parameters}
            words.append(_in_words(cast(Any, build)(**stand_ins)))
        return words[0].rows(names.bind(*args, **values).arguments)

    return rows


class _Given(Expression):
    """The place in a query where a value of the call goes."""

    def __init__(self, name: str, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", (self,)

    def value(self, values: dict[str, Any]) -> Any:
        """Return what is sent to the database in this place."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


@dataclass(frozen=True, slots=True)
class _Words:
    """A query in SQL; how to read each column that does not come as Python's own value."""

    sql: str
    params: tuple[Any, ...]
    readers: Sequence[tuple[int, tuple[Sequence[Callable[..., Any]], Any]]]

    def rows(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Ask with the values."""
        params = [one.value(values) if isinstance(one, _Given) else one for one in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        return [self._read(row) for row in found] if self.readers else found

    def _read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for position, (converters, column) in self.readers:
            for convert in converters:
                values[position] = convert(values[position], column, connection)
        return tuple(values)


def _in_words(query: models.QuerySet[Any, Any]) -> _Words:
    compiler = query.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select]
    return _Words(sql, tuple(params), tuple(compiler.get_converters(columns).items()))

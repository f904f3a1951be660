"""
Queries that keep their shape: Django puts them into SQL once in the life of a process, not at each call.

On the pages that are asked for most, building the same query over and over took more time than everything else
together. What is kept are words, never a value and never a row.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, get_type_hints
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models.expressions import Expression
from django.db.models.sql import Query, UpdateQuery

from lintas.foundation.among import Ids

Asked = ParamSpec("Asked")

FIELDS: dict[Any, type[models.Field]] = {
    UUID: models.UUIDField,
    Collection[UUID]: Ids,
    int: models.IntegerField,
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
    asked = _Asked(build, lambda query: _in_words(query.query))

    @wraps(build)
    def rows(*args: Asked.args, **values: Asked.kwargs) -> list[tuple[Any, ...]]:
        return asked.words().rows(asked.values(*args, **values))

    return rows


def prepared_update(
    build: Callable[Asked, tuple[models.QuerySet[Any, Any], dict[str, Any]]],
) -> Callable[Asked, int]:
    """
    Make a function that returns a query and the changes to its rows into one that makes them, and returns to how many.

    One statement; otherwise as `prepared`. A value may stand in the changes too.
    """

    def in_words(found: tuple[models.QuerySet[Any, Any], dict[str, Any]]) -> _Words:
        rows, changes = found
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        return _in_words(query)

    asked = _Asked(build, in_words)

    @wraps(build)
    def update(*args: Asked.args, **values: Asked.kwargs) -> int:
        return asked.words().changed(asked.values(*args, **values))

    return update


class _Asked:
    """A function that builds a query, and the words of that query once it was built."""

    def __init__(self, build: Callable[..., Any], in_words: Callable[[Any], "_Words"]) -> None:
        self._build, self._in_words = build, in_words
        self._names, self._kinds = signature(build), get_type_hints(build)
        self._words: _Words | None = None

    def words(self) -> "_Words":
        """Return the query in SQL."""
        if self._words is None:
            stand_ins = {name: _Given(name, FIELDS[self._kinds[name]]()) for name in self._names.parameters}
            self._words = self._in_words(self._build(**stand_ins))
        return self._words

    def values(self, *args: Any, **values: Any) -> dict[str, Any]:
        """Return the values of a call by their names."""
        return self._names.bind(*args, **values).arguments


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
    locks: bool

    def rows(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Ask with the values. :raises TransactionManagementError: rows are to be locked and nothing would hold them."""
        if self.locks and connection.get_autocommit():
            raise transaction.TransactionManagementError("A prepared query locks rows outside of a transaction.")
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self._given(values))
            found = cursor.fetchall()
        return [self._read(row) for row in found] if self.readers else found

    def changed(self, values: dict[str, Any]) -> int:
        """Change rows with the values; return how many. When it fails the transaction is lost, as with the ORM."""
        with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(self.sql, self._given(values))
            return cursor.rowcount

    def _given(self, values: dict[str, Any]) -> list[Any]:
        return [one.value(values) if isinstance(one, _Given) else one for one in self.params]

    def _read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for position, (converters, column) in self.readers:
            for convert in converters:
                values[position] = convert(values[position], column, connection)
        return tuple(values)


def _in_words(query: Query) -> _Words:
    compiler: Any = query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select or ()]
    locks = bool(query.select_for_update and connection.features.has_select_for_update)
    return _Words(sql, tuple(params), tuple(compiler.get_converters(columns).items()), locks)

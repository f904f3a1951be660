"""
Many rows in one statement, and which of them were written.

The ORM's bulk insert costs several times the processor time, and cannot say what a conflict left out. On PostgreSQL the
rows travel as one JSON text, which is cheaper to make than arrays, and the table itself gives the types. pydantic's
writer knows ids and moments, and costs a third of Python's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, models
from pydantic_core import to_json


def insert(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    on_conflict: str = "",
    returning: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """
    Write the rows, each with a value for each of the fields; return the ``returning`` fields of those written.

    ``on_conflict`` is ``DO NOTHING`` or the like, our own text. One statement on PostgreSQL; on SQLite as many as its
    limit of parameters asks for. The rows are written in their order, so that two writers meet theirs in one order.
    """
    write = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    found = list(write(model, tuple(fields), rows, _tail(model, on_conflict, tuple(returning))))
    given: list[Any] = [model._meta.get_field(name) for name in returning]
    return [tuple(field.to_python(value) for field, value in zip(given, row, strict=True)) for row in found]


def _on_postgresql(
    model: type[models.Model], fields: tuple[str, ...], rows: Iterable[Sequence[Any]], tail: str
) -> Iterator[Any]:
    names = _columns(model, fields)
    given = [dict(zip(names, row, strict=True)) for row in rows]
    if not given:
        return
    for name in _of_bytes(model, fields):
        for row in given:
            if row[name] is not None:
                row[name] = f"\\x{row[name].hex()}"
    table, listed = model._meta.db_table, _listed(names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({listed})'  # noqa: S608 (names of our own tables)
            f' SELECT {listed} FROM json_populate_recordset(NULL::"{table}", %s::json) {tail}',
            [to_json(given).decode()],
        )
        if cursor.description:
            yield from cursor.fetchall()


def _on_sqlite(
    model: type[models.Model], fields: tuple[str, ...], rows: Iterable[Sequence[Any]], tail: str
) -> Iterator[Any]:
    kinds: list[Any] = [model._meta.get_field(name) for name in fields]
    left, most = iter(rows), max(1, (connection.features.max_query_params or 999) // len(fields))
    one = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        while part := list(islice(left, most)):
            cursor.execute(
                f'INSERT INTO "{model._meta.db_table}" ({_listed(_columns(model, fields))})'  # noqa: S608 (see above)
                f" VALUES {', '.join([one] * len(part))} {tail}",
                [
                    kind.get_db_prep_save(value, connection)
                    for row in part
                    for kind, value in zip(kinds, row, strict=True)
                ],
            )
            yield from cursor.fetchall()


@cache
def _tail(model: type[models.Model], on_conflict: str, returning: tuple[str, ...]) -> str:
    conflict = f"ON CONFLICT {on_conflict} " if on_conflict else ""
    return conflict + (f"RETURNING {_listed(_columns(model, returning))}" if returning else "")


@cache
def _columns(model: type[models.Model], fields: tuple[str, ...]) -> tuple[str, ...]:
    kinds: list[Any] = [model._meta.get_field(name) for name in fields]
    return tuple(kind.column for kind in kinds)


@cache
def _of_bytes(model: type[models.Model], fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns that hold bytes, for which JSON has no word."""
    columns = zip(fields, _columns(model, fields), strict=True)
    return tuple(column for name, column in columns if isinstance(model._meta.get_field(name), models.BinaryField))


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)

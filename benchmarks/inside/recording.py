"""Write down every statement that an act issues."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connection, connections

from benchmarks.statements import Statement

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SET ")


def recorded(act: Callable[[], object]) -> tuple[list[Statement], int]:
    """Do the act; return its statements on the data, and how many went to the key store beside it."""
    found: list[Statement] = []
    keys = 0
    part, was_inside = 0, False

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal part, was_inside
        if not sql.startswith(_FRAME):
            inside = connection.in_atomic_block
            part += inside and not was_inside
            was_inside = inside
            found.append(_statement(sql, params, part if inside else 0))
        return execute(sql, params, many, context)

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal keys
        keys += not sql.startswith(_FRAME)
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(note))
        stack.enter_context(connections["keys"].execute_wrapper(count))
        act()
    return found, keys


def _statement(sql: str, params: Any, part: int) -> Statement:
    if connection.vendor == "postgresql":
        return Statement(connection.ops.compose_sql(sql, params) if params else sql, part=part)  # type: ignore[attr-defined]
    return Statement(sql, tuple(params or ()), part)

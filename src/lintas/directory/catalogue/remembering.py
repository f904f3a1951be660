"""
Answers that a process remembers for a little while.

The catalogue changes a few times a year and is read on every page. What a process remembers it
forgets after half a minute, and at once when it changes the catalogue itself. Inside a transaction
that has changed the catalogue nothing is remembered: the change may yet be taken back.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, transaction

Answer = TypeVar("Answer")

KEEP_SECONDS = 30

_kept: dict[str, tuple[float, Any]] = {}


def remembered(name: str, find: Callable[[], Answer]) -> Answer:
    """Return the answer of ``find``, perhaps of half a minute ago. Empty answers are not kept."""
    if _is_changing():
        return find()
    until, answer = _kept.get(name, (0.0, None))
    if until < time.monotonic():
        answer = find()
        if answer:
            _kept[name] = (time.monotonic() + KEEP_SECONDS, answer)
    return answer


def forget() -> None:
    """Forget everything."""
    _kept.clear()


def changing() -> None:
    """Say that this transaction changes the catalogue."""
    forget()
    transaction.on_commit(forget)


def _is_changing() -> bool:
    return any(callback is forget for _, callback, *_ in connection.run_on_commit)

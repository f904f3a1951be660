"""
A short memory of what every page asks: the points, their calendars and counters.

Kept per process. A change made here is forgotten at once and again when it is committed; other
processes notice within `SECONDS`.
"""

import threading
import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

SECONDS = 15.0
MOST = 2_000

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_lock = threading.Lock()
_kept: dict[Hashable, tuple[float, object]] = {}
_changes = 0


def remembered(ask: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Let answers of ``ask`` be reused for `SECONDS`; its arguments must be hashable."""

    @wraps(ask)
    def answer(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        key = (ask, args, tuple(sorted(kwargs.items())))
        found = _kept.get(key)
        if found is not None and time.monotonic() < found[0]:
            return found[1]  # type: ignore[return-value]
        before = _changes
        fresh = ask(*args, **kwargs)
        with _lock:
            if before == _changes:  # else it may have been read before the change
                if len(_kept) >= MOST:
                    _kept.clear()
                _kept[key] = (time.monotonic() + SECONDS, fresh)
        return fresh

    return answer


def forget() -> None:
    """Forget everything, because something changed."""
    global _changes
    with _lock:
        _changes += 1
        _kept.clear()

"""
What must stay although the request's transaction was taken back: who looked, and failed tries.

A page may open data and then refuse, which rolls its transaction back; what was opened has been
seen all the same. The gate opens the scope around each request and writes again what did not last.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_pending: ContextVar[dict[object, Callable[[], None]] | None] = ContextVar("outlive_pending", default=None)


def outlive(write_again: Callable[[], None]) -> None:
    """
    Call ``write_again`` when the request is over, unless the present transaction commits.

    It must look first whether its rows are there. Outside a request nothing is promised: what a task
    opened and rolled back has reached nobody.
    """
    pending = _pending.get()
    if pending is None:
        return
    key = object()
    pending[key] = write_again
    transaction.on_commit(lambda: pending.pop(key, None))


@contextmanager
def writing_what_was_taken_back() -> Iterator[None]:
    """Around a request: write again at its end what was rolled back; an error here keeps the reply from leaving."""
    pending: dict[object, Callable[[], None]] = {}
    token = _pending.set(pending)
    try:
        yield
    finally:
        _pending.reset(token)
        for write_again in list(pending.values()):
            write_again()

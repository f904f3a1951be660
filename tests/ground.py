"""
The furnished house under the tests: written once, in a transaction that stays open while tests come and go.

Each test has its own transaction within it and leaves nothing behind. One that wants an empty database, commits, or
lives at another moment finds the ground cleared; the next that wants the house finds it laid anew. Once a browser is
driven in the process, tests write the house for themselves: Django's connections are others then than at the end.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

from django.db import connections, transaction

from tests.house import furnish


class Ground:
    """What lies under the tests of this process; ``is_laid`` while the house stands there, as it is at the moment."""

    def __init__(self, at: datetime) -> None:
        self.is_laid = False
        self._at = at
        self._until_cleared = ExitStack()

    def make_ready_for(self, test: Any) -> None:
        """Lay the house or clear it away, whichever a test needs that uses a database."""
        uses = test.get_closest_marker("django_db")
        if uses is None:
            return
        if uses.kwargs.get("transaction") or not _wants_the_house(test):
            self.clear()
        elif not self.is_laid and not _a_browser_is_driven():
            for alias in connections:
                self._until_cleared.enter_context(_taken_back(alias))
            furnish(self._at)
            self.is_laid = True

    def clear(self) -> None:
        """Leave the databases empty."""
        self.is_laid = False
        self._until_cleared.close()


@contextmanager
def _taken_back(alias: str) -> Iterator[None]:
    around = transaction.atomic(using=alias)
    around._from_testcase = True  # type: ignore[attr-defined]  # so that code which must be outermost runs within
    with around:
        yield
        transaction.set_rollback(True, using=alias)


def _wants_the_house(test: Any) -> bool:
    """Tell whether it is the house that every room shares, at the moment that every room shares."""
    fixtures = test._fixtureinfo.name2fixturedefs
    return all(name in fixtures and fixtures[name][-1].baseid == "" for name in ("house", "now"))


def _a_browser_is_driven() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True

"""
How many files one process cleans at once.

Each may take 512 MiB and a processor for ten seconds, and holds one of the threads that make pages. So few are cleaned
at a time, some more wait for their turn, and whoever comes then is told to come again before any process is started.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

WAITING = 8
"""So many more threads may wait: a family's photographs sent at once, while the rest stay free for pages."""

PATIENCE_SECONDS = 10
"""As long as one file may take. Ordinary photos take less than one, so eight in line behind two wait about four."""


class NoTurn(Exception):
    """As many are being cleaned, or wait for it, as this process can bear."""


class Turns:
    """``places`` at once and ``waiting`` more: the rest of the threads stay free for pages."""

    def __init__(self, places: int, *, waiting: int = WAITING, patience: float = PATIENCE_SECONDS):
        self._patience = patience
        self._inside = threading.BoundedSemaphore(places)
        self._known = threading.BoundedSemaphore(places + waiting)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place while cleaning. :raises NoTurn: there is none soon enough."""
        if not self._known.acquire(blocking=False):
            raise NoTurn
        try:
            if not self._inside.acquire(timeout=self._patience):
                raise NoTurn
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._known.release()

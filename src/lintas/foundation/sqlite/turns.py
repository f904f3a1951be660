"""
Whose turn it is to write: one line of threads for each database file of this process.

SQLite lets one writer in at a time and has the others knock again after ever longer pauses, up to a tenth of a
second, so that among many the file lies idle while all of them sleep. A thread that stands in line is woken at once.
With other processes it is still a matter of knocking; between two turns the door is open to them.
"""

import threading
from collections import defaultdict

_guard = threading.Lock()
_lines: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class Turn:
    """One connection's place in the line of a file. Used by one thread at a time, as connections are."""

    def __init__(self, file: str) -> None:
        with _guard:
            self._line = _lines[file]
        self._is_ours = False

    def take(self, *, patience: float) -> bool:
        """Wait for the turn at most ``patience`` seconds; say whether it came. Whoever has it keeps it."""
        if not self._is_ours:
            self._is_ours = self._line.acquire(timeout=patience)
        return self._is_ours

    def give(self) -> None:
        """Let the next one in, if the turn is ours."""
        if self._is_ours:
            self._is_ours = False
            self._line.release()

"""
Whose turn it is at the threads that make pages: the core before all others, and within both who came first.

What was let in is never dropped: after some of the core in a row one of the others has its turn as well.
"""

import asyncio
from collections import deque

IN_A_ROW = 4
"""So many of the core go ahead while others wait; then one of those. Our proposal (P)."""


class Turns:
    """So many may be at work at once; belongs to one event loop."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._core: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()
        self._row = 0

    async def take(self, *, core: bool) -> None:
        """Return as soon as there is a place; who took one gives it back with `give_back`."""
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        (self._core if core else self._others).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it was given a place at the very moment it left
                self.give_back()
            raise

    def give_back(self) -> None:
        """Hand the place to whose turn it is; keep it free when nobody waits."""
        while self._core or self._others:
            turn = self._next()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _next(self) -> asyncio.Future[None]:
        if self._core and (self._row < IN_A_ROW or not self._others):
            self._row += 1
            return self._core.popleft()
        self._row = 0
        return self._others.popleft()

"""Who does what next: lives that sleep until a moment, woken in order, several at a time."""

import heapq
import itertools
import random
import threading
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Protocol

WORKERS = 8
GRID = timedelta(minutes=20)
STRAY_SECONDS = 8 * 60
LONGEST_NAP_SECONDS = 20.0

Life = Generator[datetime, None, None]
"""Does something each time it is woken, and yields when it wants to be woken next."""


class Hours(Protocol):
    """The clock, as the stage needs it."""

    def now(self) -> datetime:
        """Return the present moment."""
        ...

    def show(self, moment: datetime, *, rate: float = 0) -> None:
        """Move the clock."""
        ...

    def settle(self) -> None:
        """Wait until everything due at the present moment was done."""
        ...


def on_grid(moment: datetime, grid: timedelta = GRID) -> datetime:
    """Return the moment, or the next one at which the clock stops; the grid divides an hour."""
    past = timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond) % grid
    return moment if not past else moment - past + grid


class Stage:
    """
    Plays lives until a moment: by moving the clock from one wake-up to the next, or by waiting in real time.

    When the clock is moved, everybody of the same cell of the ``grid`` wakes together, some minutes after they began, and
    the house has done what was due before it is moved again. A life that fails ends; what went wrong is kept in ``failures``, and the others go on.
    """

    def __init__(self, clock: Hours, *, in_real_time: bool = False, grid: timedelta = GRID) -> None:
        self._clock = clock
        self._grid = grid
        self._in_real_time = in_real_time
        self._waiting: list[tuple[datetime, int, str, Life]] = []
        self._order = itertools.count()
        self._lock = threading.Lock()
        self._stray = random.Random(0)
        self.now = clock.now()
        self.failures: list[tuple[str, Exception]] = []

    def enter(self, name: str, life: Life, *, at: datetime) -> None:
        """Let the life begin at the moment; safe to call from within another."""
        with self._lock:
            heapq.heappush(self._waiting, (self._rounded(at), next(self._order), name, life))

    def waiting(self) -> list[str]:
        """Return the names of the lives that will be woken."""
        with self._lock:
            return [name for _, _, name, _ in self._waiting]

    def clear(self) -> None:
        """Let nobody be woken any more."""
        with self._lock:
            self._waiting.clear()

    @property
    def next_wake(self) -> datetime | None:
        """When somebody wakes next."""
        with self._lock:
            return self._waiting[0][0] if self._waiting else None

    def play(self, *, until: datetime) -> None:
        """Wake everyone whose moment comes before ``until``, then leave the clock there."""
        with ThreadPoolExecutor(WORKERS) as pool:
            while (moment := self.next_wake) is not None and moment < until:
                self._go_to(moment if self._in_real_time else self._astray(moment, until))
                for name, life, outcome in [
                    (name, life, pool.submit(next, life, None)) for name, life in self._due(moment)
                ]:
                    try:
                        wanted = outcome.result()
                    except Exception as failure:
                        self.failures.append((name, failure))
                    else:
                        if wanted is not None:
                            self.enter(name, life, at=wanted)
        self._go_to(until)

    def _rounded(self, moment: datetime) -> datetime:
        return moment if self._in_real_time else on_grid(max(moment, self.now), self._grid)

    def _astray(self, moment: datetime, until: datetime) -> datetime:
        later = moment + timedelta(seconds=self._stray.randrange(STRAY_SECONDS))
        return max(moment, min(later, until - timedelta(seconds=1)))

    def _due(self, moment: datetime) -> list[tuple[str, Life]]:
        found = []
        with self._lock:
            while self._waiting and self._waiting[0][0] <= moment:
                _, _, name, life = heapq.heappop(self._waiting)
                found.append((name, life))
        return found

    def _go_to(self, moment: datetime) -> None:
        if self._in_real_time:
            while (left := (moment - self._clock.now()).total_seconds()) > 0:
                time.sleep(min(left, LONGEST_NAP_SECONDS))
        elif moment > self.now:
            self._clock.settle()
            moment = max(moment, self._clock.now())
            self._clock.show(moment)
        self.now = max(moment, self.now)

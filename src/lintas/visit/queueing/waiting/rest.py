"""
Rest hours: when counters close around noon, and when each comes back.

No stream tells an office's plan, so both customs are held possible until the day shows which one is kept: all
counters rest together, or in turns. The hours are those of Indonesian offices (confidence P): noon to one, on
Fridays from half past eleven because of the prayer.
"""

from dataclasses import dataclass
from random import Random

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Custom:
    """Rest hours of a weekday, seconds after midnight: together, and the whole time in which turns are taken."""

    together: tuple[float, float]
    turns: tuple[float, float]
    turn: float


ORDINARY = Custom(together=(12 * HOUR, 13 * HOUR), turns=(12 * HOUR, 13 * HOUR), turn=0.5 * HOUR)
FRIDAY = Custom(together=(11.5 * HOUR, 13 * HOUR), turns=(11 * HOUR, 13.5 * HOUR), turn=1.1 * HOUR)

TOGETHER_AT_FIRST = 0.6
"""How likely it is, before anything is seen, that all counters rest together."""

EVIDENCE = 4.0
"""Each counter that closes in the rest hours without another going on makes resting together so many times likelier."""


class Rest:
    """What is known today about the rest; without a weekday (a call centre) there is none."""

    def __init__(self, weekday: str) -> None:
        day = weekday.strip().lower()
        self.custom = None if not day else FRIDAY if day in {"jumat", "jum'at", "friday"} else ORDINARY
        self._odds = TOGETHER_AT_FIRST / (1 - TOGETHER_AT_FIRST)
        self._closed: dict[str, float] = {}
        self._rested: set[str] = set()
        self._turns: list[float] = []

    def saw_call(self, t: float) -> None:
        """Learn from a call: one that begins well within the common rest tells of turns."""
        if self.custom and self.custom.together[0] + 60 < t < self.custom.together[1] - 60:
            self._odds = 0.0

    def saw_close(self, counter: str, t: float) -> None:
        """Learn from a counter's closing."""
        if not self.custom or counter in self._rested:
            return
        low, high = self.custom.turns
        if low <= t < high:
            self._closed[counter] = t
            if self.custom.together[0] <= t:
                self._odds *= EVIDENCE
            elif len(self._closed) > 1:
                self._odds /= EVIDENCE

    def saw_open(self, counter: str, t: float) -> None:
        """Learn from a counter's return."""
        closed = self._closed.pop(counter, None)
        if closed is not None and t - closed > 0.2 * HOUR:
            self._rested.add(counter)
            self._turns.append(t - closed)

    def is_resting(self, counter: str) -> bool:
        """Tell whether the counter closed in the rest hours and has not come back."""
        return counter in self._closed

    def are_together(self, rng: Random) -> bool:
        """Draw which custom is kept today."""
        return rng.random() < self._odds / (1 + self._odds)

    def window(self, counter: str, now: float, together: bool, rng: Random) -> tuple[float, float] | None:
        """
        Draw when the counter rests from ``now`` on: (from, until), None when it does not any more.

        A counter that is free within that time begins its rest; one that serves finishes first.
        """
        if not self.custom or counter in self._rested:
            return None
        closed = self._closed.get(counter)
        if together:
            return self.custom.together if now < self.custom.together[1] else None
        turn = sorted(self._turns)[len(self._turns) // 2] if self._turns else self.custom.turn
        if closed is not None:
            return closed, max(now + 60, closed + turn * (0.8 + 0.4 * rng.random()))
        low, high = self.custom.turns
        if now >= high:
            return None
        begins = low + (high - low - turn) * rng.random()
        begins = max(begins, now) if begins + turn < now else begins
        return begins, begins + turn

"""
When a place that somebody let go is open to everybody again.

At a moment that nobody can know beforehand, the one who let it go included: who hands a place to a friend must make it
open while the friend looks and nobody else does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """
    How long a freed place rests: from ``shortest`` to ``longest``, and never over ``1 / part`` of the time left.

    The figures are published with the schedule (parameters cooldown_*, confidence P).
    """

    shortest: timedelta
    longest: timedelta
    part: int


def window(given: Window, *, freed_at: datetime, starts_at: datetime) -> tuple[datetime, datetime]:
    """
    Return the first and the last moment at which a place freed at ``freed_at`` may open.

    Close to its session the window shrinks, so that the place is not wasted by resting.
    """
    left = max(starts_at - freed_at, timedelta(0))
    longest = min(given.longest, left / given.part)
    return freed_at + min(given.shortest, longest), freed_at + longest


def opens_at(given: Window, *, freed_at: datetime, starts_at: datetime, chance: float) -> datetime:
    """Return the moment at which the place opens; every moment of the window is equally likely for a fair ``chance``."""
    first, last = window(given, freed_at=freed_at, starts_at=starts_at)
    return first + (last - first) * chance

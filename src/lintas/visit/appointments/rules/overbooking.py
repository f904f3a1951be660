"""
How many more may be booked than a session has seats, so that absences waste nothing and nobody waits long for it.

People of a session are served one after the other, a seat's time each; who is left over at its end is served first in the
next, or before the break. *Added wait* is what overbooking can cost a person against a session that is full and where
everybody comes: the time of those left over from before, and of those who stand beyond the seats.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from lintas.visit.appointments.rules.absence import Belief, coming

NEGLIGIBLE = 1e-9
ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""Days that are alike are decided once, whatever their date."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of a day with what it can serve."""

    begins: datetime
    ends: datetime
    seats: int

    @property
    def each(self) -> timedelta:
        """The time of one seat."""
        return (self.ends - self.begins) / self.seats


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What overbooking may cost: no more than ``wait`` is added for the share ``of_people`` of a day's people.

    In no single session does it hold for less than the share ``in_a_session`` of its people, so that the last of a day
    do not bear it all. ``most`` is the largest share of extra places; ``enough`` the share of seats used at which no
    more are added.
    """

    wait: timedelta
    of_people: float
    in_a_session: float
    most: float
    enough: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of a day: the share of seats used, of people who wait longer, and whether the limits are kept."""

    used: float
    longer: float
    is_bearable: bool


def extra_places(day: Sequence[Sitting], belief: Belief, limits: Limits) -> tuple[int, ...]:
    """
    Return how many extra places each session of the day may have: as few as are enough, and none beyond the limits.

    One place after the other goes where it lets most seats be used for the wait that it adds.
    """
    extra = [0] * len(day)
    now = outlook(day, extra, belief, limits)
    while now.used < limits.enough:
        tries = [(outlook(day, wider, belief, limits), wider) for wider in _one_more(day, extra, limits)]
        useful = [(seen, wider) for seen, wider in tries if seen.is_bearable and seen.used > now.used]
        if not useful:
            break
        was = now
        now, extra = max(useful, key=lambda found: _worth(found[0], was))
    return tuple(extra)


def extra_places_lately(day: Sequence[Sitting], belief: Belief, limits: Limits) -> tuple[int, ...]:
    """Return the same from the memory of the process where a day with the same hours and seats was decided before."""
    if not day:
        return ()
    shift = ANY_DAY - day[0].begins
    alike = tuple(replace(one, begins=one.begins + shift, ends=one.ends + shift) for one in day)
    return _remembered(alike, belief, limits)


@lru_cache(maxsize=512)
def _remembered(day: tuple[Sitting, ...], belief: Belief, limits: Limits) -> tuple[int, ...]:
    return extra_places(day, belief, limits)


def _worth(seen: Outlook, was: Outlook) -> float:
    """Return how much more is used for how many more who wait longer."""
    return (seen.used - was.used) / max(seen.longer - was.longer, NEGLIGIBLE)


def outlook(day: Sequence[Sitting], extra: Sequence[int], belief: Belief, limits: Limits) -> Outlook:
    """Return what is expected of the day with so many extra places in each session."""
    left_over: dict[int, float] = {0: 1.0}
    used = longer = everybody = 0.0
    is_bearable = True
    for number, (sitting, more) in enumerate(zip(day, extra, strict=True)):
        if number and day[number - 1].ends != sitting.begins:
            left_over = {0: 1.0}
        odds = coming(belief, sitting.seats + more)
        used += _used(sitting, left_over, odds)
        those, of = _longer(sitting, left_over, odds, wait=limits.wait)
        is_bearable = is_bearable and those <= (1 - limits.in_a_session) * of
        longer, everybody = longer + those, everybody + of
        left_over = _after(sitting, left_over, odds)
    seats = sum(sitting.seats for sitting in day)
    share = longer / everybody
    return Outlook(used=used / seats, longer=share, is_bearable=is_bearable and share <= 1 - limits.of_people)


def added_waits(*, left_over: int, came: int, sitting: Sitting) -> list[timedelta]:
    """Return the added wait of each who came, in the order they are served."""
    return [(left_over + max(0, rank - sitting.seats)) * sitting.each for rank in range(1, came + 1)]


def _one_more(day: Sequence[Sitting], extra: Sequence[int], limits: Limits) -> list[list[int]]:
    return [
        [more + (number == place) for number, more in enumerate(extra)]
        for place, sitting in enumerate(day)
        if extra[place] + 1 <= limits.most * sitting.seats
    ]


def _used(sitting: Sitting, left_over: dict[int, float], odds: Sequence[float]) -> float:
    """Return how many seats are expected to be used."""
    return sum(
        chance * odd * min(sitting.seats, before + come)
        for before, chance in left_over.items()
        for come, odd in enumerate(odds)
    )


def _longer(
    sitting: Sitting, left_over: dict[int, float], odds: Sequence[float], *, wait: timedelta
) -> tuple[float, float]:
    """Return how many of the session's people are expected to add more than ``wait``, and how many people."""
    longer = everybody = 0.0
    bearable = int(wait / sitting.each)
    for before, chance in left_over.items():
        in_time = sitting.seats + bearable - before if before <= bearable else 0
        for come, odd in enumerate(odds):
            everybody += chance * odd * come
            longer += chance * odd * max(0, come - in_time)
    return longer, everybody


def _after(sitting: Sitting, left_over: dict[int, float], odds: Sequence[float]) -> dict[int, float]:
    after: dict[int, float] = defaultdict(float)
    for before, chance in left_over.items():
        for come, odd in enumerate(odds):
            after[max(0, before + come - sitting.seats)] += chance * odd
    return {left: chance for left, chance in after.items() if chance > NEGLIGIBLE}


def percentile(values: Iterable[timedelta], share: float) -> timedelta:
    """Return the value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)] if ordered else timedelta(0)

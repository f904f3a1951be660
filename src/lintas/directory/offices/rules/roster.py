"""Which counters are staffed when at one point."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lintas.directory.offices.rules.calendar import Hours, Week
from lintas.directory.offices.states import Station


@dataclass(frozen=True, slots=True)
class StaffedCounter:
    """One counter: its weeks in the order in which they begin, and the single days that differ from them."""

    number: int
    station: Station
    weeks: tuple[Week, ...] = ()
    changes: Mapping[date, Hours] = field(default_factory=dict)

    def hours(self, day: date) -> Hours:
        """Return the stretches of the day in which somebody sits here, in local time."""
        return self.changes[day] if day in self.changes else self.usual(day)

    def usual(self, day: date) -> Hours:
        """Return the stretches of the counter's week, without what was decided for the single day."""
        begun = [week for week in self.weeks if week.valid_from <= day]
        return begun[-1].hours.get(day.weekday(), ()) if begun else ()


@dataclass(frozen=True, slots=True)
class StaffedTime:
    """How many counters of a station are staffed at some time of a session, and for how long altogether."""

    counters: int
    time: timedelta


@dataclass(frozen=True, slots=True)
class Roster:
    """The counters of one point. Pure: holds all it knows."""

    counters: tuple[StaffedCounter, ...] = ()

    def staffed(self, *, station: str, day: date, start: time, end: time) -> StaffedTime:
        """Return what the station has between two local times of the day; the times of its counters add up."""
        shares = [
            sum((_overlap(stretch, (start, end)) for stretch in counter.hours(day)), timedelta())
            for counter in self.counters
            if counter.station == station
        ]
        return StaffedTime(counters=sum(bool(share) for share in shares), time=sum(shares, timedelta()))


def _overlap(one: tuple[time, time], other: tuple[time, time]) -> timedelta:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    if last <= first:
        return timedelta()
    return datetime.combine(date.min, last) - datetime.combine(date.min, first)

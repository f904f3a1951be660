"""
The calendar of a service point: when it is open, and which days count for a legal clock.

Two questions, kept apart. A point *is open* on a day of its week without holiday or closure. A day
*is a working day* of the office when its clocks run: a point that closes because of a flood does
not stretch what the office promised.
Legal source: docs/legal/register.md, entry "working days".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from lintas.directory.offices.states import DayReason, YearStatus
from lintas.foundation.words import Bilingual

ONE_DAY = timedelta(days=1)
Hours = tuple[tuple[time, time], ...]
"""Stretches of one day, earliest first, in local time."""


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """Why a day is closed: a code for machines, words for people."""

    code: str
    words: Bilingual


@dataclass(frozen=True, slots=True)
class Week:
    """The hours by weekday (Monday is 0) from a day on; a weekday left out is closed."""

    valid_from: date
    hours: Mapping[int, Hours]


@dataclass(frozen=True, slots=True)
class HolidayYearInfo:
    """How far a year's holidays are known."""

    year: int
    status: YearStatus
    source: str
    version: str


NO_SERVICE_DAY = ClosedDay(
    code=DayReason.NO_SERVICE_DAY, words=Bilingual(id="bukan hari layanan", en="not a day of service")
)


@dataclass(frozen=True)
class WorkCalendar:
    """The days and hours of one point and its office. Pure: holds all it knows."""

    zone: ZoneInfo
    working_weekdays: frozenset[int]
    weeks: tuple[Week, ...] = ()
    holidays: Mapping[date, ClosedDay] = field(default_factory=dict)
    office_closures: Mapping[date, ClosedDay] = field(default_factory=dict)
    point_closures: Mapping[date, ClosedDay] = field(default_factory=dict)
    years: Mapping[int, HolidayYearInfo] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """:raises ValueError: no weekday works, so no clock could ever end; or weeks are not in order."""
        if not self.working_weekdays or not self.working_weekdays <= frozenset(range(7)):
            raise ValueError("An office works on at least one weekday, numbered 0 (Monday) to 6.")
        if any(later.valid_from <= earlier.valid_from for earlier, later in pairwise(self.weeks)):
            raise ValueError("Weeks come in the order in which they begin.")

    def local(self, at: datetime) -> datetime:
        """Return the moment on the office's own clock."""
        return at.astimezone(self.zone)

    def hours(self, day: date) -> Hours:
        """Return the open stretches of the day; empty when closed."""
        return () if self._exception(day) else self._week_hours(day)

    def is_open(self, day: date) -> bool:
        """Tell whether the point serves on the day."""
        return bool(self.hours(day))

    def is_open_at(self, at: datetime) -> bool:
        """Tell whether the point serves at the moment; the closing minute is closed."""
        local = self.local(at)
        return any(opens <= local.time() < closes for opens, closes in self.hours(local.date()))

    def closure(self, day: date) -> ClosedDay | None:
        """Return why the day is closed, or None when the point is open."""
        if reason := self._exception(day):
            return reason
        return None if self._week_hours(day) else NO_SERVICE_DAY

    def next_open_day(self, day: date, *, within: int = 60) -> date | None:
        """Return the first open day on or after ``day``, or None when there is none ``within`` days."""
        days = (day + timedelta(days=ahead) for ahead in range(within))
        return next((candidate for candidate in days if self.is_open(candidate)), None)

    def week_on(self, day: date) -> Week | None:
        """Return the week that counts on the day; None before the first."""
        begun = [week for week in self.weeks if week.valid_from <= day]
        return begun[-1] if begun else None

    def next_week(self, day: date) -> Week | None:
        """Return the week that will count next after ``day``, if one is known."""
        return next((week for week in self.weeks if week.valid_from > day), None)

    def closures_ahead(self, day: date, *, days: int) -> tuple[tuple[date, ClosedDay], ...]:
        """Return the days from ``day`` on that a person would expect to be open but are not."""
        ahead = (day + timedelta(days=count) for count in range(days))
        return tuple((on, reason) for on in ahead if self._week_hours(on) and (reason := self.closure(on)))

    def is_certain(self, day: date) -> bool:
        """Tell whether the holidays of the day's year are decreed and loaded."""
        info = self.years.get(day.year)
        return info is not None and info.status == YearStatus.DECREED

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office's clocks run on the day."""
        return day.weekday() in self.working_weekdays and day not in self.holidays and day not in self.office_closures

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, n: int) -> date:
        """
        Return the ``n``-th working day after ``day``; ``day`` itself for 0.

        :raises ValueError: ``n`` is negative.
        """
        if n < 0:
            raise ValueError("Working days are added, never taken away.")
        while n:
            day += ONE_DAY
            n -= self.is_working_day(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """Return how many working days lie after ``a``, up to and with ``b``; negative when ``b`` is earlier."""
        if b < a:
            return -self.working_days_between(b, a)
        return sum(self.is_working_day(a + timedelta(days=count)) for count in range(1, (b - a).days + 1))

    def _exception(self, day: date) -> ClosedDay | None:
        return self.holidays.get(day) or self.office_closures.get(day) or self.point_closures.get(day)

    def _week_hours(self, day: date) -> Hours:
        week = self.week_on(day)
        return week.hours.get(day.weekday(), ()) if week else ()

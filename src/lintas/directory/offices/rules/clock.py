"""
The clock of a promise: it starts, stops while the office waits for somebody else, and runs on.

Legal source: docs/legal/register.md, entry "service standard clock".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lintas.directory.offices.rules.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from a moment to another, both aware; ``to`` is None while it still does."""

    from_: datetime
    to: datetime | None

    def __post_init__(self) -> None:
        """:raises ValueError: it would end before it began."""
        if self.to is not None and self.to < self.from_:
            raise ValueError("A pause ends after it began.")

    def covers(self, at: datetime) -> bool:
        """Tell whether the clock stood still at the moment."""
        return self.from_ <= at and (self.to is None or at < self.to)


def standard_clock(
    started_at: datetime, stops: Sequence[Pause], working_days: int, calendar: WorkCalendar
) -> date | None:
    """
    Return the day on which the promise falls due, in the office's zone; None while it cannot be told.

    A working day counts when the clock was running as that day began (local midnight). So the day of
    the start does not count, nor the day on which a stopped clock runs on; both then count alike.
    It cannot be told while an open stop began before the due day.

    :raises ValueError: ``working_days`` is less than one.
    """
    if working_days < 1:
        raise ValueError("A promise takes at least one working day.")
    day = calendar.local(started_at).date()
    left = working_days
    while left:
        day += timedelta(days=1)
        dawn = datetime.combine(day, time.min, tzinfo=calendar.zone)
        standing = [stop for stop in stops if stop.covers(dawn)]
        if any(stop.to is None for stop in standing):
            return None
        left -= calendar.is_working_day(day) and not standing
    return day

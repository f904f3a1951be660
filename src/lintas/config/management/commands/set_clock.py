"""`lintas set_clock`: let a fresh demonstration begin three working days back."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from lintas.directory.offices import queries as offices
from lintas.foundation import clock

ZONE = ZoneInfo("Asia/Jakarta")
SATURDAY = 5
DAYS = 3
"""Days that the demonstration's people live before somebody comes to look; they know weekends, and no holidays."""

FURTHEST = 60
"""Days back to look: longer than any stretch of holidays with three open weekdays nowhere between."""


class Command(BaseCommand):
    help = "Set the demonstration's clock to the early morning of its first day and let it stand."

    def handle(self, **options: Any) -> None:
        calendars = [offices.calendar(point_id=point.id) for point in offices.points()]
        day = first_day(
            before=datetime.now(ZONE).date(), is_open=lambda day: all(calendar.is_open(day) for calendar in calendars)
        )
        if day is None:
            raise CommandError(f"No {DAYS} open weekdays in a row in the last {FURTHEST} days. Load newer offices.")
        clock.set_demonstration_clock(shows=datetime.combine(day, time(5), tzinfo=ZONE), rate=0)


def first_day(*, before: date, is_open: Callable[[date], bool]) -> date | None:
    """Return the latest day that begins three weekdays in a row, all open and all earlier; None within reach."""
    weekdays = [day for ahead in range(FURTHEST) if (day := before - timedelta(days=ahead + 1)).weekday() < SATURDAY]
    for latest in range(len(weekdays) - DAYS + 1):
        lived = weekdays[latest : latest + DAYS]
        if all(is_open(day) for day in lived):
            return lived[-1]
    return None

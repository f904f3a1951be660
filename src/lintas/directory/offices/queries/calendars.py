"""The calendar of each point, put together from hours, holidays and closures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.directory.offices.models import Closure, Holiday, HolidayYear, OpeningHours, ServicePoint
from lintas.directory.offices.queries.memory import remembered
from lintas.directory.offices.queries.points import UnknownPoint
from lintas.directory.offices.rules import ClosedDay, HolidayYearInfo, Hours, Week, WorkCalendar
from lintas.directory.offices.states import YearStatus
from lintas.foundation.words import Bilingual


def calendar(*, point_id: UUID) -> WorkCalendar:
    """
    Return the point's calendar. Five queries for all points together, then none for a while.

    :raises UnknownPoint: there is no such point.
    """
    found = _calendars().get(point_id)
    if found is None:
        raise UnknownPoint
    return found


@remembered
def holiday_years() -> tuple[HolidayYearInfo, ...]:
    """Return how far the holidays of each loaded year are known, earliest first."""
    return tuple(
        HolidayYearInfo(year=row.year, status=YearStatus(row.status), source=row.source, version=row.version)
        for row in HolidayYear.objects.order_by("year")
    )


@remembered
def _calendars() -> Mapping[UUID, WorkCalendar]:
    holidays = {
        row.on: ClosedDay(code=row.kind, words=Bilingual(id=row.name, en=row.name_en)) for row in Holiday.objects.all()
    }
    years = {info.year: info for info in holiday_years()}
    weeks = _weeks()
    closures = list(Closure.objects.all())
    at_offices = _by_place((row.office_id, row) for row in closures)
    at_points = _by_place((row.point_id, row) for row in closures)
    return {
        found.id: WorkCalendar(
            zone=ZoneInfo(found.office.zone),
            working_weekdays=frozenset(found.office.working_days),
            weeks=weeks.get(found.id, ()),
            holidays=holidays,
            office_closures=at_offices.get(found.office_id, {}),
            point_closures=at_points.get(found.id, {}),
            years=years,
        )
        for found in ServicePoint.objects.select_related("office")
    }


def closed_since(*, moment: datetime) -> frozenset[tuple[UUID, date]]:
    """Return the points and days that were closed after ``moment`` by a decision on that point. One query."""
    rows = Closure.objects.filter(decided_at__gt=moment, point__isnull=False)
    return frozenset(rows.values_list("point_id", "on"))


def closed_by_hand(*, point_id: UUID, on: date) -> datetime | None:
    """Return when the point itself was closed for the day; None when it was not. One query."""
    rows = Closure.objects.filter(point_id=point_id, on=on)
    return rows.values_list("decided_at", flat=True).first()


def _weeks() -> Mapping[UUID, tuple[Week, ...]]:
    rows: dict[UUID, dict[date, dict[int, Hours]]] = defaultdict(lambda: defaultdict(dict))
    for row in OpeningHours.objects.order_by("valid_from"):
        rows[row.point_id][row.valid_from][row.weekday] = _stretches(row)
    return {
        point_id: tuple(Week(valid_from=begins, hours=hours) for begins, hours in versions.items())
        for point_id, versions in rows.items()
    }


def _stretches(row: OpeningHours) -> Hours:
    if row.break_starts is None or row.break_ends is None:
        return ((row.opens, row.closes),)
    return ((row.opens, row.break_starts), (row.break_ends, row.closes))


def _by_place(rows: Iterable[tuple[UUID | None, Closure]]) -> Mapping[UUID, Mapping[date, ClosedDay]]:
    grouped: dict[UUID, dict[date, ClosedDay]] = defaultdict(dict)
    for place, row in rows:
        if place is not None:
            grouped[place][row.on] = ClosedDay(code=row.reason, words=Bilingual(id=row.words_id, en=row.words_en))
    return grouped

"""The release calendar: on which day the places of which days are opened. The one source of every page that says so."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from lintas.directory.offices import queries as offices
from lintas.visit.appointments import rules
from lintas.visit.appointments.models import Schedule

SEARCHED = 60
"""Days that are looked through for the next release: more than any run of holidays."""


@dataclass(frozen=True, slots=True)
class Release:
    """The places of the day ``of`` at one point and in one class are opened on ``on``; both days at the office."""

    point_id: UUID
    service_class: str
    on: date
    of: date


def releases(*, point_ids: Collection[UUID], days: int, at: datetime) -> tuple[Release, ...]:
    """
    Return what is opened after today in the coming ``days``, at every point and in every class, by day, point and class.

    Days on which a point rests are opened by nobody. One query, beside what the points' calendars cost.
    """
    found = []
    for (point_id, service_class), schedules in offers(point_ids).items():
        calendar = offices.calendar(point_id=point_id)
        today = calendar.local(at).date()
        longest = max(schedule.release_days for schedule in schedules)
        for ahead in range(1, longest + days + 1):
            of = today + timedelta(days=ahead)
            on = opens_on(schedules, of)
            if on is not None and today < on <= today + timedelta(days=days) and calendar.is_open(of):
                found.append(Release(point_id=point_id, service_class=service_class, on=on, of=of))
    return tuple(sorted(found, key=lambda one: (one.on, one.of, str(one.point_id), one.service_class)))


def next_opening(point_id: UUID, *, service_class: str, at: datetime) -> date | None:
    """Return the next day after today on which places of the class are opened, None when nothing is scheduled. One query."""
    calendar = offices.calendar(point_id=point_id)
    schedules = offers([point_id], service_class=service_class).get((point_id, service_class), [])
    return next_release(schedules, calendar, calendar.local(at).date())


def offers(point_ids: Collection[UUID], *, service_class: str = "") -> dict[tuple[UUID, str], list[Schedule]]:
    """Return the schedules by point and class; of one class if it is named. One query."""
    known: dict[tuple[UUID, str], list[Schedule]] = {}
    rows = Schedule.objects.filter(point_id__in=point_ids)
    for schedule in rows.filter(service_class=service_class) if service_class else rows:
        known.setdefault((schedule.point_id, schedule.service_class), []).append(schedule)
    return known


def opens_on(schedules: Iterable[Schedule], day: date) -> date | None:
    """Return the day on which the places of ``day`` are opened, None when nothing is offered on it."""
    released = [
        rules.release_day(day=day, release_days=schedule.release_days)
        for schedule in schedules
        if schedule.weekday == day.isoweekday()
        and schedule.valid_from <= day
        and (schedule.valid_to is None or day <= schedule.valid_to)
    ]
    return min(released, default=None)


def next_release(schedules: list[Schedule], calendar: offices.WorkCalendar, today: date) -> date | None:
    """Return the next day after today on which places of some day are opened, None when nothing is scheduled."""
    longest = max((schedule.release_days for schedule in schedules), default=0)
    for ahead in range(1, SEARCHED):
        day = today + timedelta(days=longest + ahead)
        opened = opens_on(schedules, day) if calendar.is_open(day) else None
        if opened is not None and opened > today:
            return opened
    return None

"""Remaining places of the coming days, for all points at once, and why a day has none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, Sum

from lintas.directory.offices import queries as offices
from lintas.directory.offices.states import DayReason
from lintas.foundation.words import Bilingual
from lintas.visit.appointments import rules
from lintas.visit.appointments.models import Schedule, Slot
from lintas.visit.appointments.queries import release_calendar
from lintas.visit.appointments.queries.kept import keepers
from lintas.visit.appointments.rules import NoPlace


@dataclass(frozen=True, slots=True)
class DayPlaces:
    """
    The places of one day at one point.

    ``reason`` says why ``left`` is 0: full, drawn (``keeper`` is the draw), no_booklets, closed, not_released or not_offered. ``next_on``
    is then the next day with a place, or for not_released the day on which this day's places are opened; None if no
    place is known. ``opens_on`` is then the next day on which places of another day are opened. ``why`` is what the
    office says of a day on which it is closed.
    """

    on: date
    left: int
    capacity: int
    reason: NoPlace | None
    next_on: date | None
    opens_on: date | None = None
    why: Bilingual | None = None
    keeper: UUID | None = None


def days_ahead(
    *, point_ids: Collection[UUID], service_class: str = "regular", from_on: date, days: int, at: datetime
) -> dict[UUID, tuple[DayPlaces, ...]]:
    """
    Return the places of ``days`` calendar days from ``from_on`` on, for each point.

    Three queries for any number of points and days, one more when a day is full, beside what the points' calendars cost.
    """
    until = from_on + timedelta(days=days)
    counts = _counts(point_ids, service_class, from_on, until, at=at)
    offers = release_calendar.offers(point_ids, service_class=service_class)
    following = _first_day_with_room(point_ids, service_class, until, at=at)
    full = any(count.coming and not count.left for days_of in counts.values() for count in days_of.values())
    kept = keepers(point_ids, service_class, from_on, until, at=at) if full else {}
    return {
        point_id: _days_of(
            calendar=offices.calendar(point_id=point_id),
            counts=counts.get(point_id, {}),
            offers=offers.get((point_id, service_class), []),
            following=following.get(point_id),
            kept={on: keeper for (where, on), keeper in kept.items() if where == point_id},
            days=[from_on + timedelta(days=ahead) for ahead in range(days)],
            at=at,
        )
        for point_id in point_ids
    }


def next_place(
    *, point_ids: Collection[UUID], service_class: str = "regular", at: datetime
) -> dict[UUID, datetime | None]:
    """Return for each point the beginning of the earliest session with a place. One query."""
    found = (
        Slot.objects.bookable(at=at)
        .with_room()
        .filter(point_id__in=point_ids, service_class=service_class)
        .values_list("point_id")
        .annotate(first=Min("starts_at"))
        .order_by()
    )
    known = dict(found)
    return {point_id: known.get(point_id) for point_id in point_ids}


def days_with_room(*, point_id: UUID, service_class: str, at: datetime) -> dict[date, int]:
    """Return how many places each day has that can be booked now, days without any left out. One query."""
    found = Slot.objects.bookable(at=at).with_room().filter(point_id=point_id, service_class=service_class)
    return dict(found.order_by().values_list("on").annotate(left=Sum(F("capacity") - F("taken"))))


def classes_offered() -> frozenset[str]:
    """Return the classes that some point has a schedule for. One query."""
    return frozenset(Schedule.objects.order_by().values_list("service_class", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class _Count:
    left: int
    capacity: int
    coming: int
    withheld: int


_NOTHING = _Count(left=0, capacity=0, coming=0, withheld=0)


def _counts(
    point_ids: Collection[UUID], service_class: str, from_on: date, until: date, *, at: datetime
) -> dict[UUID, dict[date, _Count]]:
    later = Q(starts_at__gt=at)
    counted = (
        Slot.objects.filter(
            point_id__in=point_ids, service_class=service_class, on__gte=from_on, on__lt=until, offered=True
        )
        .values("point_id", "on")
        .annotate(
            left=Sum(F("capacity") - F("taken"), filter=later, default=0),
            total=Sum("capacity"),
            coming=Count("id", filter=later & Q(capacity__gt=0)),
            missing=Sum("withheld", filter=later, default=0),
        )
        .order_by()
    )
    counts: dict[UUID, dict[date, _Count]] = {}
    for row in counted:
        count = _Count(left=row["left"], capacity=row["total"], coming=row["coming"], withheld=row["missing"])
        counts.setdefault(row["point_id"], {})[row["on"]] = count
    return counts


def _first_day_with_room(
    point_ids: Collection[UUID], service_class: str, after: date, *, at: datetime
) -> dict[UUID, date]:
    return dict(
        Slot.objects.bookable(at=at)
        .with_room()
        .filter(point_id__in=point_ids, service_class=service_class, on__gte=after)
        .values_list("point_id")
        .annotate(first=Min("on"))
        .order_by()
    )


def _days_of(
    *,
    calendar: Any,
    counts: dict[date, _Count],
    offers: list[Schedule],
    following: date | None,
    kept: Mapping[date, UUID],
    days: list[date],
    at: datetime,
) -> tuple[DayPlaces, ...]:
    today = calendar.local(at).date()
    shown: list[DayPlaces] = []
    next_on = following
    for day in reversed(days):
        count = counts.get(day, _NOTHING)
        reason = opens_on = None
        if not count.left:
            opens_on = release_calendar.opens_on(offers, day)
            reason = rules.why_no_place(
                offered_at_all=bool(offers),
                withheld=count.withheld > 0,
                kept=day in kept,
                full=count.coming > 0,
                open_later=day >= today and not count.capacity and calendar.is_open(day),
                opens_on=opens_on,
                today=today,
            )
        waits = reason is NoPlace.NOT_RELEASED
        shown.append(
            DayPlaces(
                on=day,
                left=count.left,
                capacity=count.capacity,
                reason=reason,
                next_on=None if reason is None else opens_on if waits else next_on,
                why=_closed_for(calendar, day) if reason is NoPlace.CLOSED else None,
                keeper=kept.get(day) if reason is NoPlace.DRAWN else None,
                opens_on=release_calendar.next_release(offers, calendar, today) if reason and next_on is None else None,
            )
        )
        next_on = day if count.left else next_on
    return tuple(reversed(shown))


def _closed_for(calendar: offices.WorkCalendar, day: date) -> Bilingual | None:
    """Return the name of the holiday or closure; None for a weekday that never has service, and when hours are over."""
    closure = calendar.closure(day)
    return closure.words if closure is not None and closure.code != DayReason.NO_SERVICE_DAY else None

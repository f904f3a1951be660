"""How many places a day has, and how that number came about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Sum

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.visit.appointments.models import Appointment, BookStock, FreedPlace, KeptPlaces, SessionSum, Slot
from lintas.visit.appointments.rules import capacity
from lintas.visit.appointments.rules.capacity import Derivation, Extra, Places, Step
from lintas.visit.appointments.states import State


@dataclass(frozen=True, slots=True)
class SessionWhy:
    """One session of a day: its sum, and per class how many places are given and how many wait for books."""

    starts_at: datetime
    ends_at: datetime
    derivation: Derivation
    capacity: dict[str, int]
    taken: dict[str, int]
    withheld: dict[str, int]


@dataclass(frozen=True, slots=True)
class DayWhy:
    """The sums of a day; ``free_books`` is None while nobody has told us of the stock."""

    on: date
    sessions: tuple[SessionWhy, ...]
    free_books: int | None


def why_so_many(*, point_id: UUID, on: date, at: datetime) -> DayWhy:
    """Return how the capacity of each session of the day came about, earliest first. Six queries."""
    slots: dict[datetime, list[Slot]] = {}
    for slot in Slot.objects.filter(point_id=point_id, on=on, offered=True).order_by("starts_at", "service_class"):
        slots.setdefault(slot.starts_at, []).append(slot)
    sums = SessionSum.objects.filter(point_id=point_id, starts_at__in=list(slots)).order_by("starts_at")
    point = offices.point(id=point_id)
    today = offices.calendar(point_id=point_id).local(at).date()
    return DayWhy(
        on=on,
        sessions=tuple(_session(row, slots[row.starts_at]) for row in sums),
        free_books=free_books(point, today=today),
    )


def sums_on(*, point_id: UUID, on: date) -> dict[datetime, Derivation]:
    """Return the sums of the day's sessions by their beginning. Two queries."""
    begins = Slot.objects.filter(point_id=point_id, on=on, offered=True).values_list("starts_at", flat=True)
    rows = SessionSum.objects.filter(point_id=point_id, starts_at__in=set(begins)).order_by("starts_at")
    return {row.starts_at: _read(row.factors) for row in rows}


def places_on(*, point_id: UUID, on: date) -> int:
    """Return how many places the day has at the point, of every class. One query."""
    total: int | None = Slot.objects.filter(point_id=point_id, on=on, offered=True).aggregate(total=Sum("capacity"))[
        "total"
    ]
    return total or 0


def free_books(point: offices.PointInfo, *, today: date) -> int | None:
    """Return how many books nobody waits for; None while nobody has told us of the stock. Four queries."""
    stock = BookStock.objects.filter(point_id=point.id).first()
    if stock is None:
        return None
    coming = Appointment.objects.filter(
        state__in=[State.HELD, State.BOOKED], slot__point_id=point.id, slot__on__gte=today
    )
    # A place on its way from one person to the next needs its book all the same.
    between = FreedPlace.objects.keeping_a_place().filter(slot__point_id=point.id, slot__on__gte=today)
    kept = KeptPlaces.objects.filter(slot__point_id=point.id, slot__on__gte=today).aggregate(
        left=Sum("left", default=0)
    )
    return capacity.free_books(
        blank=stock.blank,
        promised=stock.promised,
        coming=coming.count() + between.count() + kept["left"],
        reserve=catalogue.count("booklet_reserve", office_code=point.office_code, on=today),
    )


def _session(row: SessionSum, slots: list[Slot]) -> SessionWhy:
    return SessionWhy(
        starts_at=row.starts_at,
        ends_at=max(slot.ends_at for slot in slots),
        derivation=_read(row.factors),
        capacity={slot.service_class: slot.capacity for slot in slots},
        taken={slot.service_class: slot.taken for slot in slots},
        withheld={slot.service_class: slot.withheld for slot in slots},
    )


def _read(factors: dict[str, Any]) -> Derivation:
    """Return the sum as it was written down; durations stand there in seconds."""
    return Derivation(
        length=timedelta(seconds=factors["length"]),
        steps=tuple(
            Step(
                station=step["station"],
                counters=step["counters"],
                staffed=timedelta(seconds=step["staffed"]),
                each=timedelta(seconds=step["each"]),
            )
            for step in factors["steps"]
        ),
        together=factors["together"],
        limited_by=tuple(factors["limited_by"]),
        classes=tuple(Places(**found) for found in factors["classes"]),
        extra=_read_extra(factors.get("extra")),
    )


def _read_extra(factors: dict[str, Any] | None) -> Extra | None:
    return Extra(**factors | {"wait": timedelta(seconds=factors["wait"])}) if factors else None

"""Places given instead of those on closed days: who still waits for one, what is offered, how far a day has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from lintas.directory.offices import queries as offices
from lintas.visit.appointments import rules
from lintas.visit.appointments.models import Appointment, FreedPlace, Replacement, Slot, called_off
from lintas.visit.appointments.queries.slots import OpenSlot, shown
from lintas.visit.appointments.states import Answer, State

LOOKED_AT = 60
"""Sessions looked at for one person: some days of the largest point."""

OTHERS = 2
"""Beside the place given, so that there are three to choose from."""


@dataclass(frozen=True, slots=True)
class ReplacementInfo:
    """
    The latest place given for one on a closed day.

    ``is_open`` while the person may still choose; ``others`` are further places with room at present, not kept.
    """

    from_starts_at: datetime
    slot_id: UUID
    starts_at: datetime
    answer_by: datetime
    answer: str
    is_open: bool
    others: tuple[OpenSlot, ...]


@dataclass(frozen=True, slots=True)
class Stranded:
    """Somebody with a place on a day that the office closed; ``knows`` says whether they were told of it."""

    subject: UUID
    point_id: UUID
    service_class: str
    on: date
    knows: bool


@dataclass(frozen=True, slots=True)
class Affected:
    """Who has a place on a day: booked, and held while somebody still fills in or pays, by class."""

    booked: dict[str, int]
    held: int

    @property
    def people(self) -> int:
        """All who would be moved."""
        return sum(self.booked.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """
    How far a closed day has come; of those ``waiting``, ``told`` know that it is closed.

    ``silent`` have not answered yet and keep what they were given.
    """

    waiting: int
    told: int
    moved: int
    accepted: int
    other: int

    @property
    def silent(self) -> int:
        """Moved, without an answer."""
        return self.moved - self.accepted - self.other


def equal_places(closed: Slot, *, at: datetime, resting: bool = False) -> Iterator[OpenSlot]:
    """
    Yield sessions with room of the same point and class on later days, the nearest first. One query.

    With ``resting`` also those that are full but where a place rests.
    """
    local = offices.calendar(point_id=closed.point_id).local
    after = max(closed.on, local(at).date())
    rests = Exists(FreedPlace.objects.resting().filter(slot=OuterRef("id")))
    found = Slot.objects.bookable(at=at)
    found = found.filter(Q(taken__lt=F("capacity")) | rests) if resting else found.with_room()
    found = found.filter(point_id=closed.point_id, service_class=closed.service_class, on__gt=after)
    wanted = local(closed.starts_at)
    rows = found.order_by("starts_at")[:LOOKED_AT]
    for row in sorted(rows, key=lambda slot: rules.nearness(local(slot.starts_at), wanted)):
        yield shown(row)


def replacement_of(subject: UUID, *, at: datetime) -> ReplacementInfo | None:
    """Return the latest replacement of the application's place; None when there never was one. Two queries."""
    found = (
        Replacement.objects.select_related("slot", "from_slot", "appointment")
        .filter(appointment__subject=subject)
        .order_by("-offered_at")
        .first()
    )
    if found is None:
        return None
    holds = found.appointment.state == State.BOOKED and found.appointment.slot_id == found.slot_id
    is_open = holds and not found.answer and at < found.answer_by
    return ReplacementInfo(
        from_starts_at=found.from_slot.starts_at,
        slot_id=found.slot_id,
        starts_at=found.slot.starts_at,
        answer_by=found.answer_by,
        answer=found.answer,
        is_open=is_open,
        others=tuple(islice(_one_a_day(found, at=at), OTHERS)) if is_open else (),
    )


def stranded(*, limit: int, at: datetime) -> tuple[Stranded, ...]:
    """
    Return people who need another place, in the order of their places. One query.

    They are booked on days on which their office is closed after all, or were told so and could not hear in time that
    it is open again.
    """
    rows = Appointment.objects.alias(told=called_off()).filter(
        Q(slot__offered=False) | Q(told=True), state=State.BOOKED
    )
    kept = rows.order_by("slot__starts_at", "made_at", "id").values_list(
        "subject", "slot__point_id", "slot__service_class", "slot__on", called_off(), "slot__offered", "slot__starts_at"
    )
    return tuple(
        Stranded(*row)
        for *row, offered, starts_at in kept[:limit]
        if _needs_another(Stranded(*row), offered=offered, has_begun=starts_at <= at)
    )


def _needs_another(person: Stranded, *, offered: bool, has_begun: bool) -> bool:
    if person.knows:
        return has_begun or not offered
    return not offices.calendar(point_id=person.point_id).is_open(person.on)


def first_stranded(*, point_id: UUID | None = None) -> dict[tuple[UUID, str], date]:
    """
    Return for each point and class the earliest closed day of which somebody still waits to be moved. One query.

    ``point_id`` asks for one point only.
    """
    rows = Appointment.objects.filter(state=State.BOOKED, slot__offered=False).order_by("slot__on")
    if point_id is not None:
        rows = rows.filter(slot__point_id=point_id)
    first: dict[tuple[UUID, str], date] = {}
    for found_at, service_class, on in rows.values_list("slot__point_id", "slot__service_class", "slot__on").distinct():
        if not offices.calendar(point_id=found_at).is_open(on):
            first.setdefault((found_at, service_class), on)
    return first


def stranded_before(on: date, *, point_id: UUID, service_class: str) -> dict[date, int]:
    """Return how many of the point and class still wait to be moved, by their closed day before ``on``. One query."""
    rows = Appointment.objects.filter(
        state=State.BOOKED,
        slot__offered=False,
        slot__point_id=point_id,
        slot__service_class=service_class,
        slot__on__lt=on,
    )
    by_day = rows.values_list("slot__on").annotate(Count("id")).order_by()
    is_open = offices.calendar(point_id=point_id).is_open
    return {day: count for day, count in by_day if not is_open(day)}


def affected(*, point_id: UUID, on: date) -> Affected:
    """Return who has a place on the day. One query."""
    rows = Appointment.objects.filter(slot__point_id=point_id, slot__on=on, state__in=[State.BOOKED, State.HELD])
    counted = rows.values_list("state", "slot__service_class").annotate(Count("id")).order_by()
    booked = {service_class: count for state, service_class, count in counted if state == State.BOOKED}
    return Affected(booked=booked, held=sum(count for state, _service_class, count in counted if state == State.HELD))


def people_by_day(*, point_id: UUID, from_on: date) -> dict[date, int]:
    """Return how many people are booked on each day from ``from_on`` on. One query."""
    rows = Appointment.objects.filter(state=State.BOOKED, slot__point_id=point_id, slot__on__gte=from_on)
    return dict(rows.values_list("slot__on").annotate(Count("id")).order_by())


def room_after(*, point_id: UUID, on: date, at: datetime) -> dict[str, int]:
    """Return how many places are free after the day, by class. One query."""
    found = Slot.objects.bookable(at=at).with_room().filter(point_id=point_id, on__gt=on)
    room: dict[str, int] = {}
    for service_class, capacity, taken in found.values_list("service_class", "capacity", "taken"):
        room[service_class] = room.get(service_class, 0) + capacity - taken
    return room


def progress(*, point_id: UUID, on: date) -> Progress:
    """Return how far the people of a closed day have been moved, and what they said. Two queries."""
    left = Appointment.objects.filter(state=State.BOOKED, slot__offered=False, slot__point_id=point_id, slot__on=on)
    waiting: dict[str, Any] = left.aggregate(waiting=Count("id"), told=Count("id", filter=called_off()))
    counted: dict[str, Any] = Replacement.objects.filter(from_slot__point_id=point_id, from_slot__on=on).aggregate(
        moved=Count("id"),
        accepted=Count("id", filter=Q(answer=Answer.ACCEPTED)),
        other=Count("id", filter=Q(answer=Answer.OTHER)),
    )
    return Progress(**waiting, **counted)


def _one_a_day(found: Replacement, *, at: datetime) -> Iterator[OpenSlot]:
    """Yield places on days that differ, so that who cannot come that day has a real choice."""
    days, before = {found.slot.on}, found.from_slot
    if before.offered and before.starts_at > at and before.taken < before.capacity:
        days.add(before.on)
        yield shown(before)  # the day was opened again
    for slot in equal_places(found.from_slot, at=at):
        if slot.on not in days:
            days.add(slot.on)
            yield slot

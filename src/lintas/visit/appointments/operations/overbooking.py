"""Booking more people than there are seats, where the head of a point has decided it; every change is told."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import Told, publish, publish_many
from lintas.visit.appointments import events, queries
from lintas.visit.appointments.models import OverbookingDecision, Slot
from lintas.visit.appointments.operations.errors import DayIsOver, DecidedAlready
from lintas.visit.appointments.rules.capacity import Derivation

SYSTEM = "system:appointments.make_slots"


@transaction.atomic
def decide_overbooking(*, point_id: UUID, is_on: bool, from_on: date, by: str, at: datetime) -> None:
    """
    Record that from the local day ``from_on`` on the point's sessions may have extra places, or none.

    Places follow with the next run of `make_slots`; nobody loses one. Who may decide it is for the caller to settle.

    :raises DayIsOver: ``from_on`` is before today. :raises DecidedAlready: it is so on that day and all later ones.
    """
    if from_on < offices.calendar(point_id=point_id).local(at).date():
        raise DayIsOver
    known = queries.overbooking(point_ids=[point_id])[point_id]
    days = [from_on, *(one.from_on for one in known.decisions if one.from_on > from_on)]
    if all(known.is_on(day) == is_on for day in days):
        raise DecidedAlready
    OverbookingDecision.objects.create(point_id=point_id, from_on=from_on, is_on=is_on, decided_at=at)
    office = offices.point(id=point_id).office_code
    publish(events.OverbookingDecided(subject=point_id, office=office, from_on=from_on, is_on=is_on), by=by, at=at)


def widened(
    point_id: UUID,
    sums: Mapping[datetime, Derivation],
    days: Mapping[datetime, date],
    *,
    decided: queries.Overbooking,
    today: date,
) -> dict[datetime, Derivation]:
    """
    Return the sums with the extra places that the sessions may have, where the point has decided so.

    One query where it has, else none. A day's belief is that of the days before today, so it changes once a day.
    """
    overbooked = {day for day in days.values() if decided.is_on(day)}
    if not overbooked:
        return dict(sums)
    absence = queries.absence_at(point_id=point_id, on=today, service_classes=queries.sharing(sums))
    wider = dict(sums)
    for day in overbooked:
        of_day = {starts_at: found for starts_at, found in sums.items() if days[starts_at] == day}
        wider |= queries.widen_day(of_day, absence.belief)
    return wider


@contextmanager
def told(slot_id: UUID, *, concerned: int, at: datetime) -> Iterator[None]:
    """Tell how many extra places the session has after the block, if other than before; nothing unless ``concerned``."""
    if not concerned:
        yield
        return
    was = Slot.objects.select_for_update(of=("self",)).get(id=slot_id).extra
    yield
    slot = Slot.objects.get(id=slot_id)
    if slot.extra != was:
        publish(_set(slot, was=was), by=SYSTEM, at=at)


def tell_of_fresh(slots: Iterable[Slot], *, at: datetime) -> None:
    """Tell of the extra places of sessions that were made just now; those that another run made first are its own."""
    wide = [slot.id for slot in slots if slot.extra]
    if wide:
        made = Slot.objects.filter(id__in=wide).order_by("starts_at", "service_class")
        publish_many([Told(event=_set(slot, was=0), by=SYSTEM, at=at) for slot in made])


def _set(slot: Slot, *, was: int) -> events.ExtraPlacesSet:
    return events.ExtraPlacesSet(
        subject=slot.id,
        office=offices.point(id=slot.point_id).office_code,
        point_id=slot.point_id,
        starts_at=slot.starts_at,
        service_class=slot.service_class,
        was=was,
        extra=slot.extra,
    )

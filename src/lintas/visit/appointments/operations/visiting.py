"""The day itself: coming, being served, not coming, and coming without an appointment."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.ui import filters
from lintas.visit.appointments import events, rules
from lintas.visit.appointments.models import Appointment, Slot, called_off
from lintas.visit.appointments.operations.counting import must_seat, take
from lintas.visit.appointments.operations.errors import (
    AlreadyHoldsPlace,
    ArrivedTooLate,
    ChangedMeanwhile,
    CheckInNotOpen,
    NoPlaceToday,
    SlotFull,
)
from lintas.visit.appointments.operations.steps import latest, must_step, write
from lintas.visit.appointments.rules import Arrival
from lintas.visit.appointments.states import Action, State

SYSTEM = "system:appointments.mark_absent"


def check_in(*, subject: UUID, by: str, at: datetime, came_at: datetime | None = None) -> Arrival:
    """
    Record that the person is here; return EARLY (the window is open), ON_TIME or LATE.

    A late person is served at the end of the same session, while it has room. Who took a number at a kiosk came at
    ``came_at`` and is not late because the counter was busy.

    :raises CheckInNotOpen: before the window. :raises ArrivedTooLate: the session is over.
    :raises NoRoomForLate: :raises NoPlaceHeld: :raises ActionNotAllowed: :raises ChangedMeanwhile:
    Source: process.yaml P10; parameters checkin_opens_before, checkin_grace_after (P).
    """
    with transaction.atomic():
        appointment = latest(subject)
        slot = appointment.slot
        arrived = _arrival(slot, at=came_at or at)
        must_step(appointment, Action.CHECK_IN, by=by, at=at, checked_in_at=at, arrival=arrived)
        _tell_present(subject, appointment.id, slot, arrived, by=by, at=at)
        if arrived is Arrival.LATE:
            must_seat(slot.id)
        return arrived


def serve(*, subject: UUID, by: str, at: datetime) -> None:
    """
    Record that the visit is done; the place stays used.

    :raises NoPlaceHeld: :raises ActionNotAllowed: the person is not checked in. :raises ChangedMeanwhile:
    """
    with transaction.atomic():
        appointment = latest(subject)
        must_step(appointment, Action.SERVE, by=by, at=at)
        publish(
            events.AppointmentServed(subject=subject, office=_office(appointment.slot), appointment_id=appointment.id),
            by=by,
            at=at,
        )


def mark_missed(*, subject: UUID, by: str, at: datetime) -> None:
    """
    Record that the person did not come, or left before being served; capacity is not given back to that day.

    :raises NoPlaceHeld: :raises ActionNotAllowed: :raises ChangedMeanwhile:
    Source: process.yaml P07.
    """
    with transaction.atomic():
        _miss(latest(subject), by=by, at=at)


def mark_absent(*, at: datetime, limit: int = 500) -> int:
    """
    Mark the booked appointments of days that are over as missed; return how many. Safe to run late and twice.

    Whoever has a place on a day that the office closed has missed nothing, nor who was told so before it was opened
    again: they wait for another place.

    Source: process.yaml P07, "day closed and not checked in".
    """
    marked = 0
    for point in offices.points():
        calendar = offices.calendar(point_id=point.id)
        waiting = Appointment.objects.select_related("slot").filter(
            ~called_off(), state=State.BOOKED, slot__point_id=point.id, slot__on__lt=calendar.local(at).date()
        )
        days = waiting.order_by().values_list("slot__on", flat=True).distinct()
        waiting = waiting.exclude(slot__on__in=[day for day in days if not calendar.is_open(day)])
        for appointment in waiting.order_by("slot__starts_at")[:limit]:
            with suppress(ChangedMeanwhile), transaction.atomic():
                _miss(appointment, by=SYSTEM, at=at)
                marked += 1
    return marked


def admit_walk_in(
    *, point_id: UUID, service_class: str, subject: UUID, person_id: UUID, service_key: str, by: str, at: datetime
) -> UUID:
    """
    Take one of today's places for a person who came without an appointment, and record them as present.

    The running session is tried first, then the next ones. Return the appointment's id.

    :raises NoPlaceToday: the class's places of today are used up. :raises AlreadyHoldsPlace:
    Source: process.yaml P11, "quota of that class left".
    """
    if Appointment.objects.holding_a_place().filter(subject=subject).exists():
        raise AlreadyHoldsPlace
    today = offices.calendar(point_id=point_id).local(at).date()
    running = Slot.objects.filter(
        point_id=point_id, on=today, service_class=service_class, offered=True, ends_at__gt=at
    ).with_room()
    for slot in running.order_by("starts_at"):
        try:
            return _admit(slot, subject, person_id=person_id, service_key=service_key, by=by, at=at)
        except SlotFull:
            continue
    raise NoPlaceToday


@transaction.atomic
def _admit(slot: Slot, subject: UUID, *, person_id: UUID, service_key: str, by: str, at: datetime) -> UUID:
    appointment = Appointment.objects.create(
        slot=slot,
        subject=subject,
        person_id=person_id,
        service_key=service_key,
        state=State.CHECKED_IN,
        made_at=at,
        checked_in_at=at,
        arrival=Arrival.ON_TIME,
    )
    write(appointment, Action.CHECK_IN, before="", after=State.CHECKED_IN, by=by, at=at)
    _tell_present(subject, appointment.id, slot, Arrival.ON_TIME, by=by, at=at)
    take(slot.id, at=slot.starts_at - slot.starts_at.resolution)
    return appointment.id


def _arrival(slot: Slot, *, at: datetime) -> Arrival:
    point = offices.point(id=slot.point_id)
    calendar = offices.calendar(point_id=slot.point_id)
    opens_before = catalogue.duration("checkin_opens_before", office_code=point.office_code, on=slot.on)
    arrived = rules.arrival(
        at=at,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        opens_before=opens_before,
        grace_after=catalogue.duration("checkin_grace_after", office_code=point.office_code, on=slot.on),
    )
    starts = filters.clock(slot.starts_at, calendar.zone)
    if arrived is Arrival.TOO_EARLY:
        opens = filters.clock(slot.starts_at - opens_before, calendar.zone)
        raise CheckInNotOpen(day=filters.day(slot.on), starts=starts, opens=opens)
    if arrived is Arrival.OVER:
        raise ArrivedTooLate(day=filters.day(slot.on), starts=starts)
    return arrived


def _miss(appointment: Appointment, *, by: str, at: datetime) -> None:
    must_step(appointment, Action.MARK_MISSED, by=by, at=at)
    slot = appointment.slot
    publish(
        events.AppointmentMissed(
            subject=appointment.subject,
            office=_office(slot),
            appointment_id=appointment.id,
            starts_at=slot.starts_at,
        ),
        by=by,
        at=at,
    )


def _tell_present(subject: UUID, appointment_id: UUID, slot: Slot, arrived: Arrival, *, by: str, at: datetime) -> None:
    publish(
        events.CheckedIn(
            subject=subject,
            office=_office(slot),
            appointment_id=appointment_id,
            point_id=slot.point_id,
            arrival=arrived.value,
        ),
        by=by,
        at=at,
    )


def _office(slot: Slot) -> str:
    return offices.point(id=slot.point_id).office_code

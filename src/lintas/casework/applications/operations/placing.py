"""The place of a case: kept when it can be, found anew when it must, given back when it is not needed."""

from contextlib import suppress
from datetime import datetime

from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments

HOLDS = frozenset({"held", "booked"})


def let_go(application: Application, *, by: str, at: datetime) -> None:
    """Give back the place that the case holds, if it holds one, and wait for none."""
    with suppress(places.NotWaiting):
        places.leave_waiting(subject=application.id, by=by, at=at)
    appointment = appointments.appointment_of(application.id)
    if appointment is not None and appointment.state in HOLDS:
        places.release_place(subject=application.id, by=by, at=at)


def secure(application: Application, *, by: str, at: datetime) -> None:
    """
    Book the place of a paid case. Money that came in time gets a place in any event: the held one, the
    same one taken again, or the next free one, which the person may still move.

    :raises NoPlaceToday: nothing is free in the released days; tried again later.
    """
    try:
        places.confirm_place(subject=application.id, by=by, at=at)
    except places.HoldExpired:
        try:
            places.retake_place(subject=application.id, by=by, at=at)
        except (places.SlotFull, places.SlotBegun, places.SlotClosed):
            _take_next_free(application, by=by, at=at)


def _take_next_free(application: Application, *, by: str, at: datetime) -> None:
    starts_at = appointments.next_place(point_ids=[application.at_point], at=at)[application.at_point]
    if starts_at is None:
        raise places.NoPlaceToday
    slots = appointments.open_slots(point_id=application.at_point, on=moving.local_day(application, starts_at), at=at)
    free = next((slot.id for slot in slots if slot.left), None)
    if free is None:
        raise places.NoPlaceToday
    places.hold_place(
        slot_id=free,
        subject=application.id,
        person_id=application.person_id,
        service_key=application.process,
        until=at + moving.duration(application, "slot_hold", at),
        by=by,
        at=at,
    )
    places.confirm_place(subject=application.id, by=by, at=at)

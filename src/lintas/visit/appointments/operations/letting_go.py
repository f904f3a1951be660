"""Giving places back: by the person, or because the time to confirm ran out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import events
from lintas.visit.appointments.models import Appointment
from lintas.visit.appointments.operations.cooling import let_rest
from lintas.visit.appointments.operations.steps import latest, must_step, step
from lintas.visit.appointments.states import Action, State

SYSTEM = "system:appointments.lapse_holds"


def release_place(*, subject: UUID, by: str, at: datetime) -> None:
    """
    Give the held or booked place back; it rests before it is open to others.

    :raises NoPlaceHeld: :raises ActionNotAllowed: it was given back, used or missed already.
    :raises ChangedMeanwhile: somebody else was faster.
    """
    with transaction.atomic():
        appointment = latest(subject)
        left = appointment.state
        must_step(appointment, Action.RELEASE, by=by, at=at, held_until=None)
        publish(
            events.PlaceFreed(
                subject=subject,
                office=offices.point(id=appointment.slot.point_id).office_code,
                appointment_id=appointment.id,
                slot_id=appointment.slot_id,
            ),
            by=by,
            at=at,
        )
        let_rest(appointment.slot, subject, Action.RELEASE, left=left, at=at)


def lapse(appointment: Appointment, *, at: datetime) -> bool:
    """Let an overdue hold lapse and its place rest; return whether this call did it."""
    if appointment.state != State.HELD:
        return False
    with transaction.atomic():
        if not step(appointment, Action.LAPSE, by=SYSTEM, at=at, only=Q(held_until__lte=at), held_until=None):
            return False
        publish(
            events.HoldLapsed(
                subject=appointment.subject,
                office=offices.point(id=appointment.slot.point_id).office_code,
                appointment_id=appointment.id,
                slot_id=appointment.slot_id,
            ),
            by=SYSTEM,
            at=at,
        )
        let_rest(appointment.slot, appointment.subject, Action.LAPSE, left=State.HELD, at=at)
        return True


def lapse_holds(*, at: datetime, limit: int = 500) -> int:
    """
    Let every hold whose time ran out lapse, each in its own transaction; return how many did.

    Safe to run late, twice and beside itself: each hold's row decides which run takes it.
    """
    overdue = Appointment.objects.select_related("slot").overdue(at=at).order_by("held_until")[:limit]
    return sum(lapse(appointment, at=at) for appointment in overdue)

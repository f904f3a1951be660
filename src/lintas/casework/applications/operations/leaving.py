"""Telling somebody to leave home in time for their visit, and not earlier than the queue asks for."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import queries
from lintas.casework.applications.events import TimeToLeave
from lintas.casework.applications.models import Application, Departure
from lintas.casework.applications.states import State
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.queries import AppointmentInfo

SYSTEM = "system:applications.tell_to_leave"


@transaction.atomic
def ask_to_be_told(*, application_id: UUID, travel: timedelta, at: datetime) -> bool:
    """
    Keep how long the person's way is, to tell them when to go; asking again corrects it. Say whether a visit awaits.

    Source: our proposal (P).
    """
    appointment = _awaited(Application.objects.get(id=application_id), at=at)
    if appointment is None:
        return False
    Departure.objects.update_or_create(
        application_id=application_id,
        day=appointment.on,
        defaults={"minutes": round(travel.total_seconds() / 60), "asked_at": at, "told_at": None},
    )
    return True


@transaction.atomic
def tell_to_leave(*, departure_id: int, at: datetime) -> bool:
    """Tell the person to go when the moment has come, once; say whether it had."""
    departure = Departure.objects.select_related("application").get(id=departure_id)
    application = departure.application
    appointment = _awaited(application, at=at)
    if appointment is None or appointment.on != departure.day:
        return False
    travel = timedelta(minutes=departure.minutes)
    leaving = queries.leaving(appointment, travel=travel, office_code=application.office_code, at=at)
    if at < leaving.go_at:
        return False
    if not Departure.objects.filter(id=departure_id, told_at__isnull=True).update(told_at=at):
        return False
    told = TimeToLeave(subject=application.id, office=application.office_code, arrive_at=leaving.arrive_at)
    publish(told, by=SYSTEM, at=at)
    return True


def _awaited(application: Application, *, at: datetime) -> AppointmentInfo | None:
    """Return the appointment to which the person has still to come, None when there is none."""
    appointment = appointments.appointment_of(application.id)
    if application.state != State.SCHEDULED or appointment is None or appointment.state != "booked":
        return None
    if appointment.is_on_closed_day:
        return None
    return appointment if at < appointment.ends_at else None

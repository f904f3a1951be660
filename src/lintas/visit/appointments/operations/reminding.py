"""Reminding people of their visit, and letting them say with one tap that they cannot come."""

import re
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import events
from lintas.visit.appointments.models import Appointment, Reminder
from lintas.visit.appointments.operations.errors import LinkOver
from lintas.visit.appointments.operations.letting_go import release_place
from lintas.visit.appointments.queries.links import LINKS, digest_of, link
from lintas.visit.appointments.states import State

SYSTEM = "system:appointments.remind"
DUE = {1: "visit_reminder_first", 2: "visit_reminder_second"}
TOKEN_BYTES = 16
LONG_NUMBER = re.compile(r"[0-9]{6}")
"""Has no place in an SMS, where it would look like a number of somebody."""


def remind(*, at: datetime, limit: int = 500) -> int:
    """
    Tell of every reminder that is due, each in its own transaction; return how many. Safe to run late and twice.

    A reminder is due from the hour of visit_reminder_clock on, so many days before the visit, while the next one is
    not; who booked within those days does not need it.
    """
    made = 0
    for point in offices.points():
        local = offices.calendar(point_id=point.id).local(at)
        if local.time() < catalogue.time_of_day("visit_reminder_clock", office_code=point.office_code, on=local.date()):
            continue
        made += sum(_remind(point, number, at=at, limit=limit) for number in DUE)
    return made


def issue_link(*, reminder_id: UUID) -> str:
    """
    Return the signed token (two parts of an address) for the reminder's link; only its digest is kept, so it can be given once.

    :raises LinkOver: it was given already.
    """
    signed = _fresh()
    token = LINKS.unsign(signed)
    fresh = Reminder.objects.filter(id=reminder_id, digest__isnull=True)
    if not fresh.update(digest=digest_of(token)):
        raise LinkOver
    return signed


def cannot_come(*, signed: str, at: datetime) -> UUID:
    """
    Give back the place that the link was sent for, by the rules for freed places; return the application.

    :raises LinkOver: it was used, or the appointment has moved, was given back, or has begun. :raises LinkUnknown:
    """
    with transaction.atomic():
        found = link(signed=signed, at=at)
        if not found.is_open or not Reminder.objects.filter(id=found.reminder_id, used_at__isnull=True).update(
            used_at=at
        ):
            raise LinkOver
        release_place(subject=found.subject, by=f"person:{found.person_id}", at=at)
        return found.subject


def _fresh() -> str:
    while True:
        signed = LINKS.sign(secrets.token_urlsafe(TOKEN_BYTES))
        if not LONG_NUMBER.search(signed):
            return signed


def _remind(point: PointInfo, number: int, *, at: datetime, limit: int) -> int:
    calendar = offices.calendar(point_id=point.id)
    today = calendar.local(at).date()
    ahead = {key: catalogue.duration(name, office_code=point.office_code, on=today).days for key, name in DUE.items()}
    after = ahead.get(number + 1, 0)
    told = Reminder.objects.filter(appointment=OuterRef("id"), slot=OuterRef("slot"), number=number)
    due = Appointment.objects.select_related("slot").filter(
        ~Exists(told),
        state=State.BOOKED,
        slot__offered=True,  # who is on a closed day hears of another place instead
        slot__point_id=point.id,
        slot__on__gt=today + timedelta(days=after),
        slot__on__lte=today + timedelta(days=ahead[number]),
    )
    made = 0
    for appointment in due.order_by("slot__starts_at")[:limit]:
        booked_on = calendar.local(appointment.made_at).date()
        if booked_on < appointment.slot.on - timedelta(days=ahead[number]):
            made += _tell(appointment, number, office=point.office_code, at=at)
    return made


def _tell(appointment: Appointment, number: int, *, office: str, at: datetime) -> bool:
    try:
        with transaction.atomic():
            reminder = Reminder.objects.create(
                appointment=appointment, slot=appointment.slot, number=number, made_at=at
            )
            publish(
                events.ReminderDue(
                    subject=appointment.subject,
                    office=office,
                    reminder_id=reminder.id,
                    appointment_id=appointment.id,
                    slot_id=appointment.slot_id,
                    number=number,
                ),
                by=SYSTEM,
                at=at,
            )
    except IntegrityError:
        # Another run was faster.
        return False
    return True

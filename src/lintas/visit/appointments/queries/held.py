"""What an application holds, who comes on a day, and how an appointment came to stand where it is."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.prepared import prepared
from lintas.visit.appointments.models import Appointment, AppointmentStep, called_off


@dataclass(frozen=True, slots=True)
class AppointmentInfo:
    """
    An application's latest appointment.

    ``is_on_closed_day`` when the office closed the day meanwhile, ``is_called_off`` once the person was told not to come;
    ``moves_left`` counts the person's own free moves.
    """

    id: UUID
    slot_id: UUID
    point_id: UUID
    service_class: str
    on: date
    starts_at: datetime
    ends_at: datetime
    state: str
    held_until: datetime | None
    checked_in_at: datetime | None
    arrival: str
    is_on_closed_day: bool
    is_called_off: bool
    moves_left: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """One line of a point's day list; who it is stays with the application ``subject``."""

    id: UUID
    subject: UUID
    service_class: str
    service_key: str
    starts_at: datetime
    ends_at: datetime
    state: str
    arrival: str
    checked_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of an appointment's journal."""

    at: datetime
    by: str
    action: str
    to_state: str
    starts_at: datetime
    reason: str


def appointment_of(subject: UUID) -> AppointmentInfo | None:
    """Return the application's latest appointment in whatever state, None when it never had one. One query."""
    for *known, offered, is_called_off, moves_used in _latest(subject):
        found = dict(zip(_COLUMNS, known, strict=True))
        office = offices.point(id=found["point_id"]).office_code
        allowed = catalogue.count("reschedule_max", office_code=office, on=found["on"])
        is_closed = not offered and not offices.calendar(point_id=found["point_id"]).is_open(found["on"])
        return AppointmentInfo(
            **found,
            is_on_closed_day=is_closed,
            is_called_off=is_called_off,
            moves_left=max(0, allowed - moves_used),
        )
    return None


_OF_THE_SLOT = frozenset({"point_id", "service_class", "on", "starts_at", "ends_at"})
_WORKED_OUT = frozenset({"is_on_closed_day", "is_called_off", "moves_left"})
_COLUMNS = [field.name for field in fields(AppointmentInfo) if field.name not in _WORKED_OUT]


@prepared
def _latest(subject: UUID) -> QuerySet[Appointment, tuple[Any, ...]]:
    columns = [f"slot__{name}" if name in _OF_THE_SLOT else name for name in _COLUMNS]
    found = Appointment.objects.filter(subject=subject).order_by("-made_at", "-id")
    return found.values_list(*columns, "slot__offered", called_off(), "moves_used")[:1]


def day_list(*, point_id: UUID, on: date) -> tuple[DayRow, ...]:
    """Return the point's appointments of a day by session and the order they were made; no holds. One query."""
    rows = (
        Appointment.objects.select_related("slot")
        .counting_as_taken()
        .exclude(held_until__isnull=False)
        .filter(slot__point_id=point_id, slot__on=on)
        .order_by("slot__starts_at", "made_at", "id")
    )
    return tuple(
        DayRow(
            id=row.id,
            subject=row.subject,
            service_class=row.slot.service_class,
            service_key=row.service_key,
            starts_at=row.slot.starts_at,
            ends_at=row.slot.ends_at,
            state=row.state,
            arrival=row.arrival,
            checked_in_at=row.checked_in_at,
        )
        for row in rows
    )


def journal(subject: UUID) -> tuple[StepRow, ...]:
    """Return every step of the application's appointments, oldest first. One query."""
    steps = AppointmentStep.objects.select_related("slot").filter(appointment__subject=subject).order_by("at", "id")
    return tuple(
        StepRow(
            at=line.at,
            by=line.by,
            action=line.action,
            to_state=line.to_state,
            starts_at=line.slot.starts_at,
            reason=line.reason,
        )
        for line in steps
    )

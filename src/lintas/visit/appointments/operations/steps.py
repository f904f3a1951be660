"""Finding an appointment and taking it one step on, with its line in the journal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from lintas.visit.appointments.models import Appointment, AppointmentStep
from lintas.visit.appointments.operations.errors import ChangedMeanwhile, NoPlaceHeld
from lintas.visit.appointments.states import Action, state_after


def latest(subject: UUID) -> Appointment:
    """Return the application's latest appointment with its slot. One query. :raises NoPlaceHeld: it has none."""
    found = Appointment.objects.select_related("slot").filter(subject=subject).order_by("-made_at", "-id").first()
    if found is None:
        raise NoPlaceHeld
    return found


def step(
    appointment: Appointment,
    action: Action,
    *,
    by: str,
    at: datetime,
    only: Q | None = None,
    reason: str = "",
    **changes: Any,
) -> bool:
    """
    Take the appointment where ``action`` leads, if it still stands as we saw it and ``only`` holds.

    Return whether it was taken: the update's row count decides, so that of two at once one wins.

    :raises ActionNotAllowed: the action leads nowhere from the state we saw.
    """
    before, after = appointment.state, state_after(appointment.state, action)
    seen = Appointment.objects.filter(only or Q(), id=appointment.id, state=before, slot_id=appointment.slot_id)
    if not seen.update(state=after, **changes):
        return False
    write(appointment, action, before=before, after=after, slot_id=changes.get("slot_id"), by=by, at=at, reason=reason)
    return True


def must_step(appointment: Appointment, action: Action, *, by: str, at: datetime, **changes: Any) -> None:
    """Take the step. :raises ChangedMeanwhile: somebody was faster. :raises ActionNotAllowed: it leads nowhere."""
    if not step(appointment, action, by=by, at=at, **changes):
        raise ChangedMeanwhile


def write(
    appointment: Appointment,
    action: Action,
    *,
    before: str,
    after: str,
    by: str,
    at: datetime,
    slot_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Write one line of the appointment's journal."""
    AppointmentStep.objects.create(
        appointment_id=appointment.id,
        action=action,
        from_state=before,
        to_state=after,
        slot_id=slot_id or appointment.slot_id,
        by=by,
        at=at,
        reason=reason,
    )

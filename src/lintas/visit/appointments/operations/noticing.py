"""Telling people of a closed day before there is another place for them, and that it is open again after all."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import events
from lintas.visit.appointments.models import ClosureNotice
from lintas.visit.appointments.operations.steps import latest
from lintas.visit.appointments.states import State


@transaction.atomic
def tell_closed(*, subject: UUID, reason: str, by: str, at: datetime) -> bool:
    """
    Tell the person once that their day is closed and that they have to wait for another place; say whether it was told.

    ``reason`` is a `MoveReason`. Whoever was moved, or told already, is not told. Source: process.yaml P06.
    """
    appointment = latest(subject)
    slot = appointment.slot
    if appointment.state != State.BOOKED or slot.offered:
        return False
    notice, is_new = ClosureNotice.objects.get_or_create(
        appointment_id=appointment.id, slot_id=slot.id, over_at=None, defaults={"made_at": at}
    )
    if is_new:
        publish(
            events.ReplacementAwaited(
                subject=subject,
                office=offices.point(id=slot.point_id).office_code,
                notice_id=notice.id,
                slot_id=slot.id,
                reason=reason,
            ),
            by=by,
            at=at,
        )
    return is_new


def tell_open_again(*, by: str, at: datetime, limit: int = 200) -> int:
    """
    End the notices of days that are open again, each in its own transaction; return how many.

    Whoever still has the place hears that it stands. Where the session has begun meanwhile, the notice stands: who was
    told not to come to it needs another place.
    """
    standing = ClosureNotice.objects.standing().filter(slot__offered=True, slot__starts_at__gt=at)
    found = standing.order_by("made_at", "id").select_related("slot", "appointment")[:limit]
    return sum(
        _tell_open_again(notice, by=by, at=at)
        for notice in found
        if offices.calendar(point_id=notice.slot.point_id).is_open(notice.slot.on)
    )


def end_notices(appointment_id: UUID, *, at: datetime) -> None:
    """Let the notices that stand for the appointment be over: the person has another place."""
    ClosureNotice.objects.standing().filter(appointment_id=appointment_id).update(over_at=at)


@transaction.atomic
def _tell_open_again(notice: ClosureNotice, *, by: str, at: datetime) -> bool:
    if not ClosureNotice.objects.standing().filter(id=notice.id).update(over_at=at):
        return False
    if (notice.appointment.state, notice.appointment.slot_id) == (State.BOOKED, notice.slot_id):
        publish(
            events.PlaceStandsAgain(
                subject=notice.appointment.subject,
                office=offices.point(id=notice.slot.point_id).office_code,
                notice_id=notice.id,
                slot_id=notice.slot_id,
            ),
            by=by,
            at=at,
        )
    return True

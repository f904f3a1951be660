"""Another place for somebody whose day the office closed: theirs at once, and theirs to exchange for a while."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import events, queries, rules
from lintas.visit.appointments.models import Appointment, Replacement, Slot, called_off
from lintas.visit.appointments.operations.cooling import end_a_rest
from lintas.visit.appointments.operations.counting import give_back
from lintas.visit.appointments.operations.errors import (
    NoPlaceToday,
    NoReplacement,
    OtherClass,
    OtherPoint,
    SlotBegun,
    SlotClosed,
    SlotFull,
)
from lintas.visit.appointments.operations.moving import move_place_by_office
from lintas.visit.appointments.operations.noticing import end_notices
from lintas.visit.appointments.operations.steps import latest
from lintas.visit.appointments.states import Answer, State


def replace_place(*, subject: UUID, reason: str, by: str, at: datetime) -> datetime | None:
    """
    Move a booked place of a withdrawn session to the nearest equal one; return until when the person may choose.

    Equal is the same point and class. A place that rests will do: who had one comes before who waits for one. Nothing
    happens, and None is returned, when the place needs no other: safe to repeat. ``reason`` is a `MoveReason`.

    :raises NoPlaceToday: nothing equal is free in the days opened so far; the person keeps the old place until it is.
    Source: process.yaml P06; parameter offer_answer_within (P).
    """
    appointment = latest(subject)
    closed = appointment.slot
    if appointment.state != State.BOOKED or not _needs_another(appointment, at=at):
        return None
    for slot in queries.equal_places(closed, at=at, resting=True):
        with suppress(SlotFull, SlotClosed, SlotBegun), transaction.atomic():
            if not slot.left:
                end_a_rest(slot.id, at=at)
                _in_order(closed.id, slot.id)
                give_back(slot.id)
            move_place_by_office(subject=subject, slot_id=slot.id, reason=reason, by=by, at=at)
            end_notices(appointment.id, at=at)
            return _offer(appointment, closed, slot.id, starts_at=slot.starts_at, reason=reason, at=at)
    raise NoPlaceToday


@transaction.atomic
def accept_replacement(*, subject: UUID, by: str, at: datetime) -> None:
    """Record that the person agrees to the place given. :raises NoReplacement: there is nothing to answer."""
    _answer(_open(subject, at=at), Answer.ACCEPTED, by=by, at=at)


@transaction.atomic
def choose_instead(*, subject: UUID, slot_id: UUID, by: str, at: datetime) -> None:
    """
    Exchange the place given for another of the same point and class, without using the person's own right to move.

    Whatever is refused, the place given stays the person's.

    :raises NoReplacement: :raises OtherPoint: :raises OtherClass: :raises SameSlot: :raises SlotFull:
    :raises SlotBegun: :raises SlotClosed: :raises NoSuchSlot:
    """
    replacement = _open(subject, at=at)
    wanted, present = Slot.objects.filter(id=slot_id).first(), replacement.slot
    if wanted is not None and wanted.point_id != present.point_id:
        raise OtherPoint
    if wanted is not None and wanted.service_class != present.service_class:
        raise OtherClass
    _answer(replacement, Answer.OTHER, by=by, at=at)
    move_place_by_office(subject=subject, slot_id=slot_id, reason=replacement.reason, by=by, at=at)


def _needs_another(appointment: Appointment, *, at: datetime) -> bool:
    """Say whether the session is closed, or was opened again too late for a person who was told not to come."""
    if not appointment.slot.offered:
        return True
    told = Appointment.objects.filter(called_off(), id=appointment.id)
    return appointment.slot.starts_at <= at and told.exists()


def _in_order(*slot_ids: UUID) -> None:
    """Lock the sessions in the order of their ids, as every exchange does, so that nobody locks anybody up."""
    list(Slot.objects.select_for_update(of=("self",)).filter(id__in=slot_ids).order_by("id"))


def _offer(
    appointment: Appointment, closed: Slot, slot_id: UUID, *, starts_at: datetime, reason: str, at: datetime
) -> datetime:
    point = offices.point(id=closed.point_id)
    today = offices.calendar(point_id=point.id).local(at).date()
    until = rules.answer_by(
        at=at,
        starts_at=starts_at,
        within=catalogue.duration("offer_answer_within", office_code=point.office_code, on=today),
        cutoff=catalogue.duration("reschedule_cutoff", office_code=point.office_code, on=today),
        zone=offices.calendar(point_id=point.id).zone,
    )
    # Anew when the person had come back to a day that was opened again, and now is closed a second time.
    Replacement.objects.update_or_create(
        appointment_id=appointment.id,
        from_slot=closed,
        defaults={
            "slot_id": slot_id,
            "reason": reason,
            "offered_at": at,
            "answer_by": until,
            "answer": "",
            "answered_at": None,
        },
    )
    return until


def _open(subject: UUID, *, at: datetime) -> Replacement:
    found = (
        Replacement.objects.select_for_update(of=("self",))
        .select_related("slot", "appointment")
        .filter(appointment__subject=subject, answer="", answer_by__gt=at)
        .order_by("-offered_at")
        .first()
    )
    if found is None or found.appointment.slot_id != found.slot_id or found.appointment.state != State.BOOKED:
        raise NoReplacement
    return found


def _answer(replacement: Replacement, answer: Answer, *, by: str, at: datetime) -> None:
    if not Replacement.objects.filter(id=replacement.id, answer="").update(answer=answer, answered_at=at):
        raise NoReplacement
    publish(
        events.ReplacementAnswered(
            subject=replacement.appointment.subject,
            office=offices.point(id=replacement.slot.point_id).office_code,
            appointment_id=replacement.appointment_id,
            answer=answer.value,
        ),
        by=by,
        at=at,
    )

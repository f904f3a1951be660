"""Taking an appointment to another session: the person's right, and the office's with a reason."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.ui import filters
from lintas.visit.appointments import events, rules
from lintas.visit.appointments.models import Appointment, Slot, called_off
from lintas.visit.appointments.operations.cooling import exchange, room_in, take_or_take_back
from lintas.visit.appointments.operations.errors import (
    ChangedMeanwhile,
    HoldExpired,
    NoMovesLeft,
    OtherClass,
    OtherPoint,
    ReasonNeeded,
    SameSlot,
    TooLateToMove,
)
from lintas.visit.appointments.operations.steps import latest, step, write
from lintas.visit.appointments.states import Action, MoveReason, State


def move_place(*, subject: UUID, slot_id: UUID, by: str, at: datetime) -> None:
    """
    Move the person's appointment to another session of the same point and class.

    A booked place uses one of the free moves and can be moved until the cut-off day; a hold moves freely, and so does a
    place on a closed day once the person was told not to come. Who gave a booked place back in time chooses the next one
    by the same right.

    :raises TooLateToMove: the cut-off day is over (parameter reschedule_cutoff, H-1).
    :raises NoMovesLeft: the moves are used up (parameter reschedule_max).
    :raises SameSlot: :raises OtherPoint: :raises OtherClass: :raises SlotFull: :raises SlotBegun:
    :raises SlotClosed: :raises NoSuchSlot: :raises NoPlaceHeld: :raises HoldExpired: :raises ActionNotAllowed:
    Source: process.yaml P05.
    """
    with transaction.atomic():
        appointment = latest(subject)
        slot = room_in(slot_id, subject, at=at)
        if appointment.state == State.HELD:
            choose_again(appointment, slot, until=None, by=by, at=at)
            return
        if appointment.state == State.RELEASED and _was_booked(appointment):
            _choose_after_giving_back(appointment, slot, by=by, at=at)
            return
        _refuse_other_place(appointment, slot)
        if Appointment.objects.filter(called_off(), id=appointment.id).exists():
            _exchange(appointment, slot, Action.MOVE, by=by, at=at)
            return
        if appointment.state == State.BOOKED:
            _refuse_beyond_right(appointment, at=at)
        _exchange(appointment, slot, Action.MOVE, by=by, at=at, moves_used=appointment.moves_used + 1)


def move_place_by_office(*, subject: UUID, slot_id: UUID, reason: str, by: str, at: datetime) -> None:
    """
    Move the appointment on the office's word, without using the person's right; ``reason`` is a `MoveReason`.

    A missed appointment gets a new one and stays missed itself: its capacity of that day is not given back.

    :raises ReasonNeeded: :raises SameSlot: :raises SlotFull: :raises SlotBegun: :raises SlotClosed:
    :raises NoSuchSlot: :raises NoPlaceHeld: :raises ActionNotAllowed:
    Source: process.yaml P06, P08.
    """
    if reason not in MoveReason.values:
        raise ReasonNeeded
    with transaction.atomic():
        appointment = latest(subject)
        slot = room_in(slot_id, subject, at=at)
        if appointment.state == State.MISSED:
            _book_anew(appointment, slot, Action.MOVE_BY_OFFICE, reason=reason, by=by, at=at)
            return
        if slot.id == appointment.slot_id:
            raise SameSlot
        _exchange(appointment, slot, Action.MOVE_BY_OFFICE, by=by, at=at, reason=reason)


def choose_again(held: Appointment, slot: Slot, *, until: datetime | None, by: str, at: datetime) -> UUID:
    """Move a hold to another session, of any point and class; return the appointment's id."""
    if slot.id == held.slot_id:
        raise SameSlot
    until = max(until or at, held.held_until or at)
    if not step(held, Action.MOVE, by=by, at=at, only=Q(held_until__gt=at), slot_id=slot.id, held_until=until):
        raise HoldExpired
    publish(
        events.PlaceHeld(
            subject=held.subject,
            office=offices.point(id=slot.point_id).office_code,
            appointment_id=held.id,
            slot_id=slot.id,
            starts_at=slot.starts_at,
            until=until,
        ),
        by=by,
        at=at,
    )
    exchange(held.slot, slot, held.subject, Action.MOVE, left=State.HELD, at=at)
    return held.id


def _choose_after_giving_back(given_back: Appointment, slot: Slot, *, by: str, at: datetime) -> None:
    _refuse_elsewhere(given_back, slot)
    _refuse_without_moves(given_back, at=at)
    _book_anew(given_back, slot, Action.MOVE, moves=1, by=by, at=at)


def _was_booked(given_back: Appointment) -> bool:
    return given_back.steps.filter(action=Action.RELEASE, from_state=State.BOOKED).exists()


def _refuse_other_place(appointment: Appointment, slot: Slot) -> None:
    if slot.id == appointment.slot_id:
        raise SameSlot
    _refuse_elsewhere(appointment, slot)


def _refuse_elsewhere(appointment: Appointment, slot: Slot) -> None:
    if slot.point_id != appointment.slot.point_id:
        raise OtherPoint
    if slot.service_class != appointment.slot.service_class:
        raise OtherClass


def _refuse_beyond_right(appointment: Appointment, *, at: datetime) -> None:
    point = offices.point(id=appointment.slot.point_id)
    today = offices.calendar(point_id=point.id).local(at).date()
    cutoff = catalogue.duration("reschedule_cutoff", office_code=point.office_code, on=today)
    last_day = rules.last_day_to_move(starts_on=appointment.slot.on, cutoff=cutoff)
    if today > last_day:
        raise TooLateToMove(last_day=filters.day(last_day))
    _refuse_without_moves(appointment, at=at)


def _refuse_without_moves(appointment: Appointment, *, at: datetime) -> None:
    point = offices.point(id=appointment.slot.point_id)
    today = offices.calendar(point_id=point.id).local(at).date()
    allowed = catalogue.count("reschedule_max", office_code=point.office_code, on=today)
    if appointment.moves_used >= allowed:
        raise NoMovesLeft(allowed=allowed)


def _exchange(
    appointment: Appointment,
    slot: Slot,
    action: Action,
    *,
    by: str,
    at: datetime,
    reason: str = "",
    **changes: Any,
) -> None:
    if not step(appointment, action, by=by, at=at, reason=reason, slot_id=slot.id, **changes):
        raise ChangedMeanwhile
    _tell_moved(appointment, appointment.id, slot, reason=reason, by=by, at=at)
    exchange(appointment.slot, slot, appointment.subject, action, left=appointment.state, at=at)


def _book_anew(
    old: Appointment, slot: Slot, action: Action, *, reason: str = "", moves: int = 0, by: str, at: datetime
) -> None:
    fresh = Appointment.objects.create(
        slot=slot,
        subject=old.subject,
        person_id=old.person_id,
        service_key=old.service_key,
        state=State.BOOKED,
        made_at=at,
        moves_used=old.moves_used + moves,
    )
    write(fresh, action, before="", after=State.BOOKED, by=by, at=at, reason=reason)
    _tell_moved(old, fresh.id, slot, reason=reason, by=by, at=at)
    take_or_take_back(slot.id, old.subject, at=at)


def _tell_moved(old: Appointment, new_id: UUID, slot: Slot, *, reason: str, by: str, at: datetime) -> None:
    publish(
        events.AppointmentMoved(
            subject=old.subject,
            office=offices.point(id=slot.point_id).office_code,
            appointment_id=new_id,
            from_slot_id=old.slot_id,
            slot_id=slot.id,
            point_id=slot.point_id,
            from_starts_at=old.slot.starts_at,
            starts_at=slot.starts_at,
            reason=reason,
        ),
        by=by,
        at=at,
    )

"""Holding a place while the person finishes and pays, and making it theirs."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import events
from lintas.visit.appointments.models import Appointment, Slot
from lintas.visit.appointments.operations.cooling import room_in, take_or_take_back
from lintas.visit.appointments.operations.errors import AlreadyHoldsPlace, HoldExpired
from lintas.visit.appointments.operations.letting_go import lapse
from lintas.visit.appointments.operations.moving import choose_again
from lintas.visit.appointments.operations.steps import latest, step, write
from lintas.visit.appointments.states import Action, ActionNotAllowed, State

_JUST_LONG_ENOUGH = timedelta(minutes=1)


def hold_place(
    *, slot_id: UUID, subject: UUID, person_id: UUID, service_key: str, until: datetime, by: str, at: datetime
) -> UUID:
    """
    Keep one place of the session for the application until ``until``; return the appointment's id.

    Choosing again is allowed: the application's hold moves to the new session, and the same session is
    kept until the later moment, so a repeated request is safe. Beside the outbox: look, insert, note, take.

    :raises SlotFull: the last place is taken. :raises SlotBegun: :raises SlotClosed: :raises NoSuchSlot:
    :raises AlreadyHoldsPlace: the application or the person has a place for this service already.
    Source: process.md 3.1 step 2, parameter slot_hold.
    """
    try:
        with transaction.atomic():
            slot = room_in(slot_id, subject, at=at)
            return _hold(slot, subject, person_id=person_id, service_key=service_key, until=until, by=by, at=at)
    except IntegrityError:
        # The constraints say that a place is held already; whose, and whether it still counts, is looked up only now.
        with transaction.atomic():
            return _hold_beside(slot, subject, person_id=person_id, service_key=service_key, until=until, by=by, at=at)


def prolong_hold(*, subject: UUID, until: datetime, by: str, at: datetime) -> UUID:
    """
    Keep the held place until the later of ``until`` and its present limit; return the appointment's id.

    :raises HoldExpired: its time ran out. :raises NoPlaceHeld: :raises ActionNotAllowed: it is not a hold.
    """
    with transaction.atomic():
        appointment = latest(subject)
        _refuse_expired(appointment, at=at)
        until = max(until, appointment.held_until or until)
        if not step(appointment, Action.PROLONG, by=by, at=at, only=Q(held_until__gt=at), held_until=until):
            raise HoldExpired
        publish(
            events.HoldProlonged(
                subject=subject, office=_office(appointment.slot), appointment_id=appointment.id, until=until
            ),
            by=by,
            at=at,
        )
        return appointment.id


def confirm_place(*, subject: UUID, by: str, at: datetime) -> UUID:
    """
    Make the held place the person's; return the appointment's id.

    :raises HoldExpired: its time ran out, whether or not the job has opened it to others yet.
    :raises NoPlaceHeld: :raises ActionNotAllowed: it is not a hold.
    """
    with transaction.atomic():
        appointment = latest(subject)
        _refuse_expired(appointment, at=at)
        if not step(appointment, Action.CONFIRM, by=by, at=at, only=Q(held_until__gt=at), held_until=None):
            raise HoldExpired
        slot = appointment.slot
        publish(
            events.AppointmentBooked(
                subject=subject,
                office=_office(slot),
                appointment_id=appointment.id,
                slot_id=slot.id,
                point_id=slot.point_id,
                starts_at=slot.starts_at,
            ),
            by=by,
            at=at,
        )
        return appointment.id


def retake_place(*, subject: UUID, by: str, at: datetime) -> UUID:
    """
    Take the lapsed place again and book it, for money that came after the hold ran out.

    :raises SlotFull: it went to somebody else: offer another session. :raises SlotBegun: :raises NoPlaceHeld:
    :raises ActionNotAllowed: the latest appointment did not lapse.
    Source: security.md, Booking, "late money: re-take".
    """
    with transaction.atomic():
        lapsed = latest(subject)
        if lapsed.state == State.HELD and lapsed.held_until is not None and lapsed.held_until <= at:
            lapse(lapsed, at=at)
            lapsed.refresh_from_db()
        if lapsed.state != State.LAPSED:
            raise ActionNotAllowed(state=lapsed.get_state_display())
        hold_place(
            slot_id=lapsed.slot_id,
            subject=subject,
            person_id=lapsed.person_id,
            service_key=lapsed.service_key,
            until=at + _JUST_LONG_ENOUGH,
            by=by,
            at=at,
        )
        return confirm_place(subject=subject, by=by, at=at)


def _hold(
    slot: Slot, subject: UUID, *, person_id: UUID, service_key: str, until: datetime, by: str, at: datetime
) -> UUID:
    held = write_hold(slot, subject, person_id=person_id, service_key=service_key, until=until, by=by, at=at)
    take_or_take_back(slot.id, subject, at=at)
    return held


def write_hold(
    slot: Slot, subject: UUID, *, person_id: UUID, service_key: str, until: datetime, by: str, at: datetime
) -> UUID:
    """Write and tell of a hold on a place that the caller takes, or has; return the appointment's id."""
    appointment = Appointment.objects.create(
        slot=slot,
        subject=subject,
        person_id=person_id,
        service_key=service_key,
        state=State.HELD,
        held_until=until,
        made_at=at,
    )
    write(appointment, Action.HOLD, before="", after=State.HELD, by=by, at=at)
    publish(
        events.PlaceHeld(
            subject=subject,
            office=_office(slot),
            appointment_id=appointment.id,
            slot_id=slot.id,
            starts_at=slot.starts_at,
            until=until,
        ),
        by=by,
        at=at,
    )
    return appointment.id


def _hold_beside(
    slot: Slot, subject: UUID, *, person_id: UUID, service_key: str, until: datetime, by: str, at: datetime
) -> UUID:
    mine_or_theirs = Q(subject=subject) | Q(person_id=person_id, service_key=service_key)
    standing = [
        appointment
        for appointment in Appointment.objects.select_for_update(of=("self",))
        .select_related("slot")
        .holding_a_place()
        .filter(mine_or_theirs)
        .order_by("id")
        if not lapse(appointment, at=at)
    ]
    if not standing:
        return _hold(slot, subject, person_id=person_id, service_key=service_key, until=until, by=by, at=at)
    if any(appointment.subject != subject or appointment.state != State.HELD for appointment in standing):
        raise AlreadyHoldsPlace
    [held] = standing
    if held.slot_id == slot.id:
        return prolong_hold(subject=subject, until=until, by=by, at=at)
    return choose_again(held, slot, until=until, by=by, at=at)


def _refuse_expired(appointment: Appointment, *, at: datetime) -> None:
    overdue = appointment.held_until is not None and appointment.held_until <= at
    if overdue or appointment.state == State.LAPSED:
        raise HoldExpired


def _office(slot: Slot) -> str:
    return offices.point(id=slot.point_id).office_code

"""A day that an office closes: nobody books it any more, and its people are moved to another place one by one."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import states
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.directory.offices.states import ClosureReason
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.live import operations as live
from lintas.foundation.words import Bilingual
from lintas.visit.appointments import operations as places
from lintas.visit.appointments.states import MoveReason

HEADS = frozenset({states.Role.SECTION_HEAD.value, states.Role.OFFICE_HEAD.value})

WHY_MOVED = {
    ClosureReason.DISASTER.value: MoveReason.FORCE_MAJEURE,
    ClosureReason.OUTAGE.value: MoveReason.OUTAGE,
}
"""What the person is told; every other closure is told as one."""


@transaction.atomic
def close_day(*, point_id: UUID, on: date, reason: str, words: Bilingual, officer: OfficerInfo, at: datetime) -> None:
    """
    Close the point for the day; ``words`` are what the public reads.

    From this moment nobody can book the day; who has a place there is moved by `move_off_closed_day`.

    :raises NotYourAct: the officer is no head of the point's office. :raises AlreadyClosed: :raises DayIsPast:
    """
    must_lead(officer, point_id)
    offices_operations.close_point(point_id=point_id, on=on, reason=reason, words=words, by=officer.actor, at=at)
    places.withdraw_day(point_id=point_id, on=on)
    live.touch(topic=f"desk:{point_id}", at=at)


@transaction.atomic
def reopen_day(*, point_id: UUID, on: date, officer: OfficerInfo, at: datetime) -> None:
    """
    Take the closure of the day back: its sessions stand again at once, first for those who wait for that day.

    Who was not moved yet keeps the old place, and hears of it if they had heard of the closing; who was moved keeps the
    new one, and may choose the old hour while the choice lasts and there is room.

    :raises NotYourAct: the officer is no head of the point's office. :raises NotClosed: :raises DayIsPast:
    """
    must_lead(officer, point_id)
    offices_operations.reopen_point(point_id=point_id, on=on, by=officer.actor, at=at)
    places.make_slots_of(point_id=point_id, at=at)
    places.tell_open_again(by=officer.actor, at=at)
    live.touch(topic=f"desk:{point_id}", at=at)


def must_lead(officer: OfficerInfo, point_id: UUID) -> None:
    """:raises NotYourAct: the officer is no head of the point's office, or of another of its points."""
    if not HEADS & officer.roles or officer.office_id != offices.point(id=point_id).office_id:
        raise moving.NotYourAct
    if officer.point_id not in (None, point_id):
        raise moving.NotYourAct


@transaction.atomic
def move_off_closed_day(*, application_id: UUID, on: date, by: str, at: datetime) -> bool:
    """
    Move the case from the closed day ``on`` to the nearest equal place, with a choice (P06); say whether it moved.

    Safe to repeat: a case that was moved, or is not scheduled any more, stays as it is.

    :raises NoPlaceToday: nothing equal is free yet.
    """
    application = moving.locked(application_id)
    if application.state != states.State.SCHEDULED:
        return False
    reason = _why(application, on)
    until = places.replace_place(subject=application.id, reason=reason, by=by, at=at)
    if until is None:
        return False
    moving.advance(application, states.Action.OFFICE_RESCHEDULE, by=by, at=at, reason=reason, respond_by=until)
    return True


@transaction.atomic
def tell_of_closed_day(*, application_id: UUID, on: date, by: str, at: datetime) -> bool:
    """Tell the person once that the day ``on`` is closed while nothing equal is free; say whether it was told (P06)."""
    application = moving.locked(application_id)
    told = places.tell_closed(subject=application.id, reason=_why(application, on), by=by, at=at)
    if told:
        live.touch(topic=f"case:{application.id}", at=at)
    return told


@transaction.atomic
def accept_replacement(*, application_id: UUID, by: str, at: datetime) -> None:
    """Record that the person agrees to the place given. :raises NoReplacement: there is nothing to answer."""
    application = moving.locked(application_id)
    places.accept_replacement(subject=application.id, by=by, at=at)
    live.touch(topic=f"case:{application.id}", at=at)
    live.touch(topic=f"desk:{application.at_point}", at=at)


@transaction.atomic
def choose_instead(*, application_id: UUID, slot_id: UUID, by: str, at: datetime) -> None:
    """Take another place than the one given, without using the own right to move. :raises BookingRefused: by the rules."""
    application = moving.locked(application_id)
    states.transition(states.State(application.state), states.Action.OFFICE_RESCHEDULE)
    places.choose_instead(subject=application.id, slot_id=slot_id, by=by, at=at)
    moving.advance(application, states.Action.OFFICE_RESCHEDULE, by=by, at=at)


def _why(application: Application, on: date) -> str:
    closure = offices.calendar(point_id=application.at_point).closure(on)
    return WHY_MOVED.get(closure.code if closure else "", MoveReason.CLOSURE).value

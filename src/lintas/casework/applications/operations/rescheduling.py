"""Another day, and the day that passed: moved by the person or the office, missed, excused, forfeited (P05 to P09)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import states
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.casework.applications.vocabulary import EXCUSES, MOVE_REASONS
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.live import operations as live
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


@transaction.atomic
def reschedule(*, application_id: UUID, slot_id: UUID, by: str, at: datetime) -> None:
    """Move the place by the person's own right (P05). :raises TooLateToMove, NoMovesLeft, SlotFull: by the rules."""
    application = moving.locked(application_id)
    states.transition(states.State(application.state), states.Action.RESCHEDULE)
    places.move_place(subject=application.id, slot_id=slot_id, by=by, at=at)
    moving.advance(application, states.Action.RESCHEDULE, by=by, at=at)


@transaction.atomic
def move_by_office(
    *, application_id: UUID, slot_id: UUID, reason: str, officer: OfficerInfo, seen: int | None, at: datetime
) -> None:
    """Move the place for a reason of the office; the person keeps the own right to move (P06)."""
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    if reason not in MOVE_REASONS:
        raise moving.ReasonMissing
    places.move_place_by_office(subject=application.id, slot_id=slot_id, reason=reason, by=by, at=at)
    moving.advance(application, states.Action.OFFICE_RESCHEDULE, by=by, at=at, reason=reason)


@transaction.atomic
def mark_missed(*, application_id: UUID, by: str, at: datetime) -> None:
    """
    Record that the day closed without the person (P07).

    Telling it twice changes nothing, nor does telling it after the office has given another day.
    """
    application = moving.locked(application_id)
    appointment = appointments.appointment_of(application.id)
    if application.state != states.State.SCHEDULED or appointment is None or appointment.state != "missed":
        return
    limit = at + moving.duration(application, "excuse_deadline", at)
    moving.advance(application, states.Action.NO_SHOW, by=by, at=at, respond_by=limit)


@transaction.atomic
def cannot_come(*, signed: str, at: datetime) -> None:
    """
    Give back the place that the reminder's link was sent for; the person may choose another day for a while.

    :raises LinkOver: :raises LinkUnknown: nothing changes.
    """
    # The case before its place, as everybody locks them who moves one.
    application = moving.locked(appointments.link(signed=signed, at=at).subject)
    places.cannot_come(signed=signed, at=at)
    _choose_another_day(application, at=at)


@transaction.atomic
def give_place_back(*, application_id: UUID, by: str, at: datetime) -> None:
    """
    Give back the place of somebody who cannot come and says so on the page of the case; as `cannot_come`.

    :raises NoPlaceHeld: there is no booked one. :raises SlotBegun: nothing can be given back any more.
    :raises ChangedMeanwhile: somebody else was faster.
    """
    application = moving.locked(application_id)
    appointment = appointments.appointment_of(application.id)
    if application.state != states.State.SCHEDULED or appointment is None or appointment.state != "booked":
        raise places.NoPlaceHeld
    if appointment.starts_at <= at:
        raise places.SlotBegun
    places.release_place(subject=application.id, by=by, at=at)
    _choose_another_day(application, at=at)


def _choose_another_day(application: Application, *, at: datetime) -> None:
    """Let the person choose another day for a while, and show it wherever the case is open."""
    application.respond_by = at + moving.duration(application, "excuse_deadline", at)
    application.version += 1
    application.save()
    live.touch(topic=f"case:{application.id}", at=at)
    live.touch(topic=f"desk:{application.point_id}", at=at)


@transaction.atomic
def miss_without_a_place(*, application_id: UUID, by: str, at: datetime) -> None:
    """Count a case as missed whose person gave the place back and chose no other day in time (P07)."""
    application = moving.locked(application_id)
    appointment = appointments.appointment_of(application.id)
    overdue = application.respond_by is not None and application.respond_by <= at
    if application.state != states.State.SCHEDULED or not overdue:
        return
    if appointment is not None and appointment.state == "released":
        limit = at + moving.duration(application, "excuse_deadline", at)
        moving.advance(application, states.Action.NO_SHOW, by=by, at=at, respond_by=limit)


@transaction.atomic
def reschedule_specially(
    *,
    application_id: UUID,
    slot_id: UUID,
    reason: str,
    evidence: str,
    officer: OfficerInfo,
    seen: int | None,
    at: datetime,
) -> None:
    """Give a new day to a person who could not come, with reason and evidence (P08)."""
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    if reason not in EXCUSES or not evidence.strip():
        raise moving.ReasonMissing
    states.transition(states.State(application.state), states.Action.SPECIAL_RESCHEDULE)
    places.move_place_by_office(subject=application.id, slot_id=slot_id, reason=reason, by=by, at=at)
    moving.advance(application, states.Action.SPECIAL_RESCHEDULE, by=by, at=at, reason=reason, note=evidence.strip())


@transaction.atomic
def forfeit(*, application_id: UUID, by: str, at: datetime) -> None:
    """Close a missed case when no reason came within the office's limit (P09)."""
    application = moving.locked(application_id)
    if application.state == states.State.MISSED and application.respond_by and application.respond_by <= at:
        moving.advance(application, states.Action.FORFEIT, by=by, at=at)

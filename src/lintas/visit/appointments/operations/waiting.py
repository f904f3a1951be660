"""Joining the waiting list, alone or together, and leaving it."""

import secrets
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.ui import filters
from lintas.visit.appointments import events, queries
from lintas.visit.appointments.models import Appointment, Party, Waiting
from lintas.visit.appointments.operations.answering import give_up_offer
from lintas.visit.appointments.operations.errors import (
    AlreadyHoldsPlace,
    AlreadyWaiting,
    DaysReversed,
    NoSuchParty,
    NotWaiting,
    PlacesAreOpen,
    WrongDays,
)
from lintas.visit.appointments.operations.listing import end
from lintas.visit.appointments.states import WaitState

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are mistaken for each other when read out."""
CODE_LENGTH = 8


def join_waiting(
    *,
    subject: UUID,
    person_id: UUID,
    service_key: str,
    point_id: UUID,
    service_class: str,
    first_on: date,
    last_on: date,
    by: str,
    at: datetime,
) -> UUID:
    """
    Put the application on the list for a place of the class on a day from ``first_on`` to ``last_on``; return the entry.

    The days are those of the point's calendar. The entry begins a party, which others may join with its code.

    :raises DaysReversed: :raises WrongDays: :raises PlacesAreOpen: :raises AlreadyWaiting: :raises AlreadyHoldsPlace:
    """
    _refuse_wrong_days(point_id, first_on, last_on, at=at)
    free = queries.days_with_room(point_id=point_id, service_class=service_class, at=at)
    if here := [day for day in free if first_on <= day <= last_on]:
        raise PlacesAreOpen(day=filters.day(min(here)))
    with transaction.atomic():
        party = Party.objects.create(
            code="".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)),
            point_id=point_id,
            service_class=service_class,
            first_on=first_on,
            last_on=last_on,
        )
        return _join(party, subject, person_id=person_id, service_key=service_key, by=by, at=at)


def join_party(
    *, code: str, subject: UUID, person_id: UUID, service_key: str, point_id: UUID, by: str, at: datetime
) -> UUID:
    """
    Put the application on the list beside those who wait with this code; return the entry.

    The party wants the days that its first member chose, and from now on stands where this member stands.

    :raises NoSuchParty: no party of the point waits with this code, or it is complete (parameter waitlist_party_max).
    :raises AlreadyWaiting: :raises AlreadyHoldsPlace:
    """
    office = offices.point(id=point_id).office_code
    most = catalogue.count("waitlist_party_max", office_code=office, on=_today(point_id, at=at))
    with transaction.atomic():
        # Locked: two who join at one moment are counted one after the other.
        found = Party.objects.select_for_update(of=("self",)).filter(code=code.strip().upper(), point_id=point_id)
        party = found.first()
        if party is None or not 0 < party.members.listed().count() < most:
            raise NoSuchParty
        return _join(party, subject, person_id=person_id, service_key=service_key, by=by, at=at)


def leave_waiting(*, subject: UUID, by: str, at: datetime) -> None:
    """Take the application off the list; a place offered to it goes to the next. :raises NotWaiting: it is not there."""
    with transaction.atomic():
        waiting = Waiting.objects.select_related("party").listed().filter(subject=subject).first()
        if waiting is None:
            raise NotWaiting
        # The offer before the entry, the order of every answer, so that nobody locks anybody up; and once more after
        # it, for an offer that was made in between.
        give_up_offer(waiting, at=at)
        end(waiting, WaitState.LEFT, by=by, at=at)
        give_up_offer(waiting, at=at)


def _join(party: Party, subject: UUID, *, person_id: UUID, service_key: str, by: str, at: datetime) -> UUID:
    holding = Appointment.objects.holding_a_place()
    if (
        holding.filter(subject=subject).exists()
        or holding.filter(person_id=person_id, service_key=service_key).exists()
    ):
        raise AlreadyHoldsPlace
    try:
        with transaction.atomic():
            waiting = Waiting.objects.create(
                party=party, subject=subject, person_id=person_id, service_key=service_key, joined_at=at
            )
    except IntegrityError:
        raise AlreadyWaiting from None
    publish(
        events.WaitingJoined(
            subject=subject,
            office=offices.point(id=party.point_id).office_code,
            waiting_id=waiting.id,
            point_id=party.point_id,
            first_on=party.first_on,
            last_on=party.last_on,
        ),
        by=by,
        at=at,
    )
    return waiting.id


def _refuse_wrong_days(point_id: UUID, first_on: date, last_on: date, *, at: datetime) -> None:
    if first_on > last_on:
        raise DaysReversed(first=filters.day(first_on), last=filters.day(last_on))
    today = _today(point_id, at=at)
    office = offices.point(id=point_id).office_code
    ahead = catalogue.duration("waitlist_days_ahead", office_code=office, on=today)
    if not today <= first_on or not last_on <= today + ahead:
        raise WrongDays(days=ahead.days)


def _today(point_id: UUID, *, at: datetime) -> date:
    return offices.calendar(point_id=point_id).local(at).date()

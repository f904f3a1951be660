"""Waiting for a place that is freed: a draft joins the list, and takes what it is offered."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import states
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.submitting import PlaceMissing
from lintas.visit.appointments import operations as places


@transaction.atomic
def wait_for_place(*, application_id: UUID, first_on: date, last_on: date, by: str, at: datetime) -> None:
    """
    Put the draft on the waiting list of its point for these days.

    :raises PlaceMissing: no point is chosen yet. :raises WrongDays, PlacesAreOpen, AlreadyWaiting, AlreadyHoldsPlace:
    """
    application = _draft_with_point(application_id)
    places.join_waiting(
        subject=application.id,
        person_id=application.person_id,
        service_key=application.process,
        point_id=application.at_point,
        service_class=application.queue_class,
        first_on=first_on,
        last_on=last_on,
        by=by,
        at=at,
    )


@transaction.atomic
def wait_together(*, application_id: UUID, code: str, by: str, at: datetime) -> None:
    """
    Put the draft on the list beside those who wait with this code.

    :raises PlaceMissing: no point is chosen yet. :raises NoSuchParty, AlreadyWaiting, AlreadyHoldsPlace:
    """
    application = _draft_with_point(application_id)
    places.join_party(
        code=code,
        subject=application.id,
        person_id=application.person_id,
        service_key=application.process,
        point_id=application.at_point,
        by=by,
        at=at,
    )


@transaction.atomic
def take_offer(*, application_id: UUID, by: str, at: datetime) -> None:
    """Take the offered place; it is kept while the form is finished. :raises OfferOver, AlreadyHoldsPlace:"""
    application = _draft_with_point(application_id)
    until = at + moving.duration(application, "slot_hold", at)
    places.accept_offer(subject=application.id, until=until, by=by, at=at)


def _draft_with_point(application_id: UUID) -> Application:
    application = moving.locked(application_id)
    if application.state not in states.EDITABLE:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    if application.point_id is None:
        raise PlaceMissing
    return application

"""Whether a point books more people than it has seats, as its head decides, and the places that follow."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications.operations.closing import must_lead
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.live import operations as live
from lintas.visit.appointments import operations as places


@transaction.atomic
def decide_overbooking(*, point_id: UUID, is_on: bool, from_on: date, officer: OfficerInfo, at: datetime) -> None:
    """
    Let the point's sessions have extra places from the day ``from_on`` on, or none; they follow at once.

    Nobody loses a place by it.

    :raises NotYourAct: the officer is no head of the point's office. :raises DayIsOver: :raises DecidedAlready:
    """
    must_lead(officer, point_id)
    places.decide_overbooking(point_id=point_id, is_on=is_on, from_on=from_on, by=officer.actor, at=at)
    places.make_slots_of(point_id=point_id, at=at)
    live.touch(topic=f"desk:{point_id}", at=at)

"""Another staffing of a counter for one day, and the places that follow from it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from lintas.casework.applications.operations.closing import must_lead
from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.live import operations as live
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


@dataclass(frozen=True, slots=True)
class Staffing:
    """How a counter is staffed on a day: as in its week, or in these local hours, or with neither by nobody."""

    as_usual: bool = False
    hours: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """How many places the day had, and has now."""

    before: int
    after: int


@transaction.atomic
def staff_counter(
    *, point_id: UUID, counter_id: UUID, on: date, staffing: Staffing, officer: OfficerInfo, at: datetime
) -> Effect:
    """
    Staff the counter of the point otherwise on one day; its places follow at once. Nobody loses a place by it.

    :raises NotYourAct: the officer is no head of the point's office. :raises UnknownCounter: it is not of this point.
    :raises DayIsPast: :raises HoursReversed:
    """
    must_lead(officer, point_id)
    if counter_id not in {counter.id for counter in offices.counters(point_id=point_id)}:
        raise offices_operations.UnknownCounter
    before = appointments.places_on(point_id=point_id, on=on)
    if staffing.as_usual:
        offices_operations.staff_as_usual(counter_id=counter_id, on=on, by=officer.actor, at=at)
    else:
        offices_operations.staff_counter(counter_id=counter_id, on=on, hours=staffing.hours, by=officer.actor, at=at)
    places.make_slots_of(point_id=point_id, at=at)
    live.touch(topic=f"desk:{point_id}", at=at)
    return Effect(before=before, after=appointments.places_on(point_id=point_id, on=on))

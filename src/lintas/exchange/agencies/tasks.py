"""Questions that nobody answers are given up on, so that a person looks instead of waiting for ever."""

from datetime import datetime, timedelta
from uuid import UUID

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.exchange.agencies import operations, queries
from lintas.exchange.agencies.states import Result
from lintas.foundation.jobs.registry import periodic

BATCH = 200


@periodic(name="agencies.give_up", every=timedelta(minutes=2))
def give_up(*, at: datetime) -> int:
    """Record "unavailable" for questions older than the office's limit (parameter check_answer_limit) on its day."""
    overdue = [each for office in queries.offices_waiting() for each in _overdue(office, at=at)]
    for enquiry_id in overdue:
        operations.record_answer(enquiry_id=enquiry_id, result=Result.UNAVAILABLE, by="system:agencies.give_up", at=at)
    return len(overdue)


def _overdue(office_code: str, *, at: datetime) -> list[UUID]:
    point = next((each for each in offices.points() if each.office_code == office_code), None)
    on = offices.calendar(point_id=point.id).local(at).date() if point else catalogue.today(at)
    limit = catalogue.duration("check_answer_limit", office_code=office_code, on=on)
    return queries.overdue(office_code=office_code, asked_before=at - limit, limit=BATCH)

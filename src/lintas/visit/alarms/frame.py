"""What the officer's console shows of a silent call: nothing, until a head says to come."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lintas.directory.people.queries import OfficerInfo
from lintas.foundation import clock
from lintas.foundation.live import queries as live
from lintas.ui import filters
from lintas.visit.alarms import queries


@dataclass(frozen=True, slots=True)
class SilentCall:
    """The hour at which somebody said to come, empty before; ``topic`` and ``seen`` are of the live part."""

    answered: str
    topic: str
    seen: str


def silent_call(request: HttpRequest) -> dict[str, object]:
    """Return it for templates of officers; only a page that shows it asks the database."""
    officer: OfficerInfo | None = getattr(request, "officer", None)
    return {} if officer is None else {"silent_call": SimpleLazyObject(lambda: _of(officer))}


def _of(officer: OfficerInfo) -> SilentCall:
    seen = live.cursor()
    moment = queries.answered_at(officer.id, at=clock.now())
    answered = "" if moment is None else filters.hour(moment, queries.zone_of(officer.office_id))
    return SilentCall(answered=answered, topic=queries.topic_of_officer(officer.id), seen=seen)

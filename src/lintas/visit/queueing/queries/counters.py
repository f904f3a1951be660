"""Counters: which are open, who sits there, whom they serve."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.directory.offices import queries as offices
from lintas.foundation.words import Bilingual
from lintas.visit.queueing.models import CounterSession, Ticket
from lintas.visit.queueing.queries.tickets import TicketInfo, info
from lintas.visit.queueing.states import AT_A_COUNTER, Action


@dataclass(frozen=True, slots=True)
class CounterState:
    """A counter of a point; ``officer_id`` and ``opened_at`` while somebody sits there."""

    id: UUID
    point_id: UUID
    number: int
    name: str
    station: str
    officer_id: UUID | None
    opened_at: datetime | None


def counters_of(point_id: UUID) -> tuple[CounterState, ...]:
    """Return the point's counters by number. One query."""
    sessions = {
        session.counter_id: session
        for session in CounterSession.objects.filter(point_id=point_id, closed_at__isnull=True)
    }
    return tuple(
        CounterState(
            id=counter.id,
            point_id=point_id,
            number=counter.number,
            name=counter.name,
            station=str(counter.station),
            officer_id=session.officer_id if (session := sessions.get(counter.id)) else None,
            opened_at=session.opened_at if session else None,
        )
        for counter in offices.counters(point_id=point_id)
    )


def counter_of(officer_id: UUID) -> CounterState | None:
    """Return the counter at which the officer sits now, None when at none. One query."""
    session = CounterSession.objects.filter(officer_id=officer_id, closed_at__isnull=True).first()
    if session is None:
        return None
    known = {counter.id: counter for counter in offices.counters(point_id=session.point_id)}
    counter = known.get(session.counter_id)
    return CounterState(
        id=session.counter_id,
        point_id=session.point_id,
        number=counter.number if counter else 0,
        name=counter.name if counter else "",
        station=session.station,
        officer_id=officer_id,
        opened_at=session.opened_at,
    )


def current_ticket(counter_id: UUID) -> TicketInfo | None:
    """Return the ticket called to or served at the counter and why it was, None when it is free. Two queries."""
    found = (
        Ticket.objects.select_related("lane")
        .filter(counter_id=counter_id, state__in=AT_A_COUNTER)
        .order_by("-called_at")
        .first()
    )
    if found is None:
        return None
    chosen = found.calls.filter(kind=Action.CALL).order_by("-at", "-id").first()
    return info(found, why=Bilingual(id=chosen.why_id, en=chosen.why_en) if chosen else None)

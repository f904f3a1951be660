"""Queue numbers of cases."""

from datetime import datetime
from uuid import UUID

from lintas.visit.queueing import queries as tickets


def numbers(*, point_id: UUID, station: str, at: datetime) -> dict[UUID, str]:
    """Return the numbers in line at the station, and those at a counter, by case. Two queries and one for each counter."""
    found = {ticket.subject: ticket.number for ticket in tickets.waiting(point_id, station, at)}
    for counter in tickets.counters_of(point_id):
        ticket = tickets.current_ticket(counter.id) if counter.officer_id and counter.station == station else None
        if ticket is not None:
            found[ticket.subject] = ticket.number
    return found

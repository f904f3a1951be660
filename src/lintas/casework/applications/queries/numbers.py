"""Queue numbers of cases, and the case of a queue number."""

from datetime import datetime
from uuid import UUID

from lintas.visit.queueing import queries as tickets

STATIONS = ("documents", "photo", "interview", "handover")


def numbers(*, point_id: UUID, station: str, at: datetime) -> dict[UUID, str]:
    """Return the numbers in line at the station, and those at a counter, by case. Two queries and one for each counter."""
    found = {ticket.subject: ticket.number for ticket in tickets.waiting(point_id, station, at)}
    for counter in tickets.counters_of(point_id):
        ticket = tickets.current_ticket(counter.id) if counter.officer_id and counter.station == station else None
        if ticket is not None:
            found[ticket.subject] = ticket.number
    return found


def find_by_number(text: str, *, point_id: UUID, at: datetime) -> UUID | None:
    """Return the case whose queue number of today reads so, spaces and case aside; None when nobody has it now."""
    wanted = _plain(text)
    for station in STATIONS:
        for subject, number in numbers(point_id=point_id, station=station, at=at).items():
            if _plain(number) == wanted:
                return subject
    return None


def _plain(number: str) -> str:
    """Return letter and figure without what people add: ``a-24`` and ``A 024`` are the same."""
    letters = "".join(character for character in number.upper() if character.isalnum())
    return letters[:1] + letters[1:].lstrip("0")

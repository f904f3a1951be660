"""A number with a right not to wait behind many, given up for one of the class in which the family waits."""

from datetime import datetime

from lintas.foundation.words import Bilingual
from lintas.visit.queueing import events, rules
from lintas.visit.queueing.models import Lane, Ticket
from lintas.visit.queueing.operations.announcing import tell
from lintas.visit.queueing.operations.errors import InAnotherParty, RightInTheWay
from lintas.visit.queueing.operations.issuing import issue_ticket
from lintas.visit.queueing.operations.steps import leaving, step, todays
from lintas.visit.queueing.states import Action

WHY = Bilingual(
    id="Diganti nomor kelas keluarganya agar dipanggil bersama.",
    en="Exchanged for a number of the family's class, to be called together.",
)


def in_one_class(
    ticket: Ticket, other: Ticket, *, gives_up_right: bool, by: str, at: datetime
) -> tuple[Ticket, Ticket]:
    """
    Return the two as numbers of one class where one has a right that the other has not; both as they are otherwise.

    Who has the right gives it up and gets a new number of the other's class, at the place that the old one had: so
    nobody comes to a right by having a family. Called by who holds the station's row.

    :raises RightInTheWay: it was not said that the right is given up. :raises InAnotherParty: it has a family already.
    Source: our proposal (P).
    """
    holders = [one for one in (ticket, other) if one.lane.behind_at_most is not None]
    if ticket.lane_id == other.lane_id or len(holders) != 1:
        return ticket, other
    (holder,) = holders
    if not gives_up_right:
        raise RightInTheWay(number=rules.number_text(holder.lane.letter, holder.number))
    if holder.party_id is not None:
        raise InAnotherParty
    if holder is ticket:
        return _exchanged(ticket, lane=other.lane, by=by, at=at), other
    return ticket, _exchanged(other, lane=ticket.lane, by=by, at=at)


def _exchanged(ticket: Ticket, *, lane: Lane, by: str, at: datetime) -> Ticket:
    place_at, is_front = ticket.place_at, ticket.is_front
    step(ticket, Action.CANCEL, by=by, at=at, why=WHY, told=leaving(ticket))
    tell(ticket, events.TicketCancelled, by=by, at=at, by_window=False)
    instead = issue_ticket(
        point_id=ticket.point_id,
        subject=ticket.subject,
        queue_class=lane.queue_class,
        station=ticket.station,
        by=by,
        at=at,
        front=is_front,
        place_at=place_at,
    )
    return todays(instead.id, at=at)

"""Setting a number aside for a while and letting it wait again: for a copy, a signature, somebody still on the way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.visit.queueing import events, queries
from lintas.visit.queueing.operations.announcing import tell
from lintas.visit.queueing.operations.companions import go_on
from lintas.visit.queueing.operations.steps import leaving, step, todays
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import Action


def park(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Set the number aside; it is not called, and the counter that served it is free, or serves the
    next of the same party.

    :raises TicketNotAllowed: :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: our proposal (P).
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        counter_id = ticket.counter_id
        step(ticket, Action.PARK, by=by, at=at, told=leaving(ticket), counter_id=None)
        if counter_id is not None:
            go_on(ticket, counter_id=counter_id, by=by, at=at)
        tell(ticket, events.TicketParked, by=by, at=at)
        return queries.info(ticket)


def unpark(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Let the number wait again, at the place of before: numbers that came later and still wait stand behind.

    :raises TicketNotAllowed: was not set aside. :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: our proposal (P).
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        turn = turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)
        step(
            ticket,
            Action.UNPARK,
            by=by,
            at=at,
            since=at,
            since_turn=turn,
            calls_made=0,
            called_at=None,
            served_from=None,
        )
        tell(ticket, events.TicketUnparked, by=by, at=at)
        return queries.info(ticket)

"""At the counter: the visitor is there, and goes on to the next station."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.visit.queueing import events, queries
from lintas.visit.queueing.operations.announcing import tell, tell_arrived
from lintas.visit.queueing.operations.companions import go_on
from lintas.visit.queueing.operations.errors import SameStation
from lintas.visit.queueing.operations.steps import step, todays
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import Action


def arrive(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Record that the visitor stands at the counter; the service clock starts.

    :raises TicketNotAllowed: :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: process.yaml Q03.
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        step(ticket, Action.ARRIVE, by=by, at=at, served_from=at)
        tell_arrived(ticket, by=by, at=at)
        return queries.info(ticket)


def transfer(*, ticket_id: UUID, station: str, by: str, at: datetime) -> queries.TicketInfo:
    """
    Send the visitor on to the line of another station, with the same number; the counter is free,
    or serves the next of the same party.

    :raises SameStation: it is there already. :raises TicketNotAllowed: :raises NoSuchTicket:
    :raises OldTicket: :raises TicketChanged:
    Source: process.yaml Q06.
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        before, counter_id = ticket.station, ticket.counter_id
        if station == before:
            raise SameStation
        step(
            ticket,
            Action.TRANSFER,
            by=by,
            at=at,
            took=at - (ticket.served_from or at),
            station=station,
            counter_id=None,
            is_front=False,
            place_at=at,
            since=at,
            since_turn=turns_so_far(point_id=ticket.point_id, station=station, day=ticket.day),
            calls_made=0,
            called_at=None,
            served_from=None,
        )
        tell(ticket, events.TicketTransferred, by=by, at=at, from_station=before)
        go_on(ticket, counter_id=counter_id, by=by, at=at)
        return queries.info(ticket)

"""Stepping out for a while, and in again: who has to feed a child or move a car keeps the place."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.visit.queueing import events, queries
from lintas.visit.queueing.operations.announcing import tell
from lintas.visit.queueing.operations.steps import leaving, step, todays
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import Action


def step_out(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Let the visitor leave the waiting room without being called; the others go on.

    :raises TicketNotAllowed: called already, or not waiting. :raises NoSuchTicket: :raises OldTicket:
    :raises TicketChanged:
    Source: our proposal (P).
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        step(ticket, Action.STEP_OUT, by=by, at=at, told=leaving(ticket))
        tell(ticket, events.TicketSteppedOut, by=by, at=at)
        return queries.info(ticket)


def step_in(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Let the visitor wait again, at the place of before: numbers that came later and still wait stand behind.

    :raises TicketNotAllowed: was not away. :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: our proposal (P).
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        turn = turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)
        step(ticket, Action.STEP_IN, by=by, at=at, since=at, since_turn=turn)
        tell(ticket, events.TicketSteppedIn, by=by, at=at)
        return queries.info(ticket)

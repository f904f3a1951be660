"""Walking over to a visitor whom no call has reached."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.visit.queueing import events, queries
from lintas.visit.queueing.operations.announcing import tell
from lintas.visit.queueing.operations.steps import plain_number, step, todays
from lintas.visit.queueing.states import Action


def approach(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Record that the officer walked over to the waiting room to look for the visitor.

    It changes nothing about the number: whoever is found comes (`arrive`), whoever is not is missed (`miss`).
    A call that is seen and heard still misses some; the ledger shows that somebody went.

    :raises TicketNotAllowed: :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: our proposal (P), for PermenPANRB 11/2024: service friendly to vulnerable groups.
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        step(ticket, Action.APPROACH, by=by, at=at)
        tell(ticket, events.TicketApproached, by=by, at=at, counter_id=ticket.counter_id, number=plain_number(ticket))
        return queries.info(ticket)

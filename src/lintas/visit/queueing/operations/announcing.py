"""Telling of a call: the board, the phone and the ledger hear of it."""

from datetime import datetime
from typing import Any

from lintas.foundation.outbox.operations import publish
from lintas.visit.queueing import events
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.operations.steps import office_of, plain_number


def tell(ticket: Ticket, kind: type[events.TicketEvent], *, by: str, at: datetime, **facts: Any) -> None:
    """Tell that this happened to the ticket; ``facts`` are those of this kind of event alone."""
    event = kind(
        subject=ticket.subject,
        office=office_of(ticket),
        ticket_id=ticket.id,
        point_id=ticket.point_id,
        station=ticket.station,
        **facts,
    )
    publish(event, by=by, at=at)


def tell_called(ticket: Ticket, *, reason: str, by: str, at: datetime) -> None:
    """Tell of the call."""
    tell(
        ticket,
        events.TicketCalled,
        by=by,
        at=at,
        counter_id=ticket.counter_id,
        number=plain_number(ticket),
        calls=ticket.calls_made,
        reason=reason,
    )


def tell_arrived(ticket: Ticket, *, by: str, at: datetime) -> None:
    """Tell that the visitor stands at the counter."""
    tell(ticket, events.TicketArrived, by=by, at=at, counter_id=ticket.counter_id)

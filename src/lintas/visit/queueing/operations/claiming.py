"""A number that was taken without saying for what finds its application."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.foundation.outbox.operations import publish
from lintas.visit.queueing import events, queries
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.operations.errors import AlreadyHasTicket, TicketChanged
from lintas.visit.queueing.operations.steps import office_of, plain_number, tell_pages, todays
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import IN_LINE, IN_THE_HOUSE


def claim_ticket(*, ticket_id: UUID, subject: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Let the number of a kiosk stand for the application from now on; where it stands in the line stays.

    Claiming again for the same application changes nothing.

    :raises AlreadyHasTicket: the application has another number of today. :raises TicketChanged: the visit of this
    number is over, or it stands for another application meanwhile.
    :raises NoSuchTicket: :raises OldTicket:
    """
    try:
        with transaction.atomic():
            ticket = todays(ticket_id, at=at)
            if ticket.subject == subject:
                return queries.info(ticket)
            # Whoever calls it holds the line before the number; a family that is gathered next does too.
            hold_line(ticket)
            seen = Ticket.objects.filter(id=ticket.id, subject=ticket.subject, state__in=IN_THE_HOUSE)
            if not seen.update(subject=subject):
                raise TicketChanged
            ticket.subject = subject
            publish(
                events.TicketClaimed(
                    subject=subject,
                    office=office_of(ticket),
                    ticket_id=ticket.id,
                    point_id=ticket.point_id,
                    station=ticket.station,
                    number=plain_number(ticket),
                ),
                by=by,
                at=at,
            )
            tell_pages(ticket, at=at)
            return queries.info(ticket)
    except IntegrityError:
        raise AlreadyHasTicket from None


def hold_line(ticket: Ticket) -> None:
    """Hold the line in which the number stands until the commit; nothing for a number that stands in none."""
    if ticket.state in IN_LINE:
        turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)

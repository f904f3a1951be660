"""Whether an officer has walked over to a visitor."""

from datetime import datetime

from lintas.visit.queueing.models import Call
from lintas.visit.queueing.queries.tickets import TicketInfo
from lintas.visit.queueing.states import Action


def approached_at(ticket: TicketInfo) -> datetime | None:
    """Return when somebody walked over since the latest call of the ticket, None when nobody did. One query."""
    lines = Call.objects.filter(ticket_id=ticket.id, kind=Action.APPROACH)
    if ticket.called_at is not None:
        lines = lines.filter(at__gte=ticket.called_at)
    return lines.order_by("-at").values_list("at", flat=True).first()

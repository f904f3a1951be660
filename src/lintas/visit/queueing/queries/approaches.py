"""Whether a visitor had time to come, and whether an officer has walked over."""

from datetime import datetime

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.visit.queueing.models import Call
from lintas.visit.queueing.queries.tickets import TicketInfo
from lintas.visit.queueing.states import Action, State


def answer_until(ticket: TicketInfo, *, at: datetime) -> datetime | None:
    """
    Return until when the latest call may be answered before the next step (parameter call_interval); None when that
    has passed, or nobody is called. A call that lies ahead was made before a clock was put back: it keeps nobody.
    """
    if ticket.state != State.CALLED or ticket.called_at is None or at < ticket.called_at:
        return None
    point = offices.point(id=ticket.point_id)
    today = offices.calendar(point_id=point.id).local(at).date()
    until = ticket.called_at + catalogue.duration("call_interval", office_code=point.office_code, on=today)
    return until if at < until else None


def approached_at(ticket: TicketInfo) -> datetime | None:
    """Return when somebody walked over since the latest call of the ticket, None when nobody did. One query."""
    lines = Call.objects.filter(ticket_id=ticket.id, kind=Action.APPROACH)
    if ticket.called_at is not None:
        lines = lines.filter(at__gte=ticket.called_at)
    return lines.order_by("-at").values_list("at", flat=True).first()

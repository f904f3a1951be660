"""What a phone says while no counter calls from the line that its number stands in."""

from datetime import datetime

from django.utils.translation import gettext as _

from lintas.directory.offices import queries as offices
from lintas.ui import filters
from lintas.visit.queueing import queries
from lintas.visit.queueing.boards.resting import closed
from lintas.visit.queueing.queries import TicketView, Unserved
from lintas.visit.queueing.states import IN_LINE


def sentence(view: TicketView, *, at: datetime) -> str:
    """Return why nobody is called now, and until when; empty while a counter works there, or out of line. One query."""
    ticket = view.ticket
    found = queries.unserved(ticket.point_id, ticket.station) if ticket.state in IN_LINE else None
    if found is None:
        return ""
    reckoned = _("Perkiraan tunggu sudah memperhitungkannya.") if view.wait else ""
    return " ".join(filter(None, (_why(found, view, at=at), reckoned)))


def _why(found: Unserved, view: TicketView, *, at: datetime) -> str:
    calendar = offices.calendar(point_id=view.ticket.point_id)
    if found.until is not None and found.until > at:
        hour = filters.hour(found.until, calendar.zone)
        return _("Loket bagian ini sedang jeda. Kembali sekitar pukul %(hour)s.") % {"hour": hour}
    if found.rests:
        return _("Loket bagian ini sedang jeda, lebih lama dari yang diumumkan.")
    opening = offices.opening(calendar, at)
    if opening.is_open:
        return _("Belum ada loket yang buka untuk bagian ini.")
    told = closed(opening, today=calendar.local(at).date())
    return f"{told.title}. {told.text}"

"""Finding a ticket and taking it one step on, with its line in the journal and the pages told."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from lintas.directory.offices import queries as offices
from lintas.foundation.live.operations import touch
from lintas.foundation.words import Bilingual
from lintas.visit.queueing.models import Call, Ticket
from lintas.visit.queueing.operations.errors import NoSuchTicket, OldTicket, TicketChanged
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import IN_LINE, Action, State, state_after


def today_at(point_id: UUID, *, at: datetime) -> date:
    """Return the calendar day at the point."""
    return offices.calendar(point_id=point_id).local(at).date()


def todays(ticket_id: UUID, *, at: datetime) -> Ticket:
    """Return the ticket with its lane. One query. :raises NoSuchTicket: :raises OldTicket: it is of another day."""
    try:
        ticket = Ticket.objects.select_related("lane").get(id=ticket_id)
    except Ticket.DoesNotExist:
        raise NoSuchTicket from None
    if ticket.day != today_at(ticket.point_id, at=at):
        raise OldTicket
    return ticket


def step(
    ticket: Ticket,
    action: Action,
    *,
    by: str,
    at: datetime,
    turn: int | None = None,
    reason: str = "",
    why: Bilingual | None = None,
    took: timedelta | None = None,
    back_to: State | None = None,
    told: Mapping[str, Any] = MappingProxyType({}),
    **changes: Any,
) -> None:
    """
    Take the ticket where ``action`` leads, if it still stands as we saw it, write its line and touch the pages.

    The update's row count decides, so that of two at once one wins. The ticket shows its new state afterwards.
    ``told`` are further facts for the line; ``back_to`` is where an undone act leads instead.

    :raises TicketChanged: somebody was faster. :raises TicketNotAllowed: the action leads nowhere from here.
    """
    before, after = ticket.state, back_to or state_after(ticket.state, action)
    station = ticket.station
    seen = Ticket.objects.filter(id=ticket.id, state=before, calls_made=ticket.calls_made, station=station)
    if not seen.update(state=after, **changes):
        raise TicketChanged
    counter_id = changes.get("counter_id") or ticket.counter_id
    for name, value in (("state", after), *changes.items()):
        setattr(ticket, name, value)
    write(
        ticket,
        action,
        before=before,
        after=after,
        station=station,
        counter_id=counter_id,
        turn=turn,
        reason=reason,
        why_id=why.id if why else "",
        why_en=why.en if why else "",
        seconds=None if took is None else max(0, round(took.total_seconds())),
        by=by,
        at=at,
        **(joining(ticket) if after in IN_LINE else told),
    )
    tell_pages(ticket, at=at)


def joining(ticket: Ticket) -> dict[str, Any]:
    """Return what the journal keeps of a ticket that has joined the line of its station."""
    place = {"is_front": ticket.is_front, "place_at": ticket.place_at}
    return {"line": ticket.station, "after_turn": ticket.since_turn} | place


def leaving(ticket: Ticket) -> dict[str, Any]:
    """Return what the journal keeps of a ticket that leaves a line uncalled; nothing when it stands in none."""
    if ticket.state not in IN_LINE:
        return {}
    turn = turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)
    return {"line": ticket.station, "after_turn": turn}


def write(ticket: Ticket, action: Action, *, before: str, after: str, by: str, at: datetime, **facts: Any) -> None:
    """Write one line of the ticket's journal."""
    line(ticket, action, before=before, after=after, by=by, at=at, **facts).save(force_insert=True)


def line(ticket: Ticket, action: Action, *, before: str, after: str, by: str, at: datetime, **facts: Any) -> Call:
    """Return one line of the ticket's journal, yet to be written."""
    return Call(
        ticket_id=ticket.id,
        lane_id=ticket.lane_id,
        point_id=ticket.point_id,
        day=ticket.day,
        kind=action,
        party_id=ticket.party_id,
        from_state=before,
        to_state=after,
        by=by,
        at=at,
        **{"station": ticket.station} | facts,
    )


def tell_pages(ticket: Ticket, *, at: datetime) -> None:
    """Tell the board, the desks and the visitor's phone that something changed."""
    for topic in topics_of(ticket):
        touch(topic=topic, at=at)


def topics_of(ticket: Ticket) -> tuple[str, ...]:
    """Return whose pages show the ticket: the board's, the desks', the visitor's phone."""
    return f"board:{ticket.point_id}", f"desk:{ticket.point_id}", f"case:{ticket.subject}"


def office_of(ticket: Ticket) -> str:
    """Return the code of the office to which the ticket's point belongs."""
    return offices.point(id=ticket.point_id).office_code


def plain_number(ticket: Ticket) -> str:
    """Return the number as a code, ``A024``."""
    return f"{ticket.lane.letter}{ticket.number:03d}"

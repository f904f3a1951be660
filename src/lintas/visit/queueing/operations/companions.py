"""
What a party does as one: it is called to one counter, served there one after the other, and goes on together.

One of a party is called or served, the others stand beside. Who is sent on while another is still at a counter
is held; once nobody is, those who were held join their lines at one place.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Ticket, TicketQuerySet
from lintas.visit.queueing.operations.announcing import tell_arrived, tell_called
from lintas.visit.queueing.operations.steps import leaving, step
from lintas.visit.queueing.operations.turns import next_turn, turns_so_far
from lintas.visit.queueing.states import HAS_A_COUNTER, IN_LINE, Action, State


def others_of(ticket: Ticket) -> TicketQuerySet:
    """Return the others of the ticket's party today, earliest number first; nobody without a party."""
    if ticket.party_id is None:
        return Ticket.objects.none()
    members = Ticket.objects.select_related("lane").filter(party_id=ticket.party_id, day=ticket.day)
    return members.exclude(id=ticket.id).order_by("id")


def beside(ticket: Ticket, counter_id: UUID | None) -> list[Ticket]:
    """Return the others of the party who stand beside at the counter."""
    return list(others_of(ticket).filter(state=State.BESIDE, counter_id=counter_id))


def call_along(head: Ticket, *, by: str, at: datetime) -> None:
    """Call with ``head`` the others of its party who wait here. Each takes the turn that follows; the row is held."""
    for ticket in others_of(head).filter(state__in=IN_LINE, station=head.station).by_place():
        step(
            ticket,
            Action.ACCOMPANY,
            by=by,
            at=at,
            turn=next_turn(point_id=ticket.point_id, station=ticket.station, day=ticket.day),
            reason=rules.Reason.PARTY,
            why=rules.why_along(rules.number_text(head.lane.letter, head.number)),
            counter_id=head.counter_id,
            called_at=at,
            calls_made=1,
        )
        tell_called(ticket, reason=rules.Reason.PARTY, by=by, at=at)


def go_on(left: Ticket, *, counter_id: UUID | None, by: str, at: datetime) -> None:
    """After ``left`` was served at the counter, serve the next of its party there, and keep the party together."""
    waiting = beside(left, counter_id)
    if waiting:
        step(waiting[0], Action.FOLLOW, by=by, at=at, served_from=at)
        tell_arrived(waiting[0], by=by, at=at)
    if left.state == State.TRANSFERRED and others_of(left).filter(state__in=HAS_A_COUNTER).exists():
        step(left, Action.HOLD, by=by, at=at, told=leaving(left))
    gather_held(left, by=by, at=at)


def send_back(left: Ticket, *, counter_id: UUID | None, by: str, at: datetime) -> None:
    """After the number that was called ended, let those beside it wait for another call, at their place."""
    for ticket in beside(left, counter_id):
        turn = turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)
        back: dict[str, Any] = {"counter_id": None, "calls_made": 0, "called_at": None, "since": at, "since_turn": turn}
        step(ticket, Action.REJOIN, by=by, at=at, **back)
    gather_held(left, by=by, at=at)


def gather_held(ticket: Ticket, *, by: str, at: datetime) -> None:
    """Once nobody of the party is at a counter, let those who were held join the lines, at the place of this moment."""
    if ticket.party_id is None:
        return
    members = Ticket.objects.select_related("lane").filter(party_id=ticket.party_id, day=ticket.day)
    if members.filter(state__in=HAS_A_COUNTER).exists():
        return
    for held in members.filter(state=State.HELD).order_by("station", "id"):
        turn = turns_so_far(point_id=held.point_id, station=held.station, day=held.day)
        step(held, Action.GATHER, by=by, at=at, place_at=at, since=at, since_turn=turn)

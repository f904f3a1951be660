"""Who belongs together: numbers of one household join a party, and leave it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lintas.directory.catalogue import queries as catalogue
from lintas.foundation.ids import new_id
from lintas.visit.queueing import events, queries, rules
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.operations.announcing import tell
from lintas.visit.queueing.operations.errors import (
    GroundNeeded,
    InAnotherParty,
    InNoParty,
    OtherLine,
    PartyFull,
)
from lintas.visit.queueing.operations.exchanging import in_one_class
from lintas.visit.queueing.operations.steps import office_of, plain_number, step, todays
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import IN_LINE, IN_THE_HOUSE, Action, Ground, SplitReason, State, state_after


def join_party(
    *, ticket_id: UUID, with_ticket_id: UUID, ground: str, by: str, at: datetime, gives_up_right: bool = False
) -> queries.TicketInfo:
    """
    Let the number be called together with the other one, and with whom that one is called already.

    From now on all of them stand where the last of them stood, so nobody gains a place; a right not to wait behind
    many counts anew. Where only one of the two has such a right, it is given up if ``gives_up_right``, and the number
    exchanged for a new one of the other's class. Joining again changes nothing.

    :raises GroundNeeded: ``ground`` is no `Ground`. :raises OtherLine: not both wait at one station in one class.
    :raises RightInTheWay: only one has a right, and it is not given up.
    :raises InAnotherParty: :raises PartyFull: (parameter waitlist_party_max). :raises NoSuchTicket: :raises OldTicket:
    :raises TicketChanged: :raises LaneFull:
    Source: our proposal (P), as on the waiting list: a party stands where its last member joined.
    """
    if ground not in Ground.values:
        raise GroundNeeded
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        turn = turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)
        ticket, other = todays(ticket_id, at=at), todays(with_ticket_id, at=at)
        if ticket.party_id is not None:
            if ticket.party_id == other.party_id:
                return queries.info(ticket)
            raise InAnotherParty
        if ticket.id == other.id or not (_line(ticket) == _line(other) and {ticket.state, other.state} <= IN_LINE):
            raise OtherLine(number=rules.number_text(other.lane.letter, other.number))
        _not_full(other)
        ticket, other = in_one_class(ticket, other, gives_up_right=gives_up_right, by=by, at=at)
        if ticket.lane_id != other.lane_id:
            raise OtherLine(number=rules.number_text(other.lane.letter, other.number))
        _stand_together(ticket, other, ground=ground, turn=turn, by=by, at=at)
        return queries.info(todays(ticket.id, at=at))


def split_party(*, ticket_id: UUID, reason: str, by: str, at: datetime) -> queries.TicketInfo:
    """
    Let the number be called by itself again. It keeps the place of its party; a right counts anew.

    :raises GroundNeeded: ``reason`` is no `SplitReason`. :raises InNoParty: :raises TicketNotAllowed: it is called or
    served now. :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: our proposal (P).
    """
    if reason not in SplitReason.values:
        raise GroundNeeded
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        if ticket.party_id is None:
            raise InNoParty
        state_after(ticket.state, Action.SPLIT)
        _leave(ticket, reason=reason, by=by, at=at)
        return queries.info(ticket)


def dissolve(party_id: UUID, *, by: str, at: datetime) -> None:
    """Let each number of the party go its own way: a counter without the house has called one of them by itself."""
    for ticket in Ticket.objects.select_related("lane").filter(party_id=party_id).order_by("station", "id"):
        if ticket.state in IN_LINE | {State.BESIDE, State.HELD}:
            _leave(ticket, reason=SplitReason.APART, by=by, at=at)
        else:
            Ticket.objects.filter(id=ticket.id).update(party_id=None)


def _line(ticket: Ticket) -> tuple[UUID, Any, str]:
    return ticket.point_id, ticket.day, ticket.station


def _not_full(other: Ticket) -> None:
    most = catalogue.count("waitlist_party_max", office_code=office_of(other), on=other.day)
    members = Ticket.objects.filter(party_id=other.party_id, day=other.day, state__in=IN_THE_HOUSE)
    if other.party_id is not None and members.count() >= most:
        raise PartyFull(most=most)


def _stand_together(ticket: Ticket, other: Ticket, *, ground: str, turn: int, by: str, at: datetime) -> None:
    party_id = other.party_id or new_id()
    line = Ticket.objects.select_related("lane").in_line(
        point_id=ticket.point_id, day=ticket.day, station=ticket.station
    )
    same = Q(id__in=[ticket.id, other.id]) | (Q(party_id=other.party_id) if other.party_id else Q())
    members = list(line.filter(same).order_by("id"))
    place_at, is_front = max(one.place_at for one in members), all(one.is_front for one in members)
    for one in members:
        is_new = one.party_id is None
        place: dict[str, Any] = {
            "party_id": party_id,
            "place_at": place_at,
            "is_front": is_front,
            "since": at,
            "since_turn": turn,
        }
        step(one, Action.GATHER, by=by, at=at, reason=ground if is_new else "", **place)
        if is_new:
            tell(one, events.PartyJoined, by=by, at=at, party_id=party_id, ground=ground, number=plain_number(one))


def _leave(ticket: Ticket, *, reason: str, by: str, at: datetime) -> None:
    left = ticket.party_id
    turn = turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)
    alone: dict[str, Any] = {
        "party_id": None,
        "counter_id": None,
        "calls_made": 0,
        "called_at": None,
        "since": at,
        "since_turn": turn,
    }
    step(ticket, Action.SPLIT, by=by, at=at, reason=reason, **alone)
    tell(ticket, events.PartyLeft, by=by, at=at, party_id=left, reason=reason, number=plain_number(ticket))

"""Taking back the own last act, soon: a line more in the journal, never one less."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from lintas.directory.catalogue import queries as catalogue
from lintas.visit.queueing import events, queries
from lintas.visit.queueing.models import Call, Ticket
from lintas.visit.queueing.operations.announcing import tell
from lintas.visit.queueing.operations.companions import gather_held
from lintas.visit.queueing.operations.errors import CounterBusy, NothingToUndo, TooLateToUndo
from lintas.visit.queueing.operations.steps import leaving, office_of, step, todays
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import CAN_BE_UNDONE, IN_LINE, TAKES_A_TURN, Action, State

_BEGAN = frozenset({Action.ARRIVE, Action.FOLLOW})


def undo(*, by: str, at: datetime) -> queries.TicketInfo:
    """
    Take back what ``by`` did last, if the number still stands as that act left it; the act stays in the journal.

    A call that is taken back keeps its turn: the number joins the line again at the place of before, so that the
    order of the day can be proven with both lines. What an act did to a party is taken back with it, last thing first.

    :raises NothingToUndo: the last act is none of `CAN_BE_UNDONE`, or something else has happened to the number since.
    :raises TooLateToUndo: (parameter undo_within). :raises CounterBusy: the counter has another visitor by now.
    :raises OldTicket: :raises TicketChanged:
    Source: our proposal (P).
    """
    lines = queries.lines_of_last_act(by)
    if not lines or lines[-1].kind not in CAN_BE_UNDONE:
        raise NothingToUndo
    try:
        with transaction.atomic():
            tickets = {line.ticket_id: todays(line.ticket_id, at=at) for line in lines}
            for ticket in tickets.values():
                _nothing_since(ticket, lines)
            within = catalogue.duration("undo_within", office_code=office_of(ticket), on=ticket.day)
            if at - lines[-1].at > within:
                raise TooLateToUndo(seconds=round(within.total_seconds()))
            for line in lines:
                _take_back(tickets[line.ticket_id], line, by=by, at=at)
            first = tickets[lines[-1].ticket_id]
            gather_held(first, by=by, at=at)
            return queries.info(first)
    except IntegrityError:
        raise CounterBusy from None


def _nothing_since(ticket: Ticket, lines: Sequence[Call]) -> None:
    if ticket.calls.order_by("-at", "-id").values_list("id", flat=True)[0] not in {line.id for line in lines}:
        raise NothingToUndo


def _take_back(ticket: Ticket, last: Call, *, by: str, at: datetime) -> None:
    back_to = State(last.from_state)
    left = leaving(ticket)
    step(ticket, Action.UNDO, by=by, at=at, back_to=back_to, told=left, **_as_before(ticket, last, back_to, at=at))
    tell(ticket, events.TicketActUndone, by=by, at=at, undone=last.kind, state=back_to)


def _as_before(ticket: Ticket, last: Call, back_to: State, *, at: datetime) -> dict[str, Any]:
    """Return the columns as they were before the act."""
    if back_to in IN_LINE:
        turn = turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)
        return {"counter_id": None, "calls_made": 0, "called_at": None, "since": at, "since_turn": turn}
    if last.kind in _BEGAN:
        return {"served_from": None}
    if last.kind == Action.MISS:
        return {"counter_id": last.counter_id, "skipped_at": None}
    if last.kind == Action.TRANSFER:
        return {"counter_id": last.counter_id} | _before_the_transfer(ticket, last)
    return {"counter_id": last.counter_id}


def _before_the_transfer(ticket: Ticket, last: Call) -> dict[str, Any]:
    """Return what going on to the next station wrote over, from the lines of the station before."""
    lines = ticket.calls.filter(station=last.station, at__lte=last.at).order_by("-at", "-id")
    first = lines.filter(kind__in=TAKES_A_TURN)[0]
    calls = lines.filter(kind__in=TAKES_A_TURN | {Action.RECALL}, at__gte=first.at)
    joined = ticket.calls.filter(line=last.station, place_at__isnull=False).order_by("-at", "-id")[0]
    return {
        "station": last.station,
        "called_at": calls[0].at,
        "calls_made": calls.count(),
        "served_from": lines.filter(kind__in=_BEGAN)[0].at,
        "is_front": joined.is_front,
        "place_at": joined.place_at,
    }

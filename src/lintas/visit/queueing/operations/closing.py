"""Ends: nobody came, coming back, done, cancelled, and the time to return that ran out."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lintas.visit.queueing import events, queries
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.operations.announcing import tell
from lintas.visit.queueing.operations.calling import calls_allowed, give_time
from lintas.visit.queueing.operations.companions import beside, gather_held, go_on, others_of, send_back
from lintas.visit.queueing.operations.errors import CallsLeft, HasReturned, TicketChanged, WindowOver
from lintas.visit.queueing.operations.steps import leaving, plain_number, step, today_at, todays
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import AT_A_COUNTER, IN_THE_HOUSE, Action, State, state_after

SYSTEM = "system:queueing.end_skipped"


def miss(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Set the number aside because nobody came, and those of its party who were called with it; each may return once
    within the window.

    Whoever was looked for in the waiting room since the latest call needs no more time to walk.

    :raises CallsLeft: not all calls were made (parameter call_repeat). :raises CalledJustNow: (parameter call_interval).
    :raises TicketNotAllowed: :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: process.yaml Q04.
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        state_after(ticket.state, Action.MISS)
        allowed = calls_allowed(ticket)
        if ticket.calls_made < allowed:
            raise CallsLeft(made=ticket.calls_made, calls=allowed)
        if queries.approached_at(queries.info(ticket)) is None:
            give_time(ticket, at=at)
        for one in [ticket, *beside(ticket, ticket.counter_id)]:
            _missed(one, by=by, at=at)
        gather_held(ticket, by=by, at=at)
        return queries.info(ticket)


def come_back(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Let a skipped number wait again, at the end of its class, with those of its party who were missed there too.

    :raises HasReturned: it did so before. :raises WindowOver: too late (parameter skipped_return_window).
    :raises TicketNotAllowed: :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: process.yaml Q05.
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        state_after(ticket.state, Action.COME_BACK)
        changes = back_in_line(ticket, at=at, came_at=at)
        for one in [ticket, *_may_return_too(ticket, at=at)]:
            step(one, Action.COME_BACK, by=by, at=at, **changes)
            tell(one, events.TicketReturned, by=by, at=at)
        return queries.info(ticket)


def back_in_line(ticket: Ticket, *, at: datetime, came_at: datetime) -> dict[str, Any]:
    """
    Return what changes about a skipped number that waits again: the end of its class at ``came_at``, once.

    :raises HasReturned: it did so before. :raises WindowOver: too late (parameter skipped_return_window).
    """
    until = queries.may_come_back(ticket)
    if until is None:
        raise HasReturned
    if came_at >= until:
        raise WindowOver
    return {
        "has_returned": True,
        "is_front": False,
        "place_at": max(came_at, _behind(ticket) or came_at),
        "since": at,
        "since_turn": turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day),
        "calls_made": 0,
        "called_at": None,
        "skipped_at": None,
    }


def finish(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    End the visit at this counter; the service clock stops, and the next of the same party is served.

    :raises TicketNotAllowed: :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: process.yaml Q08.
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        counter_id = ticket.counter_id
        step(ticket, Action.FINISH, by=by, at=at, took=at - (ticket.served_from or at), counter_id=None)
        tell(ticket, events.TicketServed, by=by, at=at)
        go_on(ticket, counter_id=counter_id, by=by, at=at)
        return queries.info(ticket)


def cancel(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Give the number up while waiting.

    :raises TicketNotAllowed: :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: process.yaml Q09.
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        step(ticket, Action.CANCEL, by=by, at=at, told=leaving(ticket))
        _tell_cancelled(ticket, by_window=False, by=by, at=at)
        return queries.info(ticket)


def withdraw(*, subject: UUID, by: str, at: datetime) -> bool:
    """
    End the number of a case that has ended, wherever it stands; the counter is free, or serves the next of the same
    party. Say whether there was one.

    Numbers of earlier days end by themselves.

    :raises TicketChanged: somebody moved it in this moment.
    """
    with transaction.atomic():
        view = queries.ticket_of(subject, at=at)
        if view is None or view.ticket.state not in IN_THE_HOUSE:
            return False
        ticket = todays(view.ticket.id, at=at)
        took = at - ticket.served_from if ticket.state == State.SERVING and ticket.served_from else None
        was, counter_id = ticket.state, ticket.counter_id
        step(ticket, Action.WITHDRAW, by=by, at=at, took=took, told=leaving(ticket), counter_id=None)
        _tell_cancelled(ticket, by_window=False, by=by, at=at)
        if was in AT_A_COUNTER:
            (go_on if was == State.SERVING else send_back)(ticket, counter_id=counter_id, by=by, at=at)
        return True


def end_skipped(*, at: datetime, limit: int = 500) -> int:
    """
    End the skipped numbers whose time to return is over, or whose day is; return how many. Safe to repeat.

    Source: process.yaml Q10.
    """
    ended = 0
    for ticket in Ticket.objects.select_related("lane").filter(state=State.SKIPPED).order_by("skipped_at")[:limit]:
        until = queries.may_come_back(ticket)
        if until is not None and at < until and ticket.day == today_at(ticket.point_id, at=at):
            continue
        with suppress(TicketChanged), transaction.atomic():
            step(ticket, Action.END, by=SYSTEM, at=at)
            _tell_cancelled(ticket, by_window=True, by=SYSTEM, at=at)
            ended += 1
    return ended


def _missed(ticket: Ticket, *, by: str, at: datetime) -> None:
    step(ticket, Action.MISS, by=by, at=at, skipped_at=at, counter_id=None)
    tell(
        ticket,
        events.TicketMissed,
        by=by,
        at=at,
        number=plain_number(ticket),
        returns_until=queries.may_come_back(ticket),
    )


def _may_return_too(ticket: Ticket, *, at: datetime) -> list[Ticket]:
    skipped = others_of(ticket).filter(state=State.SKIPPED, station=ticket.station)
    return [one for one in skipped if (until := queries.may_come_back(one)) and at < until]


def _behind(ticket: Ticket) -> datetime | None:
    """Return the place behind all of its class: its own, so that of two who come back the first stays before."""
    line = Ticket.objects.in_line(point_id=ticket.point_id, day=ticket.day, station=ticket.station)
    last = line.filter(lane_id=ticket.lane_id).aggregate(last=Max("place_at"))["last"]
    return last and last + timedelta.resolution


def _tell_cancelled(ticket: Ticket, *, by_window: bool, by: str, at: datetime) -> None:
    tell(ticket, events.TicketCancelled, by=by, at=at, by_window=by_window)

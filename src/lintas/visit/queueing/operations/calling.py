"""Calling: who is next at a counter, and calling again."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.directory.catalogue import queries as catalogue
from lintas.visit.queueing import queries, rules
from lintas.visit.queueing.models import Call, CounterSession, Ticket
from lintas.visit.queueing.operations.announcing import tell_called
from lintas.visit.queueing.operations.companions import call_along
from lintas.visit.queueing.operations.errors import (
    CalledJustNow,
    CounterBusy,
    CounterClosed,
    CounterPauses,
    NobodyWaiting,
    NoCallsLeft,
)
from lintas.visit.queueing.operations.steps import office_of, step, today_at, todays
from lintas.visit.queueing.operations.turns import next_turn, rule_of_day
from lintas.visit.queueing.states import AT_A_COUNTER, TAKES_A_TURN, Action


def call_next(*, counter_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Call the next visitor to the counter; the answer's ``why`` says in one sentence why this one.

    Counters of one station choose one after the other, so the rule holds exactly and no ticket is called twice. The
    others of its party come along, each as a turn of its own.

    :raises CounterClosed: nobody opened it. :raises CounterPauses: it rests. :raises CounterBusy: it has a visitor.
    :raises NobodyWaiting: the line is empty.
    Source: process.yaml Q01, Q07; process.md section 4, fair call rule.
    """
    session = working(counter_id)
    day = today_at(session.point_id, at=at)
    try:
        with transaction.atomic():
            turn = next_turn(point_id=session.point_id, station=session.station, day=day)
            if Ticket.objects.filter(counter_id=counter_id, day=day, state__in=AT_A_COUNTER).exists():
                raise CounterBusy
            line = Ticket.objects.in_line(point_id=session.point_id, day=day, station=session.station)
            heads = {ticket.id: ticket for ticket in line.select_related("lane").heads()}
            rule = rule_of_day(point_id=session.point_id, station=session.station, day=day)
            choice = rules.choose(_as_heads(heads, rule), latest=_latest(session, day))
            if choice is None:
                raise NobodyWaiting
            ticket = heads[choice.head.ticket_id]
            why = rules.why(choice, lane=ticket.lane.words)
            step(
                ticket,
                Action.CALL,
                by=by,
                at=at,
                turn=turn,
                reason=choice.reason,
                why=why,
                counter_id=counter_id,
                called_at=at,
                calls_made=1,
            )
            tell_called(ticket, reason=choice.reason, by=by, at=at)
            call_along(ticket, by=by, at=at)
            return queries.info(ticket, why=why)
    except IntegrityError:
        raise CounterBusy from None


def recall(*, ticket_id: UUID, by: str, at: datetime) -> queries.TicketInfo:
    """
    Call the same visitor again.

    :raises NoCallsLeft: all calls were made (parameter call_repeat). :raises CalledJustNow: (parameter call_interval).
    :raises TicketNotAllowed: :raises NoSuchTicket: :raises OldTicket: :raises TicketChanged:
    Source: process.yaml Q02.
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        allowed = calls_allowed(ticket)
        made = ticket.calls_made
        if made >= allowed:
            raise NoCallsLeft(calls=allowed)
        give_time(ticket, at=at)
        step(ticket, Action.RECALL, by=by, at=at, calls_made=made + 1, called_at=at)
        tell_called(ticket, reason="again", by=by, at=at)
        return queries.info(ticket)


def working(counter_id: UUID) -> CounterSession:
    """Return the counter's session. Two queries. :raises CounterClosed: nobody sits there. :raises CounterPauses:"""
    session = CounterSession.objects.filter(counter_id=counter_id, closed_at__isnull=True).first()
    if session is None:
        raise CounterClosed
    if session.breaks.filter(ended_at__isnull=True).exists():
        raise CounterPauses
    return session


def give_time(ticket: Ticket, *, at: datetime) -> None:
    """
    Let whoever was called come before the number is called again or set aside.

    :raises CalledJustNow: the latest call is too fresh (parameter call_interval).
    """
    free_at = queries.answer_until(queries.info(ticket), at=at)
    if free_at is not None:
        raise CalledJustNow(seconds=math.ceil((free_at - at).total_seconds()))


def calls_allowed(ticket: Ticket) -> int:
    """Return how often a ticket is called before it is set aside (parameter call_repeat)."""
    return catalogue.count("call_repeat", office_code=office_of(ticket), on=ticket.day)


def _latest(session: CounterSession, day: date) -> list[UUID]:
    calls = Call.objects.filter(point_id=session.point_id, station=session.station, day=day, kind__in=TAKES_A_TURN)
    return list(calls.order_by("-turn").values_list("lane_id", flat=True)[: rules.WINDOW])


def _as_heads(tickets: dict[UUID, Ticket], rule: Mapping[UUID, rules.LaneRule]) -> list[rules.Head]:
    return [
        rules.Head(
            ticket_id=ticket.id,
            lane_id=ticket.lane_id,
            letter=ticket.lane.letter,
            weight=rule[ticket.lane_id].weight,
            limit=rule[ticket.lane_id].limit,
            others_before=_others_before(ticket, rule),
            is_front=ticket.is_front,
            place=(ticket.place_at, ticket.since, ticket.id),
        )
        for ticket in tickets.values()
    ]


def _others_before(ticket: Ticket, rule: Mapping[UUID, rules.LaneRule]) -> int:
    if rule[ticket.lane_id].limit is None:
        return 0
    calls = Call.objects.filter(
        point_id=ticket.point_id,
        station=ticket.station,
        day=ticket.day,
        kind__in=TAKES_A_TURN,
        turn__gt=ticket.since_turn,
        lane_id__in=[lane for lane, its in rule.items() if its.limit is None],
    )
    return calls.count()

"""A number that was taken before coming: it is called only once its holder is there."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.visit.queueing import events, queries
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.operations.announcing import tell
from lintas.visit.queueing.operations.claiming import claim_ticket, hold_line
from lintas.visit.queueing.operations.closing import cancel
from lintas.visit.queueing.operations.errors import TicketChanged
from lintas.visit.queueing.operations.steps import plain_number, step, today_at, todays
from lintas.visit.queueing.operations.turns import turns_so_far
from lintas.visit.queueing.states import Action, State

SYSTEM = "system:queueing.end_expected"


def show_up(*, ticket_id: UUID, keeps_place: bool, by: str, at: datetime) -> queries.TicketInfo:
    """
    Let the number that was expected wait in line: its holder is here. Who comes too late stands where newcomers stand.

    So does who comes before the place that the number has: nobody has a worse one for having taken a number.

    :raises TicketChanged: it is not expected any more. :raises NoSuchTicket: :raises OldTicket:
    Source: our proposal (P).
    """
    with transaction.atomic():
        ticket = todays(ticket_id, at=at)
        if ticket.state != State.EXPECTED:
            raise TicketChanged
        _joins(ticket, place_at=min(ticket.place_at, at) if keeps_place else at, by=by, at=at)
        return queries.info(ticket)


def show_up_with(*, ticket_id: UUID, expected_id: UUID, keeps_place: bool, by: str, at: datetime) -> queries.TicketInfo:
    """
    Let a number of a kiosk stand for who has one that is expected: that one ends, and this one gets its place.

    A place is only given in the line for which it was taken, when it is earlier, and while the kiosk's number waits.

    :raises: those of `claim_ticket`.
    """
    with transaction.atomic():
        # The line first, then its numbers: in the order in which whoever calls the next one holds them.
        hold_line(todays(ticket_id, at=at))
        subject = cancel(ticket_id=expected_id, by=by, at=at).subject
        claim_ticket(ticket_id=ticket_id, subject=subject, by=by, at=at)
        expected, ticket = Ticket.objects.get(id=expected_id), todays(ticket_id, at=at)
        is_one_line = (expected.lane_id, expected.station) == (ticket.lane_id, ticket.station)
        if keeps_place and is_one_line and ticket.state == State.WAITING and expected.place_at < ticket.place_at:
            _joins(ticket, place_at=expected.place_at, by=by, at=at)
        return queries.info(ticket)


def end_expected(*, at: datetime, limit: int = 500) -> int:
    """End the numbers of past days whose holders never came; return how many. Safe to repeat."""
    ended = 0
    for ticket in Ticket.objects.select_related("lane").filter(state=State.EXPECTED).order_by("issued_at")[:limit]:
        if ticket.day == today_at(ticket.point_id, at=at):
            continue
        with suppress(TicketChanged), transaction.atomic():
            step(ticket, Action.END, by=SYSTEM, at=at)
            ended += 1
    return ended


def _joins(ticket: Ticket, *, place_at: datetime, by: str, at: datetime) -> None:
    turn = turns_so_far(point_id=ticket.point_id, station=ticket.station, day=ticket.day)
    step(ticket, Action.SHOW_UP, by=by, at=at, place_at=place_at, since=at, since_turn=turn)
    tell(ticket, events.TicketShownUp, by=by, at=at, number=plain_number(ticket))

"""
Giving numbers in a rush: those that are asked for at the same time are given in one durable transaction.

Each still is one act: claimed once, with its reply, its own number, its line in the journal, its event and its ledger
entry, and answered only after the commit. Only the plain case is done here; whatever is out of the ordinary is left to
`issue_ticket`, which knows all the rules and all the words. The order of locks is that of a single number too: acts,
lanes, stations.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lintas.foundation.grouping import ALONE, Alone, Grouper, NoRoom, WaitedTooLong, give_connections_back
from lintas.foundation.idempotency.together import Act, claim_many, let_go
from lintas.foundation.live.operations import touch_many
from lintas.foundation.outbox.operations import Told, publish_many
from lintas.visit.queueing.models import Call, Lane, Ticket
from lintas.visit.queueing.operations.errors import LaneFull, TooManyAtOnce
from lintas.visit.queueing.operations.issuing import issued
from lintas.visit.queueing.operations.steps import joining, line, today_at, topics_of
from lintas.visit.queueing.operations.turns import reserve_numbers, turns_so_far
from lintas.visit.queueing.states import IN_THE_HOUSE, Action, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A number somebody asks for, and the act by which they may ask again; the fields are those of `issue_ticket`."""

    ticket_id: UUID
    point_id: UUID
    subject: UUID
    queue_class: str
    station: str
    act: Act
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Plain:
    """One that is plain: its place in the group, its lane and its day at the point."""

    place: int
    wanted: Wanted
    lane: Lane
    day: date


def issue_in_a_group(wanted: Wanted) -> bool:
    """
    Give the number as `issue_ticket` does, together with those asked for meanwhile; False: that is yet to be done.

    :raises TooManyAtOnce: more ask than can be served in time; whether it was done, the same act sent again tells.
    """
    try:
        return _grouper.ask(wanted) is not ALONE
    except (NoRoom, WaitedTooLong):
        raise TooManyAtOnce from None


def issue_tickets(wanted: Sequence[Wanted]) -> list[UUID | Alone]:
    """Give the numbers of those that are plain, in one durable transaction; return the ticket of each."""
    answers: list[UUID | Alone] = [ALONE] * len(wanted)
    with transaction.atomic(durable=True):
        claimed = claim_many([one.act for one in wanted])
        tickets = _numbered(_plain(wanted, claimed))
        Ticket.objects.bulk_create(tickets.values())
        Call.objects.bulk_create(
            line(
                ticket,
                Action.ISSUE,
                before="",
                after=State.WAITING,
                by=wanted[place].by,
                at=wanted[place].at,
                **joining(ticket),
            )
            for place, ticket in tickets.items()
        )
        publish_many(
            [Told(event=issued(ticket), by=wanted[place].by, at=wanted[place].at) for place, ticket in tickets.items()]
        )
        _tell(list(tickets.values()))
        for place, ticket in tickets.items():
            answers[place] = ticket.id
        let_go(claimed - {wanted[place].act.row for place in tickets})
    return answers


def _plain(wanted: Sequence[Wanted], claimed: set[UUID]) -> list[_Plain]:
    """Return, in their order, those that are new acts for a lane there is, of somebody who has no number yet."""
    # Of two with the same act, or for the same subject, the first is decided.
    by_act = {one.act.row: place for place, one in reversed(list(enumerate(wanted))) if one.act.row in claimed}
    first = {wanted[place].subject: place for place in sorted(by_act.values(), reverse=True)}
    lanes = {
        (lane.point_id, lane.queue_class): lane
        for lane in Lane.objects.filter(point_id__in={one.point_id for one in wanted})
    }
    has_one = set(
        Ticket.objects.filter(subject__in=first, state__in=IN_THE_HOUSE).values_list("subject", "day"),
    )
    found = []
    for place in sorted(first.values()):
        one = wanted[place]
        lane, day = lanes.get((one.point_id, one.queue_class)), today_at(one.point_id, at=one.at)
        if lane is not None and (one.subject, day) not in has_one:
            found.append(_Plain(place, one, lane, day))
    return found


def _numbered(plain: Sequence[_Plain]) -> dict[int, Ticket]:
    """Return the tickets by their places in the group, with numbers in the order in which they were asked for."""
    numbers = _numbers(plain)
    given = [(one, next(numbers[one.lane.id, one.day])) for one in plain if (one.lane.id, one.day) in numbers]
    turns = _turns(one for one, _ in given)
    return {
        one.place: Ticket(
            id=one.wanted.ticket_id,
            point_id=one.wanted.point_id,
            lane=one.lane,
            day=one.day,
            number=number,
            subject=one.wanted.subject,
            station=one.wanted.station,
            place_at=one.wanted.at,
            since=one.wanted.at,
            since_turn=turns[one.wanted.point_id, one.wanted.station, one.day],
            issued_at=one.wanted.at,
        )
        for one, number in given
    }


def _numbers(plain: Iterable[_Plain]) -> dict[tuple[UUID, date], Iterator[int]]:
    """Take the numbers of each lane and day; a lane that has not so many left is missing."""
    found = {}
    wanted = Counter((one.day, one.lane.letter, one.lane.id) for one in plain)
    # In one order, that of kiosks which take blocks of several lanes.
    for (day, _letter, lane_id), count in sorted(wanted.items()):
        try:
            last = reserve_numbers(lane_id=lane_id, day=day, count=count)
        except LaneFull:
            continue
        found[lane_id, day] = iter(range(last - count + 1, last + 1))
    return found


def _turns(given: Iterable[_Plain]) -> Mapping[tuple[UUID, str, date], int]:
    lines = sorted({(one.wanted.point_id, one.wanted.station, one.day) for one in given})
    return {where: turns_so_far(point_id=where[0], station=where[1], day=where[2]) for where in lines}


def _tell(tickets: Sequence[Ticket]) -> None:
    """Touch each topic once, whatever the number of tickets it shows."""
    if tickets:
        topics = dict.fromkeys(topic for ticket in tickets for topic in topics_of(ticket))
        touch_many(topics=list(topics), at=max(ticket.issued_at for ticket in tickets))


_grouper = Grouper[Wanted, UUID](issue_tickets, before_waiting=give_connections_back)

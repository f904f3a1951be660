"""A hall as a box must know it that may have to go on alone: who stands where, and what the rule has seen today."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.visit.queueing.models import Call, Lane, Ticket
from lintas.visit.queueing.queries.tickets import may_come_back
from lintas.visit.queueing.states import HAS_A_COUNTER, IN_LINE, TAKES_A_TURN, State


@dataclass(frozen=True, slots=True)
class Standing:
    """
    A number in a line, at a counter or missed, with all that decides when it is called.

    ``returns_until``: when a missed one may come back at the latest; ``has_returned`` says that it may not again.
    """

    id: UUID
    letter: str
    number: int
    station: str
    state: str
    is_front: bool
    place_at: datetime
    since: datetime
    since_turn: int
    counter_id: UUID | None
    calls_made: int
    called_at: datetime | None
    has_returned: bool
    returns_until: datetime | None


@dataclass(frozen=True, slots=True)
class Hall:
    """
    Numbers of today that wait, are at a counter or may come back; per station the letters of its calls, first to last.

    ``rule`` holds weight and limit of each letter, ``calls_allowed`` how often a number is called, ``call_interval`` the
    least time between, ``return_window`` how long somebody who was missed may come back.
    """

    standing: tuple[Standing, ...]
    calls: Mapping[str, str]
    rule: Mapping[str, tuple[int, int | None]]
    calls_allowed: int
    call_interval: timedelta
    return_window: timedelta


def hall_of(point_id: UUID, at: datetime) -> Hall:
    """Return the hall as it stands. Three queries and three parameters."""
    today = offices.calendar(point_id=point_id).local(at).date()
    office = offices.point(id=point_id).office_code
    lanes = {lane.id: lane for lane in Lane.objects.filter(point_id=point_id)}
    here = Q(state__in=sorted(IN_LINE | HAS_A_COUNTER | {State.HELD})) | Q(state=State.SKIPPED, has_returned=False)
    tickets = Ticket.objects.filter(here, point_id=point_id, day=today)
    calls: dict[str, str] = defaultdict(str)
    made = Call.objects.filter(point_id=point_id, day=today, kind__in=TAKES_A_TURN).order_by("station", "turn")
    for station, lane_id in made.values_list("station", "lane_id"):
        calls[station] += lanes[lane_id].letter
    return Hall(
        standing=tuple(_standing(ticket, lanes[ticket.lane_id].letter) for ticket in tickets.order_by("id")),
        calls=dict(calls),
        rule={lane.letter: (lane.weight, lane.behind_at_most) for lane in lanes.values()},
        calls_allowed=catalogue.count("call_repeat", office_code=office, on=today),
        call_interval=catalogue.duration("call_interval", office_code=office, on=today),
        return_window=catalogue.duration("skipped_return_window", office_code=office, on=today),
    )


def _standing(ticket: Ticket, letter: str) -> Standing:
    # A box calls each number by itself: who stands beside a counter or waits for the family waits in line for it.
    is_alone = ticket.state in {State.BESIDE, State.HELD}
    return Standing(
        id=ticket.id,
        letter=letter,
        number=ticket.number,
        station=ticket.station,
        state=State.WAITING if is_alone else ticket.state,
        is_front=ticket.is_front,
        place_at=ticket.place_at,
        since=ticket.since,
        since_turn=ticket.since_turn,
        counter_id=None if is_alone else ticket.counter_id,
        calls_made=0 if is_alone else ticket.calls_made,
        called_at=None if is_alone else ticket.called_at,
        has_returned=ticket.has_returned,
        returns_until=may_come_back(ticket),
    )

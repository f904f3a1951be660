"""A hall as a box must know it that may have to go on alone: who stands where, and what the rule has seen today."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.visit.queueing.models import Call, Lane, Ticket
from lintas.visit.queueing.states import HAS_A_COUNTER, IN_LINE, TAKES_A_TURN, State


@dataclass(frozen=True, slots=True)
class Standing:
    """A number in a line or at a counter, with all that decides when it is called."""

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


@dataclass(frozen=True, slots=True)
class Hall:
    """
    Numbers of today that wait or are at a counter; per station the letters of its calls, first to last.

    ``rule`` holds weight and limit of each letter, ``calls_allowed`` how often a number is called.
    """

    standing: tuple[Standing, ...]
    calls: Mapping[str, str]
    rule: Mapping[str, tuple[int, int | None]]
    calls_allowed: int


def hall_of(point_id: UUID, at: datetime) -> Hall:
    """Return the hall as it stands. Three queries and a parameter."""
    today = offices.calendar(point_id=point_id).local(at).date()
    lanes = {lane.id: lane for lane in Lane.objects.filter(point_id=point_id)}
    tickets = Ticket.objects.filter(
        point_id=point_id, day=today, state__in=sorted(IN_LINE | HAS_A_COUNTER | {State.HELD})
    )
    calls: dict[str, str] = defaultdict(str)
    made = Call.objects.filter(point_id=point_id, day=today, kind__in=TAKES_A_TURN).order_by("station", "turn")
    for station, lane_id in made.values_list("station", "lane_id"):
        calls[station] += lanes[lane_id].letter
    return Hall(
        standing=tuple(_standing(ticket, lanes[ticket.lane_id].letter) for ticket in tickets.order_by("id")),
        calls=dict(calls),
        rule={lane.letter: (lane.weight, lane.behind_at_most) for lane in lanes.values()},
        calls_allowed=catalogue.count("call_repeat", office_code=offices.point(id=point_id).office_code, on=today),
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
    )

"""The order in which a day was served, each call beside what the rule asked for. Numbers only, no names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lintas.foundation.words import Bilingual
from lintas.visit.queueing import order, rules
from lintas.visit.queueing.models import Call, Lane, StationDay
from lintas.visit.queueing.queries.tickets import counter_name
from lintas.visit.queueing.states import TAKES_A_TURN, Action, OverrideReason, Station

MOVES = {
    Action.CALL: order.Move.CALL,
    Action.ACCOMPANY: order.Move.CALL,
    Action.HOLD: order.Move.LEAVE,
    Action.CANCEL: order.Move.LEAVE,
    Action.STEP_OUT: order.Move.LEAVE,
    Action.PARK: order.Move.LEAVE,
    Action.WITHDRAW: order.Move.LEAVE,
}
FACTS = ("ticket_id", "lane_id", "ticket__number", "kind", "station", "turn", "line", "after_turn", "is_front")
REST = ("place_at", "at", "point_id", "counter_id", "why_id", "why_en", "override", "party_id")


@dataclass(frozen=True, slots=True)
class LaneInfo:
    """A class of a point and its weight; ``limit`` others at most go before it, None without such a right."""

    letter: str
    name: Bilingual
    weight: int
    limit: int | None


@dataclass(frozen=True, slots=True)
class OrderedCall:
    """
    A call; ``number`` reads ``A 024``, ``counter`` ``Loket 3``. ``due`` is the number whose turn it was.

    ``override`` is the reason that an officer gave for calling out of turn.
    """

    turn: int
    at: datetime
    number: str
    counter: str
    why: Bilingual
    due: str
    override: OverrideReason | None = None

    @property
    def is_right(self) -> bool:
        """Whether the number called is the one whose turn it was."""
        return self.number == self.due

    @property
    def is_out_of_turn(self) -> bool:
        """Whether another number's turn it was, and an officer said openly why."""
        return not self.is_right and self.override is not None


@dataclass(frozen=True, slots=True)
class StationOrder:
    """All calls of one station on a day, first to last, and how many of them came in the order of the rule."""

    station: Station
    calls: tuple[OrderedCall, ...]
    right: int


@dataclass(frozen=True, slots=True)
class DayOrder:
    """
    A day of a point: its stations in the order of a visit, and how many numbers were skipped because nobody came.

    ``lanes`` weigh what they weighed on that day.
    """

    stations: tuple[StationOrder, ...]
    missed: int
    lanes: tuple[LaneInfo, ...]

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return sum(len(station.calls) for station in self.stations)

    @property
    def right(self) -> int:
        """How many of them came in the order of the rule."""
        return sum(station.right for station in self.stations)

    @property
    def out_of_turn(self) -> int:
        """How many were called out of turn for a reason that an officer gave."""
        return sum(call.is_out_of_turn for station in self.stations for call in station.calls)


def order_of(*, point_id: UUID, day: date) -> DayOrder:
    """Work the order of the day out from its journal once more. Three queries."""
    journal = _journal(point_id, day)
    lanes = {lane.id: lane for lane in Lane.objects.filter(point_id=point_id).order_by("letter")}
    days = StationDay.objects.filter(point_id=point_id, day=day).values_list("station", "rule")
    kept = {Station(station): rules.read_rule(rule) for station, rule in days if rule}
    letters = {lane.id: lane.letter for lane in lanes.values()}
    stations = (_station(station, journal, rule, letters) for station, rule in sorted(kept.items(), key=_of_a_visit))
    return DayOrder(
        stations=tuple(stations),
        missed=sum(row["kind"] == Action.MISS for row in journal),
        lanes=tuple(_lane(lane, kept.values()) for lane in lanes.values()),
    )


def transcript(*, point_id: UUID, day: date) -> dict[str, Any]:
    """Return all that is needed to work the order out elsewhere: the rule of the day and every line. Three queries."""
    letters = dict(Lane.objects.filter(point_id=point_id).values_list("id", "letter"))
    rule = StationDay.objects.filter(point_id=point_id, day=day).order_by("station").values_list("station", "rule")
    journal = _journal(point_id, day)
    # A party has a number of its own, in the order in which parties appear: nothing else is known of it.
    together = dict.fromkeys(row["party_id"] for row in journal if row["party_id"])
    parties = {party_id: number for number, party_id in enumerate(together, 1)}
    return {
        "window": rules.WINDOW,
        "rule": {
            station: {letters[UUID(lane)]: {"weight": weight, "limit": limit} for lane, (weight, limit) in kept.items()}
            for station, kept in rule
        },
        "lines": [_told(row, letters, parties) for row in journal],
    }


def _of_a_visit(kept: tuple[Station, object]) -> int:
    return list(Station).index(kept[0])


def _lane(lane: Lane, of_day: Iterable[Mapping[UUID, rules.LaneRule]]) -> LaneInfo:
    now = rules.LaneRule(weight=lane.weight, limit=lane.behind_at_most)
    its = next((rule[lane.id] for rule in of_day if lane.id in rule), now)
    return LaneInfo(letter=lane.letter, name=lane.words, weight=its.weight, limit=its.limit)


def _journal(point_id: UUID, day: date) -> list[dict[str, Any]]:
    lines = Call.objects.filter(point_id=point_id, day=day).order_by("at", "id")
    return list(lines.values(*FACTS, *REST))


def _station(
    station: Station,
    journal: Iterable[Mapping[str, Any]],
    rule: Mapping[UUID, rules.LaneRule],
    letters: Mapping[UUID, str],
) -> StationOrder:
    rows: dict[int, Mapping[str, Any]] = {}
    numbers: dict[UUID, str] = {}
    lines = []
    for row in journal:
        line = _line(row, station)
        if line is not None:
            lines.append(line)
            numbers[line.ticket] = rules.number_text(letters[line.lane], row["ticket__number"])
            if line.move is order.Move.CALL:
                rows[line.turn] = row
    calls = tuple(_ordered(turn, rows[turn.line.turn], numbers) for turn in order.replay(lines, rule))
    return StationOrder(station=station, calls=calls, right=sum(call.is_right for call in calls))


def _line(row: Mapping[str, Any], station: Station) -> order.Line | None:
    """Return what the line of the journal did to the station's line; None when it did nothing to it."""
    is_call = row["kind"] in TAKES_A_TURN
    if station != (row["station"] if is_call else row["line"]):
        return None
    return order.Line(
        move=_move(row),
        turn=row["turn"] if is_call else row["after_turn"],
        ticket=row["ticket_id"],
        lane=row["lane_id"],
        at=row["at"],
        front=row["is_front"],
        place_at=row["place_at"],
        party=row["party_id"],
    )


def _move(row: Mapping[str, Any]) -> order.Move:
    # An act taken back puts a number into a line again, or out of the one it had been sent to; who joins has a place.
    if row["kind"] == Action.UNDO and row["place_at"] is None:
        return order.Move.LEAVE
    return MOVES.get(Action(row["kind"]), order.Move.JOIN)


def _ordered(turn: order.Turn, row: Mapping[str, Any], numbers: Mapping[UUID, str]) -> OrderedCall:
    return OrderedCall(
        turn=turn.line.turn,
        at=turn.line.at,
        number=numbers[turn.line.ticket],
        counter=counter_name(row["point_id"], row["counter_id"]),
        why=Bilingual(id=row["why_id"], en=row["why_en"]),
        due="" if turn.choice is None else numbers[turn.choice.head.ticket_id],
        override=OverrideReason(row["override"]) if row["override"] else None,
    )


def _told(row: Mapping[str, Any], letters: Mapping[UUID, str], parties: Mapping[UUID, int]) -> dict[str, Any]:
    return {
        "number": rules.number_text(letters[row["lane_id"]], row["ticket__number"]),
        "kind": row["kind"],
        "at": row["at"].isoformat(),
        "station": row["station"],
        "turn": row["turn"],
        "line": row["line"],
        "after_turn": row["after_turn"],
        "front": row["is_front"],
        "place_at": row["place_at"] and row["place_at"].isoformat(),
        "override": row["override"],
        "party": parties.get(row["party_id"]),
    }

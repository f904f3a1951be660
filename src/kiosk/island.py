"""
The hall while the house is away: who stands where, who is next, what a counter may do. Pure decisions.

The house's last word about the hall, and after it what this box wrote down itself, in that order. The rule is the
house's (decision 0018); that both choose alike is tested against it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

WINDOW = 12
"""How many of the latest calls count for the shares."""

IN_LINE = frozenset({"waiting", "transferred"})
AT_A_COUNTER = frozenset({"called", "serving"})


NEVER = datetime.min.replace(tzinfo=UTC)


class NotNow(Exception):
    """The act does not fit what the box knows; ``args[0]`` names the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter of the hall."""

    id: str
    name: str
    station: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A number in a line or at a counter, or missed: then it may come back before ``returns_until``, once."""

    id: str
    letter: str
    number: int
    station: str
    state: str
    is_front: bool
    place_at: datetime
    since: datetime
    since_turn: int
    counter: str | None = None
    calls: int = 0
    called_at: datetime = NEVER
    has_returned: bool = False
    returns_until: datetime = NEVER

    @property
    def text(self) -> str:
        """The number as it is called, such as ``A 024``."""
        return f"{self.letter} {self.number:03d}"


@dataclass(frozen=True, slots=True)
class Hall:
    """All of it; ``calls`` holds per station the letters of the day's calls, first to last."""

    counters: tuple[Counter, ...] = ()
    stations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rule: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    calls_allowed: int = 3
    call_interval: timedelta = timedelta(0)
    return_window: timedelta = timedelta(0)
    calls: Mapping[str, str] = field(default_factory=dict)
    standing: Mapping[str, Standing] = field(default_factory=dict)

    def line(self, station: str) -> list[Standing]:
        """Return who waits there, lane by lane in the order inside the lane."""
        return sorted((one for one in self.standing.values() if _waits(one, station)), key=_place)

    def missed(self, station: str, hour: datetime) -> list[Standing]:
        """Return who was missed there and may still come back, who was missed last first."""
        missed = [one for one in self.standing.values() if one.station == station and one.returns_until > hour]
        return sorted(missed, key=lambda one: (one.returns_until, one.id), reverse=True)

    def at(self, counter_id: str) -> Standing | None:
        """Return who is at the counter."""
        return next((one for one in self.standing.values() if one.counter == counter_id), None)

    def counter(self, counter_id: str) -> Counter | None:
        """Return the counter."""
        return next((one for one in self.counters if one.id == counter_id), None)


def read(told: Mapping[str, Any], *, is_today: bool) -> Hall:
    """Return the hall as the house told it; of another day than today only what does not change from day to day."""
    hall = Hall(
        counters=tuple(Counter(one["id"], one["name"], one["station"]) for one in told["counters"]),
        stations={name: (both[0], both[1]) for name, both in told["stations"].items()},
        rule={letter: (weight, limit) for letter, (weight, limit) in told["rule"].items()},
        calls_allowed=told["calls_allowed"],
        call_interval=timedelta(seconds=told.get("call_seconds", 0)),
        return_window=timedelta(seconds=told.get("return_seconds", 0)),
    )
    if not is_today:
        return hall
    return replace(hall, calls=told["calls"], standing={one["id"]: _standing(one) for one in told["standing"]})


def play(
    hall: Hall,
    lines: Iterable[tuple[Mapping[str, Any], datetime]],
    *,
    station_of: Mapping[str, str],
    placed: datetime = NEVER,
) -> Hall:
    """
    Return the hall after these lines of the box's log; ``station_of`` says where the visit of a letter begins.

    Who was written down later stands later, as in the house: the hour itself may have been put back in between, and a
    message that was long on its way has moved the last line that the house knows, to ``placed``.
    """
    standing, calls, place = dict(hall.standing), dict(hall.calls), placed
    for line, hour in lines:
        place = max(hour, place + timedelta.resolution)
        if "act" not in line:
            station = station_of.get(line["lane"], "")
            made = len(calls.get(station, ""))
            standing[line["id"]] = Standing(
                line["id"], line["lane"], line["number"], station, "waiting", False, place, place, made
            )
            continue
        one = standing.get(line["ticket"])
        if one is None:
            continue
        if line["act"] == "call":
            calls[one.station] = calls.get(one.station, "") + one.letter
        after = _after(replace(hall, standing=standing, calls=calls), one, line, hour, place)
        if after is None:
            del standing[one.id]
        else:
            standing[one.id] = after
    return replace(hall, standing=standing, calls=calls)


def next_of(hall: Hall, station: str) -> Standing | None:
    """Return who is next at the station by the rule; None when nobody waits."""
    heads: dict[str, Standing] = {}
    for one in hall.line(station):
        heads.setdefault(one.letter, one)
    if not heads:
        return None
    made = hall.calls.get(station, "")
    others = {one.id: _others(hall, one, made) for one in heads.values()}
    due = [one for one in heads.values() if (limit := _limit(hall, one)) is not None and others[one.id] >= limit]
    if due and len(heads) > 1:
        return min(due, key=lambda one: ((_limit(hall, one) or 0) - others[one.id], one.place_at, one.since, one.id))
    latest = made[-WINDOW:]
    share = {letter: latest.count(letter) / hall.rule.get(letter, (1, None))[0] for letter in heads}
    smallest = min(share.values())
    equal = [one for letter, one in heads.items() if share[letter] == smallest]
    return min(equal, key=lambda one: (one.place_at, one.since, one.id))


def allowed(hall: Hall, counter: Counter) -> tuple[str, ...]:
    """Return what the counter may do now."""
    one = hall.at(counter.id)
    if one is None:
        return ("call",) if hall.line(counter.station) else ()
    if one.state == "serving":
        return ("finish", "transfer")
    return ("arrive", "recall" if one.calls < hall.calls_allowed else "miss")


def act(hall: Hall, counter: Counter, *, wish: str, ticket: str, station: str, hour: datetime) -> dict[str, str]:
    """
    Return the line that says what the counter does at this hour.

    ``ticket`` is the number that the officer had on the screen; none before a call.

    :raises NotNow: ``busy``, ``nobody``, ``changed``, ``soon``, ``late`` or ``where``.
    """
    one = hall.at(counter.id)
    if wish == "come_back":
        one = hall.standing.get(ticket)
        if one is None or one.station != counter.station or one.returns_until == NEVER:
            raise NotNow("changed")
        if hour >= one.returns_until:
            raise NotNow("late")
    elif wish == "call":
        if one is not None:
            raise NotNow("busy")
        one = next_of(hall, counter.station)
        if one is None:
            raise NotNow("nobody")
    elif one is None or one.id != ticket or wish not in allowed(hall, counter):
        raise NotNow("changed")
    if wish in {"recall", "miss"} and one.called_at <= hour < one.called_at + hall.call_interval:
        raise NotNow("soon")
    if wish == "transfer" and (station == one.station or station not in hall.stations):
        raise NotNow("where")
    to = station if wish == "transfer" else ""
    return {"act": wish, "ticket": one.id, "number": one.text, "counter": counter.id, "station": to}


def _after(hall: Hall, one: Standing, line: Mapping[str, Any], hour: datetime, place: datetime) -> Standing | None:
    match line["act"]:
        case "call":
            return replace(one, state="called", counter=line["counter"], calls=1, called_at=hour)
        case "recall":
            return replace(one, calls=one.calls + 1, called_at=hour)
        case "arrive":
            return replace(one, state="serving")
        case "transfer":
            return replace(
                one,
                station=line["station"],
                state="transferred",
                is_front=False,
                place_at=place,
                since=place,
                since_turn=len(hall.calls.get(line["station"], "")),
                counter=None,
                calls=0,
            )
        case "miss" if not one.has_returned:
            return replace(one, state="skipped", counter=None, returns_until=hour + hall.return_window)
        case "come_back":
            behind = [
                other.place_at + timedelta.resolution for other in hall.line(one.station) if other.letter == one.letter
            ]
            return replace(
                one,
                state="waiting",
                is_front=False,
                place_at=max([place, *behind]),
                since=place,
                since_turn=len(hall.calls.get(one.station, "")),
                calls=0,
                has_returned=True,
                returns_until=NEVER,
            )
    return None


def _waits(one: Standing, station: str) -> bool:
    return one.state in IN_LINE and one.station == station


def _place(one: Standing) -> tuple[bool, datetime, datetime, str]:
    return not one.is_front, one.place_at, one.since, one.id


def _limit(hall: Hall, one: Standing) -> int | None:
    return hall.rule.get(one.letter, (1, None))[1]


def _others(hall: Hall, one: Standing, made: str) -> int:
    return sum(hall.rule.get(letter, (1, None))[1] is None for letter in made[one.since_turn :])


def _standing(one: Mapping[str, Any]) -> Standing:
    return Standing(
        id=one["id"],
        letter=one["letter"],
        number=one["number"],
        station=one["station"],
        state=one["state"],
        is_front=one["front"],
        place_at=datetime.fromisoformat(one["place_at"]),
        since=datetime.fromisoformat(one["since"]),
        since_turn=one["since_turn"],
        counter=one["counter"],
        calls=one["calls"],
        called_at=datetime.fromisoformat(one["called_at"]) if one.get("called_at") else NEVER,
        has_returned=one.get("has_returned", False),
        returns_until=datetime.fromisoformat(one["returns_until"]) if one.get("returns_until") else NEVER,
    )

"""
Invented days of an office, as streams of events: as many as it takes to see how often intervals hold in each lane.

The manner is that of the four invented days among the samples: seven to eleven counters, people with appointments who
come early or late, walk-ins in two waves, priority first, some who give up and some who do not come when called, rest
together or in turns, short breaks. Three things differ from what a forecaster takes for granted, so that it is not
measured against itself: lengths are of another family (gamma, not lognormal), patience has a beginning before which
nobody leaves, and on one day in six all systems stand still for a while.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from itertools import count
from math import exp
from random import Random

from lintas.visit.queueing.waiting.lines import Event, Measured

MINUTE, HOUR = 60.0, 3600.0
OPENS, LAST_ARRIVAL, GOES_HOME = 8 * HOUR, 15.5 * HOUR, 16 * HOUR
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")


@dataclass(frozen=True, slots=True)
class Service:
    """How long it takes (seconds, and the spread as a part of that), how often it is asked for, and by appointment."""

    mean: float
    spread: float
    share: float
    by_appointment: bool


SERVICES = {
    "paspor_baru": Service(830, 0.45, 0.44, True),
    "penggantian": Service(560, 0.40, 0.29, True),
    "pengambilan": Service(165, 0.62, 0.13, False),
    "izin_tinggal": Service(1000, 0.55, 0.09, True),
    "informasi": Service(300, 0.78, 0.05, False),
}

EACH_OFFERS = (
    ("pengambilan", "informasi"),
    ("izin_tinggal", "informasi"),
    ("paspor_baru", "penggantian"),
    ("paspor_baru", "penggantian", "pengambilan"),
)
"""What counters give: the first two kinds once in an office, of the others by chance."""

SLOTS = tuple(half * 0.5 * HOUR for half in (16, 17, 17, 18, 18, 19, 19, 20, 20, 21, 22, 23, 26, 26, 27, 27, 28, 29))
"""When appointments are; those that stand twice are asked for twice as often."""


@dataclass(slots=True)
class Desk:
    """
    One counter: what it gives, how much slower than others its officer is, and from when until when it will be away.

    ``until``: it waits so long for somebody who was called and does not come.
    """

    name: str
    services: frozenset[str]
    pace: float
    away: list[tuple[float, float]]
    ticket: str = ""
    is_open: bool = False
    until: float = 0.0


@dataclass(slots=True)
class Day:
    """One day that is being lived; ``told`` is what a forecaster may read of it."""

    rng: Random
    desks: list[Desk]
    loads: Mapping[str, float]
    past: Mapping[str, Measured]
    told: list[Event] = field(default_factory=list)
    line: dict[str, Event] = field(default_factory=dict)
    outage: tuple[float, float] = (0.0, 0.0)
    _agenda: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def at(self, t: float, act: Callable[[float], None]) -> None:
        """Do that at the moment."""
        heappush(self._agenda, (t, next(self._numbers), act))

    def live(self) -> list[Event]:
        """Live through the day; return the events in order of time."""
        while self._agenda:
            t, _, act = heappop(self._agenda)
            act(t)
        return self.told

    def tell(self, kind: str, t: float, *, desk: Desk | None = None, ticket: str = "") -> None:
        """Write one event down."""
        services = desk.services if desk and kind == "counter_open" else None
        self.told.append(Event(kind, t, ticket=ticket, counter=desk.name if desk else "", services=services))

    def arrive(self, person: Event, t: float) -> None:
        """Let somebody in, who will give up some time if nobody calls."""
        self.told.append(person)
        self.line[person.ticket] = person
        patience = 15 * MINUTE + self.rng.expovariate(1 / (1.6 * HOUR))
        self.at(t + patience, partial(self.give_up, person.ticket))
        free = (desk for desk in self.desks if self.is_free(desk, t) and person.service in desk.services)
        if desk := next(free, None):
            self.call_next(desk, t)

    def give_up(self, ticket: str, t: float) -> None:
        """Leave, if still in the line."""
        if self.line.pop(ticket, None):
            self.tell("abandon", t, ticket=ticket)

    def sit_down(self, desk: Desk, t: float) -> None:
        """Open a counter."""
        desk.is_open = True
        self.tell("counter_open", t, desk=desk)
        self.call_next(desk, t)

    def is_free(self, desk: Desk, t: float) -> bool:
        """Tell whether somebody sits at the counter and serves nobody, nor waits for one who was called."""
        return desk.is_open and not desk.ticket and desk.until <= t

    def look_up(self, desk: Desk, t: float) -> None:
        """Let a counter that is free call, or see that it is time for its break, or to go home."""
        if self.is_free(desk, t):
            self.call_next(desk, t)

    def call_next(self, desk: Desk, t: float) -> None:
        """Let a free counter call: priority first, then by slot or arrival; or begin its break, or go home."""
        if desk.away and desk.away[0][0] <= t:
            _, back = desk.away.pop(0)
            return self.stand_up(desk, t, back=max(back, t + MINUTE))
        if self.outage[0] <= t < self.outage[1]:
            return self.at(self.outage[1], partial(self.look_up, desk))
        mine = [person for person in self.line.values() if person.service in desk.services]
        if not mine:
            if t >= GOES_HOME:
                self.stand_up(desk, t, back=0)
            return None
        person = min(mine, key=lambda one: (not one.is_priority, one.t if one.due is None else one.due))
        del self.line[person.ticket]
        if self.rng.random() < 0.045:
            self.tell("no_show", t, desk=desk, ticket=person.ticket)
            desk.until = t + self.rng.uniform(25, 65)
            return self.at(desk.until, partial(self.look_up, desk))
        self.tell("call", t, desk=desk, ticket=person.ticket)
        desk.ticket = person.ticket
        ends = t + self.length(person.service) * desk.pace
        if t < self.outage[0] < ends:
            ends += self.outage[1] - self.outage[0]
        self.at(ends, partial(self.let_go, desk))
        return None

    def let_go(self, desk: Desk, t: float) -> None:
        """End a service."""
        self.tell("end", t, desk=desk, ticket=desk.ticket)
        desk.ticket = ""
        self.call_next(desk, t)

    def stand_up(self, desk: Desk, t: float, *, back: float) -> None:
        """Close a counter until ``back``, or for good."""
        desk.is_open = False
        self.tell("counter_close", t, desk=desk)
        if back:
            self.at(back, partial(self.sit_down, desk))

    def length(self, service: str) -> float:
        """Draw how long a service takes."""
        spread = SERVICES[service].spread
        mean = self.past[service].mean * self.loads[service]
        return max(20.0, self.rng.gammavariate(spread**-2, mean * spread**2))


def days(number: int, *, seed: int) -> Iterator[list[Event]]:
    """Return so many days, each of an office of its own, with questions; the same for the same seed."""
    return (_with_questions(invent(Random(f"{seed}/{one}")), Random(f"{seed}/{one}/asking")) for one in range(number))


def invent(rng: Random) -> list[Event]:
    """Return the events of one day, without questions."""
    weekday = rng.choice(WEEKDAYS)
    usual = {name: one.mean * exp(rng.gauss(0, 0.1)) for name, one in SERVICES.items()}
    past = {name: Measured(mean, mean * SERVICES[name].spread) for name, mean in usual.items()}
    day = Day(rng, _desks(rng, weekday), {name: exp(rng.gauss(0, 0.12)) for name in SERVICES}, past)
    discipline = "priority first; appointments keep their slot; else first come"
    day.told.append(Event("meta", 0.0, past=past, weekday=weekday, planned=len(day.desks), discipline=discipline))
    for desk in day.desks:
        late = 0.0 if rng.random() < 0.6 else rng.uniform(0, 25 * MINUTE)
        day.at(OPENS + late, partial(day.sit_down, desk))
        for begins in (*(begins for begins, _ in desk.away), GOES_HOME):
            day.at(begins, partial(day.look_up, desk))
    for person in _people(rng, round(len(day.desks) * rng.uniform(29, 40))):
        day.at(person.t, partial(day.arrive, person))
    if rng.random() < 1 / 6:
        begins = rng.uniform(9, 15) * HOUR
        day.outage = begins, begins + rng.uniform(5, 40) * MINUTE
        day.at(day.outage[0], partial(day.tell, "system_down"))
        day.at(day.outage[1], partial(day.tell, "system_up"))
    return day.live()


def _desks(rng: Random, weekday: str) -> list[Desk]:
    together = rng.random() < 0.5
    length = 1.1 * HOUR if weekday == "Jumat" else 0.5 * HOUR
    low, high = (11.5 * HOUR, 13 * HOUR) if weekday == "Jumat" else (12 * HOUR, 13 * HOUR)
    desks = []
    for number in range(rng.randint(7, 11)):
        gives = EACH_OFFERS[number] if number < 2 else rng.choice(EACH_OFFERS[2:])
        begins = low if together else rng.choice([low, high - length])
        away = [(begins, high if together else begins + length)]
        for _ in range(rng.choice([0, 0, 1, 1, 2])):
            pause = rng.choice([rng.uniform(8.5, 11), rng.uniform(13.5, 15.5)]) * HOUR
            away.append((pause, pause + rng.uniform(5, 18) * MINUTE))
        desks.append(Desk(f"L{number + 1}", frozenset(gives), exp(rng.gauss(0, 0.15)), sorted(away)))
    return desks


def _people(rng: Random, number: int) -> Iterator[Event]:
    with_slot = rng.uniform(0.35, 0.8)
    names = rng.choices(list(SERVICES), weights=[one.share for one in SERVICES.values()], k=number)
    for ticket, service in enumerate(names, 1):
        due = rng.choice(SLOTS) if SERVICES[service].by_appointment and rng.random() < with_slot else None
        if due is not None:
            came = due + rng.gauss(-10, 15) * MINUTE
        elif rng.random() < 0.2:
            came = rng.uniform(7 * HOUR, LAST_ARRIVAL)
        else:
            came = rng.gauss(*((9.3, 0.9) if rng.random() < 0.7 else (13.6, 0.7))) * HOUR
        came = min(max(came, 7 * HOUR), LAST_ARRIVAL)
        yield Event("arrive", came, ticket=f"{ticket:04}", service=service, is_priority=rng.random() < 0.08, due=due)


def _with_questions(events: list[Event], rng: Random) -> list[Event]:
    """Let every second one who is called ask on arrival, and some once later, if they still wait then."""
    called = {event.ticket: event.t for event in events if event.kind == "call"}
    asked: list[Event] = []
    for event in events:
        if event.kind == "arrive" and event.ticket in called:
            later = event.t + rng.uniform(1, 40) * MINUTE
            for chance, moment in ((1 / 2, event.t), (1 / 5, later)):
                if rng.random() < chance and moment <= called[event.ticket]:
                    asked.append(Event("query", moment, ticket=event.ticket, query=len(asked)))
    at_once = {"meta": 0, "arrive": 1, "query": 2}
    return sorted([*events, *asked], key=lambda event: (event.t, at_once.get(event.kind, 3)))

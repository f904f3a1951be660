"""What all commands share: the world made ready, officers' rounds, and people who begin their day."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from simulators.population import signins
from simulators.population.browser import Lines
from simulators.population.crew import Crew
from simulators.population.hours import Clock
from simulators.population.journal import Journal
from simulators.population.lives import life
from simulators.population.outside import Outside
from simulators.population.people import Person
from simulators.population.places import PLACES
from simulators.population.roads import Draft
from simulators.population.stage import GRID, Life, Stage
from simulators.population.world import SATURDAY, World, at, next_weekday

ROUNDS = ((11, 0), (13, 30), (15, 30))
"""Hours at which the officers behind the counters go through their lists."""

ROUNDS_OF = "rounds of"
AT_HOME, AT_THE_DOOR = (6 * 60 + 30, 16 * 60), (8 * 60 + 10, 13 * 60)
IN_THE_EVENING = (18 * 60, 19 * 60)
BEFORE_TEN = (8 * 60 + 5, 9 * 60 + 30)


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line said."""

    home: str
    secrets: Path
    signins: Path
    port_base: int
    seed: int


@contextmanager
def opened(given: Given, *, in_real_time: bool = False, grid: timedelta = GRID) -> Iterator[World]:
    """Make the world ready and clear up after it."""
    outside = Outside(port_base=given.port_base)
    clock = Clock(home=given.home, secrets=given.secrets, still_coming=outside.notices_waiting)
    lines = Lines(given.home, Journal())
    stage = Stage(clock, in_real_time=in_real_time, grid=grid)
    known = signins.read(given.signins)
    crews = {place.slug: Crew(place, signins=known, lines=lines, outside=outside, stage=stage) for place in PLACES}
    try:
        yield World(clock=clock, stage=stage, lines=lines, outside=outside, crews=crews)
    finally:
        for thing in (clock, outside, lines):
            thing.close()


def enter_rounds(world: World, *, at: datetime, leave: int = 0, leave_from: datetime | None = None) -> None:
    """Let the officers of every place go through their lists from the moment on."""
    for crew in world.crews.values():
        work = rounds(crew, world, leave=leave, leave_from=leave_from)
        world.stage.enter(f"{ROUNDS_OF} {crew.place.slug}", work, at=at)


def somebody_is_under_way(world: World) -> bool:
    """Say whether anybody but the officers on their rounds will be woken."""
    return any(not name.startswith(ROUNDS_OF) for name in world.stage.waiting())


def rounds(crew: Crew, world: World, *, leave: int = 0, leave_from: datetime | None = None) -> Life:
    """Let the officers behind the counters go through their lists, on working days; see `Backroom.round`."""
    while True:
        now = world.now
        later = [moment for moment in (at(now, *hour) for hour in ROUNDS) if moment > now]
        yield later[0] if later and now.weekday() < SATURDAY else at(next_weekday(now), *ROUNDS[0])
        left = leave if leave_from is None or world.now >= leave_from else 0
        crew.backroom.round(world.now.date(), leave=left, everywhere=world.now >= at(world.now, *ROUNDS[-1]))


def begin(world: World, people: Sequence[Person], *, on: datetime, seed: int) -> None:
    """Let each of the people begin at some hour of the day, at home or at the door."""
    chance = random.Random(f"{seed}/{on:%Y-%m-%d}")
    for person in people:
        first, last = _hours(person)
        moment = at(on, 0) + timedelta(minutes=chance.randint(first, last))
        citizen = world.citizen(person)
        world.stage.enter(f"{person.number} {person.road.name}", life(citizen, world), at=max(moment, world.now))


def troubles(world: World, *, most: int = 20) -> list[str]:
    """Return what went wrong so far, a line each: lives that failed, answers of 500 and above."""
    failed = [f"{name}: {failure}" for name, failure in world.stage.failures]
    broken = [f"{line} ({count} times)" for line, count in Counter(world.lines.journal.broken).items()]
    return (failed + broken)[:most]


def _hours(person: Person) -> tuple[int, int]:
    if person.road.draft is Draft.SECOND:
        return IN_THE_EVENING
    if person.road.walks_in == "accelerated":
        return BEFORE_TEN
    return AT_THE_DOOR if person.road.walks_in else AT_HOME

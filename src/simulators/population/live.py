"""The day goes on at its own pace: somebody begins every minute or so, and officers serve who comes."""

import logging
import random
import signal
import sys
from datetime import datetime, timedelta

from simulators.population.crew import ROLE_AT, Crew
from simulators.population.days import Given, enter_rounds, opened, troubles
from simulators.population.door import expected, receiver_name
from simulators.population.lives import life
from simulators.population.people import invent
from simulators.population.roads import ROADS, Collects, Draft
from simulators.population.stage import Life
from simulators.population.world import SATURDAY, World, at

LASTS = timedelta(hours=8)
PACE_SECONDS = (45, 90)
CALLS_EVERY = timedelta(minutes=4)
DOOR_EVERY, SHELF_EVERY = timedelta(minutes=3), timedelta(minutes=25)
STAY_AWAY = 0.08
"""The share of those with an appointment who do not come."""

OPEN, CLOSES = (8, 0), (15, 45)
SERIES_FROM = 10
"""Series below this belong to the past days."""

MOST_PEOPLE = 600
"""Nobody new begins after so many: a demonstration left alone must not grow without end."""


def run(given: Given) -> int:
    """Live on for eight hours, then only keep still until told to stop; return the exit code."""
    logging.basicConfig(level=logging.WARNING)
    with opened(given, in_real_time=True) as world:
        begun = world.now
        world.stage.enter("newcomers", newcomers(world, seed=given.seed), at=begun)
        enter_rounds(world, at=begun, leave=1)
        for crew in world.crews.values():
            crew.left_waiting = dict.fromkeys(ROLE_AT, 1)
            name = crew.place.slug
            world.stage.enter(f"door of {name}", door(crew, world, seed=given.seed), at=begun)
            for number, station in enumerate(ROLE_AT):
                begins = begun + CALLS_EVERY + number * CALLS_EVERY / 3
                world.stage.enter(f"{station} at {name}", calls(crew, world, station), at=begins)
            world.stage.enter(f"shelf of {name}", shelf(crew, world), at=begun + SHELF_EVERY)
        world.stage.play(until=begun + LASTS)
        for line in troubles(world):
            print(f"population: {line}", file=sys.stderr)
    signal.pause()
    return 0


def newcomers(world: World, *, seed: int) -> Life:
    """Let somebody begin every minute or so while people are awake."""
    chance = random.Random(f"{seed}/live/{world.now:%Y-%m-%d %H}")
    roads = [road for road in ROADS if not road.walks_in and road.draft is not Draft.SECOND]
    weights = [road.weight for road in roads]
    series = SERIES_FROM + world.now.timetuple().tm_yday % (100 - SERIES_FROM)
    for number in range(MOST_PEOPLE):
        yield world.now + timedelta(seconds=chance.uniform(*PACE_SECONDS))
        [road] = chance.choices(roads, weights)
        [person] = invent([road], seed=seed, series=series, today=world.now.date(), first=number + 1)
        citizen = world.citizen(person)
        world.stage.enter(f"{person.number} {road.name}", life(citizen, world), at=world.now)


def door(crew: Crew, world: World, *, seed: int) -> Life:
    """Receive those whose appointment has come; a few stay away."""
    seen: set[str] = set()
    while True:
        if _is_open(world.now):
            for reference, hour in expected(crew, world.now):
                chance = random.Random(f"{seed}/{reference}")
                comes = hour + timedelta(minutes=chance.randint(-15, 20))
                if reference in seen or comes > world.now or reference in crew.known:
                    continue
                seen.add(reference)
                if chance.random() >= STAY_AWAY:
                    crew.receive_unknown(reference, world.now)
        yield world.now + DOOR_EVERY


def calls(crew: Crew, world: World, station: str) -> Life:
    """Call whoever still waits at the station, such as those who came before we did."""
    while True:
        if _is_open(world.now):
            crew.call(station, world.now)
        yield world.now + CALLS_EVERY


def shelf(crew: Crew, world: World) -> Life:
    """Hand out the book that has waited longest, now and then."""
    while True:
        if _is_open(world.now):
            ready = crew.officer("penyerah").listed("ready")
            if len(ready) > 1:
                name = receiver_name(crew, ready[0])
                crew.backroom.hand_over(ready[0], relation=Collects.SELF.value, receiver=name)
        yield world.now + SHELF_EVERY


def _is_open(now: datetime) -> bool:
    return now.weekday() < SATURDAY and at(now, *OPEN) <= now < at(now, *CLOSES)

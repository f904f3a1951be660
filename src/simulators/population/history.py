"""Two days of the five places and the morning of a third, lived in less than a minute."""

import sys
from datetime import datetime, timedelta

from simulators.population import cast
from simulators.population.days import Given, enter_rounds, opened, troubles
from simulators.population.lives import life
from simulators.population.people import invent
from simulators.population.world import World, at, next_weekday

OPENS_AT = (9, 40)
GRID = timedelta(minutes=30)
"""Coarse: each stop of the clock costs the house a round of everything that is due."""

LEAVE = 1
"""Cases that each list keeps from the second day on, so that whoever comes to look finds work in all of them."""


def run(given: Given) -> int:
    """Fill the demonstration, leave its clock running at 09.40 of the third day, and return the exit code."""
    with opened(given, grid=GRID) as world:
        world.clock.settle()
        days = [world.now, next_weekday(world.now), next_weekday(next_weekday(world.now))]
        enter_rounds(world, at=at(days[cast.FIRST], 8), leave=LEAVE, leave_from=at(days[cast.SECOND], 0))
        for number, day in enumerate(days):
            _enter(world, number, days, seed=given.seed)
            if number < cast.THIRD:
                world.stage.play(until=at(next_weekday(day), 5))
        _fill_the_halls(world, days[cast.THIRD])
        world.clock.settle()
        world.clock.show(max(world.now, world.clock.now()), rate=1)
        for line in troubles(world):
            print(f"population: {line}", file=sys.stderr)
        return 1 if troubles(world) else 0


def _fill_the_halls(world: World, day: datetime) -> None:
    """Live the morning, leave somebody waiting at each station, and somebody sitting at a counter where more have come."""
    for early, until in ((True, cast.BEFORE_NINE), (False, OPENS_AT)):
        for crew in world.crews.values():
            crew.left_waiting = cast.left_waiting(crew.place, early=early)
        world.stage.play(until=at(day, *until))
    for crew in world.crews.values():
        crew.seat_one()


def _enter(world: World, number: int, days: list[datetime], *, seed: int) -> None:
    """Let whoever begins on the day wait for their hour."""
    lots, day = list(cast.on(number)), days[number]
    people = invent(
        [part.road for _, part in lots],
        places=[place for place, _ in lots],
        seed=seed,
        series=number + 1,
        today=day.date(),
    )
    for person, (_, part) in zip(people, lots, strict=True):
        citizen = world.citizen(person)
        if part.comes:
            citizen.not_before = at(days[part.comes[0]], *part.comes[1])
        world.stage.enter(f"{person.number} {person.road.name}", life(citizen, world), at=at(day, *part.begins))

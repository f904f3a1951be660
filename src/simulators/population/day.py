"""One compressed day of the five places through every road, from the first page to the end of each case."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from simulators.population import report as reporting
from simulators.population.days import Given, begin, enter_rounds, opened, somebody_is_under_way, troubles
from simulators.population.people import invent
from simulators.population.roads import Collects, shared_out
from simulators.population.world import at, next_weekday

SERIES = 90
AFTERMATH = timedelta(days=16)
"""Until then everybody has come, completed, been decided on and collected, who ever will."""

QUIET_DAYS = 2
"""So many days after the last visit the officers have worked off their lists."""

GRID = timedelta(minutes=30)
REMINDERS = tuple(timedelta(days=days) for days in (8, 22, 29, 34, 40))
"""Days after the aftermath began on which the house reminds of books that nobody collects; then they are cancelled."""


def run(given: Given, *, people: int, report: Path | None) -> int:
    """Live the day, print the report (and write it to ``report``), and return 1 when anything is off."""
    with opened(given, grid=GRID) as world:
        world.clock.settle()
        world.clock.show(world.now)
        morning = at(world.now, 6) if world.now < at(world.now, 6) else at(next_weekday(world.now), 6)
        world.stage.play(until=morning)
        invented = invent(shared_out(people), seed=given.seed, series=SERIES, today=morning.date())
        enter_rounds(world, at=at(morning, 8))
        begin(world, invented, on=morning, seed=given.seed)
        end, quiet = morning + AFTERMATH, 0
        while quiet < QUIET_DAYS and world.now < end:
            world.stage.play(until=at(next_weekday(world.now), 6))
            quiet = 0 if somebody_is_under_way(world) else quiet + 1
        world.stage.clear()
        world.stage.play(until=end)
        if any(one.road.collects is Collects.NEVER for one in invented):
            for moment in weeks_after(world.now):
                world.stage.play(until=moment)
                world.clock.settle()
            for crew in world.crews.values():
                crew.backroom.cancel_uncollected()
        world.clock.settle()
        found = reporting.collect(world, seed=given.seed, began=morning.date())
        world.clock.show(max(world.now, world.clock.now()), rate=1)
        text = reporting.written(found, troubles=troubles(world))
        print(text)
        if report is not None:
            report.write_text(text + "\n", encoding="utf-8")
        return 0 if found.is_right and not troubles(world) else 1


def weeks_after(moment: datetime) -> Iterator[datetime]:
    """Yield the days on which the house reminds of books on the shelf."""
    for later in REMINDERS:
        yield at(moment, 9) + later

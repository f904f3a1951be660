"""Everything the people of the demonstration have in common: the house, its clock, the world around it, its officers."""

import threading
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from simulators.population.browser import Browser, Lines
from simulators.population.citizen import Citizen
from simulators.population.crew import Crew
from simulators.population.hours import WIB, Clock
from simulators.population.outside import Outside
from simulators.population.people import Person
from simulators.population.stage import Stage

SATURDAY = 5


@dataclass
class World:
    """One house and its surroundings; ``crews`` are the officers of each place, by its slug."""

    clock: Clock
    stage: Stage
    lines: Lines
    outside: Outside
    crews: dict[str, Crew]
    citizens: list[Citizen] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def now(self) -> datetime:
        """The present moment, in WIB."""
        return self.stage.now.astimezone(WIB)

    def citizen(self, person: Person) -> Citizen:
        """Give the person a phone."""
        citizen = Citizen(person, Browser(self.lines), self.outside)
        with self._lock:
            self.citizens.append(citizen)
        return citizen

    def crew_of(self, citizen: Citizen) -> Crew:
        """Return the officers where the person comes."""
        return self.crews[citizen.goes_to.slug]


def at(moment: datetime, hour: int, minute: int = 0) -> datetime:
    """Return the time of day, in WIB, on the day of the moment."""
    return datetime.combine(moment.astimezone(WIB).date(), time(hour, minute), tzinfo=WIB)


def next_weekday(moment: datetime) -> datetime:
    """Return the same time of day on the next day from Monday to Friday."""
    moment += timedelta(days=1)
    while moment.astimezone(WIB).weekday() >= SATURDAY:
        moment += timedelta(days=1)
    return moment

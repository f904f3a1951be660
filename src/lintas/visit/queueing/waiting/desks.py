"""The counters of the hall: what each does now, and a drawn moment at which it is free again."""

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random

STAYS = 600.0
"""A free counter that never tells whether it is open is still there after x seconds with the chance exp(-x / STAYS)."""

BREAK = 600.0
"""A counter that told of its closing, outside the rest hours, stays away in the order of so many seconds."""

PAPERS = 60.0
"""One that tells nothing and calls nobody though somebody waits is busy otherwise in the order of so many seconds."""

AWAY = 1.0
"""How heavy the tail of such times is: the longer somebody is away, the longer it will still be (a Lomax law)."""

CLEAR_SKILL = 0.4
"""A counter that has not yet served anybody gives a service with this chance, when nothing tells its services."""

NO_SKILL = 0.001
"""A smaller chance than this is none."""


@dataclass(frozen=True, slots=True)
class Skills:
    """The services that a counter gives for sure, and each that it may give with its chance."""

    sure: tuple[str, ...]
    maybe: tuple[tuple[str, float], ...]

    def draw(self, rng: Random) -> tuple[str, ...]:
        """Draw what the counter gives."""
        if not self.maybe:
            return self.sure
        return (*self.sure, *[name for name, chance in self.maybe if rng.random() < chance])


@dataclass(slots=True)
class Desk:
    """
    One counter; ``services`` is None where nobody tells them, so that ``served`` (what it was seen to give) must do.

    ``tells``: its openings and closings are told. ``serving``: the service it gives now, "" when none. ``calling``:
    it has called somebody who did not come. ``since``: when its present state began. ``wanted``: since when it is
    free although somebody waits for one of its services.
    """

    name: str
    since: float
    services: frozenset[str] | None = None
    served: Tally[str] = field(default_factory=Tally)
    is_open: bool = False
    tells: bool = False
    serving: str = ""
    ticket: str = ""
    calling: bool = False
    wanted: float | None = None

    def gives(self, service: str, *, seen: int = 1) -> bool:
        """Tell whether the counter gives the service, as told or as seen at least ``seen`` times."""
        return service in self.services if self.services is not None else self.served[service] >= seen

    def presence(self, now: float) -> float:
        """Return how likely somebody still sits at a free counter that tells nothing."""
        return exp(-(now - self.since) / STAYS)

    def skills(self, shares: Mapping[str, float]) -> Skills:
        """Return what the counter gives; ``shares``: how many of today's people ask for each service."""
        if self.services is not None:
            return Skills(tuple(sorted(self.services)), ())
        cases = self.served.total()
        maybe = [(name, CLEAR_SKILL * (1 - share) ** cases) for name, share in shares.items() if not self.served[name]]
        return Skills(
            sure=tuple(name for name in shares if self.served[name]),
            maybe=tuple((name, chance) for name, chance in maybe if chance > NO_SKILL),
        )

    def draw_free(self, now: float, *, pauses: Sequence[float], absences: Sequence[float], rng: Random) -> float:
        """
        Draw when a counter that serves nobody and does not rest is ready to call.

        ``pauses``: times between an end and the next call while people waited. ``absences``: times lost on people
        who did not come.
        """
        if self.calling:
            longer = [seconds for seconds in absences if seconds > now - self.since]
            return self.since + rng.choice(longer) if longer else now + 15
        if self.tells:
            return now if self.is_open else now + draw_away(now - self.since, BREAK, rng)
        idle = now - self.since
        if self.wanted is None:
            return now if rng.random() < self.presence(now) else now + draw_away(idle, PAPERS, rng)
        if self.wanted == self.since:
            longer = [seconds for seconds in pauses if seconds > idle]
            if rng.random() < len(longer) / (len(longer) + 1):
                return self.since + rng.choice(longer)
        return now + draw_away(idle, PAPERS, rng)


def draw_away(so_far: float, scale: float, rng: Random) -> float:
    """Draw how many seconds more somebody stays away who has been away ``so_far``; ``scale``: how long it is in the order of."""
    return (so_far + scale) * ((1 - rng.random()) ** -AWAY - 1)

"""Who stands before somebody: the people ahead, who may leave, and those still to come who will overtake."""

from bisect import insort
from math import exp, log
from random import Random

from lintas.visit.queueing.waiting.durations import normal
from lintas.visit.queueing.waiting.fair import Placed
from lintas.visit.queueing.waiting.hall import Hall
from lintas.visit.queueing.waiting.order import Person

DOUBT = 0.3
"""How far the readiness to leave may differ from what today has shown (standard deviation of its logarithm)."""

CHANGES_IN_A_HALL = 0.45
CHANGES_ON_THE_TELEPHONE = 0.2
"""
How far the rate of those to come may differ from the latest hour's (standard deviation of the logarithm, P): sessions
begin and end, buses come, while callers come evenly.
"""

FADES = 0.5
"""How likely somebody of another line who came in the latest hour has no like in the next: a rush does not stay (P)."""

Earlier = tuple[float | None, str, float]
"""Seconds from somebody's arrival to the rank, None for one of a service of its own line, the service, and readiness."""


class Ahead:
    """What a question has to know of the others, worked out once for all its futures."""

    def __init__(self, hall: Hall, person: Person, *, horizon: float) -> None:
        self.hall, self.person, self.until = hall, person, hall.now + horizon
        self.rank = hall.order.rank(person)
        self.own = hall.placed(person)
        self.lines = hall.ahead_of(person)
        recent, self.over = hall.recent()
        self.lately = [found for other in recent if other is not person and (found := self._overtakes(other))]

    def _overtakes(self, other: Person) -> Earlier | None:
        """Return how somebody like this one, still to come, would stand before the person; None for behind."""
        readiness = self.hall.patience.of(other.kind)
        if self.hall.turns is not None and other.service != self.person.service:
            return None, other.service, readiness
        before = self.hall.order.rank(other) - other.came
        return (before, other.service, readiness) if before < self.rank - self.hall.now else None


class Crowd:
    """The others in one future. People of the same service stay in line; counters choose between the lines."""

    def __init__(self, ahead: Ahead, rng: Random) -> None:
        self._ahead, self._rng = ahead, rng
        self._lines = {service: list(line) for service, line in ahead.lines.items()}
        self._heads = dict.fromkeys(self._lines, 0)
        self._leaves: dict[str, float] = {}
        self._turns = ahead.hall.turns.copy() if ahead.hall.turns else None
        self._to_come = self._draw_arrivals()
        self._mood = exp(DOUBT * normal(rng.random()))

    def let_in(self, t: float) -> None:
        """Put those who have come by ``t`` into their lines."""
        while self._to_come and self._to_come[-1][0] <= t:
            came, service, rank, readiness = self._to_come.pop()
            others = self._turns.others if self._turns else 0
            placed = rank, came, readiness, others
            insort(self._lines.setdefault(service, []), placed, lo=self._heads.setdefault(service, 0))
            self._leaves.pop(service, None)

    def next_arrival(self) -> float | None:
        """Return when the next one comes who would overtake."""
        return self._to_come[-1][0] if self._to_come else None

    def call(self, services: tuple[str, ...], t: float) -> str | None:
        """
        Take the next of those who wait for one of the services at ``t`` and are still there; return the service.

        None: nobody does, or by the published rule it is the person's own turn.
        """
        heads = [(service, head) for service in services if (head := self._first(service, t))]
        own = self._ahead.person.service
        if self._turns is not None:
            if own in services and all(service != own for service, _ in heads):
                heads.append((own, self._ahead.own))
            if heads:
                heads = [self._turns.choose(heads)]
                self._turns.note(heads[0][0])
        if not heads:
            return None
        chosen, head = heads[0] if len(heads) == 1 else min(heads, key=_place)
        if head is self._ahead.own:
            return None
        self._heads[chosen] += 1
        del self._leaves[chosen]
        return chosen

    def _first(self, service: str, t: float) -> Placed | None:
        """Return the first of the line who has not left by ``t``."""
        line = self._lines.get(service)
        if not line:
            return None
        head = self._heads[service]
        while head < len(line):
            leaves = self._leaves.get(service)
            if leaves is None:
                _, came, readiness, _ = line[head]
                leaves = self._leaves[service] = self.draw_leaving(came, readiness)
            if leaves > t:
                self._heads[service] = head
                return line[head]
            head += 1
            del self._leaves[service]
        self._heads[service] = head
        return None

    def draw_leaving(self, came: float, readiness: float) -> float:
        """Draw the moment at which somebody gives up; who waits now has not left until now."""
        hazard = -log(1 - self._rng.random()) / (readiness * self._mood)
        return came + self._ahead.hall.patience.length(max(self._ahead.hall.now - came, 0.0), hazard)

    def _draw_arrivals(self) -> list[tuple[float, str, float, float]]:
        """
        Draw those to come who will stand before the person: the latest hour again, in another order.

        Each draw stands for somebody of that hour, who keeps service, priority and the distance between arrival and
        place (an appointment is reached early or late). The last of the list comes first.
        """
        ahead, random = self._ahead, self._rng.random
        lately, now, over = ahead.lately, ahead.hall.now, ahead.over
        come = []
        changes = CHANGES_IN_A_HALL if ahead.hall.planned else CHANGES_ON_THE_TELEPHONE
        expected = len(lately) * exp(changes * normal(random()) - changes**2 / 2)
        for _ in range(max(0, round(expected + expected**0.5 * normal(random())))):
            before, service, readiness = lately[int(random() * len(lately))]
            t = now + random() * over
            while t < ahead.until and (before is None or t + before < ahead.rank):
                come.append((t, service, t + (before or 0.0), readiness))
                t += over
                if before is None and random() < FADES:
                    break
        come.sort(reverse=True)
        return come


def _place(head: tuple[str, Placed]) -> Placed:
    return head[1]

"""What people and counters of today are apt to do: leave, be called at once, fail to come, pause."""

from collections import deque
from collections.abc import Hashable, Sequence

STEPS = (60.0, 300.0, 900.0, float("inf"))
"""Readiness to leave is learnt apart for waits up to so many seconds."""

IN_A_HALL = (1.0, 0.5, 0.3, 0.3)
ON_THE_TELEPHONE = (8.0, 8.0, 4.0, 0.3)
"""How many leave in an hour of each such waiting before today has shown it (held as weakly as half a case)."""

IMAGINED = 5.0
"""A class of people keeps the habit of all until about so many cases of its own are seen."""

FEW = 0.5
"""The same for being called at once, in which classes differ more."""


class Patience:
    """How many people leave the queue, by how long they have waited and by class."""

    def __init__(self, hourly: Sequence[float]) -> None:
        self._left = [0.5] * len(STEPS)
        self._waited = [0.5 * 3600 / rate for rate in hourly]
        self._of_class: dict[Hashable, list[float]] = {}

    def learn(self, kind: Hashable, *, waited: float, is_gone: bool) -> None:
        """Count the wait of one person of the class, in seconds, which ended by leaving (``is_gone``) or by a call."""
        seen = self._of_class.setdefault(kind, [IMAGINED, IMAGINED])
        seen[0] += is_gone
        seen[1] += self.hazard(0.0, waited)
        low = 0.0
        for step, high in enumerate(STEPS):
            self._waited[step] += max(0.0, min(waited, high) - low)
            if is_gone and low <= waited < high:
                self._left[step] += 1
            low = high

    def hazard(self, begun: float, until: float) -> float:
        """Return how many people leave, for each who waits, between two lengths of the wait (integrated hazard)."""
        low = total = 0.0
        for step, high in enumerate(STEPS):
            if until > low and begun < high:
                total += self._left[step] / self._waited[step] * (min(until, high) - max(begun, low))
            low = high
        return total

    def length(self, begun: float, hazard: float) -> float:
        """Return the length of the wait, in seconds, at which ``hazard`` is used up from ``begun`` on."""
        low = begun
        for step, high in enumerate(STEPS):
            if low < high:
                rate = self._left[step] / self._waited[step]
                if hazard <= rate * (high - low):
                    return low + hazard / rate
                hazard -= rate * (high - low)
                low = high
        return low

    def of(self, kind: Hashable) -> float:
        """Return how many times likelier than others the class is to leave."""
        seen = self._of_class.get(kind)
        return seen[0] / seen[1] if seen else 1.0


class Welcome:
    """
    How often somebody who finds a counter free is called at that moment, beside what was expected; by class.

    Classes differ in it, some wholly: where a telephone system knows good customers only once they wait, none of them
    is ever put through at once, and whoever comes as one finds nobody, whatever counters seem to be free.
    """

    def __init__(self) -> None:
        self._seen: dict[Hashable, list[float]] = {}

    def learn(self, kind: Hashable, *, expected: float, called: bool) -> None:
        """Count one arrival; ``expected`` is the chance that one of the free counters was really there."""
        seen = self._seen.setdefault(kind, [FEW, FEW])
        seen[0] += called
        seen[1] += expected

    def chance(self, kind: Hashable, *, expected: float) -> float:
        """Return the corrected chance."""
        hits, cases = self._seen.get(kind, (FEW, FEW))
        return min(0.98, expected * hits / cases)


class Share:
    """A share of cases, with some imagined ones before the first."""

    def __init__(self, *, share: float, imagined: float) -> None:
        self._hits, self._cases = share * imagined, imagined

    def learn(self, hit: bool) -> None:
        self._hits += hit
        self._cases += 1

    @property
    def value(self) -> float:
        return self._hits / self._cases


class Spells:
    """The latest lengths of something, in seconds, beginning with imagined ones that today's push out."""

    def __init__(self, first: Sequence[float], *, most: int) -> None:
        self._kept = deque(first, maxlen=most)

    def learn(self, seconds: float) -> None:
        self._kept.append(seconds)

    def known(self) -> tuple[float, ...]:
        return tuple(self._kept)

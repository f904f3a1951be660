"""
How long services take: past days' figures, corrected by what today's counters show.

The logarithm of a service's length is taken as normal (lognormal lengths fit counters and call centres well). Its
centre is the past centre of the service plus two corrections learnt today: one for the service (today's cases are
lighter or heavier) and one for the counter (this officer is quicker or slower). Both start at nought with a
variance, and each finished service moves them by their share of the surprise, as a Kalman filter does.
"""

from bisect import bisect_right
from collections.abc import Mapping
from math import exp, log, sqrt
from statistics import NormalDist

from lintas.visit.queueing.waiting.lines import Measured

SERVICE_SPREAD = 0.15
"""How far a day's centre of one service is from the past one (standard deviation of the logarithm)."""

COUNTER_SPREAD = 0.2
"""How far one counter's centre is from that of all (standard deviation of the logarithm)."""

SHORTEST = 15.0
"""Shorter services than this, in seconds, tell nothing about speed: a wrong number, a call put down (P)."""

_STEPS = 1024
_NORMAL = tuple(NormalDist().inv_cdf((step + 0.5) / _STEPS) for step in range(_STEPS))
"""The middle of each of 1024 equally likely parts of the standard normal distribution."""


class Durations:
    """What is known now about the length of each service at each counter."""

    def __init__(self, past: Mapping[str, Measured]) -> None:
        usual = [log(figures.mean) for figures in past.values()]
        self._shapes = {name: _shape(figures) for name, figures in past.items()}
        self._unknown = (sum(usual) / len(usual) - 0.2 if usual else log(300) - 0.2, 0.7)
        self._services: dict[str, list[float]] = {}
        self._counters: dict[str, list[float]] = {}

    def learn(self, *, service: str, counter: str, seconds: float) -> None:
        """Correct the service's and the counter's centre by one finished service of that length, if it was one at all."""
        if seconds < SHORTEST:
            return
        centre, spread = self._shapes.get(service, self._unknown)
        of_service = self._services.setdefault(service, [0.0, SERVICE_SPREAD**2])
        of_counter = self._counters.setdefault(counter, [0.0, COUNTER_SPREAD**2])
        surprise = log(seconds) - centre - of_service[0] - of_counter[0]
        surprise = max(-2.5 * spread, min(2.5 * spread, surprise))
        total = of_service[1] + of_counter[1] + spread**2
        for known in (of_service, of_counter):
            share = known[1] / total
            known[0] += share * surprise
            known[1] *= 1 - share

    def shape(self, service: str, counter: str) -> tuple[float, float]:
        """Return centre and spread of the logarithm of the seconds that this counter will need for the service."""
        centre, spread = self._shapes.get(service, self._unknown)
        for known in (self._services.get(service), self._counters.get(counter)):
            if known:
                centre += known[0]
        return centre, spread

    def doubt(self, *, service: str = "", counter: str = "") -> float:
        """Return how unsure the correction of a service or a counter is (standard deviation of the logarithm)."""
        if service:
            return sqrt(self._services[service][1]) if service in self._services else SERVICE_SPREAD
        return sqrt(self._counters[counter][1]) if counter in self._counters else COUNTER_SPREAD


def draw(shape: tuple[float, float], chance: float) -> float:
    """Return the seconds that belong to ``chance`` (0 <= chance < 1)."""
    return exp(shape[0] + shape[1] * _NORMAL[int(chance * _STEPS)])


def normal(chance: float) -> float:
    """Return the standard normal value that belongs to ``chance`` (0 <= chance < 1)."""
    return _NORMAL[int(chance * _STEPS)]


def done_by(shape: tuple[float, float], seconds: float) -> float:
    """Return the share of services that are over after so many seconds."""
    if seconds <= 0:
        return 0.0
    return bisect_right(_NORMAL, (log(seconds) - shape[0]) / shape[1]) / _STEPS


def draw_left(shape: tuple[float, float], seconds: float, done: float, chance: float) -> float:
    """
    Return the seconds still to go of a service that has taken ``seconds``, by which ``done`` of all are over.

    One that takes longer than any other goes on for about a quarter of the time that it has taken.
    """
    if done >= 1:
        return -seconds / 4 * log(1 - chance)
    return max(0.0, draw(shape, done + (1 - done) * chance) - seconds)


def _shape(figures: Measured) -> tuple[float, float]:
    variance = log(1 + max(figures.sd / figures.mean, 0.05) ** 2)
    return log(figures.mean) - variance / 2, sqrt(variance)

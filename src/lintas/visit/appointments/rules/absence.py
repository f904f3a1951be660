"""
How likely people are not to come: a belief that begins with what is known elsewhere and learns from the point's days.

A Beta distribution over the share who do not come. It knows how sure it is, so that a new point with three visits is not
taken for one where nobody comes.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma


@dataclass(frozen=True, slots=True)
class Belief:
    """Beta(``absent``, ``present``), as if so many had been seen."""

    absent: float
    present: float

    @property
    def share(self) -> float:
        """The share expected not to come."""
        return self.absent / (self.absent + self.present)


def prior(*, share: float, worth: float) -> Belief:
    """Return the belief before anybody was seen: ``share`` do not come, as sure as after ``worth`` visits."""
    return Belief(absent=share * worth, present=(1 - share) * worth)


def learn(belief: Belief, *, missed: int, came: int) -> Belief:
    """Return the belief after so many more were seen."""
    return Belief(absent=belief.absent + missed, present=belief.present + came)


@lru_cache(maxsize=4096)
def coming(belief: Belief, booked: int) -> tuple[float, ...]:
    """Return how likely 0, 1, ... ``booked`` of the booked come (beta-binomial: chance and our not knowing, both)."""
    return tuple(
        exp(
            lgamma(booked + 1)
            - lgamma(come + 1)
            - lgamma(booked - come + 1)
            + _log_beta(come + belief.present, booked - come + belief.absent)
            - _log_beta(belief.present, belief.absent)
        )
        for come in range(booked + 1)
    )


def _log_beta(one: float, other: float) -> float:
    return lgamma(one) + lgamma(other) - lgamma(one + other)

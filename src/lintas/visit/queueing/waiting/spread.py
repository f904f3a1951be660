"""
How wide the told interval must be, corrected by how the earlier ones of today fared.

The drawn futures give the middle and both ends; each end is then moved away from the middle, or towards it, by a
factor of its own. After every call an end that was passed moves out by nine steps and one that held moves in by one
step, so that each comes to be passed once in ten times (adaptive conformal inference after Gibbs and Candès). Part of
a step is for all people, part for those of the same service and class.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

PASSED = 0.1
"""How often each end of an 80 % interval is to be passed."""

STEP = 0.02
"""How far one call moves the logarithm of a factor, for all and for the person's lanes."""

CERTAIN = 0.5
"""
How much the answer "at once" teaches, beside others. It is right nearly always. Did it teach as much, those who do wait
in a line where half are called at once would be held in 70 of 100 cases only; did it teach nothing, all who ask there
in 87.
"""

AT_FIRST = 0.03
"""The logarithm of both factors before anything is seen: futures know no surprises."""

MOST = 1.0
"""The logarithm of a factor never grows beyond this, or falls below minus half of it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Seconds until the call: the middle, and the ends between which it falls in about 80 of 100 cases."""

    wait: float
    low: float
    high: float

    @property
    def passed_above(self) -> float:
        """How often the upper end is to be passed: an end at nought cannot be, so the other takes both shares."""
        return PASSED if self.low > 0 else 2 * PASSED


class Spread:
    """
    The factors learnt so far.

    ``moved``: by lane (the empty one stands for everybody) how far the logarithms of the factors of the lower and of
    the upper end have moved; what an earlier day ended with may be the beginning of the next.
    """

    def __init__(self, moved: Mapping[str, Sequence[float]] | None = None) -> None:
        self._moved = {lane: list(ends) for lane, ends in (moved or {}).items()}

    @property
    def moved(self) -> dict[str, list[float]]:
        return {lane: list(ends) for lane, ends in self._moved.items()}

    def interval(self, futures: Sequence[float], *, lanes: Sequence[str]) -> Interval:
        """Return the interval for sorted futures of somebody in these lanes (classes of people that fare alike)."""
        middle = _quantile(futures, 0.5)
        below, above = (self._factor(lanes, end) for end in (0, 1))
        low = max(0.0, middle - below * (middle - _quantile(futures, PASSED)))
        above_share = PASSED if low > 0 else 2 * PASSED
        high = middle + above * (_quantile(futures, 1 - above_share) - middle)
        return Interval(wait=middle, low=low, high=high)

    def learn(self, told: Interval, *, waited: float, lanes: Sequence[str]) -> None:
        """Correct the factors by what became of one told interval. An end at nought cannot be passed: no lesson."""
        step = STEP if told.high > 0 else STEP * CERTAIN
        for lane in ("", *lanes):
            moved = self._moved.setdefault(lane, [0.0, 0.0])
            if told.low > 0:
                moved[0] += step * ((waited < told.low) - PASSED)
            moved[1] += step * ((waited > told.high) - told.passed_above)

    def _factor(self, lanes: Sequence[str], end: int) -> float:
        logarithm = AT_FIRST + sum(self._moved[lane][end] for lane in ("", *lanes) if lane in self._moved)
        return exp(min(MOST, max(-MOST / 2, logarithm)))


def _quantile(ordered: Sequence[float], share: float) -> float:
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])

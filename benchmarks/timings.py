"""What was measured: how many, how fast, and how many went wrong."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sample:
    """One worker's part: seconds that each act took, and what did not succeed, by name."""

    took: list[float]
    wrong: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Figures:
    """Acts per second, and the milliseconds within which half and 95 of 100 were done."""

    per_second: float
    p50_ms: float
    p95_ms: float
    done: int
    wrong: Counter[str]
    p99_ms: float = 0.0

    @property
    def slips(self) -> str:
        """What went wrong, in words; empty when nothing did."""
        return ", ".join(f"{count} {name}" for name, count in self.wrong.most_common())


def figures(samples: Iterable[Sample], *, seconds: float) -> Figures:
    """Join the workers' parts of ``seconds`` of work."""
    parts = list(samples)
    took = sorted(second for part in parts for second in part.took)
    wrong: Counter[str] = sum((part.wrong for part in parts), Counter())
    return Figures(
        per_second=len(took) / seconds,
        p50_ms=percentile(took, 50) * 1000,
        p95_ms=percentile(took, 95) * 1000,
        p99_ms=percentile(took, 99) * 1000,
        done=len(took),
        wrong=wrong,
    )


def percentile(ordered: list[float], percent: int) -> float:
    """Return the value that ``percent`` of the ordered values do not exceed; 0 of none."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else 0.0

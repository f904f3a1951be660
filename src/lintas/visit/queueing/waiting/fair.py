"""The published rule of a house, as futures play it: lean, and deciding as `rules.choose` does (a test compares them)."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Placed = tuple[float, float, float, int]
"""Rank, moment of arrival, how many times likelier than others to leave, and the calls without a right before joining."""


@dataclass(frozen=True, slots=True)
class Fair:
    """
    What the rule gives the services of a station: ``window`` calls count for the shares.

    ``given``: by service its weight, and behind how many others at most one of it waits, None without such a right.
    """

    window: int
    given: Mapping[str, tuple[int, int | None]]

    def of(self, service: str) -> tuple[int, int | None]:
        """Return weight and right; a service that the rule does not name weighs one."""
        return self.given.get(service, (1, None))


class Turns:
    """The latest calls of a station, and how many there were so far of services without a right."""

    def __init__(self, rule: Fair, latest: Sequence[str] = (), others: int = 0) -> None:
        self._rule, self.others = rule, others
        self._latest = deque(latest, maxlen=rule.window)
        self._calls = Counter(self._latest)

    def copy(self) -> "Turns":
        """Return the same for one future, which goes its own way."""
        return Turns(self._rule, tuple(self._latest), self.others)

    def note(self, service: str) -> None:
        """Take note of one call."""
        if len(self._latest) == self._rule.window:
            self._calls[self._latest[0]] -= 1
        self._latest.append(service)
        self._calls[service] += 1
        self.others += self._rule.of(service)[1] is None

    def choose(self, heads: Sequence[tuple[str, Placed]]) -> tuple[str, Placed]:
        """Return which of the first ones of their services is next: by right, else by the smallest share, else by place."""
        if len(heads) == 1:
            return heads[0]
        due = []
        for head in heads:
            limit = self._rule.of(head[0])[1]
            if limit is not None and (left := limit - self.others + head[1][3]) <= 0:
                due.append((left, head[1], head))
        if due:
            return min(due)[2]
        return min((self._calls[head[0]] / self._rule.of(head[0])[0], head[1], head) for head in heads)[2]

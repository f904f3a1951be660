"""What the house answered: every response, its status and how long it took."""

import re
import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field

_NAMES = re.compile(r"(?<=/)(?:[A-Z]{2,4}-[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/|$)")


def route(path: str) -> str:
    """Return the address without what names one case: references and ids."""
    return _NAMES.sub("*", path.partition("?")[0])


def share(numbers: list[float], part: float) -> float:
    """Return the value below which ``part`` of the numbers lie (nearest rank)."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


@dataclass
class Journal:
    """Safe for many browsers at once. Times in milliseconds."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, method: str, path: str, status: int, milliseconds: float) -> None:
        """Enter one response."""
        name = f"{method} {route(path)}"
        with self._lock:
            self.took[name].append(milliseconds)
            self.statuses[status] += 1
            if status >= 500:
                self.broken.append(f"{name} -> {status}")

    def classes(self) -> dict[str, int]:
        """Return how many responses there were of each class: ``2xx``, ``3xx`` ..."""
        counted: Counter[str] = Counter()
        for status, number in self.statuses.items():
            counted[f"{status // 100}xx"] += number
        return dict(sorted(counted.items()))

    def slowest(self, count: int = 10) -> list[tuple[str, int, float, float]]:
        """Return the slowest pages by their p95: name, number of requests, p50, p95."""
        rows = [(name, len(all_), share(all_, 0.5), share(all_, 0.95)) for name, all_ in self.took.items()]
        return sorted(rows, key=lambda row: row[3], reverse=True)[:count]

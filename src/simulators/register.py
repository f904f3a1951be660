"""
People as the simulated registers know them.

A number nobody has asked about is entered as it was first claimed, so that anybody can try the
demonstration. The last four digits of a number choose what goes wrong with it.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from difflib import SequenceMatcher

MOST_PEOPLE = 200_000
ABSENT, DUPLICATE, BANNED, SILENT = "0013", "0022", "0033", "0044"
"""Endings of numbers: unknown to the registry; has another passport; on the list; no answer ever comes."""

Facts = Mapping[str, str]


class Register:
    """Remember people by number, safely for many requests at once."""

    def __init__(self) -> None:
        self._people: OrderedDict[str, Facts] = OrderedDict()
        self._lock = threading.Lock()

    def enter(self, number: str, facts: Facts) -> None:
        """Enter or correct a person."""
        with self._lock:
            self._people[number] = dict(facts)
            if len(self._people) > MOST_PEOPLE:
                self._people.popitem(last=False)

    def known_as(self, number: str, claimed: Facts) -> Facts | None:
        """Return what is known of the number; the first claim about it is believed. None for an absent one."""
        if number.endswith(ABSENT):
            return None
        with self._lock:
            known = self._people.get(number)
        if known is None:
            self.enter(number, claimed)
            return claimed
        return known


def likeness(one: str, other: str) -> int:
    """Return how alike two names are, 0 to 100; letter case and spaces do not count."""
    one, other = (" ".join(name.upper().split()) for name in (one, other))
    return round(100 * SequenceMatcher(None, one, other).ratio())

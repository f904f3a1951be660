"""
Who goes before whom: the discipline of the queue, and how far ahead or behind each class of people is.

A person's place is the moment of the appointment, or of the arrival without one. A class (service and priority)
moves it ahead by a head start in seconds, or behind by a negative one. What an office keeps is learnt from whom its
counters call: whenever somebody is called past a person of another class whose place seemed better, the head
starts of both give way by one step. An office that keeps to its published rule never moves them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ALWAYS_FIRST = 1e7
AHEAD = 90.0
"""What priority is worth before anything is seen: always first if the day's head says so, else so many seconds."""

STEP = 15.0
"""How far one surprising call moves the head starts, in seconds."""


@dataclass(frozen=True, slots=True)
class Person:
    """
    Somebody with a ticket; ``came`` and ``due`` in seconds after midnight.

    ``others``: the station's calls without a right when the person joined, where a rule counts them.
    """

    ticket: str
    service: str
    is_priority: bool
    due: float | None
    came: float
    others: int = 0

    @property
    def place(self) -> float:
        return self.came if self.due is None else self.due

    @property
    def kind(self) -> tuple[str, bool]:
        return self.service, self.is_priority


class Order:
    """What is known about the discipline."""

    def __init__(self, discipline: str) -> None:
        self._priority = ALWAYS_FIRST if "priority first" in discipline.lower() else AHEAD
        self._moved: dict[tuple[str, bool], float] = {}

    def rank(self, person: Person) -> float:
        """Return the person's place in seconds: the smallest is called first."""
        return person.place - self._head_start(person)

    def learn(self, *, chosen: Person, rivals: Iterable[Person]) -> None:
        """Learn from one call; ``rivals`` are the others whom the same counter could have called."""
        for rival in rivals:
            if rival.kind != chosen.kind and self.rank(rival) < self.rank(chosen):
                self._moved[chosen.kind] = self._moved.get(chosen.kind, 0.0) + STEP
                self._moved[rival.kind] = self._moved.get(rival.kind, 0.0) - STEP

    def _head_start(self, person: Person) -> float:
        return self._moved.get(person.kind, 0.0) + (self._priority if person.is_priority else 0.0)

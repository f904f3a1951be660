"""Who heard of which act, and how long after its commit: told from what the listeners wrote down."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from benchmarks.timings import percentile

EVENT = re.compile(rb"id: ([0-9:,]*)\ndata: ([^\n]*)\n\n")
AROUND_A_GAP = 1.0
"""Seconds before a line was lost in which an act counts as one that fell into the gap."""


@dataclass(frozen=True, slots=True)
class Act:
    """One touch of a topic: its place in the order of the table, and the moment before its commit (monotonic)."""

    topic: str
    position: int
    at: float


@dataclass(frozen=True, slots=True)
class Event:
    """What came to a listener: when, the cursor it may come back with, the topics that were named."""

    at: float
    cursor: str
    touched: tuple[str, ...]


@dataclass(slots=True)
class Ear:
    """All that one listener heard, and when its line was gone."""

    topic: str
    events: list[Event] = field(default_factory=list)
    gaps: list[tuple[float, float]] = field(default_factory=list)

    def was_away(self, moment: float) -> bool:
        """Say whether the line was gone when an act of that moment was told."""
        return any(gone - AROUND_A_GAP <= moment <= back for gone, back in self.gaps)


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of some acts at all who should hear: milliseconds for who was there, and what nobody told."""

    told: int
    p50_ms: float
    p99_ms: float
    most_ms: float
    after_a_gap: int
    lost: int


def events_of(pieces: Iterable[tuple[float, bytes]]) -> list[Event]:
    """Return the events of one connection; each came with the piece that completed it."""
    found, rest = [], b""
    for at, piece in pieces:
        rest += piece
        ends = 0
        for one in EVENT.finditer(rest):
            found.append(Event(at, one[1].decode(), _touched(one[2])))
            ends = one.end()
        rest = rest[ends:]
    return found


def judge(acts: Sequence[Act], ears: Iterable[Ear]) -> Heard:
    """
    Say what became of the acts.

    An act is told by the first event whose cursor has seen it, if that names its topic. If it does not, or if no such
    event comes, the act is lost to that listener: it would never ask for it again.
    """
    by_topic: dict[str, list[Act]] = {}
    for act in acts:
        by_topic.setdefault(act.topic, []).append(act)
    delays: list[float] = []
    after_a_gap = lost = 0
    for ear in ears:
        pending = by_topic.get(ear.topic, [])
        for event in ear.events:
            fresh = [act for act in pending if has_seen(event.cursor, act.position)]
            if not fresh:
                continue
            pending = [act for act in pending if act not in fresh]
            if ear.topic not in event.touched:
                lost += len(fresh)
                continue
            in_time = [event.at - act.at for act in fresh if not ear.was_away(act.at)]
            after_a_gap += len(fresh) - len(in_time)
            delays += in_time
        lost += len(pending)
    delays.sort()
    most = delays[-1] if delays else 0.0
    told = len(delays) + after_a_gap
    return Heard(told, percentile(delays, 50) * 1000, percentile(delays, 99) * 1000, most * 1000, after_a_gap, lost)


def has_seen(cursor: str, position: int) -> bool:
    """Say whether what stands at the position was committed when the cursor was taken."""
    lowest, next_one, running = _read(cursor)
    return position < lowest or (position < next_one and position not in running)


@cache
def _read(cursor: str) -> tuple[int, int, frozenset[int]]:
    lowest, next_one, running = cursor.split(":")
    return int(lowest), int(next_one), frozenset(int(one) for one in running.split(",") if one)


@cache
def _touched(data: bytes) -> tuple[str, ...]:
    told: Mapping[str, list[str]] = json.loads(data)
    return tuple(told["touched"])

"""
Which numbers a kiosk may give, and where a number stands that the house hears of later: pure decisions.

A box's time is testimony. What it says of its own running time is counted back from our clock, and never believed
beyond what is known otherwise: the line before, the last time that it was heard, and now.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lintas.visit.kiosks.states import Outcome

START = bytes(32)
"""What the first line of a log names as the hash of the line before."""

SLACK = timedelta(seconds=30)
"""A number given while a message was on its way may be this much older than the message's arrival (P)."""

NUMBERS = 999
"""Numbers of a lane and day have three digits."""


def line_hash(before: bytes, body: bytes) -> bytes:
    """Return the hash of a line of a log: over the hash of the line before and the raw bytes of this one."""
    return hashlib.sha256(before + body).digest()


def signed_bytes(*, path: str, kiosk: str, body: bytes) -> bytes:
    """Return what a kiosk signs: purpose, address, its own name and the digest of the body, a line each."""
    return "\n".join(["lintas kiosk 1", path, kiosk, hashlib.sha256(body).hexdigest()]).encode()


@dataclass(frozen=True, slots=True)
class Sent:
    """The running box at the moment of sending: which start it runs since, and the milliseconds of it."""

    boot: str
    ticks: int


@dataclass(frozen=True, slots=True)
class Told:
    """When a number was given, in the box's own words: start, milliseconds of it, and what the clock on it showed."""

    boot: str
    ticks: int
    wall: datetime


def moment_given(told: Told, sent: Sent, *, floor: datetime, now: datetime, more: int = 0) -> datetime:
    """
    Return when the number was given, as far as it can be known: after ``floor`` and not after ``now``.

    ``floor`` is the moment of the line before, or of the last message that held all lines so far. In the same run of the
    box its running time decides, whatever its clock shows. What was given before the box was started anew lies before
    that start; there the clock chooses among what is possible.

    No two lines of a message have the same moment, or chance would decide who of them goes first: that happened when a
    message was long on its way and the next was not. ``more`` lines of it come after this one, and each needs its own.
    """
    if told.boot == sent.boot:
        passed = max(0, sent.ticks - told.ticks)
        guess, latest = now - timedelta(milliseconds=min(passed, 10**11)), now
    else:
        started = now - timedelta(milliseconds=min(max(0, sent.ticks), 10**11))
        guess, latest = told.wall, started
    return min(max(min(guess, latest), floor + timedelta.resolution), now - more * timedelta.resolution)


def heard_at(now: datetime, *, placed_at: datetime | None, lines: int) -> datetime:
    """
    Return the moment at which a message of so many ``lines`` counts as heard, so that each has one of its own.

    That is ``now``, unless the last line lies later by a little: the clocks of two hosts differ, or ours was put right.
    One that was wrong by more than `SLACK` is believed all the same, or the kiosk's people would wait for it.
    """
    if placed_at is None or placed_at > now + SLACK:
        return now
    return max(now, placed_at + lines * timedelta.resolution)


def floor_of(*, placed_at: datetime | None, heard_at: datetime | None, all_heard: bool, least: datetime) -> datetime:
    """
    Return the earliest moment at which the next line can have been given.

    ``placed_at`` belongs to the line before; ``heard_at`` counts when the box had told ``all`` of its lines by then;
    ``least`` holds when nothing else is known.
    """
    known = [least]
    if placed_at is not None:
        known.append(placed_at)
    if heard_at is not None and all_heard:
        known.append(heard_at - SLACK)
    return max(known)


def outcome_of(day: date, *, today: date) -> Outcome:
    """Return what becomes of a number of ``day`` that the house hears of ``today``."""
    if day == today:
        return Outcome.JOINED
    return Outcome.PAST if day < today else Outcome.EXCHANGED


class Step(StrEnum):
    """How a line that arrived relates to those that are known."""

    NEXT = "next"
    KNOWN = "known"
    GAP = "gap"
    FORK = "fork"


def step_of(*, seq: int, before: bytes, digest: bytes, last_seq: int, last: bytes, known: bytes | None) -> Step:
    """
    Return how a line relates to the log as the house has it, whose last line is ``last_seq`` with the hash ``last``.

    ``known`` is the hash of the house's line of the same ``seq``, if it has one.
    """
    if seq <= last_seq:
        return Step.KNOWN if digest == known else Step.FORK
    if seq > last_seq + 1:
        return Step.GAP
    return Step.NEXT if before == last else Step.FORK


@dataclass(frozen=True, slots=True)
class Run:
    """A run of numbers, both ends included."""

    first: int
    last: int

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.first <= number <= self.last


def may_lease(runs: Iterable[Run], *, given: int, size: int, most: int) -> bool:
    """Say whether a kiosk gets another block: not while it holds ``most`` blocks' worth of numbers not given yet."""
    held = sum(run.last - run.first + 1 for run in runs) - given
    return held + size <= most * size


def may_use(day: date, *, today: date) -> bool:
    """Say whether blocks of the day are leased: for today and tomorrow, so that a day can begin with the house away."""
    return day in (today, today + timedelta(days=1))

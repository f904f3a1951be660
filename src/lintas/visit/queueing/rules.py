"""
Who is next, why, and how what is foretold reads: pure decisions.

The rule (process.md section 4, confidence P): a class that must not wait behind more than so many
others goes first once it has; otherwise the class goes first that had the smallest share of the
latest calls for its weight; between equals whoever came first. Inside a class: who was sent to the
front, then by arrival.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from math import ceil, floor
from typing import Any
from uuid import UUID

from lintas.foundation.words import Bilingual

WINDOW = 12
"""How many of the latest calls at the station count for the shares."""

FRESH = timedelta(minutes=3)
"""A forecast that is older than this is not shown: whoever makes it must have stopped."""

_WRITTEN = re.compile(r"\s*([A-Za-z])[\s-]*(\d{1,3})\s*")


@dataclass(frozen=True, slots=True)
class LaneRule:
    """What a lane weighs, and behind how many others its tickets wait at most; None when it has no such right."""

    weight: int
    limit: int | None


def read_rule(kept: Mapping[str, Sequence[Any]]) -> dict[UUID, LaneRule]:
    """Return the rule of a day from the form in which it is kept: lane -> weight and limit."""
    return {UUID(lane): LaneRule(weight=weight, limit=limit) for lane, (weight, limit) in kept.items()}


@dataclass(frozen=True, slots=True)
class Head:
    """
    The first in line of one lane. ``limit``: how many others may go before it; None when it has no such right.

    ``place`` is the moment that counts, the moment of joining, and the ticket, whose id grows with time: a kiosk that
    has lost its clocks gives several numbers one moment, in more than one lane.
    """

    ticket_id: UUID
    lane_id: UUID
    letter: str
    weight: int
    limit: int | None
    others_before: int
    is_front: bool
    place: tuple[datetime, datetime, UUID]


class Reason(StrEnum):
    """Why a ticket is the next one."""

    ONLY = "only"
    LIMIT = "limit"
    SHARE = "share"
    FIRST = "first"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Choice:
    """The next ticket and the reason, with its figures."""

    head: Head
    reason: Reason
    calls: int
    of: int


def choose(heads: Sequence[Head], *, latest: Iterable[UUID]) -> Choice | None:
    """
    Return who is next, None when nobody waits.

    ``latest`` are the lanes of the station's latest calls of the day, newest first; `WINDOW` of them count.
    """
    if not heads:
        return None
    latest = list(islice(latest, WINDOW))
    calls = {head.lane_id: latest.count(head.lane_id) for head in heads}

    def choice(head: Head, reason: Reason) -> Choice:
        return Choice(head=head, reason=reason, calls=calls[head.lane_id], of=len(latest))

    if len(heads) == 1:
        return choice(heads[0], Reason.ONLY)
    due = [head for head in heads if head.limit is not None and head.others_before >= head.limit]
    if due:
        return choice(min(due, key=lambda head: (head.limit - head.others_before, head.place)), Reason.LIMIT)  # type: ignore[operator]
    shares = {head.lane_id: calls[head.lane_id] / head.weight for head in heads}
    smallest = min(shares.values())
    equal = [head for head in heads if shares[head.lane_id] == smallest]
    first = min(equal, key=lambda head: head.place)
    return choice(first, Reason.SHARE if len(equal) == 1 else Reason.FIRST)


def why(choice: Choice, *, lane: Bilingual) -> Bilingual:
    """Return the reason as one sentence in both languages."""
    head = choice.head
    told = {
        Reason.ONLY: Bilingual(
            id=f"Hanya {lane.id} yang sedang menunggu; nomor ini paling depan.",
            en=f"Only {lane.en} is waiting; this number is first in line.",
        ),
        Reason.LIMIT: Bilingual(
            id=f"{lane.id} tidak menunggu lebih dari {head.limit} nomor lain; sudah {head.others_before} didahulukan.",
            en=f"{lane.en} never waits behind more than {head.limit} others; {head.others_before} went before.",
        ),
        Reason.SHARE: Bilingual(
            id=f"Giliran {lane.id}: baru {choice.calls} dari {choice.of} panggilan terakhir (bobot {head.weight}).",
            en=f"Turn of {lane.en}: only {choice.calls} of the last {choice.of} calls (weight {head.weight}).",
        ),
        Reason.FIRST: Bilingual(
            id=f"Giliran antarkelas sama; {lane.id} datang paling awal.",
            en=f"The classes are even; {lane.en} came first.",
        ),
    }[choice.reason]
    if not head.is_front:
        return told
    return Bilingual(
        id=f"{told.id} Di kelasnya ia di depan karena sudah pernah dilayani dan diminta melengkapi.",
        en=f"{told.en} It stands in front of its class: it was served before and asked to complete something.",
    )


def why_along(number: str) -> Bilingual:
    """Return the reason of a number that is called with another of its party."""
    return Bilingual(
        id=f"Dipanggil bersama {number}: satu keluarga. Setiap nomor dihitung sebagai satu panggilan.",
        en=f"Called together with {number}: one family. Each number counts as one call.",
    )


def number_text(letter: str, number: int) -> str:
    """Return the ticket as it is shown and read aloud, such as ``A 024``."""
    return f"{letter} {number:03d}"


def read_number(text: str) -> tuple[str, int] | None:
    """Return letter and number of a ticket as people write it, such as ``a-24``; None for what is none."""
    found = _WRITTEN.fullmatch(text)
    return (found[1].upper(), int(found[2])) if found else None


def minutes(low: float, high: float) -> tuple[int, int]:
    """Return an interval of seconds in whole minutes, rounded outwards; never less than one minute to its end."""
    return floor(low / 60), max(1, ceil(high / 60))


def still_to_wait(low: float, high: float, *, since: datetime, at: datetime) -> tuple[float, float]:
    """Return what is left at ``at`` of an interval in seconds that was told at ``since``; it ends at nought."""
    gone = (at - since).total_seconds()
    return max(0.0, low - gone), max(0.0, high - gone)


def reads_otherwise(before: tuple[float, float], now: tuple[float, float]) -> bool:
    """Tell whether an end of the interval in seconds has moved by more than two minutes and by a tenth of the longer one."""
    return any(abs(old - new) > max(120.0, 0.1 * max(before[1], now[1])) for old, new in zip(before, now, strict=True))


def ahead_of_newcomer(*, own: int, others: int, limit: int | None) -> int:
    """
    Return how many go before somebody who joins the lane now.

    A lane without a right waits for all; one with a right for its own and at most ``limit`` others.
    """
    return own + (others if limit is None else min(others, limit))

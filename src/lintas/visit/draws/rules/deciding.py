"""
From the key to the result: rank by lot, then places.

The rank alone decides who is in. Households are then seated before single people, because they need
places in one session; this gives them no better odds, only the earlier choice of the hour. What is left
goes down the ranks. Nobody gains by leaving out a session that would suit: it is only tried in turn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lintas.visit.draws.rules.entries import Session, Unit
from lintas.visit.draws.rules.hashing import score


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit with its lot; ``rank`` counts from 1 in its pool."""

    unit: Unit
    score: bytes
    rank: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A unit's end: its session, or none; then its rank is its turn on the waiting list."""

    unit: Unit
    score: bytes
    rank: int
    session: str


def decide(units: Iterable[Unit], *, sessions: Sequence[Session], key: bytes) -> tuple[Decided, ...]:
    """Return every unit with its rank and its session, by pool and rank."""
    pools: dict[str, list[Unit]] = {}
    for unit in units:
        pools.setdefault(unit.pool, []).append(unit)
    decided: list[Decided] = []
    for pool, members in sorted(pools.items()):
        ranked = rank(members, key=key)
        seats = seat(ranked, sessions=[session for session in sessions if session.pool == pool])
        decided += [
            Decided(unit=one.unit, score=one.score, rank=one.rank, session=seats.get(one.unit.code, ""))
            for one in ranked
        ]
    return tuple(decided)


def rank(units: Iterable[Unit], *, key: bytes) -> tuple[Ranked, ...]:
    """Return the units of a pool by their best ticket, the smallest first."""
    scored = sorted((score(key, unit.code, tickets=unit.tickets), unit.code, unit) for unit in units)
    return tuple(Ranked(unit=unit, score=value, rank=place) for place, (value, _, unit) in enumerate(scored, 1))


def seat(ranked: Sequence[Ranked], *, sessions: Iterable[Session]) -> dict[str, str]:
    """Return the session of each unit that gets places. ``ranked`` and ``sessions`` are of one pool."""
    room = {session.key: session.places for session in sessions}
    inside = _inside(ranked, sum(room.values()))
    first = sorted((one for one in ranked if one.unit.code in inside), key=lambda one: (-one.unit.size, one.rank))
    seats: dict[str, str] = {}
    for one in [*first, *ranked]:
        if one.unit.code not in seats:
            _take(one.unit, room, seats)
    return seats


def _inside(ranked: Sequence[Ranked], places: int) -> set[str]:
    """Return who is in by rank: a household for which too few places are left is passed over, not split."""
    inside: set[str] = set()
    for one in ranked:
        if one.unit.size <= places:
            inside.add(one.unit.code)
            places -= one.unit.size
    return inside


def _take(unit: Unit, room: dict[str, int], seats: dict[str, str]) -> None:
    for want in unit.wants:
        if room[want] >= unit.size:
            room[want] -= unit.size
            seats[unit.code] = want
            return

"""
Who on the waiting list is offered the places that were freed: the published rule, which anybody can compute again.

1. Who joined earlier comes first; a party stands where its last member joined, so that nobody sells a seat in an old one.
2. A party that the freed places cannot seat together is passed over and keeps its turn; the next that fits gets them.
3. Together means one session, else sessions that follow each other without a gap: as few as possible, then the earliest.
4. Nobody is offered a session again that they declined or let pass.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

RULE = "1"
"""The number of this rule; a record of a decision names the rule it was made by."""


@dataclass(frozen=True, slots=True)
class Room:
    """The freed places of one session. ``on`` is the calendar day at the office."""

    slot: str
    on: date
    begins: datetime
    ends: datetime
    places: int


@dataclass(frozen=True, slots=True)
class Party:
    """People who want to come together, or one person, on a day from ``first_on`` to ``last_on``."""

    key: str
    size: int
    since: datetime
    first_on: date
    last_on: date
    not_in: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Award:
    """A party and a session for each of its people."""

    party: str
    slots: tuple[str, ...]


def allot(rooms: Iterable[Room], parties: Iterable[Party]) -> tuple[Award, ...]:
    """Return who is offered which places, in the order of their turn."""
    left = sorted(rooms, key=lambda room: (room.begins, room.slot))
    awards = []
    for party in sorted(parties, key=lambda party: (party.since, party.key)):
        seats = _seats(party, left)
        if seats:
            awards.append(Award(party.key, seats))
            left = [replace(room, places=room.places - seats.count(room.slot)) for room in left]
    return tuple(awards)


def _seats(party: Party, rooms: Sequence[Room]) -> tuple[str, ...]:
    usable = [room for room in rooms if room.places and _suits(party, room)]
    for sessions in range(1, len(usable) + 1):
        for start in range(len(usable) - sessions + 1):
            stretch = usable[start : start + sessions]
            if _joined(stretch) and sum(room.places for room in stretch) >= party.size:
                every = [room.slot for room in stretch for _ in range(room.places)]
                return tuple(every[: party.size])
        if sessions >= party.size:
            break
    return ()


def _suits(party: Party, room: Room) -> bool:
    return party.first_on <= room.on <= party.last_on and room.slot not in party.not_in


def _joined(stretch: Sequence[Room]) -> bool:
    return all(one.ends == following.begins for one, following in itertools.pairwise(stretch))

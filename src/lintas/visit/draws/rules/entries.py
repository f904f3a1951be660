"""What takes part in a draw: places, entries, and the households that stay together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class NotAllowed(ValueError):
    """The entries break a rule of the draw; the message says which."""


@dataclass(frozen=True, slots=True)
class Session:
    """Places at one hour. ``key`` is short and published; ``pool`` is regular or priority."""

    key: str
    pool: str
    places: int


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One person's chance, under a code that says nothing about the person.

    ``household`` is the code of those who go together, empty for one alone; ``credit`` counts lost rounds;
    ``wants`` names sessions, the dearest first. Whether somebody helped with the entry is not here on purpose.
    """

    code: str
    pool: str
    household: str
    credit: int
    wants: tuple[str, ...]

    @property
    def unit(self) -> str:
        """The code under which the draw ranks this entry."""
        return self.household or self.code


@dataclass(frozen=True, slots=True)
class Unit:
    """Those who get places together or none: a household, or one person."""

    code: str
    pool: str
    tickets: int
    members: tuple[str, ...]
    wants: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many places it needs."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is fixed for a draw when it is announced: at most so many lost rounds count, at most so many go together."""

    credit_cap: int
    household_most: int


def units_of(entries: Iterable[Entry], *, sessions: Mapping[str, Session], terms: Terms) -> tuple[Unit, ...]:
    """
    Return the units in the order of their first entry's code.

    A household has the tickets of its average credit, rounded down: it cannot collect those of its members.

    :raises NotAllowed: a code comes twice, a household disagrees or is too large, or a session is not the pool's.
    """
    together: dict[str, list[Entry]] = {}
    seen: set[str] = set()
    for entry in sorted(entries, key=lambda entry: entry.code):
        if entry.code in seen:
            raise NotAllowed(f"The entry {entry.code} comes twice.")
        seen.add(entry.code)
        together.setdefault(entry.unit, []).append(entry)
    return tuple(_unit(code, members, sessions=sessions, terms=terms) for code, members in together.items())


def _unit(code: str, members: list[Entry], *, sessions: Mapping[str, Session], terms: Terms) -> Unit:
    first = members[0]
    if len(members) > terms.household_most:
        raise NotAllowed(f"The household {code} is larger than {terms.household_most}.")
    if any((member.pool, member.wants) != (first.pool, first.wants) for member in members):
        raise NotAllowed(f"The household {code} does not want the same sessions.")
    if not first.wants or len(set(first.wants)) < len(first.wants):
        raise NotAllowed(f"{code} wants no session, or one twice.")
    if any(want not in sessions or sessions[want].pool != first.pool for want in first.wants):
        raise NotAllowed(f"{code} wants a session that its pool does not have.")
    credits = [member.credit for member in members]
    if not all(0 <= credit <= terms.credit_cap for credit in credits):
        raise NotAllowed(f"{code} has a credit beyond {terms.credit_cap}.")
    return Unit(
        code=code,
        pool=first.pool,
        tickets=1 + sum(credits) // len(members),
        members=tuple(member.code for member in members),
        wants=first.wants,
    )

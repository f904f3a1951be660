"""
The statements of an act, so that they can be run again without the house.

The same act is recorded twice for different subjects. What differs between the two is new for each run;
the session whose places are taken is chosen anew each time; everything else stays as it was recorded.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

SLOTS = 200
FIRST_SLOT = 100
"""The ids of the sessions end in three digits, 100 to 299, so that any tool can choose one by a number."""

_SLOT_PREFIX = "01990000000070008000000000000"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{32}\b")
MARK = re.compile(r"«(slot|new(\d+))»")


class Unlike(ValueError):
    """Two recordings of one act did not issue the same statements."""


@dataclass(frozen=True)
class Statement:
    """One statement; ``values`` is empty where the text holds them. ``part`` numbers the transaction, 0 is none."""

    sql: str
    values: tuple[Any, ...] = ()
    part: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data; bytes become ``{"hex": ...}``."""
        values = [{"hex": bytes(one).hex()} if isinstance(one, bytes | memoryview) else one for one in self.values]
        return {"sql": self.sql, "values": values, "part": self.part}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Statement":
        """Return what `as_json` was made of."""
        values = tuple(bytes.fromhex(one["hex"]) if isinstance(one, dict) else one for one in kept["values"])
        return cls(sql=kept["sql"], values=values, part=kept["part"])


@dataclass(frozen=True)
class Script:
    """What one act asks of the database, with marks where each run differs."""

    statements: tuple[Statement, ...]

    def parts(self) -> Iterator[tuple[bool, list[Statement]]]:
        """Yield the statements as they belong together, and whether that is a transaction."""
        for part, found in groupby(self.statements, key=lambda one: one.part):
            yield bool(part), list(found)


def slot_id(number: int) -> str:
    """Return the id, 32 digits, of one of the sessions."""
    return f"{_SLOT_PREFIX}{FIRST_SLOT + number}"


def script(first: Sequence[Statement], second: Sequence[Statement]) -> Script:
    """
    Return what both recordings of one act have in common, with marks for the rest.

    :raises Unlike: they issued other statements, so that neither stands for the act.
    """
    if [one.part for one in first] != [one.part for one in second]:
        raise Unlike(f"{len(first)} statements, then {len(second)}")
    new: dict[str, int] = {}
    return Script(tuple(_marked(one, other, new) for one, other in zip(first, second, strict=True)))


def _marked(one: Statement, other: Statement, new: dict[str, int]) -> Statement:
    values = tuple(
        _marked_text(left, right, new) if isinstance(left, str) else left
        for left, right in zip(one.values, other.values, strict=True)
    )
    return Statement(sql=_marked_text(one.sql, other.sql, new), values=values, part=one.part)


def _marked_text(left: str, right: str, new: dict[str, int]) -> str:
    partners = iter(_ID.findall(right))

    def mark(found: re.Match[str]) -> str:
        mine, theirs = found[0].replace("-", ""), next(partners, found[0]).replace("-", "")
        if mine.startswith(_SLOT_PREFIX):
            return "«slot»"
        return found[0] if mine == theirs else f"«new{new.setdefault(mine, len(new))}»"

    return _ID.sub(mark, left)

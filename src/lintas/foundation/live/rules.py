"""Cursors and topics: what a page has seen, and what it may ask for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TOPIC = re.compile(r"[a-z]{2,20}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_TOPICS = 8

_CURSOR = re.compile(r"([0-9]{1,18}):([0-9]{1,18}):((?:[0-9]{1,18},)*[0-9]{1,18})?")
_LONGEST_CURSOR = 4_000


class NotATopic(ValueError):
    """The name is not like ``board:<uuid>``, or too many were asked for."""


class NotACursor(ValueError):
    """The text is not a cursor as we write it."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """
    Exactly what was committed when somebody looked, in the manner of a database snapshot.

    Everything before ``lowest`` was, nothing from ``next_one`` on, and in between all but ``running``.
    A plain "up to here" would miss an act that began early and committed late.
    """

    lowest: int
    next_one: int
    running: frozenset[int] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Return the cursor. :raises NotACursor: the text is none of ours."""
        parts = _CURSOR.fullmatch(text) if len(text) <= _LONGEST_CURSOR else None
        if parts is None:
            raise NotACursor
        running = frozenset(int(one) for one in (parts[3] or "").split(",") if one)
        return cls(int(parts[1]), int(parts[2]), running)

    def __str__(self) -> str:
        return f"{self.lowest}:{self.next_one}:{','.join(str(one) for one in sorted(self.running))}"

    def has_seen(self, position: int) -> bool:
        """Say whether what was done at the position was committed then."""
        return position < self.lowest or (position < self.next_one and position not in self.running)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Signals deleted: ``up_to`` is the highest position among them, ``position`` that of the deletion."""

    up_to: int
    position: int

    def may_be_news_to(self, cursor: Cursor) -> bool:
        """
        Say whether some of the deleted may have been done after the cursor.

        Whoever has seen the deletion has seen all that it deleted, however old an act still runs elsewhere.
        """
        return cursor.lowest <= self.up_to and not cursor.has_seen(self.position)


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What the table held when it was read: ``cursor`` is that moment.

    ``signals`` are (position, topic) from some cursor's ``lowest`` on; ``forgotten`` is what is kept no
    longer; not ``complete`` when there were more than one reads at a time.
    """

    cursor: Cursor
    signals: tuple[tuple[int, str], ...]
    forgotten: Forgotten | None = None
    complete: bool = True

    def touched_since(self, since: Cursor | None, topics: Iterable[str]) -> frozenset[str]:
        """Return the topics touched after ``since``; all when that can no longer be told."""
        wanted = frozenset(topics)
        if since is None or not self.complete or since.next_one > self.cursor.next_one:
            return wanted
        if self.forgotten and self.forgotten.may_be_news_to(since):
            return wanted
        return frozenset(topic for position, topic in self.signals if topic in wanted and not since.has_seen(position))


def cursor_of(text: str) -> Cursor | None:
    """Return the cursor that a browser sent, None when it has none or spoilt it."""
    try:
        return Cursor.parse(text)
    except NotACursor:
        return None


def checked_topics(names: Iterable[str]) -> frozenset[str]:
    """Return the topics. :raises NotATopic: one is of another shape, or there are none or too many."""
    topics = frozenset(names)
    if not 0 < len(topics) <= MOST_TOPICS or not all(TOPIC.fullmatch(topic) for topic in topics):
        raise NotATopic
    return topics

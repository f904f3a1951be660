"""
The one tail of a process: reads the table twenty times a second and wakes those who follow a topic.

Everything here runs in the event loop; only the reading itself runs in a thread, which keeps the
database connection. However many follow, there is one reading per turn, and what is said to many is
written once: with ten thousand streams, what is done for each of them is what makes the last one late.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from lintas.foundation.errors import name_and_place
from lintas.foundation.live import queries
from lintas.foundation.live.follower import Follower, Message, Send
from lintas.foundation.live.rules import Cursor, Reading

logger = logging.getLogger(__name__)

TURN_SECONDS = 0.05
"""Two small queries, 0.02 to 0.03 of a core while somebody follows and nothing happens; so late the first to hear may be."""

TROUBLED_SECONDS = 2.0
MOST_FOLLOWERS = 12_000


def body(text: str) -> Message:
    """Return a part of the answer's body, after which more will come."""
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}


class Full(Exception):
    """This process holds as many streams as it may."""


class Hub:
    """All followers of this process, and their tail while there are any."""

    def __init__(self, read: Callable[..., Reading] = queries.read) -> None:
        self._read = read
        self._followers: set[Follower] = set()
        self._by_topic: dict[str, set[Follower]] = {}
        self._tail: asyncio.Task | None = None
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="live-tail")
        self.cursor: Cursor | None = None
        self._said: dict[frozenset[str], Message] = {}

    def join(self, topics: frozenset[str], *, since: Cursor | None, send: Send) -> Follower:
        """Begin to follow; at its first turn the follower is told what it missed since. :raises Full: no room."""
        if len(self._followers) >= MOST_FOLLOWERS:
            raise Full
        follower = Follower(topics, since, send)
        self._followers.add(follower)
        for topic in topics:
            self._by_topic.setdefault(topic, set()).add(follower)
        if self._tail is None or self._tail.done():
            self._tail = asyncio.get_running_loop().create_task(self._follow())
        return follower

    def leave(self, follower: Follower) -> None:
        """Stop to follow."""
        self._followers.discard(follower)
        for topic in follower.topics:
            self._by_topic[topic].discard(follower)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def message(self, touched: frozenset[str]) -> Message:
        """Return an event of the stream, whose id is the cursor to come back with; the same for all who are told so."""
        if touched not in self._said:
            told = json.dumps({"cursor": str(self.cursor), "touched": sorted(touched)})
            self._said[touched] = body(f"id: {self.cursor}\ndata: {told}\n\n")
        return self._said[touched]

    async def _follow(self) -> None:
        try:
            while self._followers:
                await asyncio.sleep(await self._turn())
        finally:
            self._reader.submit(connections.close_all)

    async def _turn(self) -> float:
        newcomers = [follower for follower in self._followers if follower.is_new]
        try:
            loop = asyncio.get_running_loop()
            reading, missed = await loop.run_in_executor(self._reader, self._read_both, newcomers)
        except Exception as failure:
            logger.error("The live tail pauses: %s", name_and_place(failure))
            self._reader.submit(connections.close_all)
            return TROUBLED_SECONDS
        seen, self.cursor = self.cursor, reading.cursor
        self._said.clear()
        if seen is not None:
            self._tell(reading.touched_since(seen, self._by_topic))
        for follower in newcomers:
            follower.is_new = False
            follower.tell(missed.touched_since(follower.since, follower.topics))
        return TURN_SECONDS

    def _read_both(self, newcomers: list[Follower]) -> tuple[Reading, Reading]:
        # What newcomers missed is read apart and last: an old cursor of theirs costs the others nothing,
        # and what is committed between the two readings is told twice rather than never.
        reading = self._read(since=self.cursor)
        starts = [one.since for one in newcomers if one.since is not None]
        missed = self._read(since=min(starts, key=lambda cursor: cursor.lowest)) if starts else reading
        return reading, missed

    def _tell(self, touched: frozenset[str]) -> None:
        for topic in touched:
            alone = frozenset((topic,))
            for follower in self._by_topic.get(topic, ()):
                # One who is new hears first what it missed, lest it come back with a later cursor.
                if follower.is_new:
                    continue
                # One event names all that the cursor has seen: half of it, and the rest would be lost with the line.
                news = alone if len(follower.topics) == 1 else follower.topics & touched
                if len(news) == 1 or topic == min(news):
                    follower.say(news, self.message(news))

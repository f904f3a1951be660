"""
An open loop of HTTP requests: they come by the clock, whether or not those before them have been answered.

Who comes in a rush does not wait for the others. Time counts from the moment when a request was due, so that waiting
for a slow answer, or for a connection, is not left out. Connections are kept, as a proxy before the house keeps them.
"""

import random
import selectors
import socket
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.load import is_whole
from benchmarks.timings import percentile

PATIENCE_SECONDS = 60
IDLE_SECONDS = 5
"""A connection that was not needed for so long is given up: the server may be about to close it."""

CONNECTING_SECONDS = 5
GOOD, REFUSALS = range(200, 400), (429, 503)


class Ask(NamedTuple):
    """A request, and under which name it is counted."""

    name: str
    request: bytes


@dataclass
class Arrived:
    """What came of the requests of one name, or of several."""

    good: array = field(default_factory=lambda: array("d"))
    refused: array = field(default_factory=lambda: array("d"))
    wrong: Counter[str] = field(default_factory=Counter)

    def __iadd__(self, other: "Arrived") -> "Arrived":
        self.good += other.good
        self.refused += other.refused
        self.wrong += other.wrong
        return self

    @property
    def due(self) -> int:
        """How many were to be sent."""
        return len(self.good) + len(self.refused) + self.wrong.total()

    def note(self, status: int, head: bytes, took: float) -> None:
        """Count an answer; a refusal must say when to come back."""
        if status in GOOD:
            self.good.append(took)
        elif status not in REFUSALS:
            self.wrong[f"status {status}"] += 1
        elif b"\r\nretry-after:" not in head.lower():
            self.wrong[f"status {status} without Retry-After"] += 1
        else:
            self.refused.append(took)


@dataclass
class Arrivals:
    """What one process sent: by name, with how late it was itself and how much of a core it used."""

    by_name: dict[str, Arrived] = field(default_factory=dict)
    late: array = field(default_factory=lambda: array("d"))
    share: float = 0.0

    def of(self, name: str) -> Arrived:
        """Return what came of this name."""
        return self.by_name.setdefault(name, Arrived())

    @property
    def all(self) -> Arrived:
        """What came of every name together."""
        return joined(self.by_name.values())

    @property
    def late_ms(self) -> float:
        """Milliseconds by which 99 of 100 were sent later than due, at most."""
        return percentile(sorted(self.late), 99) * 1000


def joined(parts: Iterable[Arrived]) -> Arrived:
    """Return the parts as one."""
    found = Arrived()
    for part in parts:
        found += part
    return found


@dataclass(eq=False)
class Link:
    """One kept connection: what was asked over it and when that was due, until the answer is there."""

    link: socket.socket
    used: float
    name: str = ""
    due: float = 0.0
    received: bytearray = field(default_factory=bytearray)


class Links:
    """Connections to one port, never more than ``most``; the one that was used last is used next."""

    def __init__(self, port: int, *, most: int) -> None:
        self._port, self._most = port, most
        self._free: list[Link] = []
        self._ready = selectors.DefaultSelector()
        self.busy = 0

    def send(self, ask: Ask, *, due: float) -> bool:
        """Send the request over a free connection; False when as many wait for answers as there may be."""
        link = self._taken()
        if link is None:
            return False
        link.name, link.due = ask.name, due
        self.busy += 1
        link.link.sendall(ask.request)
        return True

    def answered(self, wait: float) -> Iterator[tuple[Link, bool]]:
        """Return whoever has its answer by now, and whether it is whole; wait so many seconds for the first."""
        for key, _ in self._ready.select(wait):
            link: Link = key.data
            try:
                piece = link.link.recv(262_144)
            except ConnectionError:
                piece = b""
            link.received += piece
            if not piece:
                self._close(link)
                if link.name:
                    self.busy -= 1
                    yield link, False
            elif is_whole(link.received):
                self.busy -= 1
                yield link, True
                link.name, link.used = "", time.monotonic()
                link.received.clear()
                self._free.append(link)

    def close(self) -> list[Link]:
        """Close all; return those that still wait for an answer."""
        links = [key.data for key in list(self._ready.get_map().values())]
        for link in links:
            self._close(link)
        self._ready.close()
        return [link for link in links if link.name]

    def _taken(self) -> Link | None:
        now = time.monotonic()
        while self._free:
            link = self._free.pop()
            if link.link.fileno() >= 0 and now - link.used < IDLE_SECONDS:
                return link
            if link.link.fileno() >= 0:
                self._close(link)
        if len(self._ready.get_map()) >= self._most:
            return None
        link = Link(socket.create_connection(("127.0.0.1", self._port), timeout=CONNECTING_SECONDS), now)
        link.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._ready.register(link.link, selectors.EVENT_READ, link)
        return link

    def _close(self, link: Link) -> None:
        self._ready.unregister(link.link)
        link.link.close()


def arrive(
    port: int, asks: Iterator[Ask], *, per_second: float, begins: float, ends: float, links: int, seed: int
) -> Arrivals:
    """
    Send requests at random moments, ``per_second`` of them on average, and wait for what was begun.

    ``begins`` and ``ends`` are moments of `time.monotonic`. At most ``links`` wait at a time: one that is due beyond
    that is a slip, as is a closed connection, any answer but success or refusal, and none within `PATIENCE_SECONDS`.
    """
    found, chance, open_links = Arrivals(), random.Random(seed), Links(port, most=links)
    time.sleep(max(0.0, begins - time.monotonic()))
    due, worked = begins + chance.expovariate(per_second), time.process_time()
    while (now := time.monotonic()) < ends or open_links.busy:
        if now > ends + PATIENCE_SECONDS:
            break
        while due <= (now := time.monotonic()) and due < ends:
            _send(open_links, next(asks), found, due=due, now=now)
            due += chance.expovariate(per_second)
        for link, is_answered in open_links.answered(max(0.0, min(due, ends) - now) if now < ends else 1.0):
            one = found.of(link.name)
            if is_answered:
                head = bytes(link.received[: link.received.find(b"\r\n\r\n")])
                one.note(int(head[9:12]), head, time.monotonic() - link.due)
            else:
                one.wrong["connection closed"] += 1
    found.share = (time.process_time() - worked) / (time.monotonic() - begins)
    for link in open_links.close():
        found.of(link.name).wrong["no answer"] += 1
    return found


def _send(links: Links, ask: Ask, found: Arrivals, *, due: float, now: float) -> None:
    found.late.append(now - due)
    try:
        if not links.send(ask, due=due):
            found.of(ask.name).wrong["no connection left"] += 1
    except OSError as failure:
        found.of(ask.name).wrong[type(failure).__name__] += 1

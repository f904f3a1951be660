"""
Open streams by the thousand: a few processes of plain sockets that write down what comes and when.

Each process connects from loopback addresses of its own, so that no address runs out of ports. While it listens it
only reads and notes; what was said is made out afterwards.
"""

import multiprocessing
import resource
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.heard import Ear, events_of

AT_ONCE = 100
"""So many connections of one process wait for their first event; then the next are opened."""

PATIENCE_SECONDS = 60
_ADDRESSES = 4
_forked = multiprocessing.get_context("fork")


class NotOpened(RuntimeError):
    """A stream did not open: the server refused it, or said nothing in time."""


@dataclass(slots=True)
class Listener:
    """One open stream, and all that came over its connections."""

    topic: str
    source: str
    link: socket.socket | None = None
    pieces: list[tuple[float, bytes]] = field(default_factory=list)
    ear: Ear = field(init=False)

    def __post_init__(self) -> None:
        self.ear = Ear(self.topic)

    @property
    def last_event(self) -> str:
        """The cursor to come back with."""
        return self.ear.events[-1].cursor

    def open(self, port: int, *, since: str, last_event: str = "") -> socket.socket:
        """Connect and ask for the stream."""
        link = socket.socket()
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.settimeout(PATIENCE_SECONDS)
        link.bind((self.source, 0))
        link.connect(("127.0.0.1", port))
        back = f"Last-Event-ID: {last_event}\r\n" if last_event else ""
        link.sendall(
            f"GET /live/stream?topic={self.topic}&since={since} HTTP/1.1\r\nHost: localhost\r\n"
            f"Accept: text/event-stream\r\n{back}\r\n".encode()
        )
        link.setblocking(False)
        self.link = link
        return link

    def close(self) -> None:
        """Let go of the line; what still lies in it unread is not heard."""
        if self.link is not None:
            self.link.close()
            self.link = None
        self.ear.events += events_of(self.pieces)
        self.pieces.clear()


class Listeners:
    """Processes that hold ``count`` streams among them, spread over the topics, while the ``with`` block lasts."""

    def __init__(self, port: int, topics: Sequence[str], *, count: int, processes: int) -> None:
        self._ends: list[tuple[Connection, Any]] = []
        for number in range(processes):
            ours, theirs = _forked.Pipe()
            mine = [topics[one % len(topics)] for one in range(number, count, processes)]
            process = _forked.Process(target=_listen, args=(theirs, port, mine, number), daemon=True)
            process.start()
            theirs.close()
            self._ends.append((ours, process))

    def __enter__(self) -> "Listeners":
        return self

    def __exit__(self, *_: object) -> None:
        for end, process in self._ends:
            end.close()
            process.join(5)
            if process.is_alive():
                process.kill()
                process.join()

    def open(self, *, since: str) -> float:
        """Open all streams; return how many seconds it took until each had its first event."""
        return max(self._ask("open", since))

    def leave(self, share: float) -> None:
        """Let that share of the streams break off."""
        self._ask("leave", share)

    def come_back(self) -> float:
        """Open again those that broke off, each with the last event it saw; return the seconds."""
        return max(self._ask("come back", None))

    def closed_by_server(self) -> int:
        """Return how many streams the server has ended so far."""
        return sum(self._ask("closed", None))

    def ears(self) -> list[Ear]:
        """Close all streams; return what was heard."""
        return [ear for part in self._ask("end", None) for ear in part]

    def _ask(self, what: str, given: object) -> list[Any]:
        for end, _ in self._ends:
            end.send((what, given))
        answers = []
        for end, _ in self._ends:
            try:
                answer = end.recv()
            except EOFError:
                raise NotOpened("a process of listeners has ended") from None
            if isinstance(answer, Exception):
                raise answer
            answers.append(answer)
        return answers


def _listen(asked: Connection, port: int, topics: Sequence[str], number: int) -> None:
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    addresses = [f"127.0.{number + 1}.{one + 1}" for one in range(_ADDRESSES)]
    hall = _Hall(port, [Listener(topic, addresses[one % _ADDRESSES]) for one, topic in enumerate(topics)])
    hall.poll.register(asked.fileno(), select.EPOLLIN)
    while True:
        hall.hear(60, besides=asked.fileno())
        if not asked.poll():
            continue
        try:
            what, given = asked.recv()
        except EOFError:
            return
        try:
            asked.send(hall.do(what, given))
        except NotOpened as failure:
            asked.send(failure)


class _Hall:
    """The streams of one process."""

    def __init__(self, port: int, listeners: list[Listener]) -> None:
        self.port, self.listeners = port, listeners
        self.poll = select.epoll()
        self.by_number: dict[int, Listener] = {}
        self.away: list[tuple[Listener, float]] = []
        self.closed = 0
        self.since = ""

    def do(self, what: str, given: Any) -> Any:
        if what == "open":
            self.since = given
            return self._open([(one, "") for one in self.listeners])
        if what == "leave":
            gone = self.listeners[:: max(1, round(1 / given))]
            self.away = [(one, self._leave(one)) for one in gone]
            return len(gone)
        if what == "come back":
            took = self._open([(one, one.last_event) for one, _ in self.away])
            for one, left in self.away:
                one.ear.gaps.append((left, time.monotonic()))
            return took
        if what == "closed":
            return self.closed
        for one in self.listeners:
            self._leave(one)
        return [one.ear for one in self.listeners]

    def hear(self, seconds: float, *, besides: int = -1) -> None:
        """Read whatever comes, until nothing does for so long or ``besides`` has something to say."""
        while True:
            ready = self.poll.poll(seconds)
            for number, _ in ready:
                if number == besides:
                    return
                self._read(number)
            if not ready or besides < 0:
                return

    def _read(self, number: int) -> None:
        listener = self.by_number.get(number)
        if listener is None or listener.link is None:
            raise NotOpened("nobody asks any more")
        try:
            piece = listener.link.recv(65_536)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if piece:
            listener.pieces.append((time.monotonic(), piece))
        else:
            self.closed += 1
            self._leave(listener)

    def _open(self, wanted: list[tuple[Listener, str]]) -> float:
        began = time.monotonic()
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            for one, last_event in some:
                try:
                    link = one.open(self.port, since=self.since, last_event=last_event)
                except OSError as failure:
                    raise NotOpened(f"{type(failure).__name__} after {start} streams") from None
                self.by_number[link.fileno()] = one
                self.poll.register(link.fileno(), select.EPOLLIN)
            self._until_told([one for one, _ in some], start)
        return time.monotonic() - began

    def _until_told(self, some: list[Listener], start: int) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while waiting := [one for one in some if not any(b"data: " in piece for _, piece in one.pieces)]:
            if time.monotonic() > end or any(one.link is None for one in waiting):
                said = next((one.pieces[0][1][:60] for one in waiting if one.pieces), b"nothing")
                raise NotOpened(f"after {start} streams the server says {said!r}")
            self.hear(0.2)

    def _leave(self, listener: Listener) -> float:
        if listener.link is not None:
            number = listener.link.fileno()
            self.poll.unregister(number)
            del self.by_number[number]
        listener.close()
        return time.monotonic()

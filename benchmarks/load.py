"""
A closed loop of HTTP clients that keep their connections: each sends, waits for the whole answer, sends again.

Plain sockets, since a full HTTP client costs more than the pages it would measure.
"""

import os
import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from benchmarks.crowd import gather
from benchmarks.timings import Figures, Sample, figures

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
GENERATORS = max(1, (os.cpu_count() or 1) // 4)
STUCK_SECONDS = 15


@dataclass
class Client:
    """One connection: what it still sends, what it has received of the answer, and since when it waits."""

    link: socket.socket
    asks: Iterator[bytes]
    began: float = 0.0
    received: bytearray = field(default_factory=bytearray)

    def ask(self) -> bool:
        """Send the next request; False when there is none."""
        request = next(self.asks, None)
        if request is None:
            return False
        self.received.clear()
        self.began = time.monotonic()
        self.link.sendall(request)
        return True


@dataclass(frozen=True)
class Driven:
    """What came of a drive; ``generator_share`` is how much of one core the clients themselves used."""

    figures: Figures
    generator_share: float


def get(path: str, *, cookies: str = "") -> bytes:
    """Return a GET as a browser would send it, compressed answers welcome."""
    cookie = f"Cookie: {cookies}\r\n" if cookies else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\n{cookie}\r\n".encode()


def post(path: str, body: str, *, cookies: str) -> bytes:
    """Return a form as a browser would send it."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\nCookie: {cookies}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def drive(port: int, asks: Sequence[Iterator[bytes]], *, seconds: float, expected: int) -> Driven:
    """
    Let one client for each of ``asks`` send its requests until the time is up, or until they are all sent.

    What was begun in time is waited for. An answer with another status than ``expected`` is a slip.
    """

    def generate(number: int, answer: Connection) -> None:
        answer.send(_generate(port, asks[number::GENERATORS], seconds=seconds, expected=expected))

    parts = gather(min(GENERATORS, len(asks)), generate)
    lasted = max(lasted for _, lasted, _ in parts)
    share = max(busy / lasted for _, lasted, busy in parts)
    return Driven(figures([sample for sample, _, _ in parts], seconds=lasted), share)


def _generate(
    port: int, asks: Sequence[Iterator[bytes]], *, seconds: float, expected: int
) -> tuple[Sample, float, float]:
    took: list[float] = []
    wrong: Counter[str] = Counter()
    good = b" %d " % expected
    with selectors.DefaultSelector() as ready:
        clients = [Client(_connected(port), ask) for ask in asks]
        began, busy = time.monotonic(), time.process_time()
        for client in clients:
            if client.ask():
                ready.register(client.link, selectors.EVENT_READ, client)
        while ready.get_map():
            events = ready.select(STUCK_SECONDS)
            if not events:
                wrong["no answer"] += len(ready.get_map())
                break
            for key, _ in events:
                client = key.data
                piece = client.link.recv(262_144)
                client.received += piece
                if piece and not is_whole(client.received):
                    continue
                now = time.monotonic()
                if not piece:
                    wrong["connection closed"] += 1
                elif good not in client.received[:16]:
                    wrong[f"status {bytes(client.received[9:12]).decode()}"] += 1
                else:
                    took.append(now - client.began)
                if not piece or now >= began + seconds or not client.ask():
                    ready.unregister(client.link)
        lasted, busy = time.monotonic() - began, time.process_time() - busy
    for client in clients:
        client.link.close()
    return Sample(took, wrong), lasted, busy


def _connected(port: int) -> socket.socket:
    link = socket.create_connection(("127.0.0.1", port), timeout=STUCK_SECONDS)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return link


def is_whole(answer: bytes | bytearray) -> bool:
    """Say whether the whole HTTP answer has arrived."""
    head_ends = answer.find(b"\r\n\r\n")
    if head_ends < 0:
        return False
    head = bytes(answer[: head_ends + 2])
    if length := LENGTH.search(head):
        return len(answer) >= head_ends + 4 + int(length[1])
    return not CHUNKED.search(head) or answer.endswith(b"0\r\n\r\n")

"""
``python -m benchmarks.plain_stream PORT``: streams without a house, the yardstick of `benchmarks.live`.

One process of sockets and nothing else: no framework, no database, no reading of a table. A line on standard input
names topics; an event of the same size goes to all who follow them, and the answer says when the first was written.
"""

import json
import re
import selectors
import socket
import sys
import time
from collections import defaultdict

TOPIC = re.compile(rb"topic=([^& ]+)")
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


class Streams:
    """All open streams by topic."""

    def __init__(self, port: int) -> None:
        self.ready = selectors.DefaultSelector()
        self.door = socket.create_server(("127.0.0.1", port), backlog=2_048)
        self.door.setblocking(False)
        self.ready.register(self.door, selectors.EVENT_READ)
        self.ready.register(sys.stdin, selectors.EVENT_READ)
        self.by_topic: dict[bytes, set[socket.socket]] = defaultdict(set)
        self.topic_of: dict[socket.socket, bytes] = {}
        self.position = 1

    def serve(self) -> None:
        """Serve until nobody asks any more."""
        while True:
            for key, _ in self.ready.select():
                if key.fileobj is self.door:
                    self._let_in()
                elif isinstance(key.fileobj, socket.socket):
                    self._hear(key.fileobj)
                elif not (line := sys.stdin.readline()):
                    return
                else:
                    self._tell(line.split())

    def _let_in(self) -> None:
        link, _ = self.door.accept()
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.setblocking(False)
        self.ready.register(link, selectors.EVENT_READ)

    def _hear(self, link: socket.socket) -> None:
        try:
            asked = link.recv(65_536)
        except OSError:
            asked = b""
        if topic := TOPIC.search(asked):
            self.topic_of[link] = topic[1]
            self.by_topic[topic[1]].add(link)
            link.sendall(HEAD + self._event([]))
            return
        self.by_topic[self.topic_of.pop(link, b"")].discard(link)
        self.ready.unregister(link)
        link.close()

    def _tell(self, topics: list[str]) -> None:
        acts = []
        for topic in topics:
            acts.append({"topic": topic, "position": self.position, "at": time.monotonic()})
            self.position += 1
            event = self._event([topic])
            for link in self.by_topic[topic.encode()]:
                link.sendall(event)
        print(json.dumps(acts), flush=True)

    def _event(self, touched: list[str]) -> bytes:
        cursor = f"{self.position}:{self.position}:"
        event = f"id: {cursor}\ndata: {json.dumps({'cursor': cursor, 'touched': touched})}\n\n".encode()
        return f"{len(event):x}\r\n".encode() + event + b"\r\n"


if __name__ == "__main__":
    Streams(int(sys.argv[1])).serve()

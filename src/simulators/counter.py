"""A counter window for HTTP: what every simulated system's request handler shares."""

import json
import random
import signal
import sys
import threading
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOST_BYTES = 1024 * 1024

AWAKE_SECONDS = 0.2
"""How long the main thread may stand still in a join: a signal that comes the instant before would not wake it."""


@dataclass(slots=True)
class Faults:
    """What is wrong with the system at the moment; changed by ``POST /faults``."""

    unavailable: float = 0.0
    delay_seconds: float = 0.0

    def change(self, wanted: dict[str, Any]) -> None:
        """
        Take over the given faults.

        :raises ValueError: a name is unknown or a value is not a number that is zero or more.
        """
        for name, value in wanted.items():
            known = name in self.__dataclass_fields__
            if not known or isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
                raise ValueError(name)
        for name, value in wanted.items():
            setattr(self, name, value)


class Counter(BaseHTTPRequestHandler, ABC):
    """Read capped requests, send JSON or pages; subclasses name the addresses in ``answer``."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024
    timeout = 60
    faults: Faults

    @abstractmethod
    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> None:
        """Answer one request with exactly one of the ``send_`` methods."""

    def do_GET(self) -> None:
        self._take("GET")

    def do_POST(self) -> None:
        self._take("POST")

    def is_down(self) -> bool:
        """Suffer the faults of the day: wait, and say whether this call fails."""
        if self.faults.delay_seconds:
            time.sleep(self.faults.delay_seconds)
        return random.random() < self.faults.unavailable

    def send_json(self, content: object, *, status: int = 200) -> None:
        """Answer with JSON."""
        self._send(status, "application/json", json.dumps(content).encode())

    def send_page(self, page: str, *, status: int = 200) -> None:
        """Answer with an HTML page."""
        self._send(status, "text/html; charset=utf-8", page.encode())

    def send_nothing(self, status: int) -> None:
        """Answer with a status alone."""
        self._send(status, "text/plain", b"")

    def change_faults(self, body: bytes) -> None:
        """Answer ``POST /faults``."""
        try:
            self.faults.change(json.loads(body))
        except (ValueError, AttributeError) as problem:
            self.send_json({"error": f"unknown fault or value: {problem}"}, status=422)
        else:
            self.send_json({name: getattr(self.faults, name) for name in self.faults.__dataclass_fields__})

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the demonstration's terminal belongs to Lintas."""

    def _take(self, method: str) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES:
            self.close_connection = True
            self.send_nothing(413)
            return
        body = self.rfile.read(int(length))
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        self.answer(method, address.path, query, body)

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Building(ThreadingHTTPServer):
    """A server whose threads end with it."""

    daemon_threads = True
    request_queue_size = 128


def serve_until_told_to_stop(building: ThreadingHTTPServer, *, name: str, more: str = "") -> None:
    """Print one line with the port, then serve until the process is interrupted or terminated."""
    print(f"{name} {building.server_address[1]}{more}", flush=True)
    thread = threading.Thread(target=building.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    thread.start()
    try:
        while thread.is_alive():
            thread.join(AWAKE_SECONDS)
    except KeyboardInterrupt:
        pass
    finally:
        building.shutdown()
        building.server_close()

"""The outside world for tests: the real simulators, each in its own process on a free port."""

import json
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError

import pytest
from django.conf import settings

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@dataclass
class Street:
    """Stands where Lintas's own address would be: shows the clock, and takes down what the simulators post."""

    clock: datetime = START
    answer: int = 200
    posted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def wait_for(self, count: int) -> list[tuple[str, dict[str, str], bytes]]:
        """Return what was posted once there are ``count`` messages."""
        eventually(lambda: len(self.posted) >= count)
        return self.posted


class SimulatorRefused(Exception):
    """The simulator answered with an error; its status is the first argument."""


@dataclass(frozen=True)
class Simulator:
    """A running simulator."""

    url: str
    smtp_port: int = 0

    def post(self, path: str, content: object) -> dict:
        """Post JSON as the population does; return the JSON of the answer."""
        body = json.dumps(content).encode()
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except HTTPError as refusal:
            with refusal:
                raise SimulatorRefused(refusal.code) from None

    def get(self, path: str) -> str:
        """Return a page or JSON as text."""
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read().decode()


def eventually(is_so: Callable[[], bool], *, seconds: float = 10) -> None:
    """Wait until it is so."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            pytest.fail("It did not come about in time.")
        time.sleep(0.02)


@pytest.fixture(scope="session")
def street_of_the_session() -> Iterator[Street]:
    """Serve one street for all tests."""
    street = Street()

    class House(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, street.clock.isoformat().encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            street.posted.append((self.path, dict(self.headers.items()), body))
            self._answer(street.answer, b"")

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    street.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield street
    server.shutdown()
    server.server_close()


@pytest.fixture
def street(street_of_the_session: Street) -> Street:
    """The street, swept, at the hour of the tests."""
    street_of_the_session.clock, street_of_the_session.answer = START, 200
    street_of_the_session.posted.clear()
    return street_of_the_session


@pytest.fixture(scope="session")
def simponi_process(street_of_the_session: Street) -> Iterator[Simulator]:
    """Run the billing system."""
    notify = f"{street_of_the_session.url}/hubung/simponi/pembayaran/"
    yield from _run("simponi", "--notify-url", notify, "--clock-url", f"{street_of_the_session.url}/clock")


@pytest.fixture
def simponi(simponi_process: Simulator, street: Street, settings) -> Iterator[Simulator]:
    """The billing system, healthy, as Lintas is configured to reach it."""
    settings.SIMPONI_URL = simponi_process.url
    yield simponi_process
    faults = {"unavailable": 0, "delay_seconds": 0, "hold_notices": 0, "repeat_notices": 0}
    simponi_process.post("/faults", faults)
    street.answer = 200
    eventually(lambda: json.loads(simponi_process.get("/siap"))["waiting_notices"] == 0)


@pytest.fixture(scope="session")
def postbox_process() -> Iterator[Simulator]:
    """Run the postbox."""
    yield from _run("postbox", "--smtp-port", "0")


@pytest.fixture
def postbox(postbox_process: Simulator, settings) -> Iterator[Simulator]:
    """The postbox, healthy, as Lintas is configured to reach it; mail really goes there."""
    settings.SMS_URL = postbox_process.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox_process.smtp_port
    yield postbox_process
    postbox_process.post("/faults", {"unavailable": 0, "delay_seconds": 0})


@pytest.fixture(scope="session")
def dukcapil_process() -> Iterator[Simulator]:
    """Run the civil registry."""
    yield from _run("dukcapil")


@pytest.fixture
def dukcapil(dukcapil_process: Simulator, settings) -> Iterator[Simulator]:
    """The civil registry, healthy, as Lintas is configured to reach it."""
    settings.DUKCAPIL_URL = dukcapil_process.url
    yield dukcapil_process
    dukcapil_process.post("/faults", {"unavailable": 0, "delay_seconds": 0})


@pytest.fixture(scope="session")
def core_process() -> Iterator[Simulator]:
    """Run the core passport system."""
    yield from _run("core")


@pytest.fixture
def core(core_process: Simulator, settings) -> Iterator[Simulator]:
    """The core passport system, healthy, as Lintas is configured to reach it."""
    settings.CORE_URL = core_process.url
    yield core_process
    core_process.post("/faults", {"unavailable": 0, "delay_seconds": 0})


def _run(name: str, *arguments: str) -> Iterator[Simulator]:
    place = Path(settings.REPOSITORY_ROOT) / "src"
    command = [sys.executable, "-m", f"simulators.{name}", "--port", "0", "--secrets", str(settings.SECRETS_DIR)]
    with subprocess.Popen([*command, *arguments], cwd=place, stdout=subprocess.PIPE, text=True) as process:
        words = process.stdout.readline().split() if process.stdout else []
        try:
            yield Simulator(url=f"http://127.0.0.1:{words[1]}", smtp_port=int(words[3]) if len(words) > 3 else 0)
        finally:
            process.terminate()

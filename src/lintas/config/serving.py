"""
What `lintas serve` does: prepare once, then keep the processes of one installation running together.

Simulators of the outside world, the worker and the server are children of one supervisor; when one
ends, all end, and nothing is left behind.
"""

import hashlib
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
THREADS = 16
"""
Threads that make pages in one process. More would not make more pages, since Python makes one at a time; fewer
would let some slow uploads or waits for a lock keep everybody waiting. With the live tail each holds at most one
connection to each database, so the pool (`environment.CONNECTIONS`) never keeps a page waiting.
"""

AT_ONCE = 14_000
"""
Requests that one process may have open at a time: as many streams as the live room takes (`live.hub.MOST_FOLLOWERS`), and
room for pages, which the doorkeeper counts by himself. The server program's own default would be full with a thousand
streams, and nobody would get a page any more.
"""

ONE_PORT = (
    "--interface",
    "asgi",
    "--workers",
    "1",
    "--backpressure",
    str(AT_ONCE),
    "--no-ws",
    "lintas.config.asgi:application",
)
"""How the server program serves everything on one port, beside host, port and log."""


def allow_many_sockets() -> None:
    """Let this process open as many files and sockets as the system allows it; each stream is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@dataclass(frozen=True, slots=True)
class Ports:
    """Where everything listens; the outside world stands a hundred above the server."""

    web: int

    @property
    def simponi(self) -> int:
        return self.web + 101

    @property
    def dukcapil(self) -> int:
        return self.web + 102

    @property
    def core(self) -> int:
        return self.web + 103

    @property
    def postbox(self) -> int:
        return self.web + 104

    @property
    def smtp(self) -> int:
        return self.web + 105

    def taken(self) -> list[int]:
        """Return those of the ports that something else uses."""
        wanted = (self.web, self.simponi, self.dukcapil, self.core, self.postbox, self.smtp)
        return [port for port in wanted if not is_free(port)]

    def as_environment(self) -> dict[str, str]:
        """Return the settings that let the house find the outside world."""
        return {
            "LINTAS_PUBLIC_URL": f"http://localhost:{self.web}",
            "LINTAS_SIMPONI_URL": f"http://127.0.0.1:{self.simponi}",
            "LINTAS_DUKCAPIL_URL": f"http://127.0.0.1:{self.dukcapil}",
            "LINTAS_CORE_URL": f"http://127.0.0.1:{self.core}",
            "LINTAS_SMS_URL": f"http://127.0.0.1:{self.postbox}",
            "LINTAS_POSTBOX_URL": f"http://127.0.0.1:{self.postbox}",
            "LINTAS_SMTP_PORT": str(self.smtp),
        }


@dataclass
class Household:
    """The child processes, by name; guests among them may leave without the others having to."""

    environment: Mapping[str, str]
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    guests: set[str] = field(default_factory=set)

    def start(self, name: str, *arguments: str, log: Path | None = None, guest: bool = False) -> None:
        """Start a Python module beside us; its output goes to the log when one is given."""
        if guest:
            self.guests.add(name)
        output = log.open("ab") if log else None
        command = [sys.executable, "-m", *arguments]
        self.children[name] = subprocess.Popen(  # noqa: S603
            command, env=dict(self.environment), stdout=output, stderr=output, start_new_session=True
        )
        if output:
            output.close()

    def run(self, *arguments: str) -> int:
        """Run a Python module to its end; return its exit code."""
        return subprocess.run([sys.executable, "-m", *arguments], env=dict(self.environment), check=False).returncode  # noqa: S603

    def ended(self) -> str:
        """Return the name of a child that ended, empty while all are there; guests do not count."""
        gone = (name for name, child in self.children.items() if name not in self.guests and child.poll() is not None)
        return next(gone, "")

    def wait_for_one_to_end(self) -> str:
        """Return the name of the first child that ended; guests do not count."""
        while not (name := self.ended()):
            time.sleep(0.3)
        return name

    def stop(self) -> None:
        """End every child we started: kindly, then firmly."""
        for child in self.children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        patience = time.monotonic() + 8
        for child in self.children.values():
            try:
                child.wait(max(0.1, patience - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()


def answers(url: str) -> bool:
    """Say whether a server answers there, with whatever status."""
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (loopback)
            return True
    except urllib.error.HTTPError as answer:
        with answer:
            return True
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool]) -> bool:
    """Wait with patience; say whether it came about."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def state_of_the_source(patterns: Sequence[str]) -> str:
    """Return a digest over the files that preparation depends on: it need not run again while they are the same."""
    seen = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(SOURCE.glob(pattern)):
            facts = path.stat()
            seen.update(f"{path.relative_to(SOURCE)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def is_free(port: int) -> bool:
    """Say whether a server that starts now would get the port; the near end of somebody's connection takes it as well."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def environment_for(ports: Ports, *, var_dir: Path) -> dict[str, str]:
    """Return the environment of every child."""
    clock = {"LINTAS_CLOCK_FILE": str(var_dir / "clock.json")}
    return {**os.environ, **ports.as_environment(), **clock, "LINTAS_VAR_DIR": str(var_dir)}

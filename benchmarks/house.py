"""A throw-away house: its own folder, its own databases, its own servers. All of it goes when the block ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.cluster import Cluster
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
CORES = os.cpu_count() or 1
THREADS = 8
PATIENCE_SECONDS = 60
FRONTS = {
    "pages": (
        "--interface", "wsgi", "--workers", str(CORES), "--blocking-threads", str(THREADS),
        "lintas.config.wsgi:application",
    ),
    "one port": ("--interface", "asgi", "--workers", "1", "--backpressure", "14000", "lintas.config.asgi:application"),
}  # fmt: skip
"""How production serves pages, and the single port that ``bin/serve`` opens."""


class House:
    """A furnished house on one kind of database, while the ``with`` block lasts."""

    def __init__(self, database: str) -> None:
        self.database = database
        self._stack = ExitStack()

    def __enter__(self) -> "House":
        self.folder = Path(tempfile.mkdtemp(prefix="lintas-bench-"))
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("LINTAS_")}
        self.environment = {
            **surroundings,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": "lintas.config.settings",
            "LINTAS_MODE": "demo",
            "LINTAS_LOG_LEVEL": "ERROR",
            "LINTAS_VAR_DIR": str(self.folder),
        }
        self.server = ""
        if self.database == "postgresql":
            cluster = self._stack.enter_context(Cluster())
            cluster.create("house", "keys")
            self.server = cluster.address
            self.environment["LINTAS_DATABASE_URL"] = f"{cluster.address}/house"
            self.environment["LINTAS_KEYS_DATABASE_URL"] = f"{cluster.address}/keys"
        self._helper = self._start_helper()
        self._stack.callback(self._end_helper)
        try:
            self.facts = self.inside("prepare")
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def file(self) -> Path:
        """The database of a house on SQLite."""
        return self.folder / "lintas.sqlite3"

    def inside(self, what: str, **given: Any) -> Any:
        """Have one of the acts of ``benchmarks.inside`` done by the process of the house; return its answer."""
        asks, answers = self._helper.stdin, self._helper.stdout
        assert asks is not None
        assert answers is not None
        asks.write(json.dumps({"what": what, "given": given}) + "\n")
        asks.flush()
        answer = answers.readline()
        if not answer:
            raise SystemExit(f"Inside the house {what!r} failed; the reason stands above.")
        return json.loads(answer)

    def _start_helper(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "benchmarks.inside"],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _end_helper(self) -> None:
        self._helper.terminate()
        self._helper.communicate()

    @contextmanager
    def serving(self, front: str | Sequence[str]) -> Iterator[int]:
        """Serve the house on a free port while the block lasts, by one of `FRONTS` or by granian's own arguments."""
        with served(
            sys.executable,
            FRONTS[front] if isinstance(front, str) else front,
            environment=self.environment,
            log=self.folder / "server.log",
        ) as port:
            yield port


@contextmanager
def served(python: str | Path, front: Sequence[str], *, environment: dict[str, str], log: Path) -> Iterator[int]:
    """Run granian by this Python on a free port while the block lasts."""
    port = free_port()
    command = [str(python), "-m", "granian", "--port", str(port), "--no-ws", "--log-level", "error", *front]
    with log.open("ab") as lines:
        server = subprocess.Popen(command, env=environment, stdout=lines, stderr=lines, start_new_session=True)
    try:
        _wait_for(server, f"http://127.0.0.1:{port}/")
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(8)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"The server did not answer at {address} (exit code {server.poll()}).")

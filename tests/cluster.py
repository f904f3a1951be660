"""
A throw-away PostgreSQL server for the tests.

``python -m tests.cluster run COMMAND...`` starts one on a free port with full durability, runs the
command with ``LINTAS_TEST_DATABASE_URL`` set, and removes every trace. As root it runs the server
as the user ``postgres``, since PostgreSQL refuses to be root.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from tests.ports import free_port

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "800",
    "shared_buffers": "256MB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}


def binaries() -> Path | None:
    """Return the folder of the newest installed server programs."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).parent if found else None


class Cluster:
    """A fresh server while the ``with`` block lasts; ``address`` is ``postgres://user@host:port``."""

    def __init__(self) -> None:
        folder = binaries()
        if folder is None:
            raise SystemExit("PostgreSQL's server programs were not found.")
        self._programs = folder
        self._port = free_port()
        self._writer = 0
        self.address = f"postgres://lintas@127.0.0.1:{self._port}"

    def __enter__(self) -> "Cluster":
        self._place = Path(tempfile.mkdtemp(prefix="lintas-pg-"))
        if os.getuid() == 0:
            shutil.chown(self._place, "postgres")
        options = ["-A", "trust", "-U", "lintas", "--locale=C.UTF-8", "-E", "UTF8", "--data-checksums"]
        self._run("initdb", "-D", self._data, *options)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "-s", "-m", "immediate", "stop", check=False)
        shutil.rmtree(self._place, ignore_errors=True)

    def start(self, **settings: str) -> None:
        """Start the server, with other settings than the durable ones if given."""
        wanted = {**SETTINGS, **settings, "port": str(self._port), "unix_socket_directories": str(self._place)}
        options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
        self._run("pg_ctl", "-D", self._data, "-w", "-s", "-o", options, "-l", self._place / "log", "start")

    def stop(self) -> None:
        """Stop the server in order."""
        self._run("pg_ctl", "-D", self._data, "-w", "-s", "-m", "fast", "stop")

    def hold_writer(self) -> None:
        """
        Hold still the process that hands the log over to the system between commits.

        A kill ends the server but not the system, which keeps whatever it was handed. Held, the server keeps
        after a kill what it would keep after a loss of power: what it made sure of itself. It is held only where it
        rests: in the middle of writing it has the lock that every commit waits for, and nothing would go on.
        """
        asking = "SELECT pid, wait_event FROM pg_stat_activity WHERE backend_type = 'walwriter'"
        with psycopg.connect(f"{self.address}/postgres", autocommit=True) as connection:
            while True:
                ((self._writer, _),) = connection.execute(asking)
                os.kill(self._writer, signal.SIGSTOP)
                ((_, waits_for),) = connection.execute(asking)
                if waits_for == "WalWriterMain":
                    return
                os.kill(self._writer, signal.SIGCONT)

    def kill(self) -> None:
        """Stop the server as a crash would, without a word to anybody."""
        stop = ("pg_ctl", "-D", self._data, "-s", "-m", "immediate", "stop")
        self._run(*stop, "-W")
        if self._writer:
            # A process that stands still cannot follow the word to stop.
            os.kill(self._writer, signal.SIGKILL)
            self._writer = 0
        self._run(*stop, "-w", check=False)

    def create(self, *names: str) -> None:
        """Create databases."""
        for name in names:
            self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "lintas", name)

    @property
    def _data(self) -> Path:
        return self._place / "data"

    def _run(self, program: str, *arguments: Any, check: bool = True) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*as_user, self._programs / program, *arguments]
        subprocess.run(command, check=check, stdout=subprocess.DEVNULL, cwd=self._place)


def main() -> int:
    """Answer ``find`` by the exit code; ``run`` a command beside a fresh server."""
    if sys.argv[1:2] == ["find"]:
        return 0 if binaries() else 1
    if sys.argv[1:2] == ["run"] and len(sys.argv) > 2:
        with Cluster() as cluster:
            surroundings = {**os.environ, "LINTAS_TEST_DATABASE_URL": f"{cluster.address}/lintas"}
            return subprocess.run(sys.argv[2:], env=surroundings, check=False).returncode
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())

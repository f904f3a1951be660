"""A served house lives through a small day: everyone in a named state, every rupiah too, and nothing personal on disk."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from simulators.population.day import SERIES
from simulators.population.people import Person, invent
from simulators.population.roads import shared_out
from tests.ports import free_port
from tests.search_for_canaries import Searcher

ROOT = Path(__file__).resolve().parents[1]
PEOPLE, SEED = 8, 1
READY = "Ctrl-C stops everything."
OUTSIDE = (101, 102, 103, 104, 105)
"""How far above the house the simulators listen."""

pytestmark = [pytest.mark.storm, pytest.mark.each_database]


@dataclass(frozen=True)
class House:
    """A house that is being served, and how to run commands beside it."""

    port: int
    var_dir: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str, seconds: int) -> subprocess.CompletedProcess[str]:
        """Run a Python module in the house's surroundings."""
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            env=dict(self.environment),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def live(self, *, people: int, seed: int, report: str) -> subprocess.CompletedProcess[str]:
        """Let the people live a day."""
        return self.run(
            "simulators.population",
            *("--home", f"http://127.0.0.1:{self.port}", "--port-base", str(self.port), "--seed", str(seed)),
            *("--secrets", str(self.var_dir / "secrets"), "--signins", str(self.var_dir / "demo-signins.txt")),
            *("day", "--people", str(people), "--report", str(self.var_dir.parent / report)),
            seconds=600,
        )


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    port, var_dir = free_port(above=OUTSIDE), tmp_path_factory.mktemp("day") / "var"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINTAS_", "DJANGO_"))}
    with ExitStack() as after:
        environment = {
            **kept,
            **databases(after),
            "LINTAS_MODE": "demo",
            "LINTAS_VAR_DIR": str(var_dir),
            "LINTAS_CLOCK_FILE": str(var_dir / "clock.json"),
            "PYTHONPATH": str(ROOT / "src"),
        }
        said = var_dir.parent / "serve.log"
        with said.open("wb") as output:
            served = subprocess.Popen(
                [sys.executable, "-m", "lintas", "serve", "--port", str(port), "--no-history"],
                env=environment,
                cwd=ROOT,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        after.callback(stop, served)
        wait_for(READY, said, served, seconds=300)
        yield House(port, var_dir, environment)
        assert served.poll() is None, said.read_text()


@pytest.fixture(scope="module")
def day(house) -> subprocess.CompletedProcess[str]:
    return house.live(people=PEOPLE, seed=SEED, report="report.txt")


def test_a_small_day_ends_with_everyone_and_every_rupiah_in_a_named_state(house, day):
    assert day.returncode == 0, day.stdout + day.stderr
    assert (house.var_dir.parent / "report.txt").read_text() == day.stdout
    assert f"A day of {PEOPLE} people, begun on " in day.stdout
    assert "Nothing is off." in day.stdout
    assert "unnamed" not in day.stdout
    assert "5xx" not in day.stdout


def test_the_ledger_of_the_day_is_whole(house, day):
    verified = house.run("lintas", "ledger", "verify", seconds=120)

    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_nothing_of_the_day_that_lies_on_disk_names_anybody(house, day):
    people = people_of(day)
    searcher = Searcher([canary for one in people for canary in (one.nik, one.full_name)])
    data = {path.name: path.read_bytes() for path in everything_kept(house.var_dir)}

    assert {"server.log", "worker.log", "simponi.log"} <= set(data)
    assert not [hit for name, content in data.items() for hit in searcher.search(content, where=name)]
    assert len(searcher.search("\n".join(one.nik for one in people).encode(), where="control")) == PEOPLE


@pytest.mark.usefixtures("day")
def test_given_a_partner_that_does_not_answer_then_the_report_names_who_did_not_arrive(house):
    faults = f"http://127.0.0.1:{house.port + 103}/faults"
    urllib.request.urlopen(faults, data=json.dumps({"unavailable": 1}).encode(), timeout=5).close()

    broken = house.live(people=1, seed=SEED + 1, report="broken.txt")

    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert "What is off:" in broken.stdout
    assert "(straight through): " in broken.stdout
    assert " instead of collected" in broken.stdout


def people_of(day: subprocess.CompletedProcess[str]) -> list[Person]:
    """Return whom the day invented: the same seed and date always make the same people."""
    [began] = re.findall(r"begun on (\d{4}-\d\d-\d\d)", day.stdout)
    return invent(shared_out(PEOPLE), seed=SEED, series=SERIES, today=date.fromisoformat(began))


def everything_kept(var_dir: Path) -> list[Path]:
    """Return the files of the house in which nothing may be readable: databases, sealed pictures, logs."""
    kept = [path for path in var_dir.rglob("*") if path.is_file()]
    return [path for path in kept if "secrets" not in path.parts and "aset" not in path.parts]


def databases(after: ExitStack) -> dict[str, str]:
    """Return where the house keeps its data: files, or databases of its own on the server under test."""
    server = os.environ.get("LINTAS_TEST_DATABASE_URL", "")
    if not server:
        return {}
    names = [f"lintas_day_{os.getpid()}{ending}" for ending in ("", "_keys")]
    connection = after.enter_context(psycopg.connect(with_name(server, "postgres"), autocommit=True))
    for name in names:
        connection.execute(f'CREATE DATABASE "{name}"')
        after.callback(connection.execute, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    return dict(
        zip(
            ("LINTAS_DATABASE_URL", "LINTAS_KEYS_DATABASE_URL"),
            (with_name(server, each) for each in names),
            strict=True,
        )
    )


def with_name(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def wait_for(words: str, log: Path, process: subprocess.Popen, *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while words not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.2)


def stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()

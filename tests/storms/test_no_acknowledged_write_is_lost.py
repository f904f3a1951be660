"""
Promise S01: what was acknowledged is kept, whole, whatever is killed.

Flows: submit, book, decide, on PostgreSQL with a server of its own. Children that walk cases are killed with
``kill -9`` at random moments, then the database itself is; the list of acknowledgements is kept outside. The
control runs the same with ``synchronous_commit`` off and must lose something.
LINTAS_TEST_STORM=full: 200 kills of children, 60 of the database.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cluster import Cluster

pytestmark = [
    pytest.mark.storm,
    pytest.mark.only_on("postgresql", "kills servers of its own"),
]
ROOT = Path(__file__).resolve().parents[2]
FULL = os.environ.get("LINTAS_TEST_STORM") == "full"
CHILD_KILLS = 200 if FULL else 12
DATABASE_KILLS = 60 if FULL else 3
SEED = int(os.environ.get("LINTAS_TEST_SEED", "20261124"))


class Listener:
    """Keeps what the walkers say, outside of everything that is killed."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self.child: dict[int, int] = {}
        self.busy: dict[int, str] = {}

    def listen(self, number: int, walker: subprocess.Popen[str]) -> None:
        for line in walker.stdout or ():
            word, _, rest = line.strip().partition(" ")
            if word == "child":
                self.child[number], self.busy[number] = int(rest), ""
            elif word == "begin":
                self.busy[number] = rest
            elif word == "ack":
                self.acknowledged.append(rest)
                self.busy[number] = ""


@contextmanager
def walkers(environment: dict[str, str], *, count: int = 2) -> Iterator[Listener]:
    """Run processes that walk cases, and listen to them."""
    listener, running = Listener(), []
    try:
        for number in range(count):
            command = [sys.executable, "-m", "tests.storms.flows", "run", str(SEED + number)]
            walker = subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
            )
            running.append(walker)
            threading.Thread(target=listener.listen, args=(number, walker), daemon=True).start()
        yield listener
    finally:
        for walker in running:
            os.killpg(walker.pid, signal.SIGKILL)
            walker.wait()
            if walker.stdout:
                walker.stdout.close()


def until(is_so, *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.01)


def verify(environment: dict[str, str], acknowledged: list[str]) -> str:
    command = [sys.executable, "-m", "tests.storms.flows", "verify"]
    done = subprocess.run(
        command, env=environment, input="\n".join(acknowledged), text=True, capture_output=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Cluster, dict[str, str]]]:
    """A database server of its own, furnished."""
    with Cluster() as cluster:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "LINTAS_DATABASE_URL": f"{cluster.address}/storm",
            "LINTAS_KEYS_DATABASE_URL": f"{cluster.address}/storm_keys",
        }
        cluster.create("storm", "storm_keys")
        for arguments in (["migrate"], ["migrate", "--database", "keys"]):
            subprocess.run([sys.executable, "-m", "lintas", *arguments, "-v", "0"], env=environment, check=True)
        subprocess.run([sys.executable, "-m", "tests.storms.flows", "prepare"], env=environment, check=True)
        yield cluster, environment


def test_killed_processes_and_killed_databases_lose_nothing_and_tear_nothing(server, capsys):
    cluster, environment = server
    chance = random.Random(SEED)
    in_the_middle = 0
    cluster.hold_writer()
    with walkers(environment) as listener:
        until(lambda: len(listener.acknowledged) >= 3)
        killed = 0
        while killed < CHILD_KILLS or (in_the_middle == 0 and killed < 10 * CHILD_KILLS):
            killed += 1
            time.sleep(chance.uniform(0.05, 0.6))
            number = chance.randrange(2)
            until(lambda number=number: number in listener.child)
            in_the_middle += bool(listener.busy.get(number))
            os.kill(listener.child.pop(number), signal.SIGKILL)
        for _ in range(DATABASE_KILLS):
            before = len(listener.acknowledged)
            until(lambda before=before: len(listener.acknowledged) > before)
            time.sleep(chance.uniform(0.0, 0.4))
            cluster.kill()
            cluster.start()
            cluster.hold_writer()
    told = verify(environment, listener.acknowledged)
    with capsys.disabled():
        print(
            f"\nS01 seed {SEED}: {CHILD_KILLS} processes killed ({in_the_middle} in the middle of an act), "
            f"{DATABASE_KILLS} databases killed, {len(listener.acknowledged)} acknowledged: {told.strip()}"
        )
    assert told.strip() == "nothing lost, nothing torn"
    assert in_the_middle > 0, "no kill hit an act: the storm was too quiet to count"


def test_control_with_synchronous_commit_off_the_same_storm_loses_something(server, capsys):
    cluster, environment = server
    cluster.kill()
    cluster.start(synchronous_commit="off", wal_writer_delay="10s")
    cluster.hold_writer()
    try:
        with walkers(environment) as listener:
            until(lambda: len(listener.acknowledged) >= 6)
            cluster.kill()
            acknowledged = listener.acknowledged
    finally:
        # The tests come in any order: the next one needs a server that keeps what it was told.
        cluster.start()
    told = verify(environment, acknowledged)
    with capsys.disabled():
        print(f"S01 control: {len(acknowledged)} acknowledged, then: {told.strip().splitlines()[0]}")
    assert "lost" in told.replace("nothing lost", ""), "the control kept everything: the storm proves nothing"

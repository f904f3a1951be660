"""
``python -m benchmarks.live``: ten thousand open streams on one process, from the commit of an act to each who follows.

Officers at five points call, receive and let go by the operations of the queue; each act touches the board of its
point, and two thousand follow each board. Beside it, in the same run, sockets alone without a house send the same bytes
to as many. Counted besides: memory for each stream, and events that nobody told, also to who lost the line meanwhile.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.heard import Act, Heard, judge
from benchmarks.house import CORES, ROOT, House
from benchmarks.listeners import Listeners
from benchmarks.machine import machine
from benchmarks.report import RESULTS, Report, end_in_order, say
from tests.cluster import binaries
from tests.ports import free_port

MOST_CLIENTS, MOST_ACTS = 12_000, 200
ONE, ALL, AWAY = "one point after the other", "all points at once", "some lose the line meanwhile"
SETTLES = 2.0
"""Seconds after the last act of a part until everything should be told."""

Acts = Callable[[Sequence[str]], list[Act]]


def main() -> int:
    """Measure, and print a report."""
    end_in_order()
    asked = _arguments()
    report = Report("live", f"{asked.clients:,} open streams on one process", folder=asked.save)
    databases = ["sqlite", "postgresql"] if asked.database == "both" else [asked.database]
    if binaries() is None:
        databases = [one for one in databases if one != "postgresql"]
        say("PostgreSQL's server programs were not found: SQLite only")
    with _plain() as (port, tell):
        report.facts(
            {
                **machine(Path(tempfile.gettempdir())),
                "Streams": f"{asked.clients:,} over loopback, from {asked.processes} processes of their own",
                "Acts": f"{asked.acts} one after the other, {asked.every:g} s apart; then {asked.rounds} times all points",
                "Away": f"{asked.away:.0%} lose the line while acts go on, and come back with the last event they saw",
                "Seed": "none: the order of acts is fixed",
            }
        )
        report.head(
            "Who tells",
            "part",
            "acts",
            "told",
            "p50 ms",
            "p99 ms",
            "most ms",
            "told after a gap",
            "lost",
            "p99 / sockets alone",
            "µs of processor each",
        )
        topics = [f"board:{number:08}-0000-7000-8000-000000000000" for number in range(5)]
        alone = _measure(report, "sockets alone", port, topics, tell, asked, since="1:1:", beside=None)
    notes = []
    for database in databases:
        say(f"furnishing a house on {database}")
        with House(database) as house:
            notes.append(_house(report, house, asked, beside=alone))
    report.add("", *notes)
    return 0


def _house(report: Report, house: House, asked: Namespace, *, beside: dict[str, Heard]) -> str:
    topics = house.inside("open_halls", people=(asked.acts + 2 * asked.rounds) // 3 + 5)
    with house.serving("one port") as port:
        memory: dict[str, int] = {}

        def tell(some: Sequence[str]) -> list[Act]:
            return [Act(**one) for one in house.inside("act", topics=list(some))]

        with Listeners(port, topics, count=min(200, asked.clients), processes=1) as first:
            first.open(since=house.inside("seen"))
            first.ears()
        time.sleep(SETTLES)
        memory["before"], memory["files"] = _memory(port), _files(port)
        name = f"Lintas on {house.facts['version']}"
        _measure(report, name, port, topics, tell, asked, since=house.inside("seen"), beside=beside, memory=memory)
        time.sleep(SETTLES)
        left = _files(port) - memory["files"]
        each = (memory["open"] - memory["before"]) / asked.clients
        return (
            f"- {name}: {memory['before'] / 1024:,.0f} MB before, {memory['open'] / 1024:,.0f} MB with all open,"
            f" {memory['end'] / 1024:,.0f} MB after all acts: **{each:.1f} kB for each stream**"
            f" ({(memory['end'] - memory['before']) / asked.clients:.1f} at the end). Opened in {memory['opened'] / 1000:.1f} s;"
            f" those who lost the line were back in {memory['back'] / 1000:.1f} s."
            f" Streams that the server ended: {memory['closed']}; sockets left when all had gone: {left}."
        )


def _measure(
    report: Report,
    name: str,
    port: int,
    topics: Sequence[str],
    tell: Acts,
    asked: Namespace,
    *,
    since: str,
    beside: dict[str, Heard] | None,
    memory: dict[str, int] | None = None,
) -> dict[str, Heard]:
    memory = {} if memory is None else memory
    acts: dict[str, list[Act]] = {}
    cost: dict[str, float] = {}

    @contextmanager
    def part(what: str) -> Iterator[None]:
        say(f"{name}: {what}")
        before = _seconds(port)
        yield
        cost[what] = _seconds(port) - before

    with Listeners(port, topics, count=asked.clients, processes=asked.processes) as listeners:
        say(f"{name}: {asked.clients:,} streams open")
        memory["opened"] = round(listeners.open(since=since) * 1000)
        time.sleep(SETTLES)
        memory["open"] = _memory(port)
        with part(ONE):
            acts[ONE] = _spread(tell, [[topics[number % 5]] for number in range(asked.acts)], every=asked.every)
        with part(ALL):
            acts[ALL] = _spread(tell, [topics] * asked.rounds, every=SETTLES)
        with part(AWAY):
            listeners.leave(asked.away)
            acts[AWAY] = _spread(tell, [topics] * asked.rounds, every=SETTLES / 2)
            memory["back"] = round(listeners.come_back() * 1000)
            time.sleep(SETTLES)
        memory["closed"], memory["end"] = listeners.closed_by_server(), _memory(port)
        ears = listeners.ears()
    found = {}
    for what, some in acts.items():
        one = found[what] = judge(some, ears)
        ratio = f"{one.p99_ms / beside[what].p99_ms:.1f}" if beside and beside[what].p99_ms else "—"
        report.row(
            [name, what, len(some), f"{one.told:,}", *(f"{ms:.0f}" for ms in (one.p50_ms, one.p99_ms, one.most_ms)),
             f"{one.after_a_gap:,}", one.lost, ratio, f"{cost[what] * 1e6 / max(1, one.told):.0f}"]
        )  # fmt: skip
    return found


def _spread(tell: Acts, plan: Sequence[Sequence[str]], *, every: float) -> list[Act]:
    done: list[Act] = []
    began = time.monotonic()
    for number, topics in enumerate(plan):
        time.sleep(max(0.0, began + number * every - time.monotonic()))
        done += tell(topics)
    time.sleep(SETTLES)
    return done


@contextmanager
def _plain() -> Iterator[tuple[int, Acts]]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.plain_stream", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert server.stdin
    assert server.stdout
    asks, answers = server.stdin, server.stdout

    def tell(topics: Sequence[str]) -> list[Act]:
        asks.write(" ".join(topics) + "\n")
        asks.flush()
        return [Act(**one) for one in json.loads(answers.readline())]

    try:
        time.sleep(1)
        yield port, tell
    finally:
        server.kill()
        server.communicate()


def _memory(port: int) -> int:
    """Return the resident memory, in kB, of the processes of the server on the port."""
    lines = [line for one in _processes(port) for line in (one / "status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _seconds(port: int) -> float:
    """Return the seconds of processor that these have used."""
    fields = [(one / "stat").read_text().rpartition(")")[2].split() for one in _processes(port)]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def _files(port: int) -> int:
    """Return how many files and sockets these have open."""
    return sum(sum(1 for _ in (one / "fd").iterdir()) for one in _processes(port))


def _processes(port: int) -> list[Path]:
    leaders, sessions = set(), {}
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # one that ends meanwhile
            sessions[one] = (one / "stat").read_text().rpartition(")")[2].split()[3]
            if str(port).encode() in (one / "cmdline").read_bytes().split(b"\0"):
                leaders.add(sessions[one])
    here = str(os.getsid(0))
    return [one for one, session in sessions.items() if session in leaders and session != here]


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.live", description=__doc__)
    parser.add_argument("--clients", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=max(2, CORES), help="how many processes hold the clients")
    parser.add_argument("--acts", type=int, default=60)
    parser.add_argument("--every", type=float, default=0.4, help="seconds from act to act")
    parser.add_argument(
        "--rounds", type=int, default=6, help="how often all points act at once, and while some are away"
    )
    parser.add_argument("--away", type=float, default=0.1)
    parser.add_argument("--database", default="both", choices=["sqlite", "postgresql", "both"])
    parser.add_argument("--save", nargs="?", type=Path, const=RESULTS, help="keep the report in this folder")
    asked = parser.parse_args()
    if not 5 <= asked.clients <= MOST_CLIENTS or not 0 < asked.acts <= MOST_ACTS or not 0 < asked.rounds <= 20:
        parser.error(f"5 to {MOST_CLIENTS:,} clients, at most {MOST_ACTS} acts and 20 rounds")
    if (files := resource.getrlimit(resource.RLIMIT_NOFILE)[1]) < asked.clients + 500:
        parser.error(f"the server needs a file for each stream, and this system allows {files:,}: raise ulimit -Hn")
    return asked


if __name__ == "__main__":
    sys.exit(main())

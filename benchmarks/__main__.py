"""``bin/bench``: measure the pages, booking and the weight of the pages; print a report and keep it if asked to."""

import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import booking, pages
from benchmarks.house import FRONTS, ROOT, House
from benchmarks.machine import commit, machine
from benchmarks.tables import DatabaseRun, Run, markdown
from benchmarks.weight import Weight, scales, weigh_all
from tests.cluster import binaries

PARTS = ("pages", "booking", "bytes")
RESULTS = ROOT / "benchmarks" / "results"
MOST_SECONDS, MOST_CLIENTS = 60.0, 128
"""No run may become an attack on a machine that others use."""

TIME_IS_UP = "the time for the run was up"


def main() -> int:
    """Measure what the arguments ask for."""
    asked = _arguments()
    asked.until = time.monotonic() + 60 * asked.minutes
    databases = _databases(asked.database)
    run = Run(title="", facts={})
    for number, database in enumerate(databases):
        say(f"furnishing a house on {database}")
        with House(database) as house:
            if not run.facts:
                run.facts = _facts(asked, house)
                run.title = f"Lintas {run.facts['Commit']}, {run.facts['Taken']}"
            if {"pages", "booking"} & set(asked.what):
                run.runs.append(_measure(house, asked))
            if "bytes" in asked.what and number == len(databases) - 1 and _there_is_time(asked, "bytes"):
                run.scales, run.weights = _weigh(house)
    text = markdown(run)
    print(text)
    if asked.save:
        path = asked.save / f"{datetime.now(UTC):%Y-%m-%d}-{commit().rstrip('+')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        say(f"kept in {path}")
    return 0


def say(line: str) -> None:
    """Tell the person at the terminal what is happening; the report alone goes to standard output."""
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", file=sys.stderr, flush=True)


def _measure(house: House, asked: Namespace) -> DatabaseRun:
    found = DatabaseRun(house.database, house.facts["version"], house.facts["sessions"])
    with house.serving("pages") as port, house.serving("one port") as other:
        ports = dict(zip(FRONTS, (port, other), strict=True))
        if "pages" in asked.what:
            found.pages = _drive(house, ports, asked)
        if "booking" in asked.what and _there_is_time(asked, "booking"):
            found.bookings = booking.measure(
                house, port, clients=asked.clients, seconds=asked.seconds, seed=asked.seed, say=say
            )
    return found


def _there_is_time(asked: Namespace, part: str) -> bool:
    """Say whether there is; what is left out is told."""
    if time.monotonic() < asked.until:
        return True
    say(f"{part}: left out, {TIME_IS_UP}")
    return False


def _drive(house: House, ports: dict[str, int], asked: Namespace) -> list[pages.PageResult]:
    offered = pages.the_pages(house, clients=asked.clients, only=asked.only)
    seen = pages.asked_by(offered, house)
    found = []
    for page in offered:
        missing = page.missing or seen[page.name].get("missing", "")
        if not missing and time.monotonic() > asked.until:
            missing = TIME_IS_UP
        if missing:
            found.append(pages.PageResult(replace(page, missing=missing)))
            continue
        say(f"{house.database}: {page.name}")
        found.append(pages.measure(page, seen[page.name], ports, house, seconds=asked.seconds, seed=asked.seed))
    return found


def _weigh(house: House) -> tuple[str, list[Weight]]:
    say("weighing the pages")
    with house.serving("one port") as port, scales(f"http://127.0.0.1:{port}") as (name, weigh):
        return name, weigh_all(house, weigh)


def _facts(asked: Namespace, house: House) -> dict[str, str]:
    return {
        "Taken": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Commit": commit(),
        **machine(house.folder),
        "Clients": f"{asked.clients}, each waiting for its answer before it asks again; connections kept",
        "Seconds for each figure": f"{asked.seconds:g}",
        "Seed": str(asked.seed),
    }


def _databases(wanted: str) -> list[str]:
    if wanted != "sqlite" and binaries() is None:
        if wanted == "postgresql":
            raise SystemExit(
                "PostgreSQL's server programs were not found. On Debian or Ubuntu: apt install postgresql."
            )
        say("PostgreSQL's server programs were not found: SQLite only (package: postgresql)")
        return ["sqlite"]
    return ["sqlite", "postgresql"] if wanted == "both" else [wanted]


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="PART", help="pages, booking, bytes; all three if none is named")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--minutes", type=float, default=3, help="begin nothing more after so many")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--database", default="both", choices=["sqlite", "postgresql", "both"])
    parser.add_argument("--only", default="", metavar="PAGE", help="only the pages whose name begins so")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--save", nargs="?", type=Path, const=RESULTS, help="keep the report in this folder")
    asked = parser.parse_args()
    if not set(asked.what) <= set(PARTS):
        parser.error(f"the parts are {', '.join(PARTS)}")
    asked.what = asked.what or list(PARTS)
    if not 0 < asked.seconds <= MOST_SECONDS or not 0 < asked.clients <= MOST_CLIENTS:
        parser.error(f"at most {MOST_SECONDS:g} seconds and {MOST_CLIENTS} clients")
    return asked


if __name__ == "__main__":
    sys.exit(main())

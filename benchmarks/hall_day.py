"""``python -m benchmarks.hall_day``: recorded days of 500 visits at one office, by the operations of the queue."""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.house import House
from benchmarks.machine import machine
from benchmarks.report import RESULTS, Report, end_in_order
from tests.cluster import binaries

COUNTED = ("visits", "served to the end", "missed", "came back", "stepped out", "breaks")


def main() -> int:
    """Live the days that the arguments ask for; print a report."""
    asked = _arguments()
    end_in_order()
    if asked.database == "postgresql" and binaries() is None:
        raise SystemExit("PostgreSQL's server programs are not here.")
    report = Report("hall-day", f"{asked.days} days of {asked.visits} visits at one office", folder=asked.save)
    with House(asked.database) as house:
        report.facts({**machine(house.folder), "Database": asked.database, "Seed": asked.seed})
        began = time.monotonic()
        days = house.inside("hall_day", visits=asked.visits, seed=asked.seed, on=asked.on, days=asked.days)
        report.add(f"Lived in {time.monotonic() - began:.0f} s, with a day before from which lengths are known.", "")
        for day in days:
            _tell(report, day)
        _tell_of_intervals(report, days)
    return 0


def _tell(report: Report, day: dict[str, Any]) -> None:
    order = day["order"]
    report.add(f"## {day['on']}", "")
    counted = ", ".join(f"{name} {day['tally'].get(name, 0)}" for name in COUNTED)
    report.add(f"- {counted}")
    report.add(
        f"- numbers given {order['numbers']}, different {order['different']}, still there {order['still there']}"
    )
    report.add(f"- calls {order['calls']}, in the order of the published rule {order['right']}; lines {order['lines']}")
    report.add("", "Waits in minutes, from joining the line (or the session, if later) to the call:", "")
    report.head("Station", "Lane", "people", "median", "90 % within")
    for row in day["waits"]:
        report.row([row["station"], row["lane"], row["people"], f"{row['median']:.1f}", f"{row['p90']:.1f}"])
    report.add("")


def _tell_of_intervals(report: Report, days: Sequence[dict[str, Any]]) -> None:
    """Say for each line and day how many calls came between the two figures that were told first, and how wide these were."""
    report.add("## What was told first, and whether the call came between the two figures", "")
    report.head("Station", "Lane", *(f"{day['on']}: held of told, mean width in minutes" for day in days), "all days")
    for line in sorted({(row["station"], row["lane"]) for day in days for row in day["hits"]}):
        rows = [[row for row in day["hits"] if (row["station"], row["lane"]) == line] for day in days]
        report.row([*line, *map(_held, rows), _held([row for some in rows for row in some], with_width=False)])
    together = [row for day in days for row in day["hits"]]
    report.row(["**all**", "", *(_held(some, with_width=False) for some in (*(day["hits"] for day in days), together))])


def _held(rows: Sequence[dict[str, Any]], *, with_width: bool = True) -> str:
    told, held = sum(row["told"] for row in rows), sum(row["hits"] for row in rows)
    if not told:
        return "nobody"
    width = f", {sum(row['width'] * row['told'] for row in rows) / told:.1f}" if with_width else ""
    return f"{held / told:.0%} of {told}{width}"


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.hall_day", description=__doc__)
    parser.add_argument("--visits", type=int, default=500)
    parser.add_argument("--days", type=int, default=3, help="days told of, one after the other")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--on", default="2027-03-02", help="the first, a day of the office on which the hall is empty")
    parser.add_argument("--database", default="sqlite", choices=["sqlite", "postgresql"])
    parser.add_argument("--save", nargs="?", type=Path, const=RESULTS, help="keep the report in this folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

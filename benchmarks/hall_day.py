"""``python -m benchmarks.hall_day``: a recorded day of 500 visits at one office, by the operations of the queue."""

import sys
import time
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from benchmarks.house import House
from benchmarks.machine import commit, machine
from tests.cluster import binaries


def main() -> int:
    """Live the day that the arguments ask for; print a report."""
    asked = _arguments()
    if asked.database == "postgresql" and binaries() is None:
        raise SystemExit("PostgreSQL's server programs are not here.")
    with House(asked.database) as house:
        print(f"# A day of {asked.visits} visits at one office\n")
        print(f"Taken {datetime.now(UTC):%Y-%m-%d %H:%M} UTC at {commit()}, seed {asked.seed}, {asked.database}.\n")
        for name, value in machine(house.folder).items():
            print(f"- {name}: {value}")
        began = time.monotonic()
        found = house.inside("hall_day", visits=asked.visits, seed=asked.seed, on=asked.on)
        _tell(found, time.monotonic() - began)
    return 0


def _tell(found: dict, seconds: float) -> None:
    tally, order, hits = found["tally"], found["order"], found["hits"]
    print(f"\nLived in {seconds:.0f} s, with the day before it from which lengths of services are known.\n")
    for name in ("visits", "served to the end", "missed", "came back", "stepped out", "breaks"):
        print(f"- {name}: {tally.get(name, 0)}")
    print(f"- numbers given: {order['numbers']}, different: {order['different']}, still there: {order['still there']}")
    print(f"- calls: {order['calls']}, in the order of the published rule: {order['right']}; lines: {order['lines']}")
    print("\n## Waits, from joining the line (or the session, if later) to the call\n")
    print("| Station | Lane | people | median, min | 90 % within, min |\n| --- | --- | ---: | ---: | ---: |")
    for row in found["waits"]:
        print(f"| {row['station']} | {row['lane']} | {row['people']} | {row['median']:.1f} | {row['p90']:.1f} |")
    print("\n## What was told first, and whether the call came between the two figures\n")
    print("| Station | Lane | told | held | share | mean width, min |\n| --- | --- | ---: | ---: | ---: | ---: |")
    for row in hits:
        share = row["hits"] / row["told"]
        print(
            f"| {row['station']} | {row['lane']} | {row['told']} | {row['hits']} | {share:.0%} | {row['width']:.1f} |"
        )
    told, held = sum(row["told"] for row in hits), sum(row["hits"] for row in hits)
    print(f"| **all** | | **{told}** | **{held}** | **{held / max(told, 1):.0%}** | |")


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.hall_day", description=__doc__)
    parser.add_argument("--visits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--on", default="2027-03-02", help="a day of the office, on which the hall is empty")
    parser.add_argument("--database", default="sqlite", choices=["sqlite", "postgresql"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

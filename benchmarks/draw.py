"""``python -m benchmarks.draw``: a draw of 20,000 entries for 1,600 places, in the house and by the script alone."""

import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from benchmarks.house import ROOT, House
from benchmarks.machine import commit, machine
from tests.cluster import binaries

SCRIPT = ROOT / "src" / "lintas" / "visit" / "draws" / "verify_draw.py"
STEPS = {
    "enter": "one entry, by the operation",
    "close": "close the window, root and paper of the entries",
    "open": "open the witnesses' values and the seed",
    "decide": "draw: rank, seat, write the results, make the transcript",
    "publish": "publish, count lost rounds",
    "tell 200": "tell 200 entries",
    "odds": "read the draw with its odds",
    "read": "read the transcript",
}


def main() -> int:
    """Measure what the arguments ask for; print a report."""
    asked = _arguments()
    databases = [asked.database] if asked.database != "both" else ["sqlite", "postgresql"]
    if binaries() is None:
        databases = [one for one in databases if one != "postgresql"]
    for number, database in enumerate(databases):
        with House(database) as house:
            if not number:
                _head(asked, house)
            _one(house, asked)
    return 0


def _head(asked: Namespace, house: House) -> None:
    print(f"# A draw of {asked.entries:,} entries for {asked.places:,} places\n")
    print(f"Taken {datetime.now(UTC):%Y-%m-%d %H:%M} UTC at {commit()}, seed {asked.seed}.\n")
    for name, value in machine(house.folder).items():
        print(f"- {name}: {value}")


def _one(house: House, asked: Namespace) -> None:
    transcript = house.folder / "transcript.jsonl"
    found = house.inside(
        "draw", entries=asked.entries, places=asked.places, seed=asked.seed, transcript=str(transcript)
    )
    began = time.perf_counter()
    checked = subprocess.run([sys.executable, "-I", str(SCRIPT), str(transcript)], capture_output=True, text=True)
    took = time.perf_counter() - began
    if checked.returncode:
        raise SystemExit(checked.stderr)
    print(f"\n## {house.database}\n\n| Step | seconds | of them at work in Python |\n| --- | ---: | ---: |")
    for key, words in STEPS.items():
        passed, at_work = found["took"][key]
        print(f"| {words} | {passed:.4f} | {at_work:.4f} |")
    whole = [sum(found["took"][key][part] for key in ("close", "open", "decide", "publish")) for part in (0, 1)]
    print(f"| **from the close to the published result** | **{whole[0]:.2f}** | **{whole[1]:.2f}** |")
    print(f"| the script alone, from the file | {took:.2f} | |")
    print(
        f"\n{found['won']:,} places given; the transcript has {found['bytes']:,} bytes. {checked.stdout.splitlines()[0]}"
    )


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.draw", description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--places", type=int, default=1_600)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--database", default="both", choices=["sqlite", "postgresql", "both"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

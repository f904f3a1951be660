"""Let people and officers live: ``python -m simulators.population --home URL --secrets DIR --signins FILE COMMAND``."""

import argparse
import sys
from pathlib import Path

import httpx

from simulators.population import day, history, live
from simulators.population.days import Given

SEED = 1


def main() -> int:
    """Read the arguments and run the command; return the exit code."""
    parser = argparse.ArgumentParser(prog="simulators.population", description=__doc__)
    parser.add_argument("--home", required=True, help="the address of the house, such as http://127.0.0.1:8000")
    parser.add_argument("--secrets", type=Path, required=True, help="folder of the shared keys")
    parser.add_argument("--signins", type=Path, required=True, help="file with the officers' sign-ins")
    parser.add_argument("--port-base", type=int, default=8000, help="the simulators listen a hundred above it")
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed makes the same people and choices")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("history", help="live two past days and a morning quickly; the clock then runs")
    commands.add_parser("live", help="go on with the day at its own pace, for eight hours")
    one_day = commands.add_parser("day", help="a compressed day through every road, with a report")
    one_day.add_argument("--people", type=int, default=200)
    one_day.add_argument("--report", type=Path, default=None, help="also write the report here")
    given = parser.parse_args()
    world = Given(given.home, given.secrets, given.signins, given.port_base, given.seed)
    if given.command == "history":
        return history.run(world)
    if given.command == "live":
        return live.run(world)
    return day.run(world, people=given.people, report=given.report)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except httpx.TransportError as failure:
        sys.exit(f"population: the house does not answer ({failure}). Is it being served at that address?")

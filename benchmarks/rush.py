"""
``python -m benchmarks.rush``: a rush for places, beside what the database does with one transaction for each.

Everything in one run on PostgreSQL: in turn, several times, one hot session as bare statements by as many clients, and
the form of the slot step sent over HTTP; then the same on 200 sessions, and the answer to those for whom nothing is left.
"""

import random
import secrets
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from benchmarks.house import CORES, House
from benchmarks.limit import limit, one_statement
from benchmarks.load import drive, get, post
from benchmarks.machine import commit, machine
from benchmarks.spent import costing
from benchmarks.statements import SLOTS, slot_id
from benchmarks.timings import Figures

HELLO = "/peragaan/jam/"
FULL = SLOTS - 1
WARM = [0, 1]
WARMING = 400
POST_DONE = 302


@dataclass(frozen=True, slots=True)
class Front:
    """A way to the house: its port, and by how many it is asked at once."""

    name: str
    port: int
    clients: int


class Crowd:
    """People before the slot step, each used once."""

    def __init__(self, house: House, *, count: int, seed: int) -> None:
        say(f"{count:,} people open a draft")
        opened = house.inside("crowd", count=count)
        self._names = opened["cookie"], opened["form_cookie"]
        self._left: list[list[str]] = opened["opened"]
        self._chance = random.Random(seed)

    def forms(self, clients: int, count: int, *, slots: list[int]) -> list[Iterator[bytes]]:
        """Return ``count`` forms, dealt out to the clients; each asks for one of the sessions."""
        taken, self._left = self._left[:count], self._left[count:]
        forms = [self._form(*one, slot=self._chance.choice(slots)) for one in taken]
        return [iter(forms[number::clients]) for number in range(clients)]

    def _form(self, path: str, session: str, permit: str, *, slot: int) -> bytes:
        token = secrets.token_hex(16)
        own, form = self._names
        body = f"slot={slot_id(slot)}&once={uuid4()}&csrfmiddlewaretoken={token}&lalu=&izin={permit}&usaha=0"
        return post(path, body, cookies=f"tempat=payakumbuh; {own}={session}; {form}={token}")


def main() -> int:
    """Measure, and print a report."""
    asked = _arguments()
    with House("postgresql") as house:
        print(f"# A rush, Lintas {commit()}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n")
        for name, fact in machine(house.folder).items():
            print(f"- {name}: {fact}")
        print(
            f"- granian, {asked.workers} processes, for pages of {asked.threads} threads each; {asked.seconds:g} s a figure\n"
        )
        print(
            "| What | clients | per s | p50 ms | p99 ms | / hot slot bare | µs of processor each |"
            " clients' share of a core | slips |\n|---|---|---|---|---|---|---|---|---|"
        )
        _measure(house, asked)
        print(f"\nAfterwards: {house.inside('books')}")
    return 0


def _measure(house: House, asked: Namespace) -> None:
    crowd = Crowd(house, count=asked.people * (3 * asked.rounds + 2) + WARMING * 4, seed=asked.seed)
    pages = ("--interface", "wsgi", "--workers", str(asked.workers), "--blocking-threads", str(asked.threads))
    one_port = ("--interface", "asgi", "--workers", str(asked.workers))
    behind = ("--backlog", "2048")
    with (
        house.serving((*pages, *behind, "lintas.config.wsgi:application")) as page_port,
        house.serving((*one_port, *behind, "lintas.config.asgi:application")) as lane_port,
    ):
        fronts = (
            Front("pages", page_port, asked.clients),
            Front("one port", lane_port, asked.clients),
            Front("lane", lane_port, asked.lane_clients),
        )
        for front in fronts[:2]:
            drive(front.port, crowd.forms(16, WARMING, slots=WARM), seconds=30, expected=POST_DONE)
        ratios: dict[str, list[float]] = {front.name: [] for front in fronts}
        seeds, hot = count(asked.seed * 1_000), count(len(WARM))
        for _ in range(asked.rounds):
            for front in fronts:
                bare = _bare(house, asked, clients=front.clients, seed=next(seeds))
                forms = crowd.forms(front.clients, asked.people, slots=[next(hot)])
                found = _driven(
                    house, front, "form of the slot step, one hot slot", forms, POST_DONE, asked, beside=bare
                )
                ratios[front.name].append(found.per_second / bare.per_second)
        for front in (fronts[0], fronts[2]):
            bare = _bare(house, asked, clients=front.clients, seed=next(seeds))
            _others(house, front, crowd, asked, beside=bare)
    for name, some in ratios.items():
        print(f"\n{name} / bare, hot slot, same clients: {sorted(round(one, 2) for one in some)}", flush=True)


def _bare(house: House, asked: Namespace, *, clients: int, seed: int) -> Figures:
    def act() -> Figures:
        one = one_statement(house.database)
        return limit(one, house, slots=1, clients=clients, seconds=asked.seconds, seed=seed)

    found, cost = costing(house, act)
    _row("one transaction each, one hot slot, database alone", clients, found, cost, beside=found)
    return found


def _others(house: House, front: "Front", crowd: Crowd, asked: Namespace, *, beside: Figures) -> None:
    hello = [iter([get(HELLO)] * 100_000) for _ in range(front.clients)]
    _driven(house, front, "hello", hello, 200, asked, beside=beside)
    spread = crowd.forms(front.clients, asked.people // 2, slots=list(range(len(WARM), FULL)))
    _driven(house, front, "form of the slot step, 200 slots", spread, POST_DONE, asked, beside=beside)
    house.inside("set_room", slot=FULL, room=0)
    late = crowd.forms(front.clients, asked.people // 2, slots=[FULL])
    _driven(house, front, "sold out", late, 409, asked, beside=beside)


def _driven(
    house: House,
    front: "Front",
    what: str,
    asks: list[Iterator[bytes]],
    expected: int,
    asked: Namespace,
    *,
    beside: Figures,
) -> Figures:
    share = 0.0

    def act() -> Figures:
        nonlocal share
        driven = drive(front.port, asks, seconds=asked.seconds, expected=expected)
        share = driven.generator_share
        return driven.figures

    before = house.inside("books")["held"]
    found, cost = costing(house, act)
    given = house.inside("books")["held"] - before
    if given != (found.done if expected == POST_DONE else 0):
        raise SystemExit(f"{found.done:,} were answered as if they had a place, {given:,} have one.")
    _row(f"{front.name}: {what}", front.clients, found, cost, beside=beside, share=share)
    return found


def _row(what: str, clients: int, found: Figures, cost: float, *, beside: Figures, share: float | None = None) -> None:
    clients_share = "" if share is None else f"{share:.0%}"
    print(
        f"| {what} | {clients} | {found.per_second:,.0f} | {found.p50_ms:.1f} | {found.p99_ms:.1f} |"
        f" {found.per_second / beside.per_second:.2f} | {cost:,.0f} | {clients_share} | {found.slips} |",
        flush=True,
    )


def say(line: str) -> None:
    """Tell the person at the terminal what is happening."""
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", file=sys.stderr, flush=True)


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.rush", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--clients", type=int, default=128)
    parser.add_argument("--lane-clients", type=int, default=512)
    parser.add_argument("--people", type=int, default=12_000, help="most forms sent for one figure")
    parser.add_argument("--rounds", type=int, default=3, help="how often the hot figures are taken in turn")
    parser.add_argument("--workers", type=int, default=CORES)
    parser.add_argument("--threads", type=int, default=64)
    parser.add_argument("--seed", type=int, default=20261124)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

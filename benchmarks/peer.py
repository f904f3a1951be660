"""
``python -m benchmarks.peer --environment FOLDER``: a rush for one hot slot, here and in an open peer, in one run.

The peer is pretix (https://pretix.eu), whose cart keeps a place for some time as our slot step does. It is no part of the
project; it is taken from a virtual environment of its own, made once, anywhere:

    python3.11 -m venv FOLDER && FOLDER/bin/pip install pretix==2026.8.0 granian==2.8.7

Both are served by the same server program with the same number of processes and threads, each on a database of its own of
one PostgreSQL server. In turn, several times: pretix's cart, our page, our rush lane, by as many clients at once. Then
few places and many people at each, and a count of what was given.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path

import psycopg

from benchmarks.house import CORES, ROOT, House, served
from benchmarks.load import drive, post
from benchmarks.machine import machine
from benchmarks.report import RESULTS, Report, end_in_order, say
from benchmarks.rush import POST_DONE, WARMING, Crowd
from benchmarks.statements import SLOTS
from benchmarks.timings import Figures

SHOP = ROOT / "benchmarks" / "outside" / "pretix_shop.py"
PEER, PAGES, LANE = "pretix, cart", "Lintas, page", "Lintas, rush lane"
SCARCE = SLOTS - 2
TOKEN = "a" * 32
FURNISHING_SECONDS = 900
WHAT_DIFFERS = """
What each deed includes, for a person whose session is there already:

- *pretix*: look up the session, the event, the product and its quota; lock the quota and count what is left; write one
  cart position, kept for half an hour; write the session; answer with a redirect, the same for who got a place and for who
  did not. Who waits too long for the lock is told that it is busy, and has no place: with fewer clients at once more of
  them are served, so it is measured both ways. It is general: prices, taxes, vouchers, seats and plug-ins are passed through. Installed as its manual describes
  it, but without Redis and Celery, which are not here: tasks run inside the request, sessions lie in the database and
  nothing is cached.
- *Lintas, page*: look up the session and whether the case's code is still good; claim the form's key, so that it counts
  once; lock the draft; write the appointment, kept for half an hour, its line in the journal, the event, its number, the
  ledger's entry and the counter of the session; answer with a redirect, or with what to do instead.
- *Lintas, rush lane*: the same rows for the same form; a signed permit in the form stands for the look-up of the session.

Each form is sent once, by a person of its own. Neither pays or sends anything within the deed.
"""


class Peer:
    """pretix in its own environment, with a database and a folder that go with the house."""

    def __init__(self, house: House, asked: Namespace) -> None:
        self._python = asked.environment / "bin" / "python"
        self._folder = house.folder / "peer"
        (self._folder / "data").mkdir(parents=True)
        with psycopg.connect(f"{house.server}/postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE peer")
            (address,) = [server.info]
            user, port = address.user, address.port
        settings = self._folder / "pretix.cfg"
        settings.write_text(
            f"[pretix]\ninstance_name=peer\nurl=http://localhost\ndatadir={self._folder / 'data'}\nregistration=off\n"
            f"loglevel=ERROR\n[database]\nbackend=postgresql\nname=peer\nuser={user}\nhost=127.0.0.1\nport={port}\n"
        )
        self._environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("LINTAS_", "PYTHON", "PRETIX_"))
            },
            "PRETIX_CONFIG_FILE": str(settings),
            "DJANGO_SETTINGS_MODULE": "pretix.settings",
        }
        say("furnishing the peer: its migrations take some minutes")
        self._run("-m", "pretix", "migrate", "--noinput", "--verbosity", "0")

    def version_of_granian(self) -> str:
        """Return which server program its environment has."""
        return self._run("-c", "from importlib.metadata import version; print(version('granian'))").strip()

    @contextmanager
    def serving(self, front: Sequence[str]) -> Iterator[int]:
        """Serve it while the block lasts."""
        arguments = (*front, "pretix.wsgi:application")
        with served(self._python, arguments, environment=self._environment, log=self._folder / "server.log") as port:
            yield port

    def open(self, slug: str, *, places: int, people: int) -> "Cart":
        """Open an event of so many places; each of the people has a session."""
        say(f"pretix: {people:,} people before {places:,} places")
        opened = json.loads(self._run(str(SHOP), "open", slug, str(places), str(people)))
        return Cart(slug, opened)

    def given(self, slug: str) -> int:
        """Return how many places of the event are in carts."""
        return int(json.loads(self._run(str(SHOP), "count", slug))["given"])

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [self._python, *arguments], env=self._environment, cwd=self._folder, capture_output=True, text=True,
            check=False, timeout=FURNISHING_SECONDS,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"The peer failed at {arguments[:3]}:\n{done.stderr[-2_000:]}")
        return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


class Cart:
    """People before the cart of one event, each used once."""

    def __init__(self, slug: str, opened: dict) -> None:
        self.slug, self._opened, self._left = slug, opened, list(opened["opened"])

    @property
    def version(self) -> str:
        """Return which pretix this is."""
        return str(self._opened["version"])

    def forms(self, clients: int, count: int) -> list[Iterator[bytes]]:
        """Return ``count`` forms, dealt out to the clients."""
        taken, self._left = self._left[:count], self._left[count:]
        forms = [self._form(session) for session in taken]
        return [iter(forms[number::clients]) for number in range(clients)]

    def _form(self, session: str) -> bytes:
        one = self._opened
        cookies = f"{one['cookie']}={session}; {one['form_cookie']}={TOKEN}"
        return post(one["path"], f"{one['field']}=1&csrfmiddlewaretoken={TOKEN}", cookies=cookies)


@dataclass(frozen=True)
class Way:
    """One way to a place: where, with which forms, and how many places are given so far."""

    name: str
    port: int
    forms: Callable[[int, int], list[Iterator[bytes]]]
    given: Callable[[], int]
    people: int
    clients: int


def main() -> int:
    """Measure, and print a report."""
    end_in_order()
    asked = _arguments()
    report = Report("peer", "One hot slot, here and in pretix", folder=asked.save)
    with House("postgresql") as house:
        peer = Peer(house, asked)
        hot = peer.open("hot", places=1_000_000, people=2 * asked.peer_people * asked.rounds + WARMING)
        few = peer.open("few", places=asked.few, people=asked.many)
        ours = Crowd(house, count=2 * (asked.people * asked.rounds + WARMING) + 2 * asked.many, seed=asked.seed)
        shape = ("--workers", str(asked.workers), "--backlog", "2048")
        wsgi = ("--interface", "wsgi", *shape, "--blocking-threads", str(asked.threads))
        report.facts(
            {
                **machine(house.folder),
                "Server program": f"granian {_granian()} (pretix: {peer.version_of_granian()}), {asked.workers} processes,"
                f" pages with {asked.threads} threads each",
                "Peer": f"pretix {hot.version}, database on the same server ({house.facts['version']})",
                "A figure": f"{asked.seconds:g} s at most, {asked.rounds} times in turn, {asked.clients} clients at once",
                "Seed": asked.seed,
            }
        )
        with (
            peer.serving(wsgi) as peer_port,
            house.serving((*wsgi, "lintas.config.wsgi:application")) as page_port,
            house.serving(("--interface", "asgi", *shape, "lintas.config.asgi:application")) as lane_port,
        ):
            ways = [
                Way(PEER, peer_port, hot.forms, lambda: peer.given("hot"), asked.peer_people, asked.clients),
                Way(PEER, peer_port, hot.forms, lambda: peer.given("hot"), asked.peer_people, asked.peer_clients),
                _ours(PAGES, house, page_port, ours, slots=count(0, 2), people=asked.people, clients=asked.clients),
                _ours(LANE, house, lane_port, ours, slots=count(1, 2), people=asked.people, clients=asked.clients),
            ]
            _hot(report, ways, asked)
            scarce = [
                Way(PEER, peer_port, few.forms, lambda: peer.given("few"), asked.many, asked.clients),
                _ours(PAGES, house, page_port, ours, slots=repeat(SCARCE), people=asked.many, clients=asked.clients),
                _ours(LANE, house, lane_port, ours, slots=repeat(SCARCE - 1), people=asked.many, clients=asked.clients),
            ]
            for slot in (SCARCE, SCARCE - 1):
                house.inside("set_room", slot=slot, room=asked.few)
            _few(report, scarce, asked)
        report.add("", f"Our books afterwards: {house.inside('books')}", WHAT_DIFFERS)
    return 0


def _ours(name: str, house: House, port: int, crowd: Crowd, *, slots: Iterator[int], people: int, clients: int) -> Way:
    def forms(clients: int, count: int) -> list[Iterator[bytes]]:
        return crowd.forms(clients, count, slots=[next(slots)])

    return Way(name, port, forms, lambda: house.inside("books")["held"], people, clients)


def _hot(report: Report, ways: Sequence[Way], asked: Namespace) -> None:
    for way in (ways[0], *ways[2:]):
        drive(way.port, way.forms(16, WARMING), seconds=60, expected=POST_DONE)
    report.head(
        "Way", "clients", "round", "places per s", "p50 ms", "p99 ms", "answered", "no place", "slips", "/ pretix"
    )
    ratios: dict[str, list[float]] = {}
    for number in range(asked.rounds):
        found = [(way, *_driven(way, asked)) for way in ways]
        best = max(given / lasted for way, _, given, lasted in found if way.name == PEER)
        for way, figures, given, lasted in found:
            ratio = given / lasted / best if best else 0.0
            if way.name != PEER:
                ratios.setdefault(way.name, []).append(ratio)
            report.row(
                [way.name, way.clients, number + 1, f"{given / lasted:,.1f}", f"{figures.p50_ms:.0f}",
                 f"{figures.p99_ms:.0f}", f"{figures.done:,}", f"{figures.done - given:,}", figures.slips, f"{ratio:.1f}"]
            )  # fmt: skip
    report.add(
        "",
        *(
            f"- {name} / the better of pretix's two: {sorted(round(one, 1) for one in some)}"
            for name, some in ratios.items()
        ),
        "",
    )


def _few(report: Report, ways: Sequence[Way], asked: Namespace) -> None:
    report.add(f"{asked.many:,} people for {asked.few:,} places:", "")
    report.head("Way", "places", "given", "oversold", "left over", "answers", "slips")
    for way in ways:
        before = way.given()
        found = drive(way.port, way.forms(way.clients, way.people), seconds=60, expected=POST_DONE).figures
        given = way.given() - before
        report.row(
            [way.name, asked.few, given, max(0, given - asked.few), max(0, asked.few - given),
             found.done + found.wrong.total(), found.slips]
        )  # fmt: skip
    report.add(
        "", "A status 409 is our answer to who came too late; pretix answers with a redirect to a page that says so."
    )


def _driven(way: Way, asked: Namespace) -> tuple[Figures, int, float]:
    say(f"{way.name}, {way.clients} clients")
    before = way.given()
    found = drive(way.port, way.forms(way.clients, way.people), seconds=asked.seconds, expected=POST_DONE).figures
    return found, way.given() - before, found.done / found.per_second if found.done else asked.seconds


def _granian() -> str:
    from importlib.metadata import version

    return version("granian")


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.peer", description=__doc__)
    parser.add_argument("--environment", type=Path, required=True, help="the environment in which pretix is installed")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--clients", type=int, default=128)
    parser.add_argument(
        "--peer-clients", type=int, default=16, help="besides, so many at the peer: fewer may suit it better"
    )
    parser.add_argument("--people", type=int, default=12_000, help="most forms sent for one figure of ours")
    parser.add_argument("--peer-people", type=int, default=2_000, help="most forms sent for one figure of the peer")
    parser.add_argument("--few", type=int, default=200, help="places where there are too few")
    parser.add_argument("--many", type=int, default=500, help="people who want these")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=CORES)
    parser.add_argument("--threads", type=int, default=64)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--save", nargs="?", type=Path, const=RESULTS, help="keep the report in this folder")
    asked = parser.parse_args()
    asked.environment = asked.environment.absolute()
    if not (asked.environment / "bin" / "granian").exists():
        parser.error(f"no environment with the peer: python3.11 -m venv {asked.environment} and pip install, see above")
    if not 0 < asked.seconds <= 60 or not 0 < asked.clients <= 512:
        parser.error("at most 60 seconds and 512 clients")
    return asked


if __name__ == "__main__":
    sys.exit(main())

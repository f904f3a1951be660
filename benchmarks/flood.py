"""
``python -m benchmarks.flood``: ten times as many requests as the house can serve, and how the core fares meanwhile.

One process serves everything on one port, as ``bin/serve`` does, on PostgreSQL. First it is found what it serves of an
ordinary mix of pages. Then ten times as many come by the clock for some minutes, while a hall lives beside them at its
own modest pace: boards, numbers on phones, an officer's counter. At last it is seen how soon ten in a row are served
again as if nothing had been. The control has a doorkeeper who refuses nobody.
"""

import random
import secrets
import socket
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, cycle
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from benchmarks.arrivals import GOOD, PATIENCE_SECONDS, Arrivals, Arrived, Ask, arrive, joined
from benchmarks.crowd import gather
from benchmarks.house import House
from benchmarks.load import GENERATORS, drive, get, is_whole, post
from benchmarks.machine import machine
from benchmarks.report import RESULTS, Report, end_in_order, say
from benchmarks.timings import percentile
from lintas.config.serving import ONE_PORT, THREADS
from tests.cluster import binaries

TIMES = 10
CORE_MS, RECOVERY_SECONDS = 1_000, 60
"""What is promised: the core's p95 stays below, and so soon all is as before."""

PEOPLE, NEEDED = 6, THREADS // 2
"""
Cases whose status is looked at; clients that wait for their answers while it is found what can be served. Who has an
answer may ask again before the doorkeeper has seen the first one off, and nobody shall be refused here.
"""

IN_A_ROW, BETWEEN, GIVEN_UP = 10, 0.1, 180.0
"""The recovery: so many in a row, seconds after one until the next, and when nobody waits for it any more."""

HALL_ZONE, FURNISHING = ZoneInfo("Asia/Jakarta"), timedelta(minutes=4)
"""Numbers are of one day: no midnight of the hall may come between."""

LINKS, CORE_LINKS = 2_000, 200
BEFORE = 2.0
"""Seconds in which all processes of a flood have been started."""

START, STATUS, PLACES, DAY = "start of an application", "status of a case", "places", "order of the day"
SHARES = (START,) * 12 + (STATUS,) * 5 + (PLACES,) * 2 + (DAY,)
HALL = ("board, live part",) * 4 + ("number on a phone",) * 2 + ("board", "console", "line", "number given")


@dataclass(frozen=True)
class Calm:
    """What the house does without pressure: ordinary pages a second, and within how many seconds 95 of 100 come."""

    per_second: float
    p95: float
    core_ms: float


@dataclass
class Recovery:
    """Seconds from the end of the flood until so many in a row were served, and until they were as quickly as before."""

    served: float | None = None
    as_before: float | None = None


def main() -> int:
    """Measure, and print a report; the exit code says whether it is as promised, or as the control must be."""
    end_in_order()
    asked = _arguments()
    if binaries() is None:
        raise SystemExit("PostgreSQL's server programs are not here.")
    now = datetime.now(HALL_ZONE)
    if (now + FURNISHING + timedelta(minutes=asked.minutes)).date() != now.date():
        raise SystemExit("The hall's day would end meanwhile, and its numbers with it. Begin after 00:00 in Jakarta.")
    kept = "nobody refused (control)" if asked.without_doorkeeper else "with its doorkeeper"
    name = "flood-control" if asked.without_doorkeeper else "flood"
    report = Report(name, f"Ten times the load, {kept}", folder=asked.save)
    say("furnishing a house")
    with House("postgresql") as house:
        scene = Scene(house.inside("scene", people=PEOPLE), seed=asked.seed)
        report.facts(
            {
                **machine(house.folder),
                "Server": f"granian, one process, {house.facts['version']}",
                "Flood": f"{asked.minutes:g} minutes, by {GENERATORS} processes of at most {LINKS:,} connections each",
                "Core": f"{asked.core:g} requests a second, by a process that does nothing else",
                "Seed": asked.seed,
            }
        )
        with house.serving(_front(asked)) as port:
            calm = _calm(scene, port, asked)
            return _flooded(report, scene, port, calm, asked)


class Scene:
    """The requests of ordinary people, and those that a hall lives by."""

    def __init__(self, known: dict[str, Any], *, seed: int) -> None:
        self._known, self._seed = known, seed
        self._seconds: dict[str, float] = {}

    def ordinary(self, seed: int) -> Iterator[Ask]:
        """Return requests of the ordinary mix without end, none of them answered from memory; each is a newcomer's."""
        chance, cases = random.Random(self._seed + seed), self._known["cases"]
        persons = cycle(
            get(one["path"], cookies=f"{cases['cookie']}={one['session']}; tempat=payakumbuh")
            for one in cases["opened"]
        )
        for number in count():
            name = chance.choice(SHARES)
            if name == STATUS:
                yield Ask(name, next(persons))
            elif name == START:
                yield Ask(name, get("/ajukan/?layanan=passport.new.adult", cookies="tempat=payakumbuh"))
            elif name == PLACES:
                yield Ask(name, get(f"/tempat/?next=/{seed}/{number}"))
            else:
                yield Ask(name, get("/antrean/urutan/payakumbuh/"))

    def core(self, seed: int) -> Iterator[Ask]:
        """Return requests of a hall without end."""
        chance, known, desk = random.Random(self._seed + seed), self._known, self._known["desk"]
        officer, token = f"{desk['cookie']}={desk['sessions'][0]}", secrets.token_hex(16)
        shown = {
            "board, live part": get(known["parts"]),
            "number on a phone": get(known["number"]),
            "board": get(known["board"]),
            "console": get(known["console"], cookies=officer),
            "line": get(known["line"], cookies=officer),
        }
        while True:
            name = chance.choice(HALL)
            form = f"once={uuid4()}&csrfmiddlewaretoken={token}"
            cookies = f"{officer}; {desk['form_cookie']}={token}"
            yield Ask(name, shown[name] if name in shown else post(desk["path"], form, cookies=cookies))


def _front(asked: Namespace) -> tuple[str, ...]:
    return (*ONE_PORT[:-1], "benchmarks.inside.unkept:application") if asked.without_doorkeeper else ONE_PORT


def _calm(scene: Scene, port: int, asked: Namespace) -> Calm:
    """Find what is served while nobody is pressed: each client waits for its answer, and none must be refused."""

    def driven(clients: int, seconds: float) -> Any:
        asks = [(one.request for one in scene.ordinary(number + 1)) for number in range(clients)]
        return drive(port, asks, seconds=seconds, expected=200).figures

    def core(_: int, answer: Connection) -> None:
        now = time.monotonic()
        answer.send(
            arrive(
                port, scene.core(0), per_second=asked.core, begins=now, ends=now + asked.calm, links=CORE_LINKS, seed=0
            )
        )

    say("the house without pressure")
    driven(NEEDED, 3)
    most = driven(NEEDED, asked.calm)
    [hall] = gather(1, core)
    alone, until = [], time.monotonic() + asked.calm
    asks = scene.ordinary(0)
    while time.monotonic() < until:
        alone.append(_looked(port, next(asks)))
        time.sleep(BETWEEN)
    slips = most.wrong + hall.all.wrong
    if slips or None in alone:
        raise SystemExit(f"Without pressure not everything was answered: {dict(slips)}, {alone.count(None)} others")
    return Calm(most.per_second, percentile(sorted(one for one in alone if one), 95), _p95(hall.all))


def _flooded(report: Report, scene: Scene, port: int, calm: Calm, asked: Namespace) -> int:
    begins = time.monotonic() + BEFORE
    ends = begins + 60 * asked.minutes
    rate = TIMES * calm.per_second

    def act(number: int, answer: Connection) -> None:
        if number == 0:
            hall = scene.core(1)
            rhythm = {"begins": begins, "ends": ends, "links": CORE_LINKS, "seed": asked.seed}
            answer.send(arrive(port, hall, per_second=asked.core, **rhythm))
        elif number == 1:
            answer.send(_recovery(port, scene.ordinary(1_000), since=ends, within=2 * calm.p95))
        else:
            asks, rhythm = scene.ordinary(1_000 + number), {"begins": begins, "ends": ends, "links": LINKS}
            answer.send(arrive(port, asks, per_second=rate / GENERATORS, seed=asked.seed + number, **rhythm))

    say(f"a flood of {rate:,.0f} requests a second")
    core, recovery, *floods = gather(2 + GENERATORS, act)
    return _tell(report, calm, core, floods, recovery, asked)


def _recovery(port: int, asks: Iterator[Ask], *, since: float, within: float) -> Recovery:
    """Ask for one page after the other from the moment ``since`` on, until ten in a row were served in time."""
    time.sleep(max(0.0, since - time.monotonic()))
    found, served, quick = Recovery(), 0, 0
    while found.as_before is None and time.monotonic() < since + GIVEN_UP:
        took = _looked(port, next(asks))
        served = 0 if took is None else served + 1
        quick = 0 if took is None or took > within else quick + 1
        if served == IN_A_ROW and found.served is None:
            found.served = time.monotonic() - since
        if quick == IN_A_ROW:
            found.as_before = time.monotonic() - since
        time.sleep(BETWEEN)
    return found


def _looked(port: int, ask: Ask) -> float | None:
    """Return how long the page took over a connection of its own; None when it was not served."""
    began, received = time.monotonic(), b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as link:
            link.sendall(ask.request)
            while not is_whole(received):
                piece = link.recv(262_144)
                if not piece:
                    return None
                received += piece
    except OSError:
        return None
    return time.monotonic() - began if int(received[9:12]) in GOOD else None


def _tell(
    report: Report,
    calm: Calm,
    core: Arrivals,
    floods: list[Arrivals],
    recovery: Recovery,
    asked: Namespace,
) -> int:
    seconds = 60 * asked.minutes
    flood = joined(one.all for one in floods)
    report.facts(
        {
            "Without pressure": f"{calm.per_second:,.0f} ordinary pages a second, one alone p95 {calm.p95 * 1000:.0f} ms,"
            f" core p95 {calm.core_ms:.0f} ms",
            "Offered": f"{flood.due / seconds:,.0f} a second, {flood.due / seconds / calm.per_second:.1f} times as many",
            "Clients' share of a core": f"flood {max(one.share for one in floods):.0%}, core {core.share:.0%}",
            "Sent later than due, p99": f"flood {max(one.late_ms for one in floods):.1f} ms, core {core.late_ms:.1f} ms",
        }
    )
    report.head("What", "due", "served", "p50 ms", "p95 ms", "p99 ms", "refused", "refused p95 ms", "slips")
    for name in sorted(core.by_name):
        _row(report, name, core.by_name[name])
    _row(report, "**core**", core.all)
    for name in dict.fromkeys(SHARES):
        _row(report, name, joined(one.of(name) for one in floods))
    _row(report, "**flood**", flood)
    report.add(
        "",
        f"After the flood ten in a row were served within {_seconds(recovery.served)},"
        f" and as quickly as before within **{_seconds(recovery.as_before)}**.",
        "",
    )
    slow = _p95(core.all) >= CORE_MS
    if asked.without_doorkeeper:
        report.add("The control " + ("shows it: the core waits with the rest." if slow else "shows nothing."))
        return 0 if slow else 1
    kept = not (slow or core.all.wrong or core.all.refused or flood.wrong)
    kept = kept and recovery.as_before is not None and recovery.as_before < RECOVERY_SECONDS
    report.add("Kept." if kept else "Not kept: the core below a second, only 429 and 503, recovery within a minute.")
    return 0 if kept else 1


def _row(report: Report, name: str, found: Arrived) -> None:
    good = sorted(found.good)
    times = [f"{percentile(good, one) * 1000:,.0f}" if good else "—" for one in (50, 95, 99)]
    refused = f"{percentile(sorted(found.refused), 95) * 1000:,.0f}" if found.refused else "—"
    slips = ", ".join(f"{many} {what}" for what, many in found.wrong.most_common())
    report.row([name, f"{found.due:,}", f"{len(good):,}", *times, f"{len(found.refused):,}", refused, slips])


def _seconds(found: float | None) -> str:
    return f"more than {GIVEN_UP:.0f} s" if found is None else f"{found:.1f} s"


def _p95(found: Arrived) -> float:
    return percentile(sorted(found.good), 95) * 1000


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.flood", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--without-doorkeeper", action="store_true", help="the control: nobody is refused")
    parser.add_argument("--calm", type=float, default=10, help="seconds of each figure without pressure")
    parser.add_argument("--core", type=float, default=10, help="requests of the hall a second")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--save", nargs="?", type=Path, const=RESULTS, help="keep the report in this folder")
    asked = parser.parse_args()
    if not 0 < asked.minutes <= 15 or not 0 < asked.calm <= 60 or not 0 < asked.core <= 10:
        parser.error("at most 15 minutes, 60 seconds and 10 requests of the hall a second")
    return asked


if __name__ == "__main__":
    sys.exit(main())

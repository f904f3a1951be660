"""
``python -m benchmarks.tickets``: numbers of one lane at one point, beside what the database does with the same statements.

In one run on either database: by the operation, in as many processes; over HTTP as the desk gives them for short matters;
the same statements without a house; and the least that a number can cost, a counter and an insert. All numbers that
were given are counted afterwards. The control takes the guards away and counts instead: then numbers repeat.
"""

import secrets
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.house import CORES, House
from benchmarks.limit import NoProgram, limit
from benchmarks.load import drive, post
from benchmarks.machine import machine
from benchmarks.report import RESULTS, Report, end_in_order, say
from benchmarks.statements import Script, Statement, Unlike, script
from benchmarks.timings import Figures
from tests.cluster import binaries

OPERATION, GROUPED = "issue_ticket, one transaction each", "issue_in_a_group, one transaction for many"
SAME, LEAST = "the same statements, database alone", "a counter and an insert, database alone"
DESK, CONTROL = "the desk's form, over HTTP", "control: no guard, each counts what is there"
A_DAY = 990
"""Numbers of a lane on one day, less the few that show that there are no more."""

OFFICERS = 4
POST_DONE = 302


def main() -> int:
    """Measure, and print a report."""
    end_in_order()
    asked = _arguments()
    databases = ["postgresql", "sqlite"] if asked.database == "both" else [asked.database]
    if binaries() is None:
        databases = [one for one in databases if one != "postgresql"]
        say("PostgreSQL's server programs were not found: SQLite only")
    report = Report("tickets", "Numbers of one lane at one point", folder=asked.save)
    for number, database in enumerate(databases):
        say(f"furnishing a house on {database}")
        with House(database) as house:
            if not number:
                report.facts(
                    {
                        **machine(house.folder),
                        "A figure": f"{asked.seconds:g} s; over HTTP {asked.days} days of {A_DAY} numbers, one after the other",
                        "Server": f"granian, WSGI, {asked.workers} processes of {asked.threads} threads",
                        "Seed": f"{asked.seed} (of the database alone; the rest has no chance in it)",
                    }
                )
            _one(report, house, asked)
    return 0


def _one(report: Report, house: House, asked: Namespace) -> None:
    report.add(f"## {house.facts['version']}", "")
    report.head("Way", "takers", "per s", "p50 ms", "p99 ms", "/ same statements", "/ least", "slips")
    same = _same(house)
    with house.serving(_front(asked)) as port:
        ours = [_operation(house, OPERATION, asked, clients=clients) for clients in asked.clients]
        grouped = [_operation(house, GROUPED, asked, clients=clients) for clients in asked.clients]
        known = house.inside("desks", officers=OFFICERS)
        over_http = [_desk(house, port, known, asked, clients=clients) for clients in asked.clients]
    house.inside("loosen_tickets")
    counted: list[tuple[str, int, dict[str, int]]] = []
    for clients, alone_each, together, desk in zip(asked.clients, ours, grouped, over_http, strict=True):
        alone = _alone(house, same, asked, clients=clients)
        least = _alone(house, _least(house.database), asked, clients=clients)
        for name, (figures, given) in ((OPERATION, alone_each), (GROUPED, together), (DESK, desk)):
            _row(report, name, clients, figures, alone, least)
            counted.append((name, clients, given))
        _row(report, SAME, clients, alone, None, least)
        _row(report, LEAST, clients, least, None, None)
    control = house.inside("take_tickets", clients=min(asked.clients), seconds=asked.seconds, way="counted")
    counted.append((CONTROL, min(asked.clients), control["given"]))
    report.add("", "What numbers were given:", "")
    report.head("Way", "takers", *counted[0][2])
    for name, clients, given in counted:
        report.row([name, clients, *(f"{one:,}" for one in given.values())])
    report.add("")
    wrong = [name for name, _, given in counted if given["given twice"] and name != CONTROL]
    if wrong or not control["given"]["given twice"]:
        raise SystemExit(f"Numbers were given twice by {wrong}, or the control shows nothing.")


def _front(asked: Namespace) -> tuple[str, ...]:
    return (
        "--interface", "wsgi", "--workers", str(asked.workers), "--blocking-threads", str(asked.threads),
        "--backlog", "2048", "lintas.config.wsgi:application",
    )  # fmt: skip


def _same(house: House) -> Script | str:
    first, second = ([Statement.from_json(one) for one in part] for part in house.inside("record_ticket"))
    try:
        return script(first, second)
    except Unlike as reason:
        return str(reason)


def _operation(house: House, name: str, asked: Namespace, *, clients: int) -> tuple[Figures, dict[str, int]]:
    say(f"{house.database}: {name}, {clients} at once")
    way = "together" if name == GROUPED else "alone"
    found = house.inside("take_tickets", clients=clients, seconds=asked.seconds, way=way)
    figures = Figures(**{**found["figures"], "wrong": Counter(found["figures"]["wrong"])})
    return figures, found["given"]


def _desk(
    house: House, port: int, known: dict[str, Any], asked: Namespace, *, clients: int
) -> tuple[Figures, dict[str, int]]:
    """Send the form of the desk for some days of numbers; the lane is emptied between them."""
    say(f"{house.database}: {DESK}, {clients} at once")
    drive(port, _forms(known, clients, 100), seconds=30, expected=POST_DONE)
    house.inside("next_day", away=_days_back())
    found: list[Figures] = []
    given: Counter[str] = Counter()
    for _ in range(asked.days):
        driven = drive(port, _forms(known, clients, A_DAY), seconds=asked.seconds, expected=POST_DONE).figures
        day = house.inside("next_day", away=_days_back())
        if day["given"] != driven.done:
            raise SystemExit(f"{driven.done:,} were answered as if they had a number, {day['given']:,} have one.")
        found.append(driven)
        given.update(day)
    middle = sorted(found, key=lambda one: one.per_second)[len(found) // 2]
    return middle, dict(given)


_moved = 0


def _days_back() -> int:
    global _moved
    _moved += 1
    return _moved


def _forms(known: dict[str, Any], clients: int, count: int) -> list[Iterator[bytes]]:
    token = secrets.token_hex(16)
    forms = [
        post(
            known["path"],
            f"once={uuid4()}&csrfmiddlewaretoken={token}",
            cookies=f"{known['cookie']}={known['sessions'][number % OFFICERS]}; {known['form_cookie']}={token}",
        )
        for number in range(count)
    ]
    return [iter(forms[number::clients]) for number in range(clients)]


def _least(database: str) -> Script:
    if database == "postgresql":
        sql = (
            "WITH next AS (INSERT INTO bare_slot (id, taken) VALUES ('«slot»', 1) ON CONFLICT (id) DO UPDATE"
            " SET taken = bare_slot.taken + 1 RETURNING id, taken)"
            " INSERT INTO bare_place (id, slot) SELECT '«new0»', id FROM next"
        )
        return Script((Statement(sql),))
    counter = "INSERT INTO bare_slot (id, taken) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET taken = taken + 1 RETURNING taken"
    insert = "INSERT INTO bare_place (id, slot) VALUES (?, ?)"
    return Script((Statement(counter, ("«slot»",), 1), Statement(insert, ("«new0»", "«slot»"), 1)))


def _alone(house: House, bare: Script | str, asked: Namespace, *, clients: int) -> Figures | str:
    if isinstance(bare, str):
        return bare
    say(f"{house.database}: database alone, {clients} at once")
    house.inside("empty_lane")
    try:
        return limit(bare, house, clients=clients, seconds=asked.seconds, seed=asked.seed + clients, slots=1)
    except NoProgram as reason:
        return str(reason)


def _row(
    report: Report,
    name: str,
    clients: int,
    found: Figures | str,
    same: Figures | str | None,
    least: Figures | str | None,
) -> None:
    if isinstance(found, str):
        report.row([name, clients, "—", "—", "—", "—", "—", f"not measured: {found}"])
        return
    ratios = [
        f"{found.per_second / one.per_second:.2f}" if isinstance(one, Figures) and one.per_second else "—"
        for one in (same, least)
    ]
    report.row(
        [name, clients, f"{found.per_second:,.0f}", f"{found.p50_ms:.1f}", f"{found.p99_ms:.1f}", *ratios, found.slips]
    )


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.tickets", description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[32, 128])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--days", type=int, default=5, help="how many days of numbers are given over HTTP")
    parser.add_argument("--database", default="both", choices=["sqlite", "postgresql", "both"])
    parser.add_argument("--workers", type=int, default=CORES)
    parser.add_argument("--threads", type=int, default=64)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--save", nargs="?", type=Path, const=RESULTS, help="keep the report in this folder")
    asked = parser.parse_args()
    if not 0 < asked.seconds <= 30 or not all(0 < one <= 128 for one in asked.clients) or not 0 < asked.days <= 20:
        parser.error("at most 30 seconds, 128 takers and 20 days")
    return asked


if __name__ == "__main__":
    sys.exit(main())

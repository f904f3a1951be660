"""What the database alone does with the same statements: pgbench on PostgreSQL, plain sqlite3 on SQLite."""

import os
import random
import re
import sqlite3
import subprocess
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.crowd import crowd
from benchmarks.house import CORES, House
from benchmarks.statements import FIRST_SLOT, MARK, SLOTS, Script, Statement, slot_id
from benchmarks.timings import Figures, percentile
from tests.cluster import binaries

SAMPLED = 0.2
"""Share of the transactions whose time pgbench writes down."""

PLACEHOLDER = re.compile(r"(?<!%)%s")
DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


class NoProgram(RuntimeError):
    """pgbench, which comes with PostgreSQL's server, is not there or did not finish."""


def limit(script: Script, house: House, *, clients: int, seconds: float, seed: int, slots: int = SLOTS) -> Figures:
    """Run the statements bare with as many clients, each run on one of ``slots`` sessions."""
    if house.database == "postgresql":
        return _pgbench(script, house.server, clients=clients, seconds=seconds, seed=seed, slots=slots)
    return crowd(
        clients, lambda number: _on_sqlite(script, house.file, seed=seed + number, slots=slots), seconds=seconds
    )


def one_statement(database: str) -> Script:
    """Return the least that taking a place can cost: a guarded update and an insert."""
    if database == "postgresql":
        sql = (
            "WITH kept AS (UPDATE bare_slot SET taken = taken + 1 WHERE id = '«slot»' AND taken < 1000000000"
            " RETURNING id) INSERT INTO bare_place (id, slot) SELECT '«new0»', id FROM kept"
        )
        return Script((Statement(sql),))
    update = Statement("UPDATE bare_slot SET taken = taken + 1 WHERE id = ? AND taken < 1000000000", ("«slot»",), 1)
    return Script((update, Statement("INSERT INTO bare_place (id, slot) VALUES (?, ?)", ("«new0»", "«slot»"), 1)))


def pgbench_text(script: Script, *, slots: int) -> str:
    """Return the script in pgbench's language."""
    news = sorted({found[1] for one in script.statements for found in MARK.finditer(one.sql) if found[2]})
    lines = [f"\\set slot random({FIRST_SLOT}, {FIRST_SLOT + slots - 1})"]
    for name in news:
        lines += [f"\\set {name}a random(8000, 8999)", f"\\set {name}b random(100000000000, 999999999999)"]
    prefix = slot_id(0)[:-3]
    for together, statements in script.parts():
        texts = [MARK.sub(lambda mark: _for_pgbench(mark, prefix), one.sql) + ";" for one in statements]
        lines += ["BEGIN;", *texts, "COMMIT;"] if together else texts
    return "\n".join(lines) + "\n"


def _for_pgbench(mark: re.Match[str], prefix: str) -> str:
    return f"{prefix}:slot" if mark[2] is None else f"0199000000017000:{mark[1]}a:{mark[1]}b"


def _pgbench(script: Script, server: str, *, clients: int, seconds: float, seed: int, slots: int) -> Figures:
    folder = binaries()
    if folder is None:
        raise NoProgram("PostgreSQL's programs were not found")
    with tempfile.TemporaryDirectory(prefix="lintas-pgbench-") as place:
        text = Path(place, "act.sql")
        text.write_text(pgbench_text(script, slots=slots), "utf-8")
        command = [
            f"{folder}/pgbench", "--no-vacuum", "--file", str(text), "--client", str(clients),
            "--jobs", str(min(clients, CORES)), "--time", str(max(1, round(seconds))), "--random-seed", str(seed + slots),
            "--log", "--log-prefix", f"{place}/log", "--sampling-rate", str(SAMPLED), f"{server}/house",
        ]  # fmt: skip
        # Who waits for a hot row longer than a house lets them wait is counted here, not turned away.
        patient = os.environ | {"PGOPTIONS": "-c lock_timeout=0 -c statement_timeout=0"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 60, env=patient)
        took = sorted(
            int(line.split()[2]) / 1e6 for log in Path(place).glob("log.*") for line in log.read_text().splitlines()
        )
    rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    number = re.search(r"transactions actually processed: (\d+)", done.stdout)
    if done.returncode or not rate or not number:
        raise NoProgram(f"pgbench ended with {done.returncode}: {done.stderr.strip().splitlines()[-3:]}")
    return Figures(
        per_second=float(rate[1]),
        p50_ms=percentile(took, 50) * 1000,
        p95_ms=percentile(took, 95) * 1000,
        p99_ms=percentile(took, 99) * 1000,
        done=int(number[1]),
        wrong=Counter(),
    )


def _on_sqlite(script: Script, file: Path, *, seed: int, slots: int) -> Callable[[], None]:
    database = sqlite3.connect(file, timeout=20, isolation_level=None)
    database.executescript(DURABLE)
    chance = random.Random(seed)
    parts = [
        (together, [(PLACEHOLDER.sub("?", one.sql).replace("%%", "%"), one.values) for one in statements])
        for together, statements in script.parts()
    ]

    def act() -> None:
        chosen = {"«slot»": slot_id(chance.randrange(slots))}
        for together, statements in parts:
            if together:
                database.execute("BEGIN IMMEDIATE")
            try:
                for sql, values in statements:
                    database.execute(sql, [_fresh(value, chosen) for value in values]).fetchall()
            except sqlite3.Error:
                if together:
                    database.execute("ROLLBACK")
                raise
            if together:
                database.execute("COMMIT")

    return act


def _fresh(value: object, chosen: dict[str, str]) -> object:
    """Return the value of this run for a mark that stands alone; any other value as it is."""
    if isinstance(value, str) and value.startswith("«") and MARK.fullmatch(value):
        if value not in chosen:
            chosen[value] = uuid.UUID(bytes=b"\x01\x99" + os.urandom(14), version=4).hex
        return chosen[value]
    return value

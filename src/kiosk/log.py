"""
The box's log: every number it gave and all that counters did with it, written durably before anybody sees it.

SQLite with ``synchronous=FULL``: a commit returns when the line is on the medium. Beside it, best on a second medium, a
mark says how long the log is: a disk that was put back from an image is shorter than its mark.
"""

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from kiosk.blocks import Block, left, next_number
from kiosk.times import Anchor, Instant

START = bytes(32)
TABLES = """
CREATE TABLE IF NOT EXISTS line (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, press TEXT NOT NULL UNIQUE, lane TEXT, day TEXT NOT NULL,
    number INTEGER, hour TEXT NOT NULL, body TEXT NOT NULL, digest BLOB NOT NULL, instead TEXT NOT NULL
    DEFAULT '', outcome TEXT NOT NULL DEFAULT '', prints INTEGER NOT NULL DEFAULT 0, UNIQUE (lane, day, number),
    CHECK ((lane IS NULL) = (number IS NULL))
);
CREATE TABLE IF NOT EXISTS block (
    id TEXT PRIMARY KEY, lane TEXT NOT NULL, day TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS wish (
    lane TEXT NOT NULL, day TEXT NOT NULL, id TEXT NOT NULL UNIQUE, PRIMARY KEY (lane, day)
);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Stopped(Exception):
    """The log cannot be trusted any more: it was put back, or another copy of it is in use."""


class NoNumbers(Exception):
    """No number of the lane and day is left on this box."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A number that was given. ``instead`` is the one that the house gave in exchange, if any; ``prints`` so far."""

    id: str
    lane: str
    day: date
    number: int
    hour: datetime
    instead: str
    outcome: str
    prints: int

    @property
    def text(self) -> str:
        """The number as it is called, such as ``A 024``."""
        return self.instead or self.own_text

    @property
    def own_text(self) -> str:
        """The number as it was first given."""
        return f"{self.lane} {self.number:03d}"

    @property
    def shown_hour(self) -> str:
        """The hour at the hall, such as ``24-11-2026 08.30``."""
        return f"{self.hour:%d-%m-%Y %H.%M}"


class Log:
    """One log in one folder; used by several threads, one at a time."""

    def __init__(self, folder: Path, *, mark: Path | None = None) -> None:
        """Open it. :raises Stopped: it is shorter than its mark says, or was stopped before."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.RLock()
        self._mark = mark or folder / "mark"
        self._file = sqlite3.connect(folder / "log.sqlite3", isolation_level=None, check_same_thread=False)
        self._file.row_factory = sqlite3.Row
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=FULL")
        self._file.executescript(TABLES)
        self._look_at_mark()

    def settings(self) -> tuple[str, int]:
        """Return how the file is written: journal mode and the level of synchronising (2 is FULL)."""
        [mode], [level] = (self._file.execute(f"PRAGMA {name}").fetchone() for name in ("journal_mode", "synchronous"))
        return mode, level

    def give(self, *, press: str, lane: str, day: date, hour: datetime, now: Instant, reference: str = "") -> Slip:
        """
        Take the next number and write it down; when this returns it is on the medium.

        ``press`` is an id that the page made: the same press gives the same number again.

        :raises NoNumbers: none is left. :raises Stopped: the log was stopped.
        """
        with self._lock:
            known = self._file.execute("SELECT id FROM line WHERE press = ?", [press]).fetchone()
            if known is not None:
                return self.slip(known["id"])
            self.must_go_on()
            number = next_number(self.blocks(lane, day), self._given(lane, day))
            if number is None:
                raise NoNumbers
            facts = {"lane": lane, "day": day.isoformat(), "number": number, "reference": reference}
            return self.slip(self._write(facts, press=press, day=day, hour=hour, now=now))

    def write_act(self, *, press: str, act: Mapping[str, str], day: date, hour: datetime, now: Instant) -> None:
        """
        Write down what a counter did; when this returns it is on the medium. The same press changes nothing.

        :raises Stopped: the log was stopped.
        """
        with self._lock:
            if self._file.execute("SELECT 1 FROM line WHERE press = ?", [press]).fetchone() is None:
                self.must_go_on()
                self._write(act, press=press, day=day, hour=hour, now=now)

    def knows(self, press: str) -> bool:
        """Say whether this press of a button has been written down."""
        with self._lock:
            return self._file.execute("SELECT 1 FROM line WHERE press = ?", [press]).fetchone() is not None

    def held(self) -> threading.RLock:
        """Return the lock of the log, to look and write without anybody in between."""
        return self._lock

    def _write(self, facts: Mapping[str, Any], *, press: str, day: date, hour: datetime, now: Instant) -> str:
        seq, before = self.head()
        line = {"seq": seq + 1, "id": str(uuid4()), "before": before.hex()} | dict(facts)
        line |= {"wall": now.wall.isoformat(), "boot": now.boot, "ticks": now.ticks}
        body = json.dumps(line, separators=(",", ":"))
        digest = hashlib.sha256(before + body.encode()).digest()
        self._keep(line, press=press, day=day, hour=hour, body=body, digest=digest)
        return str(line["id"])

    def _keep(self, line: dict[str, Any], *, press: str, day: date, hour: datetime, body: str, digest: bytes) -> None:
        number = line["number"] if "lane" in line else None
        values = [line["seq"], line["id"], press, line.get("lane"), day.isoformat(), number]
        self._file.execute(
            "INSERT INTO line (seq, id, press, lane, day, number, hour, body, digest) VALUES (?,?,?,?,?,?,?,?,?)",
            [*values, hour.isoformat(), body, digest],
        )
        self._write_mark(line["seq"], digest)

    def slip(self, slip_id: str) -> Slip:
        """Return a number that was given. :raises KeyError: there is none, or its day is long over."""
        with self._lock:
            row = self._file.execute("SELECT * FROM line WHERE id = ? AND number > 0", [slip_id]).fetchone()
        if row is None:
            raise KeyError(slip_id)
        return Slip(
            id=row["id"],
            lane=row["lane"],
            day=date.fromisoformat(row["day"]),
            number=row["number"],
            hour=datetime.fromisoformat(row["hour"]),
            instead=row["instead"],
            outcome=row["outcome"],
            prints=row["prints"],
        )

    def count_print(self, slip_id: str) -> None:
        """Note that the slip was printed once more."""
        with self._lock:
            self._file.execute("UPDATE line SET prints = prints + 1 WHERE id = ?", [slip_id])

    def head(self) -> tuple[int, bytes]:
        """Return the number and the hash of the last line."""
        with self._lock:
            row = self._file.execute("SELECT seq, digest FROM line ORDER BY seq DESC LIMIT 1").fetchone()
        return (row["seq"], row["digest"]) if row else (0, START)

    def latest(self) -> datetime | None:
        """Return the hour of the last line."""
        with self._lock:
            row = self._file.execute("SELECT hour FROM line ORDER BY seq DESC LIMIT 1").fetchone()
        return datetime.fromisoformat(row["hour"]) if row else None

    def after(self, seq: int, *, limit: int) -> tuple[list[str], bool]:
        """Return the lines after ``seq``, oldest first, and whether these are all."""
        with self._lock:
            rows = self._file.execute("SELECT body FROM line WHERE seq > ? ORDER BY seq LIMIT ?", [seq, limit + 1])
            bodies = [row["body"] for row in rows]
        return bodies[:limit], len(bodies) <= limit

    def since(self, seq: int, *, day: date) -> list[tuple[dict[str, Any], datetime]]:
        """Return what was written for a day after ``seq``, oldest first, each with its hour at the hall."""
        with self._lock:
            rows = self._file.execute(
                "SELECT body, hour FROM line WHERE seq > ? AND day = ? ORDER BY seq", [seq, day.isoformat()]
            )
            return [(json.loads(row["body"]), datetime.fromisoformat(row["hour"])) for row in rows]

    def told(self) -> int:
        """Return up to which line the house has acknowledged."""
        return int(self.fact("told", "0"))

    def note_told(self, *, seq: int, digest: str, became: Iterable[dict[str, str]]) -> None:
        """
        Note how far the house knows the log, and what became of the numbers.

        :raises Stopped: the house knows another log than this one, or a longer one.
        """
        with self._lock:
            row = self._file.execute("SELECT digest FROM line WHERE seq = ?", [seq]).fetchone()
            if seq and (row is None or row["digest"].hex() != digest):
                self.stop("the house knows another log")
            for one in became:
                values = [one["outcome"], one["instead"], one["id"]]
                self._file.execute("UPDATE line SET outcome = ?, instead = ? WHERE id = ?", values)
            self.note(told=str(seq))

    def blocks(self, lane: str, day: date) -> list[Block]:
        """Return the blocks of a lane and day."""
        with self._lock:
            rows = self._file.execute("SELECT * FROM block WHERE lane = ? AND day = ?", [lane, day.isoformat()])
            return [Block(row["id"], row["lane"], day, row["first"], row["last"]) for row in rows]

    def left(self, lane: str, day: date) -> int:
        """Return how many numbers of a lane and day are left."""
        with self._lock:
            return left(self.blocks(lane, day), self._given(lane, day))

    def wish(self, lane: str, day: date) -> str:
        """Return the id under which a block of the lane and day is asked for: the same until it has come."""
        with self._lock:
            values = [lane, day.isoformat()]
            self._file.execute("INSERT OR IGNORE INTO wish VALUES (?, ?, ?)", [*values, str(uuid4())])
            return self._file.execute("SELECT id FROM wish WHERE lane = ? AND day = ?", values).fetchone()["id"]

    def add_block(self, block: Block) -> None:
        """Keep a block that came, once."""
        with self._lock, self._file:
            values = [block.id, block.lane, block.day.isoformat(), block.first, block.last]
            self._file.execute("BEGIN IMMEDIATE")
            self._file.execute("INSERT OR IGNORE INTO block VALUES (?, ?, ?, ?, ?)", values)
            self._file.execute("DELETE FROM wish WHERE id = ?", [block.id])

    def forget_before(self, day: date) -> None:
        """
        Forget lines that the house knows and blocks of days before ``day``; the last line stays.

        No case code stays on the box longer than it may be asked for again at the box.
        """
        with self._lock:
            day_text = day.isoformat()
            self._file.execute(
                "DELETE FROM line WHERE day < ? AND seq < ? AND seq < (SELECT MAX(seq) FROM line)",
                [day_text, self.told()],
            )
            self._file.execute("DELETE FROM block WHERE day < ?", [day_text])
            self._file.execute("DELETE FROM wish WHERE day < ?", [day_text])

    def fact(self, name: str, default: str = "") -> str:
        """Return a fact that was noted."""
        with self._lock:
            row = self._file.execute("SELECT value FROM fact WHERE name = ?", [name]).fetchone()
        return row["value"] if row else default

    def note(self, **facts: str) -> None:
        """Note facts; what is known already costs no write."""
        with self._lock:
            facts = {name: value for name, value in facts.items() if self.fact(name) != value}
            self._file.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", facts.items())

    def anchor(self) -> Anchor | None:
        """Return the house's hour as it was last told."""
        text = self.fact("anchor")
        if not text:
            return None
        found = json.loads(text)
        return Anchor(found["boot"], found["ticks"], datetime.fromisoformat(found["hour"]))

    def note_anchor(self, anchor: Anchor) -> None:
        """Note the house's hour."""
        found = {"boot": anchor.boot, "ticks": anchor.ticks, "hour": anchor.hour.isoformat()}
        self.note(anchor=json.dumps(found))

    def must_go_on(self) -> None:
        """:raises Stopped: the log was stopped."""
        if reason := self.fact("stopped"):
            raise Stopped(reason)

    def stop(self, reason: str) -> None:
        """Stop for good: only a new enrolment in a new folder helps. :raises Stopped: always."""
        self.note(stopped=reason)
        raise Stopped(reason)

    def close(self) -> None:
        """Close the file; whoever is writing comes to an end first."""
        with self._lock:
            self._file.close()

    def _given(self, lane: str, day: date) -> set[int]:
        rows = self._file.execute("SELECT number FROM line WHERE lane = ? AND day = ?", [lane, day.isoformat()])
        return {row["number"] for row in rows}

    def _write_mark(self, seq: int, digest: bytes) -> None:
        fresh = self._mark.with_suffix(".new")
        with fresh.open("w", encoding="ascii") as file:
            file.write(f"{seq} {digest.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._mark)
        folder = os.open(self._mark.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _look_at_mark(self) -> None:
        if not self._mark.exists():
            if self.head()[0]:
                # Begun without one, or it was lost: the house will tell whether the log is whole.
                self._write_mark(*self.head())
            return
        seq, digest = self._mark.read_text(encoding="ascii").split()
        known = self._file.execute("SELECT digest FROM line WHERE seq = ?", [int(seq)]).fetchone()
        if self.head()[0] < int(seq) or (known is not None and known["digest"].hex() != digest):
            self.stop("the log is shorter than its mark: it was put back")

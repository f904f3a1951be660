"""A box with a log in a throw-away folder, and a house that is a list of what it was told."""

import hashlib
import json
import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.blocks import Block
from kiosk.box import Box
from kiosk.desks import open_desks
from kiosk.line import Away
from kiosk.log import Log
from kiosk.times import Instant
from kiosk.window import open_window

NINE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
LANES = [
    {"letter": "A", "class": "regular", "id": "Paspor", "en": "Passport", "block": 4, "station": "documents"},
    {"letter": "P", "class": "priority", "id": "Prioritas", "en": "Priority", "block": 4, "station": "documents"},
]
FOLLOW = "https://lintas.example/antrean/?titik=payakumbuh"
ONE, TWO, PHOTO = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))


def a_hall(*standing, calls=None, day=DAY):
    """A hall with two counters for papers and one for photographs, as the house tells it."""
    return {
        "day": day.isoformat(),
        "slug": "payakumbuh",
        "calls_allowed": 3,
        "return_seconds": 3600,
        "rule": {"A": [4, None], "P": [3, 2]},
        "calls": calls or {},
        "stations": {"documents": ["berkas", "papers"], "photo": ["foto", "photographs"]},
        "counters": [
            {"id": ONE, "name": "Loket 1", "station": "documents"},
            {"id": TWO, "name": "Loket 2", "station": "documents"},
            {"id": PHOTO, "name": "Foto 1", "station": "photo"},
        ],
        "standing": list(standing),
    }


def stands(
    number, *, letter="A", at=NINE, station="documents", state="waiting", counter=None, calls=0, turn=0, until=None
):
    """A number in that hall."""
    return {
        "id": f"{letter}{number}",
        "letter": letter,
        "number": number,
        "station": station,
        "state": state,
        "front": False,
        "place_at": at.isoformat(),
        "since": at.isoformat(),
        "since_turn": turn,
        "counter": counter,
        "calls": calls,
        "has_returned": False,
        "returns_until": until and until.isoformat(),
    }


class Told:
    """A clock that shows what it is told."""

    def __init__(self):
        self.boot, self.started, self.at, self.jump = "boot-1", NINE - timedelta(hours=1), NINE, timedelta(0)

    def read(self):
        return Instant(self.boot, round((self.at - self.started).total_seconds() * 1000), self.at + self.jump)


class House:
    """Answers as the house does; ``is_away`` loses messages, ``loses_answers`` loses what it says to them."""

    def __init__(self, clock):
        self.clock, self.lines, self.wishes, self.last = clock, [], {}, {}
        self.is_away = self.loses_answers = False
        self.placed = None
        self.hall = None

    def send(self, act, content):
        if self.is_away:
            raise Away("away")
        answer = getattr(self, act)(content)
        if self.loses_answers:
            raise Away("answer lost")
        return answer

    def nomor(self, content):
        for wish in content["wishes"]:
            key = wish["lane"], wish["day"]
            if wish["id"] not in self.wishes:
                first = self.last.get(key, 0) + 1
                self.last[key] = first + 3
                self.wishes[wish["id"]] = {**wish, "first": first, "last": first + 3}
        asked = [self.wishes[wish["id"]] for wish in content["wishes"]]
        now = self.clock.at.isoformat()
        about = {
            "now": now,
            "zone": "Asia/Jakarta",
            "point": "Payakumbuh",
            "follow": FOLLOW,
            "seq": len(self.lines),
            "lanes": LANES,
        }
        return about | {"blocks": asked}

    def ruang(self, content):
        if self.hall is None:
            return {"serves": False}
        digest = hashlib.sha256(json.dumps(self.hall).encode()).hexdigest()
        told = {"serves": True, "now": self.clock.at.isoformat(), "seq": len(self.lines), "digest": digest}
        told["placed"] = self.placed and self.placed.isoformat()
        return told | {"hall": None if content["seen"] == digest else self.hall}

    def catatan(self, content):
        for text in content["lines"]:
            line = json.loads(text)
            if line["seq"] == len(self.lines) + 1:
                before = bytes.fromhex(line["before"])
                self.lines.append((text, hashlib.sha256(before + text.encode()).hexdigest()))
                self.placed = self.clock.at
        digest = self.lines[-1][1] if self.lines else "00" * 32
        return {"seq": len(self.lines), "hash": digest, "became": []}


@pytest.fixture
def clock():
    return Told()


@pytest.fixture
def house(clock):
    return House(clock)


@pytest.fixture
def log(tmp_path):
    found = Log(tmp_path / "box")
    yield found
    found.close()


@pytest.fixture
def box(log, house, clock):
    """A box that has met its house."""
    found = Box(log, house, clock)
    found.meet_house()
    return found


@pytest.fixture
def window(box, tmp_path):
    voices = tmp_path / "voices"
    (voices / "id").mkdir(parents=True)
    (voices / "id" / "number.mp3").write_bytes(b"ID3")
    server = open_window(box, port=0, voices=voices)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def desks(box, tmp_path):
    server = open_desks(box, address="127.0.0.1", port=0, folder=tmp_path)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def a_block(first, last, *, lane="A", day=DAY):
    return Block(f"{lane}{first}", lane, day, first, last)

"""
Promise S04, the island: the office is cut off, and kiosk and counters go on within five seconds; afterwards nothing is lost.

The real program of a box, a house with a real database, and officers who press buttons on the box's pages over HTTP.
The line is cut in three ways: the house's process is killed, its database is killed under it, and the house stands
still so that it neither answers nor refuses. Meanwhile the box is killed too. LINTAS_TEST_STORM=full: an hour each.
"""

import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from kiosk.desks import pairing_code
from tests.cluster import Cluster
from tests.ports import free_port
from tests.storms.test_numbers_never_repeat import FULL, ROOT, SEED, WIB, House, migrate

pytestmark = [pytest.mark.storm, pytest.mark.each_database]
APART_SECONDS = 3_600 if FULL else 8
SOMEBODY_EVERY = max(0.15, APART_SECONDS / 800)
"""Seconds between two who take a number: a lane has 999 of them a day."""

KILLED_EVERY = max(2.0, APART_SECONDS / 200)
ABSENT = 0.3
WITHIN = 5.0
"""Seconds after a cut until a counter may call."""
PATIENT = (
    "import kiosk.line as l; l.Line.__init__.__kwdefaults__['patience'] = 9.0; from kiosk.__main__ import main; main()"
)
WIDE = 60.0


class Box:
    """The program of a box, as it is started in an office."""

    def __init__(self, place: Path, house: House, kiosk: str, code: str, *, patient: bool = False) -> None:
        self.place, self.house, self.patient = place, house, patient
        self.page_port, self.desk_port = free_port(), free_port()
        self.process: subprocess.Popen[bytes] | None = None
        enrol = ["enrol", "--house", f"http://127.0.0.1:{house.port}", "--kiosk", kiosk, "--code", code]
        until(lambda: self._run(*enrol).wait(30) == 0, "the box was not enrolled")

    def _run(self, act: str, *more: str) -> subprocess.Popen[bytes]:
        program = ["-c", PATIENT] if self.patient else ["-m", "kiosk"]
        command = [sys.executable, *program, act, "--folder", str(self.place), *more]
        return subprocess.Popen(command, env=self.house.environment)

    def start(self) -> None:
        ports = ["--port", str(self.page_port), "--counters", f"127.0.0.1:{self.desk_port}"]
        self.process = self._run("run", *ports)
        until(lambda: self.ask(self.page_port, "/") is not None, "the box did not start")
        ask_code = {"kode": pairing_code(self.place)}
        self.cookie = self.ask(self.desk_port, "/pasang/", ask_code).headers["Set-Cookie"].split(";")[0]

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def ask(self, port: int, path: str, fields: dict[str, str] | None = None):
        host = f"127.0.0.1:{port}"
        line = http.client.HTTPConnection(host, timeout=10)
        headers = {"Origin": f"http://{host}", "Cookie": getattr(self, "cookie", "")}
        try:
            body = None if fields is None else urlencode(fields)
            line.request("GET" if fields is None else "POST", path, body, headers)
            answer = line.getresponse()
            answer.text = answer.read().decode()
            return answer
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def number(self) -> str | None:
        """Take a number at the kiosk; None when the box was killed meanwhile."""
        given = self.ask(self.page_port, "/nomor/", {"tekan": str(uuid4()), "antrean": "A"})
        page = given and self.ask(self.page_port, given.headers["Location"])
        found = page and re.search(r'class="number">(\w \d{3})<', page.text)
        return found and found[1]

    def at(self, counter: str) -> tuple[str, dict[str, str], list[str]]:
        """Return the number at the counter, what its form holds, and what may be done."""
        page = self.ask(self.desk_port, f"/loket/{counter}/")
        if page is None or page.status != 200:
            return "", {}, []
        form = dict(re.findall(r'name="(tekan|nomor)" value="([^"]+)"', page.text))
        found = re.search(r'class="number">([^<]+)<', page.text)
        return found[1] if found else "", form, re.findall(r'name="langkah" value="([^"]+)"', page.text)

    def press(self, counter: str, wish: str, form: dict[str, str]) -> bool:
        answer = self.ask(self.desk_port, f"/loket/{counter}/", form | {"langkah": wish})
        return answer is not None and answer.status == 303


class Office:
    """One run: a hall whose house goes away and comes back."""

    def __init__(self, house: House, box: Box, cluster: Cluster | None, counters: dict[str, str]) -> None:
        self.house, self.box, self.cluster, self.counters = house, box, cluster, counters
        self.called: list[str] = []
        self.shown: list[str] = []
        self.lock = threading.Lock()

    def cut(self, how: str) -> None:
        if how == "database":
            self.cluster.kill()
        elif how == "process":
            self.house.kill()
        else:
            os.kill(self.house.process.pid, signal.SIGSTOP)

    def join_again(self, how: str) -> None:
        if how == "database":
            self.cluster.start()
        elif how == "process":
            self.house.start()
        else:
            os.kill(self.house.process.pid, signal.SIGCONT)

    def seconds_until_a_counter_may_call(self) -> float:
        began, counter = time.monotonic(), self.counters["documents"]
        until(lambda: "call" in self.box.at(counter)[2], "the counters did not go on", step=0.05)
        return time.monotonic() - began

    def serve(self, counter: str, over: threading.Event, chance: random.Random) -> None:
        """
        Be an officer: call, serve, set aside and take back, until told to stop; a step is pressed twice.

        Some of those who are called do not come: they are called until they may be set aside.
        """
        absent: dict[str, bool] = {}
        while not over.is_set():
            number, form, may = self.box.at(counter)
            over.wait(SOMEBODY_EVERY / 5)
            if not may:
                continue
            back = next((one for one in may if one.startswith("come_back")), None)
            if "arrive" in may:
                is_absent = absent.setdefault(number, chance.random() < ABSENT)
                wish = next(one for one in may if one != "arrive") if is_absent else "arrive"
            else:
                wish = back or chance.choice(may)
            done = self.box.press(counter, wish, form)
            self.box.press(counter, wish, form)
            if wish == "call" and done and (number := self.box.at(counter)[0]):
                with self.lock:
                    self.called.append(number)

    def come(self, over: threading.Event) -> None:
        while not over.is_set():
            number = self.box.number()
            if number:
                self.shown.append(number)
            over.wait(SOMEBODY_EVERY)


def until(is_so, complaint: str, *, seconds: float = WIDE, step: float = 0.1) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, complaint
        time.sleep(step)


@contextmanager
def an_office(tmp_path: Path, *, without: str = "", patient: bool = False) -> Iterator[Office]:
    """A hall of two counters where six people wait, one is being served, and the box knows all of it."""
    from django.db import connection

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    environment |= {"LINTAS_VAR_DIR": str(tmp_path / "var"), "STORM_WITHOUT": without, "STORM_POINT": "pesawaran"}
    cluster = Cluster() if connection.vendor == "postgresql" else None
    for name in ("LINTAS_DATABASE_URL", "LINTAS_KEYS_DATABASE_URL"):
        environment.pop(name, None)
    box = None
    house = House(environment, tmp_path)
    try:
        if cluster is not None:
            cluster.__enter__()
            cluster.create("storm", "storm_keys")
            environment["LINTAS_DATABASE_URL"] = f"{cluster.address}/storm"
            environment["LINTAS_KEYS_DATABASE_URL"] = f"{cluster.address}/storm_keys"
        migrate(environment)
        nine = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
        house.clock.write_text(f"+{(nine - datetime.now(WIB)).total_seconds()}")
        house.start()
        [[kiosk, code]] = house.do("prepare", kiosks="1", hurried="" if FULL else "yes")
        box = Box(tmp_path / "box", house, kiosk, code)
        box.patient = patient
        counters = house.do("serve", kiosk=kiosk)
        for _ in range(7):
            house.do("desk", queue_class="regular")
        house.do("seat", counter=counters["second"])
        box.start()
        told = "the box was not told how the hall stands"
        until(lambda: len(standing(box)) == 7, told)
        yield Office(house, box, cluster, counters)
    finally:
        if box is not None:
            box.kill()
        if house.process is not None:
            house.kill()
        if cluster is not None:
            cluster.__exit__()


def standing(box: Box) -> list[dict]:
    import sqlite3

    try:
        with sqlite3.connect(f"file:{box.place / 'log.sqlite3'}?mode=ro", uri=True) as file:
            row = file.execute("SELECT value FROM fact WHERE name = 'hall'").fetchone()
    except sqlite3.OperationalError:
        return []
    return json.loads(row[0]).get("hall", {}).get("standing", []) if row else []


def an_hour_apart(office: Office, how: str) -> float:
    """Cut the line, go on with two officers, a kiosk and a box that is killed; join again. Return how long it took."""
    office.cut(how)
    took = office.seconds_until_a_counter_may_call()
    over, chance = threading.Event(), random.Random(SEED)
    people = [threading.Thread(target=office.come, args=(over,))]
    for counter in (office.counters["documents"], office.counters["second"]):
        people.append(threading.Thread(target=office.serve, args=(counter, over, random.Random(chance.random()))))
    for one in people:
        one.start()
    end = time.monotonic() + APART_SECONDS
    while time.monotonic() < end:
        time.sleep(KILLED_EVERY)
        office.box.kill()
        office.box.start()
    over.set()
    for one in people:
        one.join(30)
    office.join_again(how)
    until(lambda: office.house.do("told_all"), "the box did not tell all")
    return took


OF_THE_BOX = pytest.mark.only_on("sqlite", "the box loses patience with a house that is silent, whatever its database")
OF_A_SERVER = pytest.mark.only_on("postgresql", "a server to kill")
WAYS = ["process", pytest.param("silence", marks=OF_THE_BOX), pytest.param("database", marks=OF_A_SERVER)]


@pytest.mark.parametrize("how", WAYS)
def test_the_hall_goes_on_within_five_seconds_and_nothing_is_lost_or_done_twice(tmp_path, capsys, how):
    with an_office(tmp_path) as office:
        took = an_hour_apart(office, how)
        told = office.house.do("apart")

    with capsys.disabled():
        print(
            f"\nS04 island {how}: counters went on after {took:.1f} s; {len(office.called)} called, {len(office.shown)} given "
            f"apart; {told['acts']} acts, {len(told['returned'])} came back, {told['conflicts']} in conflict; {told['right']} of {told['calls']} in order"
        )
    assert took <= WITHIN
    assert len(office.called) > 5, "hardly anybody was called: too quiet to count"
    assert len(office.shown) == len(set(office.shown)) > 5
    assert set(office.shown) <= set(told["numbers"]), "a number that somebody holds is not in the line"
    assert len(told["called"]) == told["calls"]
    calls, back = Counter(told["called"]), Counter(told["returned"])
    assert all(calls[number] <= 1 + back[number] for number in calls), "somebody was called twice for nothing"
    assert set(back.values()) <= {1}, "somebody came back more than once"
    assert set(office.called) <= set(told["called"]), "a call that the hall saw is lost"
    assert told["conflicts"] == 0
    assert told["right"] == told["calls"]


def test_control_a_house_that_takes_no_step_calls_people_again(tmp_path, capsys):
    with an_office(tmp_path, without="steps") as office:
        an_hour_apart(office, "process")
        again = set()
        while number := office.house.do("next_number"):
            again.add(number)

    with capsys.disabled():
        print(f"S04 island control without steps: {len(again & set(office.called))} called a second time")
    assert again & set(office.called)


@OF_THE_BOX
def test_control_a_patient_box_keeps_counters_waiting(tmp_path):
    with an_office(tmp_path, patient=True) as office:
        office.cut("silence")
        assert office.seconds_until_a_counter_may_call() > WITHIN
        os.kill(office.house.process.pid, signal.SIGCONT)

"""The benchmarks measure what they say, and run."""

import os
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from itertools import cycle
from pathlib import Path

import pytest

from benchmarks.arrivals import Arrivals, Ask, arrive
from benchmarks.heard import Act, Ear, Event, events_of, has_seen, judge
from benchmarks.limit import one_statement, pgbench_text
from benchmarks.load import get, is_whole, post
from benchmarks.statements import Script, Statement, Unlike, script, slot_id
from benchmarks.timings import Sample, figures, percentile
from benchmarks.weight import LOADED

ROOT = Path(__file__).resolve().parents[1]
ONE, OTHER, POINT = "0199aa" + "1" * 26, "0199aa" + "2" * 26, "0199aa" + "3" * 26


def test_half_and_nearly_all_were_done_within():
    ordered = [number / 100 for number in range(1, 101)]

    assert (percentile(ordered, 50), percentile(ordered, 95), percentile([], 50)) == (0.5, 0.95, 0.0)


def test_the_workers_parts_are_joined():
    found = figures([Sample([0.1, 0.3], Counter(refused=1)), Sample([0.2], Counter(refused=2))], seconds=2)

    assert (found.per_second, found.done, found.slips) == (1.5, 3, "3 refused")
    assert found.p50_ms == pytest.approx(200)


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (b"HTTP/1.1 200 OK\r\ncontent-le", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd", True),
        (b"HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nabcd\r\n", False),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n", True),
    ],
)
def test_an_answer_is_counted_when_it_is_whole(answer, whole):
    assert is_whole(answer) is whole


def test_requests_are_complete():
    assert get("/jadwal/", cookies="a=b").endswith(b"Cookie: a=b\r\n\r\n")
    assert post("/x/", "slot=1", cookies="a=b").endswith(b"Content-Length: 6\r\n\r\nslot=1")


def test_what_differs_between_two_recordings_is_new_for_each_run():
    slot = slot_id(0)
    first = [Statement("INSERT (%s, %s, %s, %s)", (ONE, slot, POINT, 7), 1), Statement("UPDATE %s", (ONE,), 2)]
    second = [Statement("INSERT (%s, %s, %s, %s)", (OTHER, slot, POINT, 7), 1), Statement("UPDATE %s", (OTHER,), 2)]

    found = script(first, second)

    assert [one.values for one in found.statements] == [("«new0»", "«slot»", POINT, 7), ("«new0»",)]
    assert [together for together, _ in found.parts()] == [True, True]


def test_recordings_that_do_not_match_are_refused():
    with pytest.raises(Unlike):
        script([Statement("SELECT 1")], [])


def test_a_script_becomes_one_transaction_of_pgbench():
    found = Script(
        (Statement("UPDATE t SET a = '«new0»' WHERE id = '«slot»'", part=1), Statement("SELECT '«new0»'", part=1))
    )

    text = pgbench_text(found, slots=3)

    assert "\\set slot random(100, 102)" in text
    assert text.count("random(8000, 8999)") == 1
    assert f"id = '{slot_id(0)[:-3]}:slot';" in text
    assert text.index("BEGIN;") < text.index("UPDATE") < text.index("SELECT") < text.index("COMMIT;")


def test_a_reading_page_stays_outside_of_a_transaction():
    assert "BEGIN" not in pgbench_text(Script((Statement("SELECT 1"),)), slots=1)
    assert "BEGIN" not in pgbench_text(one_statement("postgresql"), slots=1)


def test_statements_survive_the_way_out_of_the_house():
    statement = Statement("INSERT (%s, %s, %s)", (b"\x00\xff", "x", None), 3)

    assert Statement.from_json(statement.as_json()) == statement


def event(at, cursor, *touched):
    return Event(at, cursor, touched)


def test_events_are_made_out_however_the_bytes_come_and_date_from_the_last_of_them():
    head = b"HTTP/1.1 200 OK\r\n\r\n11\r\nretry: 2000\n\n\r\n"
    told = b'2a\r\nid: 7:9:8\ndata: {"cursor": "7:9:8", "touched": ["a"]}\n\n\r\n3\r\n:\n\n\r\n'

    whole = events_of([(1.0, head), (2.0, told + told)])
    torn = events_of([(1.0, head + told[:20]), (2.0, told[20:40]), (3.0, told[40:] + told)])

    assert whole == [event(2.0, "7:9:8", "a")] * 2
    assert torn == [event(3.0, "7:9:8", "a")] * 2


def test_a_cursor_has_seen_what_was_committed_when_it_was_taken():
    assert [has_seen("7:10:8", position) for position in (6, 7, 8, 9, 10)] == [True, True, False, True, False]


def test_an_act_is_told_by_the_first_event_that_has_seen_it_and_names_its_topic():
    acts = [Act("a", 5, 10.0), Act("a", 8, 20.0), Act("b", 6, 12.0)]
    hears = Ear("a", [event(9.0, "5:5:", "a"), event(10.1, "6:6:", "a"), event(20.3, "9:9:", "a")])

    found = judge(acts, [hears])

    assert (found.told, found.lost) == (2, 0)
    assert (found.p50_ms, found.p99_ms) == (pytest.approx(100), pytest.approx(300))


@pytest.mark.parametrize(
    "events",
    [
        [],
        [event(10.1, "5:5:", "a")],
        [event(10.1, "6:6:", "b")],
        [event(10.1, "6:6:"), event(10.2, "7:7:", "a")],
        [event(10.1, "4:9:5", "a")],
    ],
    ids=["nothing came", "too early", "names another", "named too late", "still running then"],
)
def test_an_act_that_nobody_told_is_lost(events):
    assert judge([Act("a", 5, 10.0)], [Ear("a", events)]).lost == 1


def test_what_fell_into_a_gap_is_told_but_not_timed():
    away = Ear("a", [event(31.0, "6:6:", "a")], gaps=[(9.0, 30.0)])

    found = judge([Act("a", 5, 10.0)], [away])

    assert (found.told, found.after_a_gap, found.lost, found.p99_ms) == (1, 1, 0, 0.0)


class Door(socketserver.StreamRequestHandler):
    """Answers by the address: a page after a while, a refusal, one that does not say when to come back, or not at all."""

    SAYS = {
        b"/page": b"200 OK\r\n",
        b"/refused": b"503 Busy\r\nRetry-After: 5\r\n",
        b"/curt": b"503 Busy\r\n",
        b"/broken": b"500 Oh\r\n",
    }

    def handle(self):
        while line := self.rfile.readline():
            while self.rfile.readline() != b"\r\n":
                pass
            path = line.split()[1]
            if path == b"/shut":
                return
            if path == b"/page":
                time.sleep(0.2)
            self.wfile.write(b"HTTP/1.1 " + self.SAYS[path] + b"Content-Length: 0\r\n\r\n")


class Doors(socketserver.ThreadingTCPServer):
    """As many as there are: whoever has to knock twice on a busy machine is told nothing of the clock."""

    daemon_threads = True
    request_queue_size = 200


@pytest.fixture
def flood():
    """Send requests for these addresses in turn to a `Door`, 50 a second for one second."""
    with Doors(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def sent(*paths: str, links: int = 200) -> Arrivals:
            asks = cycle([Ask(path, get(path)) for path in paths])
            begins = time.monotonic()
            return arrive(
                server.server_address[1],
                asks,
                per_second=50,
                begins=begins,
                ends=begins + 1,
                links=links,
                seed=1,
            )

        yield sent
        server.shutdown()


def test_whoever_comes_by_the_clock_is_counted_by_what_the_answer_was(flood):
    found = flood("/page", "/refused", "/curt", "/broken", "/shut")

    each = found.of("/page").due
    assert each >= 5
    assert len(found.of("/page").good) == each
    assert len(found.of("/refused").refused) == found.of("/refused").due
    assert set(found.of("/curt").wrong) == {"status 503 without Retry-After"}
    assert set(found.of("/broken").wrong) == {"status 500"}
    assert set(found.of("/shut").wrong) == {"connection closed"}
    assert found.all.due == len(found.late)


def test_who_comes_by_the_clock_does_not_wait_for_the_others_and_whom_no_connection_is_left_for_is_told(flood):
    alone, many = flood("/page", links=1), flood("/page")

    assert set(alone.all.wrong) == {"no connection left"}
    assert len(alone.all.good) <= 6
    assert not many.all.wrong
    assert len(many.all.good) == alone.all.due > 30


def test_without_a_browser_styles_scripts_and_pictures_are_found():
    page = '<link rel="stylesheet" href="/a.css"><script src="/b.js" defer></script><img alt="" src="/c.svg"><a href="/d/">'

    assert LOADED.findall(page) == [("", "/a.css"), ("/b.js", ""), ("/c.svg", "")]


def test_a_short_run_writes_its_table(tmp_path):
    short = ["--database", "sqlite", "--seconds", "0.3", "--clients", "2", "--only", "slot list, one"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LINTAS_")}

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "pages", "booking", *short, "--save", str(tmp_path)],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    [report] = tmp_path.glob("*.md")
    rows = {cells[1].strip(): cells for line in report.read_text().splitlines() if (cells := line.split("|"))[1:]}
    for name in ("hello", "slot list, one point", "hold and confirm, by the house's operations"):
        assert float(rows[name][3].strip().replace(",", "")) > 0, report.read_text()
    assert "not measured" not in report.read_text()

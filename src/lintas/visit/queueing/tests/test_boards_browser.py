"""The boards in a real browser: legible from afar, heard in order and in time, honest when the line is cut."""

import math
import time
from importlib import import_module
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from lintas.directory.offices import queries as offices
from lintas.ui.language import COOKIE
from lintas.visit.queueing import operations
from lintas.visit.queueing.boards.shapes import SHAPES
from lintas.visit.queueing.models import Lane, Outlook
from lintas.visit.queueing.queries import Hits
from lintas.visit.queueing.states import Station
from lintas.visit.queueing.tests.factories import clock
from lintas.visit.queueing.tests.pages import issue
from tests.browser import BOARD, DESK, OPTIONS, PHONE, assert_accessible, assert_fits, photograph

NOW = clock(9)
UPRIGHT = (1080, 1920)
SIZES = {"layar": BOARD, "meja": DESK, "tegak": UPRIGHT, "ponsel": PHONE}
ENGLISH = {COOKIE: "en"}

MM_PER_PIXEL = 43 * 25.4 * 9 / math.hypot(16, 9) / 1080
"""On the smallest screen we ask for: 43 inches at 1920x1080."""
CAPITALS = 0.70
"""How high capitals and digits are, of the size of the letters, in the narrowest usual system font."""


def minutes_of_arc(size_px, *, metres):
    return math.degrees(math.atan(size_px * CAPITALS * MM_PER_PIXEL / (metres * 1000))) * 60


def font_size(part):
    return part.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")


@pytest.fixture
def busy(payakumbuh):
    """Eight were called: the newest two are expected still, the others have come; twelve wait."""
    counters = offices.counters(point_id=payakumbuh.id)
    for counter in counters:
        operations.open_counter(point_id=payakumbuh.id, counter_id=counter.id, officer_id=uuid4(), at=NOW)
    for place in range(6):
        issue(payakumbuh)
        ticket = operations.call_next(counter_id=counters[0].id, by="officer:x", at=clock(8, 8 * place))
        operations.arrive(ticket_id=ticket.id, by="officer:x", at=clock(8, 8 * place + 1))
        operations.finish(ticket_id=ticket.id, by="officer:x", at=clock(8, 8 * place + 7))
    for queue_class in ("regular",) * 8 + ("priority",) * 2 + ("accelerated",) * 2:
        issue(payakumbuh, queue_class)
    issue(payakumbuh, station="photo")
    issue(payakumbuh, "collection", station="handover")
    operations.call_next(counter_id=counters[1].id, by="officer:x", at=NOW)
    operations.call_next(counter_id=counters[0].id, by="officer:x", at=NOW)
    return payakumbuh


CUT_OFF = """() => [...document.querySelectorAll(".board__waiting")].flatMap((whole) => {
    const bottom = Math.min(whole.closest("main").getBoundingClientRect().bottom, document.documentElement.scrollHeight);
    return [...whole.querySelectorAll("li")]
        .filter((one) => one.getBoundingClientRect().bottom > bottom + 1).map((one) => one.innerText);
})"""
"""Who waits, and what was said of it, that is not seen because something covers it."""


@pytest.fixture
def foretold(busy, monkeypatch):
    """Long waits are foretold for every lane, and enough is known to say how often that came true."""
    for lane in Lane.objects.filter(point_id=busy.id):
        for station in Station.values:
            Outlook.objects.create(lane=lane, point_id=busy.id, station=station, at=NOW, low=6_300, high=10_000)
    monkeypatch.setattr(
        import_module("lintas.visit.queueing.queries.board"), "hits_of", lambda *_, **__: Hits(told=200, hits=162)
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_board_fits_every_screen(open_page, transactional_db, busy, foretold, shape, size):
    board = open_page(size=SIZES[size], cookies=ENGLISH if shape == "foto" else {})
    board.goto(f"/papan/payakumbuh/{shape}/")
    photograph(board, f"papan-{shape}-{size}", whole=size == "ponsel")

    assert_accessible(board)
    assert_fits(board)
    assert board.evaluate(CUT_OFF) == []
    if size in ("layar", "meja", "tegak"):
        assert board.evaluate("document.documentElement.scrollHeight") <= SIZES[size][1]


def test_what_one_must_act_on_is_read_from_eight_metres(open_page, transactional_db, busy):
    board = open_page(size=BOARD)
    board.goto("/papan/payakumbuh/")

    essential = [".call__number", ".call__where b", ".calls__number", ".calls__where b"]
    for part in essential:
        assert minutes_of_arc(font_size(board.locator(part).first), metres=8) >= 20, part
    for part, metres in {".waiting__time": 5, ".waiting__name": 3, ".board__notices": 3}.items():
        assert minutes_of_arc(font_size(board.locator(part).first), metres=metres) >= 16, part


REST = {
    "belum-buka": (7, "Kantor belum buka"),
    "istirahat": (12.5, "Istirahat"),
    "selesai": (17, "Pelayanan hari ini selesai"),
    "tanpa-loket": (9, "Loket belum dibuka"),
}


@pytest.mark.parametrize("name", REST)
def test_a_board_without_calls_is_as_clear(open_page, transactional_db, payakumbuh, monkeypatch, name):
    hour, words = REST[name]
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(int(hour), int(hour % 1 * 60)))
    board = open_page(size=BOARD)
    board.goto("/papan/payakumbuh/")

    expect(board.get_by_text(words)).to_be_visible()
    assert_accessible(board)
    photograph(board, f"papan-{name}")


def told(topic):
    return f'retry: 60000\n\nid: 8:8:\ndata: {{"cursor": "8:8:", "touched": ["{topic}"]}}\n\n'


@pytest.fixture
def wire(transactional_db, payakumbuh, monkeypatch):
    """The test's server has no stream: answer it, and tell of a touch as the house's own tail would."""
    return Wire(payakumbuh)


class Wire:
    def __init__(self, point):
        self.point = point
        self.is_cut = False
        self.clips = []

    def attach(self, board):
        board.route("**/live/stream**", lambda route: route.fulfill(status=503))
        board.on("request", lambda request: "/voice/" in request.url and self.clips.append(self._name(request.url)))
        board.add_init_script(
            """window.said = [];
            document.addEventListener("lintas:saying", (event) => said.push(["begin", event.detail.text, performance.now()]));
            document.addEventListener("lintas:said", (event) => said.push(["end", event.detail.text, performance.now()]));"""
        )

    @staticmethod
    def _name(address):
        return address.partition("/voice/")[2].removesuffix(".mp3")

    def open(self, number=1):
        counter = next(one for one in offices.counters(point_id=self.point.id) if one.number == number)
        operations.open_counter(point_id=self.point.id, counter_id=counter.id, officer_id=uuid4(), at=NOW)
        return counter


def look_again(board):
    """Do what the stream's news does, at once."""
    board.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def wait_for_said(board, events, *, patience=30):
    """Wait until so many beginnings and ends were told. The policy of the page forbids to wait inside of it."""
    end = time.monotonic() + patience
    while len(board.evaluate("window.said")) < events:
        assert time.monotonic() < end, board.evaluate("window.said")
        board.wait_for_timeout(20)


def test_a_call_is_said_from_its_clips_in_order_within_two_seconds(open_page, wire):
    counter = wire.open()
    board = open_page(size=BOARD)
    wire.attach(board)
    board.goto("/papan/payakumbuh/")
    board.get_by_role("button", name="Bunyikan panggilan").click()
    board.get_by_role("button", name="Suara menyala").wait_for()
    issue(wire.point, "priority")

    committed = time.monotonic()
    operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)
    look_again(board)
    wait_for_said(board, 1)
    began = time.monotonic() - committed
    wait_for_said(board, 2)

    spoken = ["number", "letter-p", "digit-0", "digit-1", "to-loket", "place-1"]
    assert wire.clips == ["gong", *(f"id/{name}" for name in spoken), *(f"en/{name}" for name in spoken)]
    assert began < 2
    assert board.locator("[data-read]").text_content() == "Nomor P 001, silakan ke Loket 1"
    [(_, text, start), (_, _, end)] = board.evaluate("window.said")
    assert text == "Nomor P 001, silakan ke Loket 1"
    assert 5_000 < end - start < 13_000


def test_two_calls_are_never_said_at_once_and_a_recall_is_said_again(open_page, wire):
    first, second = wire.open(1), wire.open(2)
    board = open_page(size=BOARD)
    wire.attach(board)
    board.goto("/papan/payakumbuh/")
    board.get_by_role("button", name="Bunyikan panggilan").click()
    ticket = issue(wire.point)
    issue(wire.point, station="photo")
    operations.call_next(counter_id=first.id, by="officer:x", at=NOW)
    operations.call_next(counter_id=second.id, by="officer:x", at=NOW)
    look_again(board)
    wait_for_said(board, 4)
    operations.recall(ticket_id=ticket.id, by="officer:x", at=clock(9, 1))
    look_again(board)
    wait_for_said(board, 6)

    said = [(what, text[6:11]) for what, text, _ in board.evaluate("window.said")]
    assert said == [(what, number) for number in ("A 001", "A 002", "A 001") for what in ("begin", "end")]


def test_a_call_is_dropped_when_the_visitor_came_before_it_could_be_said(open_page, wire):
    first, second = wire.open(1), wire.open(2)
    board = open_page(size=BOARD)
    wire.attach(board)
    board.goto("/papan/payakumbuh/")
    board.get_by_role("button", name="Bunyikan panggilan").click()
    issue(wire.point)
    quick = issue(wire.point, station="photo")
    operations.call_next(counter_id=first.id, by="officer:x", at=NOW)
    operations.call_next(counter_id=second.id, by="officer:x", at=NOW)
    look_again(board)
    wait_for_said(board, 1)
    operations.arrive(ticket_id=quick.id, by="officer:x", at=NOW)
    look_again(board)
    wait_for_said(board, 2)
    board.wait_for_timeout(1_000)

    assert [text[6:11] for _, text, _ in board.evaluate("window.said")] == ["A 001", "A 001"]


def test_a_board_is_mute_until_somebody_pressed_and_shows_every_call(open_page, wire):
    counter = wire.open()
    board = open_page(size=BOARD)
    wire.attach(board)
    board.goto("/papan/payakumbuh/")
    issue(wire.point)
    operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)
    look_again(board)
    board.locator(".call__number").wait_for()
    board.wait_for_timeout(500)

    assert wire.clips == []
    assert board.evaluate("window.said") == []
    board.get_by_role("button", name="Bunyikan panggilan").click()
    board.get_by_role("button", name="Suara menyala").click()
    board.get_by_role("button", name="Bunyikan panggilan").wait_for()
    assert wire.clips == []


def test_half_a_sentence_is_never_said(open_page, wire):
    counter = wire.open()
    board = open_page(size=BOARD)
    wire.attach(board)
    board.route("**/id/place-1.mp3", lambda route: route.fulfill(status=404))
    board.goto("/papan/payakumbuh/")
    board.get_by_role("button", name="Bunyikan panggilan").click()
    issue(wire.point)
    operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)
    look_again(board)
    wait_for_said(board, 2)

    (_, _, start), (_, _, end) = board.evaluate("window.said")
    assert end - start < 3_000


def test_a_board_without_its_house_says_since_when_and_comes_back(open_page, wire):
    counter = wire.open()
    issue(wire.point)
    operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)
    board = open_page(size=BOARD)
    wire.attach(board)
    board.clock.install()
    board.goto("/papan/payakumbuh/")
    board.context.set_offline(True)
    board.clock.run_for(25_000)

    board.get_by_text("Papan tidak tersambung sejak 09.00. Ikuti panggilan petugas.").wait_for()
    expect(board.locator(".waiting")).to_be_hidden()
    assert_accessible(board)
    photograph(board, "papan-terputus")

    board.context.set_offline(False)
    board.clock.run_for(11_000)
    board.get_by_text("Papan tidak tersambung").wait_for(state="hidden")
    expect(board.locator(".waiting")).to_be_visible()


def test_what_a_dead_line_swallowed_is_not_missed(open_page, wire):
    counter = wire.open()
    board = open_page(size=BOARD)
    # A stream that is open and says nothing: no news, no fault, no polling.
    board.route("**/live/stream**", lambda route: None)
    board.goto("/papan/payakumbuh/")
    issue(wire.point)
    operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)

    board.locator(".call__number", has_text="A 001").wait_for()


def test_the_notices_take_turns_without_motion(open_page, transactional_db, busy):
    board = open_page(size=BOARD)
    board.clock.install()
    board.goto("/papan/payakumbuh/")
    shown = board.locator("[data-notices] > .is-shown")
    assert "Didahulukan" in shown.text_content()

    board.clock.run_for(59_000)
    assert "Didahulukan" in shown.text_content()
    board.clock.run_for(2_000)
    assert "Setiap nomor dipanggil 3 kali" in shown.text_content()

    board.emulate_media(reduced_motion="no-preference")
    board.reload()
    board.clock.run_for(16_000)
    assert "Setiap nomor dipanggil 3 kali" in shown.text_content()
    moving = board.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).animationDuration) > 0"
        " || parseFloat(getComputedStyle(one).transitionDuration) > 0.15).length"
    )
    assert moving == 0


def test_the_list_of_boards_fits_a_phone(page, transactional_db, payakumbuh):
    page.goto("/papan/")

    assert_accessible(page)
    assert_fits(page)
    photograph(page, "papan-daftar", whole=True)


def test_a_screen_started_for_a_hall_speaks_without_a_touch(
    browser_program, browser_driver, live_server, transactional_db, payakumbuh
):
    options = [*OPTIONS, "--autoplay-policy=no-user-gesture-required"]
    browser = browser_driver.chromium.launch(executable_path=browser_program, args=options)
    board = browser.new_page()
    board.goto(f"{live_server.url}/papan/payakumbuh/")

    board.get_by_role("button", name="Suara menyala").wait_for()
    browser.close()

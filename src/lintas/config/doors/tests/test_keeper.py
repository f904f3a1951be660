"""The doorkeeper refuses in order, keeps places in line, and under a rush the core stays quick; without it, it does not."""

import asyncio
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import pytest

from lintas.config.doors import cards, keeper
from lintas.config.doors.keeper import Keeper
from lintas.config.doors.kinds import Kind
from lintas.config.doors.line import Card
from lintas.config.doors.turns import Turns

pytestmark = pytest.mark.django_db

SMALL = {Kind.REPORT: 1, Kind.SEARCH: 2, Kind.UPLOAD: 3, Kind.ENTRY: 4, Kind.PAGE: 5, Kind.CORE: 6}


@pytest.fixture(autouse=True)
def made():
    """Have the pages made beforehand: here they shall not be waited for."""
    for language in ("id", "en"):
        keeper._made("config/refused_at_the_door.html", language, still=False)
        for still in (False, True):
            keeper._made("config/waiting_room.html", language, still=still)


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def apart(act, *given):
    """Do it in a thread of its own: a browser test may have left an event loop in this."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act, *given).result()


class Visitor:
    """A browser before the door."""

    def __init__(self, door) -> None:
        self._door, self.cookies = door, dict[str, str]()
        self.status, self.headers, self.page = 0, dict[str, str](), ""

    async def ask(self, path: str, *, method: str = "GET", query: bytes = b"") -> "Visitor":
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items()).encode()
        scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": [(b"cookie", sent)]}

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def answer(message):
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
                for name, value in message["headers"]:
                    if name == b"set-cookie":
                        for key, cookie in SimpleCookie(value.decode()).items():
                            self.cookies[key] = cookie.value
                self.cookies = {name: value for name, value in self.cookies.items() if value}
            else:
                self.page = message["body"].decode()

        await self._door(scope, receive, answer)
        return self


class Pages:
    """Pages that are made by so many threads, each in so long."""

    def __init__(self, *, threads: int = 1, seconds: float = 0.0) -> None:
        self._thread, self._seconds = asyncio.Semaphore(threads), seconds
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def __call__(self, scope, receive, send):
        async with self._thread:
            await asyncio.sleep(self._seconds)
            await self.go_on.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a page"})


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/buku-besar/", Kind.REPORT),
        ("POST", "/petugas/cari/", Kind.SEARCH),
        ("POST", "/permohonan/PYK-1/lengkapi/", Kind.UPLOAD),
        ("GET", "/ajukan/", Kind.ENTRY),
        ("GET", "/permohonan/PYK-1/bayar/", Kind.PAGE),
        ("POST", "/petugas/panggil/", Kind.CORE),
    ],
)
def test_each_kind_is_refused_when_as_many_are_within_as_it_may_find_and_not_before(method, path, kind):
    async def rush() -> list[int]:
        pages = Pages(threads=10)
        door, found = Keeper(pages, most=SMALL), []
        pages.go_on.clear()
        others: list[asyncio.Task] = []
        for within in (SMALL[kind] - 1, SMALL[kind]):
            while len(others) < within:
                others.append(asyncio.create_task(Visitor(door).ask("/papan/x/")))
            await asyncio.sleep(0)
            one = asyncio.create_task(Visitor(door).ask(path, method=method))
            await asyncio.wait({one}, timeout=0.3 if within < SMALL[kind] else 10)
            if not one.done():
                others.append(one)
            found.append((await one).status if one.done() else 200)
        pages.go_on.set()
        await asyncio.gather(*others)
        return found

    # The first is let in and becomes one of those within.
    assert apart(asyncio.run, rush()) == [200, 503]


def test_a_refusal_says_when_to_come_back_and_is_not_kept():
    async def refused():
        return await Visitor(Keeper(Pages(), most=dict.fromkeys(Kind, 0))).ask("/buku-besar/")

    visitor = apart(asyncio.run, refused())

    assert (visitor.status, visitor.headers["retry-after"]) == (503, "10")
    assert "no-store" in visitor.headers["cache-control"]
    assert "Sistem sedang sangat ramai" in visitor.page


@pytest.mark.parametrize(("language", "said"), [("id", "Di depan Anda tidak ada"), ("en", "Ahead of you none")])
def test_the_waiting_room_renews_itself_without_a_script_and_tells_how_many_are_ahead(language, said):
    async def waits():
        visitor = Visitor(Keeper(Pages(), most=SMALL | {Kind.ENTRY: 0}))
        visitor.cookies["bahasa"] = language
        pauses = []
        for _ in range(4):
            await visitor.ask("/ajukan/")
            pauses.append(int(re.search(r'<meta http-equiv="refresh" content="(\d+)">', visitor.page)[1]))
            assert visitor.headers["retry-after"] == str(pauses[-1])
        return visitor, pauses

    visitor, pauses = apart(asyncio.run, waits())

    assert visitor.status == 503
    assert said in words(visitor.page)
    assert "<script" not in visitor.page.partition("<main")[2]
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1]
    assert keeper.AHEAD not in visitor.page
    assert keeper.PAUSE not in visitor.page


def test_who_needs_longer_to_read_can_have_the_room_stay_still_and_keeps_the_place():
    async def waits():
        visitor = Visitor(Keeper(Pages(), most=SMALL | {Kind.ENTRY: 0}))
        renewing = await visitor.ask("/ajukan/")
        place, address = renewing.cookies[cards.PLACE], 'href="/ajukan/?diam=1"' in renewing.page
        still = await visitor.ask("/ajukan/", query=b"diam=1")
        return place, address, still

    place, is_offered, still = apart(asyncio.run, waits())

    assert is_offered
    assert "http-equiv" not in still.page
    assert cards.read_place(still.cookies[cards.PLACE]).turn == cards.read_place(place).turn
    assert 'href="/ajukan/"' in still.page


def test_one_who_waits_keeps_the_place_goes_in_by_turn_and_stays_in(monkeypatch):
    now = [time.time()]
    monkeypatch.setattr(keeper.time, "time", lambda: now[0])

    async def day():
        limits = dict(SMALL) | {Kind.ENTRY: 0}
        door = Keeper(Pages(), most=limits)
        first, second = Visitor(door), Visitor(door)
        await first.ask("/ajukan/")
        now[0] += 0.1
        await second.ask("/ajukan/")
        assert "Di depan Anda 1 orang" in words(second.page)
        limits[Kind.ENTRY] = 1
        now[0] += 5
        assert (await second.ask("/ajukan/")).status == 503  # the turn of the first
        assert (await first.ask("/ajukan/")).status == 200
        now[0] += 1
        assert (await second.ask("/ajukan/")).status == 200
        limits[Kind.ENTRY] = 0
        now[0] += 60
        assert (await first.ask("/ajukan/", method="POST")).status == 200  # once in, not sent outside again
        assert set(first.cookies) == {cards.INSIDE}
        now[0] += cards.INSIDE_SECONDS
        assert (await first.ask("/ajukan/")).status == 503

    apart(asyncio.run, day())


@pytest.mark.parametrize("name", [cards.PLACE, cards.INSIDE])
def test_a_forged_card_is_worth_nothing(name):
    early = Card(came_ms=1, number=1)
    genuine = {cards.PLACE: cards.place(early), cards.INSIDE: cards.inside(time.time())}
    forged = [genuine[cards.PLACE if name == cards.INSIDE else cards.INSIDE], "", ".", "x" * 5_000]
    for position in range(len(genuine[name])):
        other = "0" if genuine[name][position] != "0" else "1"
        forged.append(genuine[name][:position] + other + genuine[name][position + 1 :])

    for text in forged:
        assert cards.read_place(text) is None if name == cards.PLACE else not cards.is_inside(text, now=0)
    assert cards.read_place(genuine[cards.PLACE]) == early
    assert cards.is_inside(genuine[cards.INSIDE], now=time.time())


@pytest.fixture
def say(capfd):
    """Show a line whether or not the test passes."""

    def shown(line: str) -> None:
        with capfd.disabled():
            sys.stdout.write(f"{line}\n")

    return shown


class Jumping(asyncio.SelectorEventLoop):
    """An event loop whose time jumps to the next thing to do: what it measures is the order, not this machine."""

    def __init__(self) -> None:
        super().__init__()
        self._now, look = 0.0, self._selector.select

        def jump(timeout=None):
            self._now += timeout or 0.0
            return look(0)

        self._selector.select = jump

    def time(self) -> float:
        return self._now


def slowest_core(
    most: dict[Kind, int], monkeypatch, *, threads: int = 4, seconds: float = 0.02
) -> tuple[float, set[int]]:
    """Let ten times as many ask as the pages can serve, for four seconds; return p95 of the core, and all answers."""

    async def rush() -> tuple[float, set[int]]:
        clock = asyncio.get_running_loop().time
        monkeypatch.setattr(keeper.time, "time", lambda: 1_800_000_000 + clock())
        door = Keeper(Pages(threads=threads, seconds=seconds), most=most)  # 200 pages a second
        tasks, waits, answers = [], [], set()

        async def other(path: str) -> None:
            answers.add((await Visitor(door).ask(path)).status)

        async def core() -> None:
            began = clock()
            assert (await Visitor(door).ask("/petugas/panggil/", method="POST")).status == 200
            waits.append(clock() - began)

        for number in range(400):
            paths = ["/ajukan/"] * 12 + ["/layanan/"] * 6 + ["/buku-besar/"] * 2
            tasks += [asyncio.create_task(other(path)) for path in paths]
            if number % 5 == 0:
                tasks.append(asyncio.create_task(core()))
            await asyncio.sleep(0.01)
        await asyncio.gather(*tasks)
        return sorted(waits)[int(len(waits) * 0.95)], answers

    def live():
        with asyncio.Runner(loop_factory=Jumping) as runner:
            return runner.run(rush())

    return apart(live)


def test_under_ten_times_the_load_the_core_answers_within_a_second_and_the_others_hear_503(say, monkeypatch):
    slowest, answers = slowest_core(keeper.MOST, monkeypatch)
    say(f"\nS23 at the door: 2,000 requests a second for 200 pages: core p95 {slowest:.2f} s, answers {answers}")
    assert slowest < 1.0
    assert answers == {200, 503}


@pytest.fixture
def one_row(monkeypatch):
    """Let the core stand in one row with the others, as it would before threads that know no kinds."""

    class OneRow(Turns):
        async def take(self, *, core):
            await super().take(core=False)

    monkeypatch.setattr(keeper, "Turns", OneRow)


def test_control_without_a_doorkeeper_the_core_waits_with_the_rest(say, monkeypatch, one_row):
    slowest, answers = slowest_core(dict.fromkeys(Kind, 10**9), monkeypatch)
    say(f"\nS23 control, nobody refused: core p95 {slowest:.2f} s, answers {answers}")
    assert slowest > 1.0
    assert answers == {200}


SLOW = {"threads": 16, "seconds": 0.4}
"""Pages of which a laden machine makes 40 a second: what may be within is more than it makes in a second."""


def test_however_slow_the_pages_are_the_core_goes_ahead_of_those_that_wait_inside(say, monkeypatch):
    slowest, answers = slowest_core(keeper.MOST, monkeypatch, **SLOW)
    say(f"\nS23 at the door: 2,000 requests a second for 40 pages: core p95 {slowest:.2f} s, answers {answers}")
    assert slowest < 1.0
    assert answers == {200, 503}


def test_control_in_one_row_with_the_others_the_core_waits_too_long(say, monkeypatch, one_row):
    slowest, _answers = slowest_core(keeper.MOST, monkeypatch, **SLOW)
    say(f"\nS23 control, one row for all: core p95 {slowest:.2f} s")
    assert slowest > 1.0


def test_the_start_of_the_server_which_lasts_takes_no_place_from_the_pages():
    async def day():
        pages = Pages(threads=100)
        pages.go_on.clear()
        door = Keeper(pages, most=SMALL)
        others = [asyncio.create_task(door({"type": "lifespan"}, None, None)) for _ in range(50)]
        await asyncio.sleep(0)
        asking = asyncio.create_task(Visitor(door).ask("/papan/x/"))
        await asyncio.sleep(0)
        for other in others:
            other.cancel()
        pages.go_on.set()
        return (await asking).status

    assert apart(asyncio.run, day()) == 200

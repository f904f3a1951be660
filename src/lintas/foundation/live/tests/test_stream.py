import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from lintas.foundation.live import hub, operations, queries, stream
from lintas.foundation.live.rules import Cursor, Reading

BOARD, DESK = f"board:{uuid4()}", f"desk:{uuid4()}"


class Browser:
    """Holds a stream open and hears what comes."""

    def __init__(self, *topics: str, since: str = "", last_event_id: str = "", method: str = "GET") -> None:
        self.scope = {
            "type": "http",
            "method": method,
            "query_string": urlencode({"topic": topics, "since": since}, doseq=True).encode(),
            "headers": [(b"last-event-id", last_event_id.encode())] if last_event_id else [],
        }
        self.gone = asyncio.Event()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.chunks: asyncio.Queue[bytes] = asyncio.Queue()

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        elif message["body"]:
            self.chunks.put_nowait(message["body"])

    async def hear(self, *, patience: float = 5.0) -> dict:
        """Return the next event, with its id as `id`."""
        while True:
            chunk = (await asyncio.wait_for(self.chunks.get(), patience)).decode()
            if chunk.startswith("id: "):
                first, second = chunk.strip().split("\n")
                return json.loads(second.removeprefix("data: ")) | {"id": first.removeprefix("id: ")}

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Browser"]:
        task = asyncio.create_task(stream.live(self.scope, self.receive, self.send))
        try:
            yield self
        finally:
            self.gone.set()
            await asyncio.wait_for(task, 5)


class Table:
    """A table in memory; transaction n commits when the test says so."""

    def __init__(self) -> None:
        self.signals: list[tuple[int, str]] = []
        self.next_one = 1
        self.reads = 0
        self.troubles: list[Exception] = []

    def touch(self, topic: str) -> None:
        self.signals.append((self.next_one, topic))
        self.next_one += 1

    def read(self, *, since: Cursor | None) -> Reading:
        self.reads += 1
        if self.troubles:
            raise self.troubles.pop()
        rows = tuple(row for row in self.signals if since is not None and row[0] >= since.lowest)
        return Reading(Cursor(self.next_one, self.next_one), rows)


@pytest.fixture
def table(monkeypatch) -> Table:
    table = Table()
    monkeypatch.setattr(stream, "_hub", lambda hubs={}: hubs.setdefault(1, hub.Hub(table.read)))
    monkeypatch.setattr(hub, "TURN_SECONDS", 0.01)
    monkeypatch.setattr(hub, "TROUBLED_SECONDS", 0.01)
    return table


def run(story) -> None:
    asyncio.run(asyncio.wait_for(story, 20))


def test_a_browser_hears_of_its_topics_and_of_no_others(table):
    async def story():
        async with Browser(BOARD, since="1:1:").listening() as browser:
            assert await browser.hear() == {"cursor": "1:1:", "touched": [], "id": "1:1:"}
            table.touch(DESK)
            table.touch(BOARD)
            assert await browser.hear() == {"cursor": "3:3:", "touched": [BOARD], "id": "3:3:"}
        assert browser.status == 200
        assert browser.headers[b"content-type"].startswith(b"text/event-stream")
        assert browser.headers[b"cache-control"] == b"no-store"

    run(story())


def test_what_was_touched_together_is_told_in_one_event_lest_half_of_it_be_lost_with_the_line(table):
    case = f"case:{uuid4()}"

    async def story():
        async with Browser(BOARD, DESK, case, since="1:1:").listening() as browser:
            await browser.hear()
            table.touch(DESK)
            table.touch(BOARD)
            assert await browser.hear() == {"cursor": "3:3:", "touched": sorted([BOARD, DESK]), "id": "3:3:"}
            table.touch(case)
            assert await browser.hear() == {"cursor": "4:4:", "touched": [case], "id": "4:4:"}

    run(story())


def test_a_browser_that_comes_back_is_told_what_it_missed(table):
    async def story():
        async with Browser(BOARD, DESK, since="1:1:").listening() as browser:
            last = (await browser.hear())["id"]
        table.touch(BOARD)
        async with Browser(BOARD, DESK, since="0:0:", last_event_id=last).listening() as again:
            assert (await again.hear())["touched"] == [BOARD]

    run(story())


def test_a_browser_that_knows_nothing_is_told_to_look_at_everything(table):
    async def story():
        async with Browser(BOARD, DESK).listening() as browser:
            assert (await browser.hear())["touched"] == sorted([BOARD, DESK])

    run(story())


def test_what_a_slow_browser_missed_is_told_in_one(table):
    async def story():
        async with Browser(BOARD, since="1:1:").listening() as browser:
            await browser.hear()
            follower = next(iter(stream._hub()._followers))
            for _ in range(5):
                follower.tell(frozenset({BOARD}))
            assert (await browser.hear())["touched"] == [BOARD]
            with suppress(TimeoutError):
                raise AssertionError(await browser.hear(patience=0.1))

    run(story())


def test_however_many_follow_there_is_one_reading_a_turn_and_none_without_followers(table):
    async def story():
        browsers = [Browser(BOARD, since="1:1:") for _ in range(200)]
        tasks = [asyncio.create_task(stream.live(one.scope, one.receive, one.send)) for one in browsers]
        for browser in browsers:
            await browser.hear()
        before, began = table.reads, asyncio.get_running_loop().time()
        await asyncio.sleep(0.2)
        turns = (asyncio.get_running_loop().time() - began) / hub.TURN_SECONDS
        assert 0 < table.reads - before <= turns + 1
        for browser in browsers:
            browser.gone.set()
        await asyncio.gather(*tasks)
        await asyncio.sleep(0.05)
        house = stream._hub()
        assert not house._followers
        assert not house._by_topic
        assert house._tail is not None
        assert house._tail.done()

    run(story())


def test_trouble_with_the_database_loses_nothing(table):
    async def story():
        async with Browser(BOARD, since="1:1:").listening() as browser:
            await browser.hear()
            table.troubles = [ConnectionError("away")] * 3
            table.touch(BOARD)
            assert (await browser.hear())["touched"] == [BOARD]

    run(story())


def test_a_quiet_stream_has_a_heartbeat(table, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.05)

    async def story():
        async with Browser(BOARD, since="1:1:").listening() as browser:
            await browser.hear()
            assert await asyncio.wait_for(browser.chunks.get(), 5) == b":\n\n"

    run(story())


def test_news_between_two_heartbeats_are_told_at_once_and_only_once(table, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 2.0)

    async def story():
        async with Browser(BOARD, since="1:1:").listening() as browser:
            await browser.hear()
            for number in range(3):
                table.touch(BOARD)
                assert (await browser.hear(patience=1.5))["cursor"] == f"{number + 2}:{number + 2}:"
            assert await asyncio.wait_for(browser.chunks.get(), 5) == b":\n\n"

    run(story())


def test_a_browser_that_takes_its_time_keeps_nobody_waiting_and_hears_all_of_it(table):
    async def story():
        slow, quick = Browser(BOARD, since="1:1:"), Browser(BOARD, since="1:1:")
        ready = asyncio.Event()
        at_once = slow.send

        async def send(message):
            if b"2:2:" in message.get("body", b""):
                await ready.wait()
            await at_once(message)

        slow.send = send
        async with slow.listening(), quick.listening():
            await slow.hear()
            await quick.hear()
            for number in (2, 3, 4):
                table.touch(BOARD)
                assert (await quick.hear())["cursor"] == f"{number}:{number}:"
            assert slow.chunks.empty()
            ready.set()
            assert [(await slow.hear())["cursor"] for _ in range(2)] == ["2:2:", "4:4:"]
            table.touch(BOARD)
            assert (await slow.hear())["cursor"] == (await quick.hear())["cursor"] == "5:5:"

    run(story())


def test_a_stream_whose_socket_breaks_while_the_hub_writes_is_left_and_harms_nobody_else(table):
    async def story():
        broken, whole = Browser(BOARD, since="1:1:"), Browser(BOARD, since="1:1:")
        at_once = broken.send

        async def send(message):
            if b"2:2:" in message.get("body", b""):
                raise ConnectionResetError
            await at_once(message)

        broken.send = send
        ends = asyncio.create_task(stream.live(broken.scope, broken.receive, broken.send))
        async with whole.listening():
            await broken.hear()
            await whole.hear()
            table.touch(BOARD)
            assert (await whole.hear())["touched"] == [BOARD]
            await asyncio.wait_for(ends, 5)
            assert len(stream._hub()._followers) == 1

    run(story())


def test_a_stream_that_has_ended_has_no_heartbeat_left(table, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.05)

    async def story():
        async with Browser(BOARD, since="1:1:").listening() as browser:
            await browser.hear()
            follower = next(iter(stream._hub()._followers))
        woken = []
        monkeypatch.setattr(hub.Follower, "wake", lambda one: woken.append(one))
        await asyncio.sleep(0.2)
        assert follower not in woken

    run(story())


def test_what_is_said_to_many_is_written_once(table, monkeypatch):
    async def story():
        browsers = [Browser(BOARD, since="1:1:") for _ in range(50)]
        tasks = [asyncio.create_task(stream.live(one.scope, one.receive, one.send)) for one in browsers]
        for browser in browsers:
            await browser.hear()
        written = []
        dumps = json.dumps
        monkeypatch.setattr(hub.json, "dumps", lambda told: written.append(told) or dumps(told))
        table.touch(BOARD)
        for browser in browsers:
            assert dumps((await browser.hear())["touched"]) == dumps([BOARD])
        for browser in browsers:
            browser.gone.set()
        await asyncio.gather(*tasks)
        assert written == [{"cursor": "2:2:", "touched": [BOARD]}]

    run(story())


def test_a_socket_that_breaks_is_left(table):
    async def story():
        browser = Browser(BOARD, since="1:1:")

        async def broken(message):
            raise ConnectionResetError

        await stream.live(browser.scope, browser.receive, broken)
        assert not stream._hub()._followers

    run(story())


@pytest.mark.parametrize(
    ("topics", "method", "status"),
    [
        ([], "GET", 400),
        (["x"], "GET", 400),
        ([f"board:{uuid4()}" for _ in range(9)], "GET", 400),
        ([BOARD], "POST", 405),
    ],
)
def test_what_cannot_be_followed_is_refused(table, topics, method, status):
    async def story():
        browser = Browser(*topics, method=method)
        await stream.live(browser.scope, browser.receive, browser.send)
        assert browser.status == status
        assert not stream._hub()._followers

    run(story())


def test_a_full_process_sends_the_next_one_elsewhere(table, monkeypatch):
    monkeypatch.setattr(hub, "MOST_FOLLOWERS", 1)

    async def story():
        async with Browser(BOARD).listening() as first:
            await first.hear()
            second = Browser(BOARD)
            await stream.live(second.scope, second.receive, second.send)
            assert second.status == 503
            assert second.headers[b"retry-after"] == b"30"

    run(story())


def test_from_the_act_to_the_browser_through_the_real_table(transactional_db, now):
    operations.touch(topic=DESK, at=now)
    before = queries.cursor()

    async def story():
        async with Browser(BOARD, DESK, since=before).listening() as browser:
            assert (await browser.hear())["touched"] == []
            await asyncio.to_thread(operations_in_a_thread)
            assert (await browser.hear())["touched"] == [BOARD]
        house = stream._hub()
        while not house._tail.done():
            await asyncio.sleep(0.01)
        house._reader.shutdown()

    def operations_in_a_thread():
        from django.db import connections

        operations.touch(topic=BOARD, at=now)
        connections.close_all()

    run(story())

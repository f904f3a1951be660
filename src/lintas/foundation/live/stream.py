"""The stream of live pages: server-sent events, answered by the event loop without Django."""

import asyncio
import random
from contextlib import suppress
from urllib.parse import parse_qs
from weakref import WeakKeyDictionary

from lintas.foundation.live.follower import Follower
from lintas.foundation.live.hub import Full, Hub, body
from lintas.foundation.live.rules import NotATopic, checked_topics, cursor_of

HEARTBEAT_SECONDS = 15.0
"""Often enough that middle boxes keep the line and that we notice a browser that vanished."""

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

_HEARTBEAT = body(":\n\n")

_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


async def live(scope, receive, send) -> None:
    """
    Tell the browser which of its topics were touched, until it goes.

    ``/live/stream?topic=..&since=..``; a browser that comes back names the last event it saw, and is
    told what it missed. 400: no or wrong topics. 503: this process has no room.
    """
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    headers = dict(scope["headers"])
    seen = headers.get(b"last-event-id", b"").decode("latin-1") or asked.get("since", [""])[0]
    hub = _hub()
    try:
        if scope["method"] != "GET":
            return await _refuse(send, 405)
        follower = hub.join(checked_topics(asked.get("topic", [])), since=cursor_of(seen), send=send)
    except NotATopic:
        return await _refuse(send, 400)
    except Full:
        return await _refuse(send, 503, [(b"retry-after", b"30")])
    watch = asyncio.create_task(_until_gone(receive, follower))
    try:
        # A browser that is gone may show as an error of its socket before it shows as a message.
        with suppress(OSError):
            await _tell(send, hub, follower, watch)
    finally:
        hub.leave(follower)
        watch.cancel()


async def _tell(send, hub: Hub, follower: Follower, watch: asyncio.Task) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    # Those who lost the line together should not come back together.
    await send(body(f"retry: {random.randint(1_000, 5_000)}\n\n"))  # noqa: S311
    pulse = Pulse(follower)
    try:
        while not watch.done():
            touched = await follower.news()
            if not watch.done():
                await send(_HEARTBEAT if touched is None else hub.message(touched))
    finally:
        pulse.stop()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


class Pulse:
    """
    Wakes the follower every `HEARTBEAT_SECONDS`.

    A timer of its own that news neither stop nor set anew: to do so at each event would cost more than the event.
    """

    __slots__ = ("_follower", "_timer")

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._wait()

    def stop(self) -> None:
        """Wake nobody any more."""
        self._timer.cancel()

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(HEARTBEAT_SECONDS, self._beat)

    def _beat(self) -> None:
        self._follower.wake()
        self._wait()


async def _until_gone(receive, follower: Follower) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    follower.wake()


async def _refuse(send, status: int, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers or []})
    await send({"type": "http.response.body", "body": b""})


def _hub() -> Hub:
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())

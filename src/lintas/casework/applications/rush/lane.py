"""
The rush lane: the form that chooses a place, answered by the event loop without Django's stack.

It takes the very form of the page, under the same address and with the same key, and has `choose_places` decide it, as
the page does. It knows only two answers of its own: the place is kept, the session is full. A form without a valid
permit, an act done before, a draft at work elsewhere, any other refusal: all that goes on to the page, as it came.
"""

import asyncio
import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection
from django.http import parse_cookie

from lintas.casework.applications.operations import Choice, choose_places
from lintas.casework.applications.rush.asked import asked_by_permit, is_form
from lintas.casework.applications.rush.effort import RETRY_AFTER, WithoutEffort, pot
from lintas.casework.applications.views.citizen.pages import same_refusal
from lintas.foundation.errors import name_and_place
from lintas.foundation.grouping import ALONE
from lintas.ui.language import COOKIE as LANGUAGE
from lintas.ui.policy import policy
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.003
"""A group begins when nobody has joined it for so long, or when it is as large as the one before."""

MOST, ROOM, PATIENCE_SECONDS = 256, 2_000, 5.0


class Lane:
    """Those who wait in this event loop; one thread serves them, group after group."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[float, Choice, asyncio.Future[Any]]] = deque()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="rush-lane")
        self._work: asyncio.Task[None] | None = None
        self._enough = MOST
        self._are_enough = asyncio.Event()

    async def ask(self, choice: Choice) -> Any:
        """Return the answer of the group, a refusal included; `ALONE` when the page shall decide."""
        if appointments.was_full_just_now(choice.slot_id, subject=choice.application_id):
            return places.SlotFull()
        if len(self._waiting) >= ROOM:
            return places.TooManyAtOnce()
        loop = asyncio.get_running_loop()
        answer = loop.create_future()
        self._waiting.append((time.monotonic(), choice, answer))
        if len(self._waiting) >= self._enough:
            self._are_enough.set()
        if self._work is None or self._work.done():
            self._work = loop.create_task(self._serve())
        return await answer

    async def _serve(self) -> None:
        while self._waiting:
            await self._gather()
            group = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            self._enough = len(group)
            latest = time.monotonic() - PATIENCE_SECONDS
            begun = [(choice, answer) for since, choice, answer in group if since >= latest]
            for since, _choice, answer in group:
                if since < latest:
                    _tell(answer, places.TooManyAtOnce())
            choices = [choice for choice, _ in begun]
            found = await asyncio.get_running_loop().run_in_executor(self._worker, _decide, choices)
            for (_choice, answer), outcome in zip(begun, found, strict=True):
                _tell(answer, outcome)

    async def _gather(self) -> None:
        """Wait while more still come: a group costs much the same for few as for many."""
        gathered = 0
        self._are_enough.clear()
        while gathered < len(self._waiting) < self._enough:
            gathered = len(self._waiting)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._are_enough.wait(), PAUSE_SECONDS)


def _tell(answer: asyncio.Future[Any], outcome: Any) -> None:
    if not answer.done():  # one whose browser has gone is not waiting any more
        answer.set_result(outcome)


def _decide(choices: list[Choice]) -> list[Any]:
    try:
        return list(choose_places(choices)) if choices else []
    except Exception as failure:
        logger.warning("A group of %s is left to the pages: %s", len(choices), name_and_place(failure))
        connection.close()
        return [ALONE] * len(choices)


_lanes: WeakKeyDictionary[asyncio.AbstractEventLoop, Lane] = WeakKeyDictionary()


def _lane_here() -> Lane:
    """Return the lane of this event loop. One made for nothing costs as much as a tenth of a form."""
    loop = asyncio.get_running_loop()
    found = _lanes.get(loop)
    if found is None:
        found = _lanes[loop] = Lane()
    return found


def is_for_lane(scope: Any) -> bool:
    """Say whether the request is the form of the slot step; the body is not read yet."""
    if scope["method"] != "POST" or scope["query_string"] or _is_on_sqlite():
        return False
    headers = dict(scope["headers"])
    content_type = headers.get(b"content-type", b"").decode("latin-1")
    length = headers.get(b"content-length", b"").decode("latin-1")
    return is_form(scope["path"], content_type=content_type, length=length)


@cache
def _is_on_sqlite() -> bool:
    # Asked once: each request of the event loop has a context of its own, and would make a connection to ask it.
    return connection.vendor == "sqlite"


async def lane(scope: Any, receive: Any, send: Any, *, otherwise: Any) -> None:
    """Answer the form, or hand it on to ``otherwise`` as it came."""
    body = await _body(receive)
    cookies = parse_cookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    asked = asked_by_permit(scope["path"], _fields(body), cookies)
    if asked is None:
        return await otherwise(scope, _again(body, receive), send)
    if asked.has_worked or pot.take():
        outcome = await _lane_here().ask(asked.choice)
    else:
        outcome = WithoutEffort()
    if isinstance(outcome, UUID):
        return await _send(send, 302, [(b"location", asked.address.encode())], b"")
    if isinstance(outcome, places.SlotFull | places.TooManyAtOnce | WithoutEffort):
        language = "en" if cookies.get(LANGUAGE) == "en" else "id"
        later = [(b"retry-after", b"%d" % RETRY_AFTER[outcome.status])] if outcome.status in RETRY_AFTER else []
        return await _send(send, outcome.status, later, same_refusal(type(outcome), language))
    return await otherwise(scope, _again(body, receive), send)


def _fields(body: bytes) -> dict[str, list[str]]:
    """Return the fields of the form; none when it is not one of ours."""
    try:
        return parse_qs(body.decode(), keep_blank_values=True, strict_parsing=True, max_num_fields=20)
    except ValueError:
        return {}


async def _body(receive: Any) -> bytes:
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes, receive: Any) -> Any:
    """Return a ``receive`` that gives the body once more, then whatever comes."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Any:
        return left.pop() if left else await receive()

    return received


async def _send(send: Any, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [length, *_common_headers(), *headers]})
    await send({"type": "http.response.body", "body": body})


@cache
def _common_headers() -> tuple[tuple[bytes, bytes], ...]:
    return (
        (b"content-type", b"text/html; charset=utf-8"),
        (b"cache-control", b"no-store, private"),
        (b"content-security-policy", policy().encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
    )

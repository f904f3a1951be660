"""
The doorkeeper of the one port: counts what waits for the pages, refuses in order, and keeps the line outside.

A page that waits for a thread waits behind others. So those that can wait are not let that far: each kind has its own
most. What may never wait long goes ahead of all the others that wait inside.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext, ngettext

from lintas.config.doors import cards
from lintas.config.doors.kinds import Kind, kind_of
from lintas.config.doors.line import LASTS, Line, LineFull, Waits
from lintas.config.doors.turns import Turns
from lintas.config.serving import THREADS
from lintas.ui.language import COOKIE as LANGUAGE
from lintas.ui.policy import policy

RETRY_AFTER = 10
"""Seconds."""

MOST = {
    Kind.REPORT: THREADS,
    Kind.SEARCH: THREADS * 3 // 2,
    Kind.UPLOAD: THREADS * 2,
    Kind.ENTRY: THREADS * 5 // 2,
    Kind.PAGE: THREADS * 4,
    Kind.CORE: THREADS * 60,
}
"""So many may wait or be at work in all when one more of the kind comes. Our proposal (P), in multiples of the threads."""

AHEAD = "AHEAD-OF-YOU"
PAUSE = "PAUSE-SECONDS"
STILL = b"diam"
"""In the address of the waiting room: it does not renew itself (WCAG 2.2, 2.2.1)."""

App = Callable[[Any, Any, Any], Awaitable[None]]


class Keeper:
    """Stands before ``pages``, in one event loop."""

    def __init__(self, pages: App, *, most: dict[Kind, int] = MOST) -> None:
        self._pages, self._most = pages, most
        self._line, self._turns, self._within = Line(), Turns(THREADS), 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Let the request through to the pages, or answer it at the door."""
        if scope["type"] != "http":  # the server's start and stop, which lasts as long as the server
            await self._pages(scope, receive, send)
            return
        kind = kind_of(scope["method"], scope["path"])
        if kind is Kind.ENTRY:
            await self._enter(scope, receive, send)
        elif self._within >= self._most[kind]:
            await _refuse(scope, send)
        else:
            await self._serve(scope, receive, send, core=kind is Kind.CORE)

    async def _enter(self, scope: Any, receive: Any, send: Any) -> None:
        now, cookies = time.time(), _cookies(scope)
        if cards.is_inside(cookies.get(cards.INSIDE, ""), now=now) and self._within < self._most[Kind.PAGE]:
            await self._serve(scope, receive, send)
            return
        card = cards.read_place(cookies.get(cards.PLACE, ""))
        try:
            waits = self._line.ask(card, free=self._most[Kind.ENTRY] - self._within, now=now)
        except LineFull:
            await _refuse(scope, send)
            return
        if waits is None:
            await self._serve(scope, receive, _letting_in(send, now))
        else:
            await _ask_to_wait(scope, send, waits)

    async def _serve(self, scope: Any, receive: Any, send: Any, *, core: bool = False) -> None:
        self._within += 1
        try:
            await self._turns.take(core=core)
            try:
                await self._pages(scope, receive, send)
            finally:
                self._turns.give_back()
        finally:
            self._within -= 1


def _cookies(scope: Any) -> dict[str, str]:
    return parse_cookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))


def _letting_in(send: Any, now: float) -> Any:
    """Return a ``send`` that gives the card for inside along with the answer, and takes the place in line back."""
    given = [
        _cookie(cards.INSIDE, cards.inside(now), seconds=cards.INSIDE_SECONDS),
        _cookie(cards.PLACE, "", seconds=0),
    ]

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *given]}
        await send(message)

    return sending


def _cookie(name: str, value: str, *, seconds: int) -> tuple[bytes, bytes]:
    secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""
    text = f"{name}={value}; Max-Age={seconds}; Path=/ajukan/; HttpOnly; SameSite=Lax{secure}"
    return b"set-cookie", text.encode()


async def _refuse(scope: Any, send: Any) -> None:
    page = await _page("config/refused_at_the_door.html", _language(scope))
    await _send(send, page, [(b"retry-after", b"%d" % RETRY_AFTER)])


async def _ask_to_wait(scope: Any, send: Any, waits: Waits) -> None:
    language = _language(scope)
    still = STILL in parse_qs(scope.get("query_string", b""))
    page = await _page("config/waiting_room.html", language, still=still)
    page = page.replace(AHEAD, _ahead(waits.ahead, language)).replace(PAUSE, str(waits.pause))
    kept = _cookie(cards.PLACE, cards.place(waits.card), seconds=int(LASTS))
    await _send(send, page, [(b"retry-after", b"%d" % waits.pause), kept])


def _ahead(count: int, language: str) -> str:
    with translation.override(language):
        return (
            ngettext("%(count)s orang", "%(count)s orang", count) % {"count": count} if count else gettext("tidak ada")
        )


def _language(scope: Any) -> str:
    return "en" if _cookies(scope).get(LANGUAGE) == "en" else "id"


async def _page(template: str, language: str, *, still: bool = False) -> str:
    """Return a page that is the same for everybody but for a number or two; made once, and not in the event loop."""
    return (
        await asyncio.to_thread(_made, template, language, still=still)
        if (template, language, still) not in _ready
        else _made(template, language, still=still)
    )


_ready: set[tuple[str, str, bool]] = set()


@cache
def _made(template: str, language: str, *, still: bool) -> str:
    request = RequestFactory(headers={"host": settings.ALLOWED_HOSTS[0]}).get("/")
    with translation.override(language):
        page = render_to_string(template, {"ahead": AHEAD, "pause": PAUSE, "still": still}, request)
    _ready.add((template, language, still))
    return page


async def _send(send: Any, page: str, more: list[tuple[bytes, bytes]]) -> None:
    body = page.encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store, private"),
        (b"content-security-policy", policy().encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        *more,
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})

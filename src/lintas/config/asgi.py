"""
One port for everything: live streams and the rush for places are answered here, pages are handed to the WSGI application
by a doorkeeper who refuses in order when there are too many.

Django itself is never run on ASGI, which costs several times the processor time for the same page.
"""

import os
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintas.config.settings")

from a2wsgi import WSGIMiddleware

from lintas.config.serving import THREADS, allow_many_sockets
from lintas.config.wsgi import application as pages

# isort: split
# What follows needs the models, which the import above has loaded.
from lintas.casework.applications.rush.lane import is_for_lane, lane
from lintas.config.doors.keeper import Keeper
from lintas.config.memory import settle
from lintas.foundation.live.stream import live

allow_many_sockets()
settle()
_pages = Keeper(cast(Any, WSGIMiddleware(cast(Any, pages), workers=THREADS)))


async def application(scope, receive, send):
    """Send live paths to the stream, the choice of a place to the rush lane, every other request to the pages."""
    if scope["type"] == "http" and scope["path"].startswith("/live/stream"):
        await live(scope, receive, send)
    elif scope["type"] == "http" and is_for_lane(scope):
        await lane(scope, receive, send, otherwise=_at_the_pages)
    else:
        await _at_the_pages(scope, receive, send)


async def _at_the_pages(scope, receive, send):
    await _pages(scope, _as_coroutine(receive), send)


def _as_coroutine(receive):
    """Return ``receive`` as a coroutine function: the server's own is merely awaitable, which the bridge refuses."""

    async def received():
        return await receive()

    return received

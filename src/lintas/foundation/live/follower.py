"""One open stream, as the hub sees it: what it follows, what it has not been told yet, and how to write to it."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from lintas.foundation.live.rules import Cursor

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]


class Follower:
    """
    One open stream.

    While it sleeps the hub writes to it directly, without waking its task: with thousands of them that is what makes
    the last one late. If the server wants to be waited for, the stream's own task does that, and nobody else.
    """

    __slots__ = ("_failure", "_has_news", "_send", "_sleep", "_touched", "_unfinished", "is_new", "since", "topics")

    def __init__(self, topics: frozenset[str], since: Cursor | None, send: Send) -> None:
        self.topics = topics
        self.since = since
        self.is_new = True
        self._send = send
        self._touched: frozenset[str] = frozenset()
        self._has_news = False
        self._sleep: asyncio.Future[None] | None = None
        self._unfinished: _Rest | None = None
        self._failure: Exception | None = None

    def tell(self, touched: frozenset[str]) -> None:
        """Note what was touched, in one with what is still untold, and wake the stream."""
        self._touched = self._touched | touched if self._touched else touched
        self._has_news = True
        self.wake()

    def say(self, touched: frozenset[str], message: Message) -> None:
        """Write at once what says so; a stream that is at work is told instead, and says it itself."""
        if self._sleep is None or self._sleep.done():
            self.tell(touched)
            return
        try:
            steps = self._send(message).__await__()
            waits_for = next(steps)
        except StopIteration:
            return
        except Exception as failure:
            self._failure = failure
        else:
            self._unfinished = _Rest(steps, waits_for)
        self.wake()

    def wake(self) -> None:
        """Let the stream look up, whether there is news or not."""
        if self._sleep is not None and not self._sleep.done():
            self._sleep.set_result(None)

    async def news(self) -> frozenset[str] | None:
        """
        Sleep until there is news or somebody wakes us; return what is untold, None if there is nothing to tell.

        :raises Exception: what the server said to a direct writing, such as that the browser is gone.
        """
        if not self._has_news:
            self._sleep = asyncio.get_running_loop().create_future()
            await self._sleep
            self._sleep = None
        if self._failure is not None:
            raise self._failure
        if self._unfinished is not None:
            await self._unfinished
            self._unfinished = None
        if not self._has_news:
            return None
        touched, self._touched, self._has_news = self._touched, frozenset(), False
        return touched


class _Rest:
    """A writing of which the first step is done: waits for what that step waits for, then goes on."""

    __slots__ = ("_steps", "_waits_for")

    def __init__(self, steps: Generator[Any, None, None], waits_for: Any) -> None:
        self._steps, self._waits_for = steps, waits_for

    def __await__(self) -> Generator[Any, None, None]:
        yield self._waits_for
        yield from self._steps

"""A mail server that takes every message and forwards none (RFC 5321, without extensions but SIZE)."""

import asyncio
import re
import threading
from collections.abc import Callable

MOST_BYTES = 512 * 1024
MOST_RECIPIENTS = 20
_PATH = re.compile(r"(?:FROM|TO):\s*<([^<>\s]{0,254})>", re.IGNORECASE)


class Conversation:
    """One connection: where it stands between greeting and good-bye."""

    def __init__(self, take: Callable[[str, bytes], object], is_down: Callable[[], bool]) -> None:
        self._take = take
        self._is_down = is_down
        self._sender: str | None = None
        self._recipients: list[str] = []

    async def hold(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk until the other side quits or is gone."""
        await _say(writer, "220 postbox simulator")
        try:
            while (line := await asyncio.wait_for(reader.readline(), 60)) and len(line) <= 1_000:
                verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
                if verb.upper() == "QUIT":
                    await _say(writer, "221 bye")
                    break
                await _say(writer, await self._answer(verb.upper(), rest, reader, writer))
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            writer.close()

    async def _answer(self, verb: str, rest: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        if verb in {"EHLO", "HELO"}:
            return f"250-postbox\r\n250-8BITMIME\r\n250 SIZE {MOST_BYTES}" if verb == "EHLO" else "250 postbox"
        if verb in {"RSET", "NOOP"}:
            self._forget(verb)
            return "250 ok"
        if verb == "MAIL":
            return self._from(rest)
        if verb == "RCPT":
            return self._to(rest)
        if verb == "DATA":
            return await self._data(reader, writer)
        return "502 not known here"

    def _forget(self, verb: str) -> None:
        if verb == "RSET":
            self._sender, self._recipients = None, []

    def _from(self, rest: str) -> str:
        if self._is_down():
            return "451 try again later"
        if not (path := _PATH.match(rest)):
            return "501 sender not understood"
        self._sender, self._recipients = path[1], []
        return "250 ok"

    def _to(self, rest: str) -> str:
        path = _PATH.match(rest)
        if self._sender is None or len(self._recipients) >= MOST_RECIPIENTS:
            return "503 not now"
        if not path or "@" not in path[1] or path[1].endswith(".invalid"):
            return "550 no such mailbox"
        self._recipients.append(path[1])
        return "250 ok"

    async def _data(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        if not self._recipients:
            return "503 no recipients"
        await _say(writer, "354 end with a dot")
        async with asyncio.timeout(60):
            lines, size = await self._lines(reader)
        if size > MOST_BYTES:
            return "552 too large"
        for recipient in self._recipients:
            self._take(recipient, b"".join(lines))
        self._sender, self._recipients = None, []
        return "250 taken"

    async def _lines(self, reader: asyncio.StreamReader) -> tuple[list[bytes], int]:
        """Read to the dot; return the lines, as far as they are not too much, and how much there was."""
        lines, size = [], 0
        while (line := await reader.readline()).rstrip(b"\r\n") != b".":
            if not line:
                raise ConnectionError
            size += len(line)
            if size <= MOST_BYTES:
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return lines, size


class PostOffice:
    """The mail server, in a thread of its own; ``port`` tells where it listens."""

    def __init__(self, *, port: int, take: Callable[[str, bytes], object], is_down: Callable[[], bool]) -> None:
        self._take, self._is_down = take, is_down
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(
            asyncio.start_server(self._hold, "127.0.0.1", port, limit=256 * 1024)
        )
        self.port: int = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening, end the conversations and the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(self._end())
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        talking = asyncio.all_tasks() - {asyncio.current_task()}
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
        await asyncio.sleep(0.01)  # lets the closed connections be forgotten

    async def _hold(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Conversation(self._take, self._is_down).hold(reader, writer)


async def _say(writer: asyncio.StreamWriter, line: str) -> None:
    writer.write(line.encode() + b"\r\n")
    await writer.drain()

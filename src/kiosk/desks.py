"""
The counters' server of the box, on the hall's own network: what officers use while the house is away.

A browser at a counter is paired once, with a code that lies in a file on the box; it has no names and no case data.
The board of who is called where is open to all, for the screen in the hall.
"""

import hashlib
import hmac
import os
import re
import secrets
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from kiosk import desk_pages, pages
from kiosk.answering import ASSETS, CLIP, Answering
from kiosk.box import Box
from kiosk.island import NotNow
from kiosk.log import Stopped

PAIRED = "loket"
PAIRED_SECONDS = 400 * 24 * 3600
"""So long a counter's browser stays paired; browsers allow no more."""
COUNTER = re.compile(r"/loket/([0-9a-f-]{36})/")
FILE = "counters.code"


def pairing_code(folder: Path) -> str:
    """Return the code with which a counter's browser is paired, made on first use; delete the file to unpair all."""
    path = folder / FILE
    if not path.exists():
        code = "-".join(secrets.token_hex(2) for _ in range(4))
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(code + "\n")
    return path.read_text(encoding="ascii").strip()


class Desks(Answering):
    """One request of a counter, or of the screen in the hall."""

    box: Box
    code: str
    voices: Path

    def do_GET(self) -> None:
        """Answer with a page."""
        path = urlsplit(self.path).path
        if path.removeprefix("/aset/") in ASSETS:
            name = path.removeprefix("/aset/")
            self.send((pages.HOME / "static" / name).read_bytes(), ASSETS[name])
        elif (clip := CLIP.fullmatch(path)) and (self.voices / clip[1]).is_file():
            self.send((self.voices / clip[1]).read_bytes(), "audio/mpeg")
        elif path == "/papan/":
            self.page(desk_pages.board(self.box, self.manners()))
        elif not self._is_paired():
            self.page(desk_pages.pair(self.box, self.manners()))
        elif found := COUNTER.fullmatch(path):
            self._counter(found[1])
        elif path == "/":
            self.page(desk_pages.counters(self.box, self.manners()))
        else:
            self.go("/")

    def do_POST(self) -> None:
        """Pair the browser, or do what an officer asks for."""
        if self.headers.get("Origin") != f"http://{self.headers.get('Host')}":
            self.refuse(HTTPStatus.FORBIDDEN)
            return
        form = self.form()
        if form is None:
            return
        path = urlsplit(self.path).path
        if path == "/bahasa/":
            to = form.get("ke", "/")
            self.go(to if COUNTER.fullmatch(to) else "/", manners=self.manners().changed("bahasa"))
        elif path == "/pasang/":
            self._pair(form.get("kode", ""))
        elif not self._is_paired():
            self.go("/")
        elif found := COUNTER.fullmatch(path):
            self._act(found[1], form)
        else:
            self.go("/")

    def _pair(self, typed: str) -> None:
        plain = "".join(typed.lower().split()).replace("-", "")
        if not hmac.compare_digest(plain.encode(), self.code.replace("-", "").encode()):
            page = desk_pages.pair(self.box, self.manners(), problem="pair_wrong")
            self.page(page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
            return
        cookie = f"{PAIRED}={self._proof()}; Path=/; Max-Age={PAIRED_SECONDS}; HttpOnly; SameSite=Strict"
        self.send(b"", "text/plain", status=HTTPStatus.SEE_OTHER, Location="/", Set_Cookie=cookie)

    def _act(self, counter_id: str, form: dict[str, str]) -> None:
        try:
            press = str(UUID(form.get("tekan", "")))
        except ValueError:
            self.go("/")
            return
        wish, _, of = form.get("langkah", "").partition(":")
        ticket, station = (of, "") if wish == "come_back" else (form.get("nomor", ""), of)
        try:
            self.box.act(press=press, counter_id=counter_id, wish=wish, ticket=ticket, station=station)
        except NotNow as refusal:
            self._counter(counter_id, problem=str(refusal), status=HTTPStatus.CONFLICT)
        except Stopped:
            self._counter(counter_id, problem="desk_stopped", status=HTTPStatus.CONFLICT)
        else:
            self.go(f"/loket/{counter_id}/")

    def _counter(self, counter_id: str, *, problem: str = "", status: int = HTTPStatus.OK) -> None:
        page = desk_pages.counter(self.box, counter_id, self.manners(), problem=problem)
        if page is None:
            self.go("/")
        else:
            self.page(page, status=status)

    def _is_paired(self) -> bool:
        return hmac.compare_digest(self.cookie(PAIRED).encode(), self._proof().encode())

    def _proof(self) -> str:
        # Not the code itself: what lies in a browser cannot be typed into another one.
        return hashlib.sha256(f"lintas counter {self.code}".encode()).hexdigest()


def open_desks(box: Box, *, address: str, port: int, folder: Path) -> ThreadingHTTPServer:
    """Return a server on the hall's network; it answers once ``serve_forever`` runs."""
    handler = type("OurDesks", (Desks,), {"box": box, "code": pairing_code(folder), "voices": folder / "voices"})
    server = ThreadingHTTPServer((address, port), handler)
    server.daemon_threads = True
    return server

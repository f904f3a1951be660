"""The box's own small server, for the browser on the box alone."""

import re
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from kiosk import pages
from kiosk.answering import ASSETS, CLIP, Answering
from kiosk.box import Box
from kiosk.codes import Mistyped, case_code
from kiosk.log import NoNumbers, Stopped
from kiosk.manners import Manners
from kiosk.words import word

HERE = frozenset({"127.0.0.1", "localhost"})
NUMBER = re.compile(r"/nomor/([0-9a-f-]{36})/(cetak/)?")


class Window(Answering):
    """One request of the browser on the box."""

    box: Box
    voices: Path

    def do_GET(self) -> None:
        """Answer with a page, a clip, or what the page is made of."""
        if not self._is_at_home():
            return
        path = urlsplit(self.path).path
        if found := NUMBER.fullmatch(path):
            self._number(found[1], to_print=bool(found[2]))
        elif path == "/":
            self.page(pages.first(self.box, self.manners()))
        elif path == "/kode/":
            self.page(pages.ask_code(self.box, self.manners()))
        elif path == "/selesai/":
            self.go("/", manners=Manners())
        elif path.removeprefix("/aset/") in ASSETS:
            name = path.removeprefix("/aset/")
            self.send((pages.HOME / "static" / name).read_bytes(), ASSETS[name])
        elif (clip := CLIP.fullmatch(path)) and (self.voices / clip[1]).is_file():
            self.send((self.voices / clip[1]).read_bytes(), "audio/mpeg")
        else:
            self.go("/")

    def do_POST(self) -> None:
        """Give a number, check a code, or change how the page is."""
        if not self._is_at_home():
            return
        form = self.form()
        if form is None:
            return
        match urlsplit(self.path).path:
            case "/nomor/":
                self._give(form)
            case "/kode/":
                self._code(form.get("kode", ""))
            case "/cara/":
                self._change(form)
            case _:
                self.go("/")

    def _give(self, form: dict[str, str]) -> None:
        manners, lane = self.manners(), form.get("antrean", "")
        try:
            press = str(UUID(form.get("tekan", "")))
            reference = case_code(form["kode"]) if form.get("kode") else ""
        except ValueError:
            self.go("/")
            return
        if lane not in {one.letter for one in self.box.lanes()}:
            self.go("/")
            return
        try:
            slip = self.box.give(press=press, lane=lane, reference=reference)
        except NoNumbers:
            self._sorry("no_numbers", code=reference)
        except Stopped:
            self._sorry("stopped", code=reference)
        else:
            self.go(f"/nomor/{slip.id}/", manners=manners)

    def _number(self, slip_id: str, *, to_print: bool) -> None:
        try:
            slip = self.box.log.slip(slip_id)
        except KeyError:
            self._sorry("gone")
            return
        if to_print:
            self.box.log.count_print(slip_id)
            self.page(pages.slip_to_print(self.box, slip, self.manners()))
        else:
            self.page(pages.number(self.box, slip, self.manners()))

    def _code(self, typed: str) -> None:
        manners = self.manners()
        try:
            code = case_code(typed)
        except Mistyped:
            problem = word("code_wrong", manners.language)
            page = pages.ask_code(self.box, manners, typed=typed[:40], problem=problem)
            self.page(page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        else:
            self.page(pages.first(self.box, manners, code=code))

    def _change(self, form: dict[str, str]) -> None:
        to = form.get("ke", "/")
        known = to in {"/", "/kode/"} or NUMBER.fullmatch(to)
        self.go(to if known else "/", manners=self.manners().changed(form.get("ubah", "")))

    def _sorry(self, name: str, *, code: str = "") -> None:
        manners = self.manners()
        page = pages.first(self.box, manners, code=code, problem=word(name, manners.language))
        self.page(page, status=HTTPStatus.CONFLICT)

    def _is_at_home(self) -> bool:
        # Only the box's own browser and its own pages: no other site may press a button here.
        _, port = cast(ThreadingHTTPServer, self.server).server_address[:2]
        mine = {f"{host}:{port}" for host in HERE}
        origin = self.headers.get("Origin")
        if self.headers.get("Host") in mine and (origin is None or origin.removeprefix("http://") in mine):
            return True
        self.refuse(HTTPStatus.FORBIDDEN)
        return False


def open_window(box: Box, *, port: int, voices: Path) -> ThreadingHTTPServer:
    """Return a server on this machine's own address; it answers once ``serve_forever`` runs."""
    handler = type("OurWindow", (Window,), {"box": box, "voices": voices})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    return server

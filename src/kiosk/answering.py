"""What both of the box's small servers share: short forms, pages with strict headers, and no list of who came."""

import re
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs

from kiosk.manners import NAME, Manners, read

MOST_BYTES = 4096
ASSETS = {"kiosk.css": "text/css; charset=utf-8", "kiosk.js": "text/javascript; charset=utf-8"}
CLIP = re.compile(r"/suara/((?:id|en)/[a-z]+(?:-[a-z0-9]+)?\.mp3)")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class Answering(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def form(self) -> dict[str, str] | None:
        """Return what was sent, the first value of each field; None when it was too long and has been refused."""
        length = self.headers.get("Content-Length", "")
        if not (length.isdigit() and int(length) <= MOST_BYTES):
            self.refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        raw = self.rfile.read(int(length)).decode("utf-8", "replace")
        try:
            return {name: values[0] for name, values in parse_qs(raw, max_num_fields=10).items()}
        except ValueError:
            return {}

    def cookie(self, name: str) -> str:
        """Return the value of a cookie, empty without it."""
        try:
            found = SimpleCookie(self.headers.get("Cookie", ""))
        except CookieError:
            return ""
        return found[name].value if name in found else ""

    def manners(self) -> Manners:
        """Return how the person wants the page."""
        return read(self.cookie(NAME))

    def page(self, page: str, *, status: int = HTTPStatus.OK) -> None:
        """Answer with a page."""
        self.send(page.encode(), "text/html; charset=utf-8", status=status)

    def go(self, to: str, *, manners: Manners | None = None) -> None:
        """Lead to another page; with ``manners`` they are kept."""
        more: dict[str, str] = {"Location": to}
        if manners is not None:
            more["Set_Cookie"] = f"{NAME}={manners.text()}; Path=/; HttpOnly; SameSite=Strict"
        self.send(b"", "text/plain", status=HTTPStatus.SEE_OTHER, **more)

    def refuse(self, status: int) -> None:
        """Answer with nothing, and read no further."""
        self.close_connection = True
        self.send(b"", "text/plain", status=status)

    def send(self, content: bytes, kind: str, *, status: int = HTTPStatus.OK, **more: str) -> None:
        """Answer; names of further headers have ``_`` for ``-``."""
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(content)),
            "Cache-Control": "no-store",
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",  # without it browsers hide the origin of a form
        }
        self.send_response(status)
        for name, value in (headers | {name.replace("_", "-"): value for name, value in more.items()}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Keep no list of who pressed what."""

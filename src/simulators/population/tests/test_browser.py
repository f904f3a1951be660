"""The small browser keeps cookies apart, follows redirects and notes every response."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from simulators.population.browser import Browser, Lines, Upload
from simulators.population.journal import Journal


class House(BaseHTTPRequestHandler):
    """Gives each visitor a cookie, sends posts on, and shows what it was sent."""

    def do_GET(self) -> None:
        self._answer(200, f"<p>cookie:{self.headers.get('Cookie', '')}</p>", ["session=kept; Path=/; HttpOnly"])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/lempar/":
            self._answer(303, "", ["gone=; Max-Age=0"], location="/tiba/")
        else:
            self._answer(500, body.decode("latin-1").replace("<", "&lt;"))

    def log_message(self, *args: object) -> None: ...

    def _answer(self, status: int, html: str, cookies: list[str] = (), location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(html)))
        for cookie in cookies:
            self.send_header("Set-Cookie", cookie)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(html.encode())


@pytest.fixture
def lines() -> Iterator[Lines]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    lines = Lines(f"http://127.0.0.1:{server.server_address[1]}", Journal())
    yield lines
    lines.close()
    server.shutdown()
    server.server_close()


def form_at(browser: Browser, address: str):
    from simulators.population.reader import read

    html = f'<form method="post" action="{address}"><input name="a" value="1"><input type="file" name="page"></form>'
    return read(html, address="/", status=200).form()


def test_each_browser_keeps_its_own_cookies(lines):
    one, other = Browser(lines), Browser(lines)
    one.open("/")

    assert "cookie:session=kept" in one.open("/").text
    assert other.open("/").text == "cookie:"


def test_a_redirect_is_followed_with_get_and_a_deleted_cookie_is_gone(lines):
    browser = Browser(lines, cookies={"gone": "1"})
    page = browser.submit(form_at(browser, "/lempar/"))

    assert (page.address, page.status) == ("/tiba/", 200)
    assert browser.cookies == {"session": "kept"}


def test_a_file_travels_with_its_name_and_kind(lines):
    browser = Browser(lines)
    page = browser.submit(form_at(browser, "/unggah/"), files=[Upload("page", "ktp.jpg", b"JPEG", "image/jpeg")])

    assert 'name="page"; filename="ktp.jpg" Content-Type: image/jpeg JPEG' in page.text
    assert 'name="a"' in page.text


def test_the_journal_knows_every_answer_by_its_route(lines):
    browser = Browser(lines)
    browser.open("/permohonan/PYK-7K3M-Q2XD/status/?dari=sms")
    browser.submit(form_at(browser, "/rusak/"))

    assert set(lines.journal.took) == {"GET /permohonan/*/status/", "POST /rusak/"}
    assert lines.journal.classes() == {"2xx": 1, "5xx": 1}
    assert lines.journal.broken == ["POST /rusak/ -> 500"]

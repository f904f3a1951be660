"""A small browser: cookies, forms, redirects; it fills in what people fill in and sends what browsers send."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from simulators.population.journal import Journal
from simulators.population.pages import Form, Page
from simulators.population.reader import read

MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGENT = "Lintas-population/1"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file chosen in a form."""

    field: str
    name: str
    content: bytes
    kind: str


class Lines:
    """The connections that all browsers share; cookies are each browser's own."""

    def __init__(self, home: str, journal: Journal, *, most: int = 16) -> None:
        self.home = home.rstrip("/")
        self.journal = journal
        limits = httpx.Limits(max_connections=most, max_keepalive_connections=most)
        jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self._client = httpx.Client(limits=limits, timeout=60, follow_redirects=False, cookies=jar, verify=False)  # noqa: S501

    def ask(
        self, method: str, address: str, headers: dict[str, str], data: object = None, files: object = None
    ) -> httpx.Response:
        """Send one request and note how it went."""
        began = time.perf_counter()
        answer = self._client.request(method, address, headers=headers, data=data, files=files)  # type: ignore[arg-type]
        self.journal.note(method, urlsplit(address).path, answer.status_code, (time.perf_counter() - began) * 1000)
        return answer

    def close(self) -> None:
        """Hang up."""
        self._client.close()


@dataclass(slots=True)
class Browser:
    """One person's browser. Pages with a status of 400 and above are pages too: whoever asked looks at them."""

    lines: Lines
    cookies: dict[str, str] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def open(self, address: str) -> Page:
        """Return the page at the address, which may be relative to the home page."""
        return self._go("GET", address)

    def submit(
        self,
        form: Form,
        values: Mapping[str, str | list[str]] | None = None,
        *,
        press: tuple[str, str] | None = None,
        files: list[Upload] | None = None,
        turn_away: bool = False,
    ) -> Page:
        """
        Send the form, filled with ``values``, and return the page that follows.

        Whoever turns away does not wait for the page to which the answer leads: it comes back empty, with status 200.

        :raises Missing: the values do not fit the form.
        """
        pairs = form.filled(values or {}, press=press)
        if form.method == "get":
            query = urlencode(pairs)
            return self._go("GET", f"{form.address.partition('?')[0]}?{query}")
        data: dict[str, list[str]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        chosen = [(one.field, (one.name, one.content, one.kind)) for one in files or []]
        return self._go("POST", form.address, data=data, files=chosen or None, turn_away=turn_away)

    def _go(
        self, method: str, address: str, *, data: object = None, files: object = None, turn_away: bool = False
    ) -> Page:
        with self.lock:
            address = urljoin(self.lines.home + "/", address)
            for _ in range(MOST_REDIRECTS):
                answer = self.lines.ask(method, address, self._headers(), data, files)
                self._remember(answer)
                if answer.status_code not in REDIRECTS:
                    break
                address = urljoin(address, answer.headers["location"])
                if turn_away:
                    return Page(urlsplit(address).path, 200)
                method, data, files = "GET", None, None
            where = urlsplit(address)
            path = where.path + (f"?{where.query}" if where.query else "")
            is_html = "text/html" in answer.headers.get("content-type", "")
            return read(answer.text if is_html else "", address=path, status=answer.status_code)

    def _headers(self) -> dict[str, str]:
        headers = {"User-Agent": AGENT, "Accept-Language": "id", "Sec-Fetch-Mode": "navigate"}
        headers["Accept-Encoding"] = "identity"  # beside the house, packing takes longer than sending
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return headers

    def _remember(self, answer: httpx.Response) -> None:
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value

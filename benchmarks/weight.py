"""
What a page weighs on its way: requests and bytes as sent, at the first view and at the next.

The report and the budget (``tests/test_budgets.py``) weigh the same pages in the same way.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import httpx

from benchmarks.house import House
from tests.browser import CANDIDATES, OPTIONS, PHONE

LOADED = re.compile(r'<(?:script|img)[^>]*?\bsrc="([^"]+)"|<link[^>]*?rel="(?:stylesheet|icon)"[^>]*?href="([^"]+)"')
QUIET_MS, PATIENCE_ROUNDS = 200, 25
AT_ONCE = 6
"""Visitors who look at the same time, each in a browser profile of their own: waiting then costs once for all."""

OF_ITS_OWN = 200
"""The number of the first person whose case is weighed, behind those whose cases are driven."""


@dataclass(frozen=True)
class Weight:
    """One page: who has never been here, and who comes from another page."""

    address: str
    first: tuple[int, int]
    then: tuple[int, int]


@dataclass(frozen=True)
class Visit:
    """One page to weigh, the page before it at the next view, and what the visitor's browser carries."""

    address: str
    before: str = "/"
    cookies: dict[str, str] = field(default_factory=dict)


Weigher = Callable[[Sequence[Visit]], list[Weight]]


@contextmanager
def scales(home: str) -> Iterator[tuple[str, Weigher]]:
    """Give the name of what weighs and the function that does: a browser, or plain requests without one."""
    program = next((found for name in CANDIDATES if (found := shutil.which(name))), None)
    if program is None:
        yield (
            "plain requests for the page, its styles, scripts and pictures, bodies only (no Chromium here)",
            lambda visits: [_plainly(home, visit) for visit in visits],
        )
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=OPTIONS)
        yield (
            f"Chromium {browser.version} at 360x740, heads and bodies as they came over the wire",
            in_browser(browser, home),
        )
        browser.close()


def in_browser(browser: Any, home: str) -> Weigher:
    """Return what weighs pages of the home with the browser."""

    def weigh(visits: Sequence[Visit]) -> list[Weight]:
        found: list[Weight] = []
        for begin in range(0, len(visits), AT_ONCE):
            some = visits[begin : begin + AT_ONCE]
            first = _views(browser, home, [([one.address], one.cookies) for one in some])
            then = _views(browser, home, [([one.before, one.address], one.cookies) for one in some])
            found += [Weight(one.address, *views) for one, *views in zip(some, first, then, strict=True)]
        return found

    return weigh


def weigh_all(house: House, weigh: Weigher) -> list[Weight]:
    """
    Weigh every page for anybody, the home of a chosen place, and every page of a case.

    Of a draft with everything filled in, those are the steps; of a booked case, its status and what follows.
    """
    chosen = {"tempat": "payakumbuh"}
    seen = house.inside("addresses", reference="", cookies={})["public"]
    visits = [Visit(address, before="/" if address != "/" else "/tempat/") for address in seen]
    found = weigh([*visits, Visit("/", before="/tempat/", cookies=chosen)])
    for act in ("filled", "cases"):
        case = house.inside(act, count=1, first=OF_ITS_OWN, name="applications:overview")
        [opened] = case["opened"]
        cookies = {**chosen, case["cookie"]: opened["session"]}
        seen = house.inside("addresses", reference=opened["reference"], cookies=cookies)["case"]
        found += weigh([Visit(address, cookies=cookies) for address in seen])
    return found


def _views(browser: Any, home: str, walks: Sequence[tuple[list[str], dict[str, str]]]) -> list[tuple[int, int]]:
    """Let as many visitors who have seen nothing walk side by side; return what came for the last page of each."""
    with ExitStack() as after:
        visitors = [_visitor(browser, home, cookies, after) for _, cookies in walks]
        for stage in zip(*(path for path, _ in walks), strict=True):
            for visitor, address in zip(visitors, stage, strict=True):
                visitor.wire.came.clear()
                visitor.page.goto(address, wait_until="commit")
            for visitor in visitors:
                visitor.page.wait_for_load_state("load")
            _wait_until_quiet(visitors)
        return [(len(visitor.wire.came), sum(visitor.wire.came.values())) for visitor in visitors]


@dataclass(frozen=True)
class _Visitor:
    page: Any
    wire: "_Wire"


def _visitor(browser: Any, home: str, cookies: dict[str, str], after: ExitStack) -> _Visitor:
    """Open a profile that has seen nothing; it is closed ``after`` all."""
    width, height = PHONE
    context = browser.new_context(base_url=home, viewport={"width": width, "height": height}, locale="id-ID")
    after.callback(context.close)
    context.add_cookies([{"name": name, "value": value, "url": home} for name, value in cookies.items()])
    page = context.new_page()
    return _Visitor(page, _Wire(context.new_cdp_session(page)))


def _wait_until_quiet(visitors: Sequence[_Visitor]) -> None:
    """Wait until nothing more comes for anybody; a stream that stays open is quiet too."""
    for _ in range(PATIENCE_ROUNDS):
        before = [dict(visitor.wire.came) for visitor in visitors]
        visitors[0].page.wait_for_timeout(QUIET_MS)
        if [visitor.wire.came for visitor in visitors] == before:
            return


class _Wire:
    """What came over the wire, by request: heads and bodies as sent; what the browser had already is left out."""

    def __init__(self, session: Any) -> None:
        self.came: dict[str, int] = {}
        self._kept: set[str] = set()
        session.on("Network.requestServedFromCache", lambda told: self._kept.add(told["requestId"]))
        session.on("Network.responseReceived", self._begin)
        session.on("Network.dataReceived", self._more)
        session.on("Network.loadingFinished", self._whole)
        session.send("Network.enable")

    def _begin(self, told: dict[str, Any]) -> None:
        answer = told["response"]
        from_here = told["requestId"] in self._kept or answer.get("fromDiskCache")
        if answer["url"].startswith("http") and not from_here:
            self.came[told["requestId"]] = answer["encodedDataLength"]

    def _more(self, told: dict[str, Any]) -> None:
        if told["requestId"] in self.came:
            self.came[told["requestId"]] += told["encodedDataLength"]

    def _whole(self, told: dict[str, Any]) -> None:
        if told["requestId"] in self.came:
            self.came[told["requestId"]] = told["encodedDataLength"]


def _plainly(home: str, visit: Visit) -> Weight:
    with httpx.Client(base_url=home, headers={"Accept-Encoding": "gzip, br"}, cookies=visit.cookies) as client:
        page, sizes = _page(client, home, visit.address)
        first = {visit.address: page, **sizes}
        _, known = _page(client, home, visit.before)
        fresh = {name: size for name, size in sizes.items() if name not in known}
    then = {visit.address: page, **fresh}
    return Weight(visit.address, (len(first), sum(first.values())), (len(then), sum(then.values())))


def _page(client: httpx.Client, home: str, address: str) -> tuple[int, dict[str, int]]:
    size, text = _body(client, address)
    linked = {urljoin(home + address, one or other) for one, other in LOADED.findall(text)}
    return size, {name: _body(client, name)[0] for name in linked if name.startswith(home)}


def _body(client: httpx.Client, address: str) -> tuple[int, str]:
    with client.stream("GET", address) as answer:
        answer.read()
        is_text = answer.headers.get("content-type", "").startswith("text/html")
        return answer.num_bytes_downloaded, answer.text if is_text else ""

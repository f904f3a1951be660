"""
A real browser for tests: a fresh Chromium for each test that opens a page, one driver for the whole run.

A browser that lives through many tests now and then never answers that it has closed a visitor's
profile, and the run stands still; closing the whole browser ends with its process in any case.

A test that takes the fixture ``page`` (a phone, 360x740) or ``desk`` (1366x768) gets a page that
speaks to the test's own server. A fault in a script or a breach of the content policy fails it.

A click returns when the next page has begun and not when it stands: what a test expects of it, it waits for with
Playwright's ``expect``, and what looks at a whole page waits until the page has come.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CANDIDATES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = (360, 740)
DESK = (1366, 768)
BOARD = (1920, 1080)
PATIENCE_MS = 30_000
PICTURES = "LINTAS_TEST_PICTURES"
"""A folder; when it is set, `photograph` keeps its pictures there."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what walks through pages, so that a run without a browser can leave it out."""
    for item in items:
        if "browser_program" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_driver() -> Iterator[Any]:
    """Start what drives browsers, once."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser_program() -> str:
    """Return the browser. Without one a run with ``CI=true`` fails; elsewhere the test is skipped with the reason."""
    program = next((found for name in CANDIDATES if (found := shutil.which(name))), None)
    if program is None:
        reason = "No Chromium on this machine (package: chromium)."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return program


@pytest.fixture
def chromium(browser_program: str, browser_driver: Any) -> Iterator[Any]:
    """Start a browser for this test alone."""
    browser = browser_driver.chromium.launch(executable_path=browser_program, args=OPTIONS)
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Return ``open_page(size=..., javascript=True, cookies={...})``, which opens one more visitor's page."""
    faults: list[str] = []

    def opened(*, size: tuple[int, int] = PHONE, javascript: bool = True, cookies: dict[str, str] | None = None) -> Any:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        for name, value in (cookies or {}).items():
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))
        page.on("console", lambda line: _is_fault(line) and faults.append(f"{page.url}: {line.text}"))
        return page

    yield opened
    assert faults == []


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """A visitor with a phone."""
    return open_page(size=PHONE)


@pytest.fixture
def desk(open_page: Callable[..., Any]) -> Any:
    """An officer's screen."""
    return open_page(size=DESK)


def assert_accessible(page: Any, *, leaving_out: tuple[str, ...] = ()) -> None:
    """Fail with rule, element and advice for everything axe finds; ``leaving_out`` names rules, with a reason beside it."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in leaving_out}}
    found = Axe().run(page, options=options).response["violations"]
    assert found == [], f"{page.url}\n" + "\n".join(
        f"{one['id']}: {one['help']}\n    " + "\n    ".join(node["html"] + " " + _advice(node) for node in one["nodes"])
        for one in found
    )


def assert_fits(page: Any) -> None:
    """Fail when the page is wider than the screen, naming what sticks out."""
    page.wait_for_load_state()
    outside = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.body.querySelectorAll("*")]
                .filter((one) => one.getBoundingClientRect().right > width + 1)
                .slice(0, 5).map((one) => one.outerHTML.slice(0, 160));
        }"""
    )
    assert outside == [], f"{page.url} does not fit: {outside}"


def assert_targets_are_large(page: Any, *, least: int = 24) -> None:
    """Fail when a control that stands by itself is smaller than ``least`` CSS pixels in a direction."""
    page.wait_for_load_state()
    small = page.evaluate(
        """(least) => [...document.querySelectorAll("button, .button, .choice, .slots__hour, select, textarea, .pill,"
            + " input:not([type=hidden], [type=radio], [type=checkbox])")]
            .filter((one) => one.checkVisibility() && !one.closest(".aside-text"))
            .map((one) => [one.getBoundingClientRect(), one])
            .filter(([box]) => box.width > 1 && (box.width < least || box.height < least))
            .map(([box, one]) => `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 120)}`)""",
        least,
    )
    assert small == [], page.url


def assert_reads_well(page: Any) -> None:
    """Fail unless everybody can read and use the page: accessible, within the screen, nothing too small to hit."""
    assert_accessible(page)
    assert_fits(page)
    assert_targets_are_large(page)


RING = """() => {
    const held = document.activeElement;
    if (!held || held === document.body) return ["nothing has the focus"];
    const name = held.outerHTML.slice(0, 140);
    const around = [held, held.nextElementSibling, held.closest(".choice, .slots__hour, .search__line")].filter(Boolean);
    const isRinged = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const ringed = around.find((one) => isRinged(getComputedStyle(one)) || isRinged(getComputedStyle(one, "::after")));
    if (!ringed) return [`no ring around ${name}`];
    const box = ringed.getBoundingClientRect();
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (bottom - top < Math.min(box.height, 24) || box.left < 0 || box.right > innerWidth)
        return [`outside of the screen: ${name}`];
    const hit = document.elementFromPoint((box.left + box.right) / 2, (top + bottom) / 2);
    return hit && (ringed.contains(hit) || hit.contains(ringed)) ? [] : [`covered: ${name}`];
}"""


def assert_focus_is_seen(page: Any) -> None:
    """Fail unless what has the focus wears a ring, within the screen and not covered by anything."""
    assert page.evaluate(RING) == [], page.url


def photograph(page: Any, name: str, *, whole: bool = False) -> None:
    """Keep a picture of the page in the folder of `PICTURES`; do nothing when none is named."""
    folder = os.environ.get(PICTURES)
    if folder:
        page.wait_for_load_state()
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=whole)


def _is_fault(line: Any) -> bool:
    """Scripts' own errors and breaches of policy; a page that answers 4xx on purpose is not one."""
    return line.type == "error" and not line.text.startswith("Failed to load resource")


def _advice(node: dict[str, Any]) -> str:
    return json.dumps(node.get("failureSummary", ""), ensure_ascii=False)

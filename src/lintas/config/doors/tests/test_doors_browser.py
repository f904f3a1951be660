"""The pages of the door in a real browser: without a script, on a phone and a desk screen, in both languages."""

import asyncio
import re

import pytest
from playwright.sync_api import expect

from lintas.casework.applications.views.citizen.pages import same_refusal
from lintas.config.doors.keeper import Keeper
from lintas.config.doors.kinds import Kind
from lintas.config.doors.tests.test_keeper import SMALL, Pages, Visitor, apart
from lintas.visit.appointments.operations import SlotFull, TooManyAtOnce
from tests.browser import (
    DESK,
    PHONE,
    assert_accessible,
    assert_fits,
    assert_reads_well,
    assert_targets_are_large,
    photograph,
)

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
LANGUAGES = pytest.mark.parametrize("language", ["id", "en"])


@pytest.fixture
def visitor(live_server, house, open_page):
    """
    Open a page of somebody who is answered with these bytes, and the styles of the house.

    Without scripts first, as the page must do without; axe itself is a script, so what is returned has them.
    """

    def opened(size, language, *, name, path, **answer):
        plain, full = (
            answered(open_page(size=size, javascript=javascript, cookies={"bahasa": language}), path, **answer)
            for javascript in (False, True)
        )
        expect(plain.get_by_role("heading", level=1)).to_be_visible()
        photograph(plain, f"doors-{name}-{language}-{size[0]}", whole=True)
        plain.close()
        return full

    def answered(page, path, *, status, body, headers):
        kept = {name: value for name, value in headers.items() if name not in ("set-cookie", "content-length")}
        page.route(f"**{path}", lambda route: route.fulfill(status=status, headers=kept, body=body))
        assert page.goto(path).status == status
        return page

    return opened


def at_the_door(path, language, *, most, before=0, query=b""):
    """What the doorkeeper answers when ``before`` others wait already."""

    async def asked():
        door = Keeper(Pages(), most=most)
        for _ in range(before):
            await Visitor(door).ask(path)
        one = Visitor(door)
        one.cookies["bahasa"] = language
        return await one.ask(path, query=query)

    found = apart(asyncio.run, asked())
    return {"path": path, "status": found.status, "body": found.page, "headers": found.headers}


@LANGUAGES
@SIZES
@pytest.mark.parametrize("query", [b"", b"diam=1"], ids=["renewing", "still"])
def test_the_waiting_room(visitor, size, language, query):
    found = at_the_door("/ajukan/", language, most=SMALL | {Kind.ENTRY: 0}, before=7, query=query)
    page = visitor(size, language, name=f"waiting{len(query)}", **found)

    ahead = page.locator(".facts__value").first.inner_text()
    assert re.fullmatch({"id": r"\d orang|tidak ada", "en": r"\d (people|person)|none"}[language], ahead)
    # It renews itself so that it works without scripts; whoever needs longer has the other page, one press away.
    assert_accessible(page, leaving_out=() if query else ("meta-refresh",))
    assert_fits(page)
    assert_targets_are_large(page)


@LANGUAGES
@SIZES
def test_what_can_wait_is_refused(visitor, size, language):
    found = at_the_door("/layanan/", language, most=dict.fromkeys(Kind, 0))
    assert_reads_well(visitor(size, language, name="refused", **found))


@LANGUAGES
@SIZES
@pytest.mark.parametrize(("kind", "status"), [(SlotFull, 409), (TooManyAtOnce, 503)], ids=["full", "busy"])
def test_the_session_is_full_in_a_rush(visitor, size, language, kind, status):
    found = {"path": "/permohonan/PYK-7K3M-Q2XD/jadwal/", "status": status}
    found |= {"body": same_refusal(kind, language).decode(), "headers": {"content-type": "text/html; charset=utf-8"}}
    assert_reads_well(visitor(size, language, name=kind.__name__, **found))

"""Draws on the way of a draft, at the counter and in the release calendar, in a real browser, without a script too."""

from datetime import timedelta

import pytest
from django.conf import settings

from lintas.casework.applications import operations
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.exchange.agencies import operations as agencies
from lintas.exchange.agencies import queries as enquiries
from lintas.foundation import clock
from lintas.visit.draws import operations as draws
from lintas.visit.draws.models import Entry
from lintas.visit.draws.tests import factories as make
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, assert_targets_are_large, photograph

SIZES = pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en"), (PHONE, "en"), (DESK, "id")])


@pytest.fixture
def walk(house, now, monkeypatch) -> Walk:
    walk = Walk(point=house, at=now)
    monkeypatch.setattr(clock, "now", lambda: walk.at)
    return walk.fill()


@pytest.fixture
def draw(transactional_db, walk):
    draw_id = draws.announce(
        point_id=walk.point.id,
        service_key=walk.service_key,
        slot_ids=[walk.free_slot(later=20 + number) for number in range(4)],
        opens_at=walk.at,
        closes_at=walk.at + timedelta(hours=50),
        reveal_by=walk.at + timedelta(hours=52),
        by="officer:x",
        at=walk.at,
    )
    make.commit(draw_id, at=walk.at - timedelta(minutes=1))
    draws.open_window(draw_id=draw_id, by="x", at=walk.at)
    return draw_id


def answer(walk, result):
    [enquiry] = [one for one in enquiries.enquiries(walk.id) if one.answered_at is None]
    agencies.record_answer(enquiry_id=enquiry.id, result=result, by="x", at=walk.at)
    operations.note_whether_it_is_you(application_id=walk.id, enquiry_id=enquiry.id, at=walk.at)


@pytest.fixture
def own_page(open_page, walk):
    def opened(**options):
        phone = Phone().open(walk)
        session = {settings.SESSION_COOKIE_NAME: phone.client.cookies[settings.SESSION_COOKIE_NAME].value}
        return open_page(cookies={**session, "bahasa": options.pop("language", "id")}, **options)

    return opened


def look(page, name, language):
    photograph(page, f"undian-{name}-{language}-{page.viewport_size['width']}", whole=True)
    assert_accessible(page)
    assert_fits(page)
    assert_targets_are_large(page)


@SIZES
def test_a_draft_enters_a_draw(draw, walk, own_page, size, language):
    page = own_page(size=size, language=language)
    page.goto(f"/permohonan/{walk.case.reference}/jadwal/")
    look(page, "langkah", language)
    page.locator(f"a[href*='/undian/{draw}/']").first.click()
    look(page, "belum", language)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    look(page, "ditanya", language)
    answer(walk, "unavailable")
    page.reload()
    look(page, "tak-terjawab", language)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    answer(walk, "match")
    page.reload()
    look(page, "pilih", language)
    page.locator("select").first.select_option("S1")
    page.locator("main form button.button--primary").click()
    page.locator("form[action$='/tarik/']").wait_for()
    look(page, "terdaftar", language)
    assert Entry.objects.count() == 1


def test_without_a_script_and_by_keyboard_one_enters_and_leaves(draw, walk, own_page):
    operations.see_the_original(application_id=walk.id, officer=walk.officer("loket"), at=walk.at)
    page = own_page(javascript=False)
    page.goto(f"/permohonan/{walk.case.reference}/undian/{draw}/")

    page.locator("select").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main button[type=submit], main .button--primary')"):
            break
    page.keyboard.press("Enter")
    page.locator("form[action$='/tarik/']").wait_for()

    assert Entry.objects.get().wants == ["S2"]
    page.locator("form[action$='/tarik/'] button").click()
    page.locator("select").first.wait_for()
    assert not Entry.objects.taking_part().exists()


@SIZES
def test_the_counter_enters_somebody(draw, walk, desks, open_page, size, language):
    cookies = {settings.STAFF_SESSION_COOKIE_NAME: desks.sit("loket").session_key, "bahasa": language}
    page = open_page(size=size, cookies=cookies)
    page.goto(f"/petugas/kasus/{walk.case.reference}/undian/")
    photograph(page, f"undian-loket-{language}-{size[0]}", whole=True)
    assert_accessible(page)
    page.locator("label[for=id_sure]").click()
    page.locator("main form button.button--primary").click()
    page.locator("select").first.wait_for()
    photograph(page, f"undian-loket-pilih-{language}-{size[0]}", whole=True)
    assert_accessible(page)


@SIZES
def test_the_release_calendar(draw, open_page, size, language):
    page = open_page(size=size, cookies={"bahasa": language})
    page.goto("/kalender/")
    look(page, "kalender-semua", language)
    page.goto("/kalender/?tempat=payakumbuh")
    look(page, "kalender", language)

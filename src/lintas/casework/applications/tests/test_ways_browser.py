"""What a person can do now stands together: a tidy stack on a phone, a row where there is room."""

import pytest
from django.conf import settings

from lintas.casework.applications.tests.phone import Phone
from tests.browser import DESK, PHONE, assert_reads_well, photograph

pytestmark = pytest.mark.usefixtures("no_messages")


@pytest.fixture
def moved_once(transactional_db, walk):
    """A case with a place that cannot be moved again, so that giving it back is what remains; its phone's cookies."""
    walk.scheduled()
    phone = Phone().open(walk)
    phone.step("jadwal-baru", slot=str(walk.free_slot(later=3)))
    return walk.case.reference, {settings.SESSION_COOKIE_NAME: phone.client.cookies[settings.SESSION_COOKIE_NAME].value}


def boxes(page):
    ways = page.locator(".row--acts > .button")
    return [ways.nth(index).bounding_box() for index in range(ways.count())]


@pytest.mark.parametrize("language", ["id", "en"])
def test_on_a_phone_every_way_fills_the_line(moved_once, open_page, language):
    reference, cookies = moved_once
    page = open_page(size=PHONE, cookies=cookies | {"bahasa": language})
    page.goto(f"/permohonan/{reference}/status/")
    photograph(page, f"jalan-360-{language}", whole=True)

    found = boxes(page)
    assert len(found) == 5
    assert len({(round(box["x"]), round(box["width"])) for box in found}) == 1
    assert_reads_well(page)


def test_on_a_wide_screen_they_stand_beside_each_other_in_their_own_width(moved_once, open_page):
    reference, cookies = moved_once
    page = open_page(size=DESK, cookies=cookies)
    page.goto(f"/permohonan/{reference}/status/")
    photograph(page, "jalan-1366", whole=True)

    found = boxes(page)
    assert found[0]["y"] == found[1]["y"]
    assert len({round(box["width"]) for box in found}) > 1
    assert len({round(box["height"]) for box in found}) == 1


def test_a_part_of_the_page_keeps_its_heading_apart_from_its_rows(transactional_db, walk, open_page):
    walk.fill()
    phone = Phone().open(walk)
    phone.step("bantuan", needs=["wheelchair"])
    walk.place().hand_in().code().pay()
    page = open_page(cookies={settings.SESSION_COOKIE_NAME: phone.client.cookies[settings.SESSION_COOKIE_NAME].value})
    page.goto(f"/permohonan/{walk.case.reference}/status/")

    heading = page.get_by_role("heading", name="Bantuan saat Anda datang").bounding_box()
    rows = page.get_by_text("Kursi roda").locator("xpath=ancestor::dl").bounding_box()
    assert rows["y"] - heading["y"] - heading["height"] >= 8


def test_what_gives_the_place_up_stands_last_and_quietly(moved_once, open_page):
    reference, cookies = moved_once
    page = open_page(size=PHONE, cookies=cookies)
    page.goto(f"/permohonan/{reference}/status/")

    last = page.locator(".row--acts > .button").last
    assert last.inner_text() == "Saya tidak bisa datang"
    assert "button--quiet" in last.get_attribute("class")

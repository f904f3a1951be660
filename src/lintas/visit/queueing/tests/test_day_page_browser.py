"""The page of a day, in a real browser: numbers, counters and reasons stand apart."""

import pytest
from playwright.sync_api import expect

from lintas.visit.queueing.tests.test_day_page import call_two
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, photograph


@pytest.fixture
def called(payakumbuh):
    """A day on which two numbers were called."""
    call_two(payakumbuh)
    return payakumbuh


@pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")], ids=["phone", "desk"])
def test_the_calls_of_a_day_are_a_list_one_can_read(open_page, transactional_db, called, size, language):
    page = open_page(size=size, cookies={"bahasa": language})
    page.goto(f"/antrean/urutan/{called.slug}/?hari=2026-11-24")
    photograph(page, f"urutan-{language}-{size[0]}", whole=True)

    assert_accessible(page)
    assert_fits(page)
    calls = page.locator(".worklist__item")
    expect(calls).to_have_count(2)
    number, counter = (calls.first.locator(f".worklist__{part}").bounding_box() for part in ("number", "name"))
    assert number["x"] + number["width"] + 2 <= counter["x"], "the number and the counter do not run together"

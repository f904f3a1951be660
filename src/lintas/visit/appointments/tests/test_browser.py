"""The schedule in a real browser: accessible, fitting a phone, without a script."""

import pytest
from playwright.sync_api import expect

from lintas.directory.catalogue import remembering
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import queries
from lintas.visit.appointments.tests.factories import wib
from tests.browser import DESK, assert_accessible, assert_fits, assert_reads_well, photograph
from tests.house import furnish


@pytest.fixture
def five_places(transactional_db, real_house, monkeypatch):
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: wib(23, 9))
    furnish(wib(23, 9), rooms=("offices", "catalogue", "appointments"))
    queries.forget()
    yield
    offices.forget()
    remembering.forget()
    queries.forget()


def test_the_places_of_all_points_fit_a_phone(page, five_places):
    page.goto("/jadwal/")

    assert_reads_well(page)
    photograph(page, "jadwal", whole=True)


def test_a_visitor_without_scripts_finds_the_hours_of_a_day(open_page, five_places):
    page = open_page(javascript=False)
    page.goto("/jadwal/")
    page.get_by_role("link", name="Semua jam di Payakumbuh").click()
    page.get_by_role("link", name="Kamis, 26 November 2026").click()

    expect(page.get_by_role("heading", name="Kamis, 26 November 2026")).to_be_visible()
    expect(page.get_by_text("14.00 WIB")).to_be_visible()


def test_the_hours_of_a_day_fit_a_phone(page, five_places):
    page.goto("/jadwal/payakumbuh/?hari=2026-11-26")

    assert_accessible(page)
    assert_fits(page)
    photograph(page, "jadwal-titik", whole=True)


def test_the_schedule_stands_wide_on_a_desk(open_page, five_places):
    page = open_page(size=DESK)
    page.goto("/jadwal/?kelas=accelerated")

    expect(page.get_by_text("Layanan ini tidak tersedia di sini.").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)

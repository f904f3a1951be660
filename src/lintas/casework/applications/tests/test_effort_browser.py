"""The work before a place is chosen, done by the page's own script in a real browser."""

import pytest

from lintas.casework.applications.rush import effort
from lintas.visit.appointments import queries as appointments
from tests.browser import PHONE, photograph


@pytest.fixture
def before_the_hours(transactional_db, walk, open_page):
    """A phone before the hours of its own draft."""
    walk.fill()

    def come(**options):
        page = open_page(size=PHONE, **options)
        page.goto("/lanjutkan/")
        page.locator("#id_reference").fill(walk.started.reference)
        page.locator("#id_code").fill(walk.started.resume_code)
        page.locator("main form button").first.click()
        page.goto(f"/permohonan/{walk.started.reference}/jadwal/")
        return page

    return come


def test_the_script_works_while_one_looks_and_the_place_is_kept_though_the_pot_is_empty(
    before_the_hours, walk, monkeypatch
):
    monkeypatch.setattr(effort.pot, "take", lambda: False)
    page = before_the_hours()

    page.locator("input[name=slot]").first.check(force=True)
    page.get_by_role("button", name="Simpan jadwal ini").click()
    page.wait_for_url("**/periksa/")

    assert appointments.appointment_of(walk.id).state == "held"


def test_without_a_script_the_page_says_when_to_come_again(before_the_hours, walk, monkeypatch):
    monkeypatch.setattr(effort.pot, "take", lambda: False)
    page = before_the_hours(javascript=False)

    page.locator("input[name=slot]").first.check(force=True)
    page.get_by_role("button", name="Simpan jadwal ini").click()
    page.get_by_role("heading", name="Saat ini sangat ramai").wait_for()
    photograph(page, "tanpa-usaha-360", whole=True)

    assert appointments.appointment_of(walk.id) is None
    page.get_by_role("link", name="Lihat jadwal yang masih ada").click()
    page.locator("input[name=slot]").first.wait_for(state="attached")

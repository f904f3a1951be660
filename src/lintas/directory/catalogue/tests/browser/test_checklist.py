"""A phone and a desk at the catalogue's pages."""

import pytest
from playwright.sync_api import expect

from lintas.directory.catalogue import operations
from tests.browser import assert_accessible, assert_fits, assert_targets_are_large


@pytest.fixture
def loaded(transactional_db, now):
    operations.load_catalogue(by="system:catalogue.load", at=now)


def papers_on(page):
    return page.locator("[data-papers]").get_attribute("data-papers").split()


def test_the_list_follows_each_answer_at_once(loaded, page):
    page.goto("/layanan/passport.new.child/")
    assert "kuasa_ortu" not in papers_on(page)
    expect(page.get_by_role("button", name="Sesuaikan daftar")).to_be_hidden()

    page.get_by_text("Hanya ayah atau hanya ibu").click()
    page.wait_for_url("**/?who_attends=one_parent")

    page.locator('[data-papers~="kuasa_ortu"]').wait_for()
    assert_accessible(page)
    assert_fits(page)
    assert_targets_are_large(page)


def test_without_scripts_a_button_adapts_the_list(loaded, open_page):
    page = open_page(javascript=False)
    page.goto("/layanan/passport.new.child/")

    page.get_by_text("Wali, bukan ayah atau ibu").click()
    page.get_by_role("button", name="Sesuaikan daftar").click()

    assert "penetapan_wali" in papers_on(page)


def test_a_person_finds_a_service_by_own_words_and_keyboard(loaded, page):
    page.goto("/layanan/")
    assert_accessible(page)
    assert_fits(page)

    page.get_by_role("searchbox").fill("paspor saya hilang")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Penggantian paspor hilang").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Penggantian paspor hilang"
    assert_accessible(page)

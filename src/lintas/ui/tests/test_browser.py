"""The gallery in a real browser: accessible, fitting, light, and alive."""

import pytest
from playwright.sync_api import expect

from lintas.ui.components import names
from lintas.ui.gallery import shelf
from lintas.ui.gallery.views import SHELVES
from tests.browser import (
    BOARD,
    DESK,
    PHONE,
    assert_accessible,
    assert_fits,
    assert_targets_are_large,
    photograph,
)

# Several examples of one component stand on one page.
SIDE_BY_SIDE = ("landmark-unique",)
# Shown a second time inside a page that has its own header and footer.
FRAME = {
    "header": ("landmark-no-duplicate-banner", "landmark-banner-is-top-level"),
    "footer": ("landmark-no-duplicate-contentinfo", "landmark-contentinfo-is-top-level"),
}
SIZES = {"meja": DESK, "papan": BOARD}


def test_every_component_is_accessible(open_page):
    phone, board = open_page(size=PHONE), open_page(size=BOARD)
    for name in names():
        page = board if shelf.piece(name).is_for_boards else phone
        page.goto(f"/galeri/{name}/")
        assert_accessible(page, leaving_out=(*SIDE_BY_SIDE, *FRAME.get(name, ())))
        assert_fits(page)
        photograph(page, f"galeri-{name}", whole=True)


@pytest.mark.parametrize("name", SHELVES)
@pytest.mark.parametrize(
    "cookies", [{}, {"kontras": "tinggi", "huruf": "lebih-besar", "bahasa": "en"}], ids=["plain", "aided"]
)
def test_every_page_is_accessible(open_page, name, cookies):
    page = open_page(size=SIZES.get(name, PHONE), cookies=cookies)
    page.goto(f"/galeri/halaman/{name}/")

    assert_accessible(page)
    photograph(page, f"{name}-{'bantuan' if cookies else 'biasa'}")


@pytest.mark.parametrize("name", ["beranda", "formulir", "status", "meja", "cetak"])
def test_every_page_fits_a_phone(page, name):
    page.goto(f"/galeri/halaman/{name}/")

    assert_fits(page)
    assert_targets_are_large(page)


def test_the_newest_call_is_seen_from_far_away(open_page):
    page = open_page(size=BOARD)
    page.goto("/galeri/halaman/papan/")

    assert page.locator(".call__number").evaluate("one => parseFloat(getComputedStyle(one).fontSize) * 0.72") >= 150
    assert page.evaluate("document.documentElement.scrollHeight") <= BOARD[1]


def test_errors_lead_into_their_controls(page):
    page.goto("/galeri/halaman/formulir/")

    assert page.title().startswith("Kesalahan: ")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Tanggal 31-4-1990 tidak ada").click()
    assert page.evaluate("document.activeElement.name") == "birth_date_day"


def test_a_nik_is_grouped_while_it_is_typed(page):
    page.goto("/galeri/halaman/formulir/")
    page.get_by_role("textbox", name="NIK").press_sequentially("9901014567890012")

    assert page.get_by_role("textbox", name="NIK").input_value() == "9901 0145 6789 0012"


def test_the_desk_is_worked_by_its_keys(desk):
    desk.goto("/galeri/halaman/meja/")
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.name") == "q"

    desk.keyboard.type("r1")
    assert desk.evaluate("document.activeElement.value") == "r1"
    assert not desk.url.endswith("#")

    desk.keyboard.press("Escape")
    desk.keyboard.press("r")
    desk.wait_for_url("**#")


def test_a_dialog_asks_before_what_cannot_be_undone(page):
    page.goto("/galeri/confirm_dialog/")
    button = page.get_by_role("button", name="Batalkan janji temu")
    button.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert_accessible(page)

    dialog.get_by_role("button", name="Batal", exact=True).click()
    expect(dialog).to_be_hidden()
    assert page.url.endswith("/galeri/confirm_dialog/")


def test_without_scripts_every_page_still_has_its_controls(open_page):
    page = open_page(javascript=False)
    page.goto("/galeri/upload/")
    expect(page.locator("input[type=file]").first).to_be_visible()
    page.goto("/galeri/halaman/formulir/")
    expect(page.get_by_role("button", name="Simpan dan lanjutkan")).to_be_visible()


def test_reading_aids_work_without_scripts(open_page):
    page = open_page(javascript=False)
    page.goto("/galeri/")
    page.get_by_role("link", name="perbesar huruf").click()
    page.get_by_role("link", name="Kontras tinggi").click()
    page.get_by_role("link", name="English").click()

    html = page.locator("html")
    assert html.get_attribute("data-text") == "besar"
    assert html.get_attribute("data-contrast") == "tinggi"
    assert html.get_attribute("lang") == "en"
    assert page.url.endswith("/galeri/")

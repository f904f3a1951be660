"""The pages of a hall that its heads watch, in a real browser."""

import pytest

from lintas.visit.queueing.tests.conftest import payakumbuh, real_house  # noqa: F401 (the hall of the console)
from lintas.visit.queueing.tests.pages import an_officer
from tests.browser import DESK, PHONE, assert_reads_well, photograph


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_head_goes_from_page_to_page_by_the_menu(open_page, transactional_db, payakumbuh, size):  # noqa: F811
    desk = open_page(size=size)
    desk.goto("/petugas/rekan/")
    desk.get_by_label("Nama pengguna").fill(an_officer(payakumbuh, role="kasi"))
    desk.get_by_label("Kata sandi").fill("sandi-contoh-panjang")
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", name="Panggilan rekan").wait_for()
    assert_reads_well(desk)
    photograph(desk, f"rekan-{size[0]}")
    menu = desk.get_by_role("navigation", name="Halaman petugas")
    for page in ("Anjungan", "Uang", "Aturan", "Perlu konfirmasi"):
        menu.get_by_role("link", name=page, exact=True).click()
        desk.wait_for_load_state()
        assert menu.locator("[aria-current=page]").inner_text() == page
        assert_reads_well(desk)
        photograph(desk, f"menu-{page}-{size[0]}")

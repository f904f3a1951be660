"""What an officer gets wrong at the counter, in a real browser."""

import pytest

from lintas.visit.queueing.tests.pages import an_officer, counter_of, issue
from tests.browser import DESK, PHONE, assert_fits, assert_reads_well, photograph


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_forgotten_reason_is_asked_for_beside_the_number_that_stays_chosen(
    open_page, transactional_db, payakumbuh, size
):
    issue(payakumbuh)
    late = issue(payakumbuh)
    desk = open_page(size=size)
    desk.goto("/petugas/loket/")
    desk.get_by_label("Nama pengguna").fill(an_officer(payakumbuh))
    desk.get_by_label("Kata sandi").fill("sandi-contoh-panjang")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name=f"Buka {counter_of(payakumbuh).name}").click()
    desk.get_by_text("Panggil di luar giliran").click()
    assert_fits(desk)
    desk.get_by_label("Nomor", exact=True).select_option(str(late.id))
    desk.get_by_role("button", name="Panggil nomor ini").click()

    desk.get_by_role("link", name="Pilih alasan memanggil di luar giliran.").wait_for()
    assert desk.title().startswith("Kesalahan: Loket 1")
    assert desk.get_by_label("Nomor", exact=True).input_value() == str(late.id)
    assert_reads_well(desk)
    photograph(desk, f"luar-giliran-tanpa-alasan-{size[0]}", whole=True)
    desk.get_by_role("link", name="Pilih alasan memanggil di luar giliran.").click()
    desk.keyboard.press("Space")
    desk.get_by_role("button", name="Panggil nomor ini").click()
    desk.get_by_text("Dipanggil 1 dari 3 kali").wait_for()

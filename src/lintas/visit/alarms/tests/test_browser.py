"""The pages of a hall that its heads watch, in a real browser."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from lintas.directory.people.queries import OfficerInfo
from lintas.visit.alarms import operations
from lintas.visit.alarms.models import Alarm
from lintas.visit.queueing.tests.conftest import payakumbuh, real_house  # noqa: F401 (the hall of the console)
from lintas.visit.queueing.tests.pages import NOW, an_officer
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


def test_the_open_console_of_the_caller_shows_that_somebody_comes(open_page, transactional_db, payakumbuh):  # noqa: F811
    desk = open_page(size=DESK)
    desk.route("**/live/stream**", lambda route: route.fulfill(status=503))
    desk.goto("/petugas/loket/")
    desk.get_by_label("Nama pengguna").fill(an_officer(payakumbuh))
    desk.get_by_label("Kata sandi").fill("sandi-contoh-panjang")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Buka Loket 1").click()
    desk.get_by_text("Loket kosong").wait_for()
    desk.wait_for_load_state()  # the keys come with the script
    with desk.expect_navigation():
        desk.keyboard.press("y")
    desk.get_by_text("Loket kosong").wait_for()
    expect(desk.get_by_text("Rekan siap")).to_have_count(0)
    head = OfficerInfo(
        id=uuid4(),
        alias="Kepala",
        roles=frozenset({"kasi"}),
        office_id=payakumbuh.office_id,
        point_id=payakumbuh.id,
    )

    operations.answer(alarm_id=Alarm.objects.get().id, head=head, at=NOW)
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    desk.get_by_text("Rekan siap, 09.00").wait_for()
    assert_reads_well(desk)
    photograph(desk, "loket-rekan-siap")
    desk.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert_reads_well(desk)
    photograph(desk, "loket-rekan-siap-360", whole=True)

"""The messages of the demonstration, as people read them, in a real browser."""

import pytest

from lintas.exchange.messaging.tests.factories import a_person, fresh_email, fresh_phone, send
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, assert_reads_well, photograph


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_mailbox_can_be_read(live_server, open_page, postbox, now, deliver, size):
    email = fresh_email()
    send(a_person(at=now, email=email, phone=fresh_phone()), at=now)
    deliver(now)
    page = open_page(size=size)
    page.goto(f"{postbox.url}/")
    photograph(page, f"pesan-{size[0]}", whole=True)
    assert_reads_well(page)
    page.get_by_label("Alamat email").fill(email)
    page.get_by_role("button", name="Tampilkan").click()
    page.get_by_role("heading", name="Paspor siap diambil").wait_for()
    photograph(page, f"pesan-satu-{size[0]}", whole=True)

    assert_accessible(page)
    assert_fits(page)

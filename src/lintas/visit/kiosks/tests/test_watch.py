"""The officers' list of kiosks."""

from datetime import timedelta

import pytest

from lintas.foundation.idempotency.door import fresh_key
from lintas.visit.kiosks import operations, queries
from lintas.visit.kiosks.tests.box import Box
from lintas.visit.kiosks.tests.test_operations import at_the_desk
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing.tests.conftest import payakumbuh, real_house
from lintas.visit.queueing.tests.factories import clock
from lintas.visit.queueing.tests.pages import an_officer, counter_of, sign_in, text_of
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, photograph

__all__ = ["payakumbuh", "real_house"]


@pytest.fixture
def hall(payakumbuh):
    """A box that serves the counters, and an act of it that the house could not take over."""
    box = Box(payakumbuh)
    operations.let_serve(kiosk_id=box.id, by="officer:head", at=clock(7))
    box.lease()
    box.tell(clock(8))
    ticket = at_the_desk(payakumbuh, clock(8, 10))
    queue.cancel(ticket_id=ticket.id, by="person:x", at=clock(8, 15))
    box.act(clock(8, 20), "call", ticket, counter_of(payakumbuh))
    box.tell(clock(8, 59, 50))
    return payakumbuh


def test_an_officer_sees_how_each_box_is_and_marks_what_was_looked_at(client, hall):
    Box(hall, name="pintu-2")
    Box(hall, name="pintu-3", enrol=False)
    sign_in(client, hall)
    page = text_of(client.get("/petugas/anjungan/"))

    assert "pintu-1</strong> · Terakhir terdengar: 08.59 WIB." in page
    for words in ("tersambung", "tidak terdengar", "belum didaftarkan", "A 041", "sudah pada langkah lain", "08.20"):
        assert words in page
    [conflict] = queries.conflicts(hall.id)
    address = f"/petugas/anjungan/{conflict.id}/sudah-dilihat/"
    assert client.post(address, {"once": fresh_key()}).status_code == 302
    assert client.post(address, {"once": fresh_key()}).status_code == 404
    assert "A 041" not in text_of(client.get("/petugas/anjungan/"))


def test_officers_of_another_place_neither_see_nor_mark_it(client, hall):
    from lintas.directory.offices import queries as offices

    sign_in(client, offices.point(slug="bengkulu-selatan"))
    [conflict] = queries.conflicts(hall.id)

    assert "pintu-1" not in text_of(client.get("/petugas/anjungan/"))
    assert client.post(f"/petugas/anjungan/{conflict.id}/sudah-dilihat/", {"once": fresh_key()}).status_code == 404
    assert queries.conflicts(hall.id) == (conflict,)


def test_nobody_else_sees_it(client, hall):
    assert client.get("/petugas/anjungan/").status_code == 302


def test_the_page_asks_the_database_a_counted_number_of_times(client, hall, django_assert_max_num_queries):
    sign_in(client, hall)
    for number in range(2, 6):
        Box(hall, name=f"pintu-{number}")
    client.get("/petugas/anjungan/")
    with django_assert_max_num_queries(16):
        client.get("/petugas/anjungan/")


def test_control_a_box_that_speaks_is_shown_in_touch_only_while_it_does(client, hall, monkeypatch):
    sign_in(client, hall)
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(9) + timedelta(minutes=1))
    assert "tidak terdengar" in text_of(client.get("/petugas/anjungan/"))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_in_a_browser(open_page, transactional_db, hall, size):
    Box(hall, name="pintu-2")
    page = open_page(size=size)
    page.goto("/petugas/anjungan/")
    page.get_by_label("Nama pengguna").fill(an_officer(hall))
    page.get_by_label("Kata sandi").fill("sandi-contoh-panjang")
    page.keyboard.press("Enter")
    page.wait_for_url("**/petugas/anjungan/")
    page.get_by_role("button", name="Sudah dilihat").wait_for()
    photograph(page, f"anjungan-{size[0]}")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Sudah dilihat").click()
    page.get_by_text("A 041").wait_for(state="detached")
    page.keyboard.press("k")
    page.wait_for_url("**/petugas/loket/")

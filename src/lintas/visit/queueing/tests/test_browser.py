"""The hall's pages in a real browser: accessible, readable, and by the keyboard alone."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from lintas.directory.offices import queries as offices
from lintas.ui.language import COOKIE
from lintas.visit.queueing import operations
from lintas.visit.queueing.tests.factories import clock
from lintas.visit.queueing.tests.pages import an_officer, at_minute, issue
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, assert_reads_well, photograph

NOW = clock(9)


@pytest.fixture
def busy(payakumbuh):
    """One number was called, a few wait."""
    counter = offices.counters(point_id=payakumbuh.id)[0]
    officer = uuid4()
    operations.open_counter(point_id=payakumbuh.id, counter_id=counter.id, officer_id=officer, at=NOW)
    for queue_class in ("regular", "regular", "priority", "accelerated"):
        issue(payakumbuh, queue_class)
    ticket = operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)
    operations.arrive(ticket_id=ticket.id, by="officer:x", at=NOW)
    operations.finish(ticket_id=ticket.id, by="officer:x", at=NOW)
    operations.close_counter(counter_id=counter.id, at=NOW)
    return payakumbuh


def test_a_visitor_follows_the_own_number_on_a_phone(page, transactional_db, busy):
    page.goto("/antrean/")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Titik layanan").select_option("payakumbuh")
    page.get_by_label("Nomor antrean").fill("a 2")
    page.get_by_role("button", name="Lihat giliran").click()

    expect(page.get_by_text("A 002").first).to_be_visible()
    expect(page.get_by_text("Di depan Anda")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    photograph(page, "nomor-antrean", whole=True)


def test_an_officer_serves_by_the_keyboard_alone(open_page, transactional_db, busy, monkeypatch):
    name = an_officer(busy)
    desk = open_page(size=DESK)
    desk.goto("/petugas/loket/")
    desk.get_by_label("Nama pengguna").fill(name)
    desk.get_by_label("Kata sandi").fill("sandi-contoh-panjang")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/petugas/loket/")
    assert_accessible(desk)
    desk.keyboard.press("1")
    desk.get_by_role("button", name="Panggil berikutnya").wait_for()
    assert_accessible(desk)

    desk.keyboard.press("Space")
    desk.get_by_role("button", name="Sudah di loket").wait_for()
    expect(desk.get_by_text("Mengapa nomor ini?")).to_be_visible()
    assert_accessible(desk)
    expect(desk.get_by_text("sisa 1 menit")).to_be_visible()
    photograph(desk, "loket")
    desk.keyboard.press("u")
    desk.get_by_text("langkah ini bisa 60 detik lagi").wait_for()
    assert_accessible(desk)
    at_minute(monkeypatch, 1)
    desk.keyboard.press("u")
    desk.get_by_text("Dipanggil 2 dari 3 kali").wait_for()
    desk.keyboard.press("Enter")
    desk.get_by_text("Dilayani sejak 09.01").wait_for()
    desk.keyboard.press("f")
    desk.get_by_text("Loket kosong").wait_for()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_number_whose_day_is_over_leads_on(open_page, transactional_db, payakumbuh, language):
    yesterday = operations.issue_ticket(
        point_id=payakumbuh.id, subject=uuid4(), queue_class="regular", station="documents", by="x", at=clock(9, day=23)
    )
    phone = open_page(size=PHONE, cookies={COOKIE: language})
    phone.goto(f"/antrean/{yesterday.id}/")

    assert_reads_well(phone)
    photograph(phone, f"nomor-hari-lain-{language}", whole=True)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_phone_tells_of_the_break_when_it_begins(open_page, transactional_db, payakumbuh, language):
    counter = offices.counters(point_id=payakumbuh.id)[0]
    operations.open_counter(point_id=payakumbuh.id, counter_id=counter.id, officer_id=uuid4(), at=NOW)
    ticket = issue(payakumbuh)
    phone = open_page(size=PHONE, cookies={COOKIE: language})
    phone.route("**/live/stream**", lambda route: route.fulfill(status=503))
    phone.goto(f"/antrean/{ticket.id}/")

    operations.pause(counter_id=counter.id, reason="rest", minutes=15, by="officer:x", at=NOW)
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    phone.get_by_text("sekitar pukul 09.15" if language == "id" else "Back at about 09:15").wait_for()
    assert_reads_well(phone)
    photograph(phone, f"ponsel-loket-jeda-{language}", whole=True)


def test_a_phone_that_was_left_open_overnight_says_that_the_number_is_over(
    open_page, transactional_db, payakumbuh, monkeypatch
):
    ticket = issue(payakumbuh)
    phone = open_page(size=PHONE)
    phone.route("**/live/stream**", lambda route: route.fulfill(status=503))
    phone.goto(f"/antrean/{ticket.id}/")

    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(9, day=25))
    operations.issue_ticket(
        point_id=payakumbuh.id, subject=uuid4(), queue_class="regular", station="documents", by="x", at=clock(9, day=25)
    )
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    phone.get_by_role("heading", name="Nomor ini dari hari lain").wait_for()


PHONE_OF_TESTS = """() => {
    window.shaken = [];
    window.struck = 0;
    Object.defineProperty(navigator, "vibrate", { value: (pattern) => { window.shaken.push(pattern); return true; } });
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (...when) { window.struck += 1; return start.apply(this, when); };
}"""


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_phone_shakes_rings_and_changes_its_title_at_each_call(open_page, transactional_db, payakumbuh, language):
    counter = offices.counters(point_id=payakumbuh.id)[0]
    operations.open_counter(point_id=payakumbuh.id, counter_id=counter.id, officer_id=uuid4(), at=NOW)
    ticket = issue(payakumbuh)
    phone = open_page(size=PHONE, cookies={COOKIE: language})
    phone.add_init_script(f"({PHONE_OF_TESTS})()")
    phone.route("**/live/stream**", lambda route: route.fulfill(status=503))
    phone.goto(f"/antrean/{ticket.id}/")
    assert phone.title().startswith("Nomor A 001" if language == "id" else "Number A 001")
    photograph(phone, f"ponsel-menunggu-{language}", whole=True)
    phone.locator("[data-alert] button").click()
    phone.locator("[data-alert][role=status]").wait_for()
    assert phone.evaluate("shaken") == [80]

    operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.locator(".ticket--called").wait_for()
    phone.wait_for_timeout(300)
    assert phone.title() == ("Giliran Anda! Loket 1" if language == "id" else "Your turn! Loket 1")
    assert phone.evaluate("[shaken.length, struck]") == [2, 2]
    assert_accessible(phone)
    assert_fits(phone)
    photograph(phone, f"ponsel-dipanggil-{language}", whole=True)

    operations.recall(ticket_id=ticket.id, by="officer:x", at=clock(9, 1))
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.wait_for_timeout(1_500)
    assert phone.evaluate("shaken.length") == 3

    operations.arrive(ticket_id=ticket.id, by="officer:x", at=NOW)
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.locator(".ticket--serving").wait_for()
    assert "001" in phone.title()
    assert phone.evaluate("shaken.length") == 3


def test_a_phone_that_nobody_touched_changes_its_title_alone(open_page, transactional_db, payakumbuh):
    counter = offices.counters(point_id=payakumbuh.id)[0]
    operations.open_counter(point_id=payakumbuh.id, counter_id=counter.id, officer_id=uuid4(), at=NOW)
    ticket = issue(payakumbuh)
    phone = open_page(size=PHONE)
    phone.add_init_script(f"({PHONE_OF_TESTS})()")
    # Whatever the test asks of the page counts as a touch.
    phone.add_init_script("Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } })")
    phone.route("**/live/stream**", lambda route: route.fulfill(status=503))
    phone.goto(f"/antrean/{ticket.id}/")
    operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.locator(".ticket--called").wait_for()

    assert phone.title() == "Giliran Anda! Loket 1"
    assert phone.evaluate("[shaken.length, struck]") == [0, 0]


def test_an_officer_is_asked_to_walk_over_and_says_so_by_a_key(open_page, transactional_db, payakumbuh, monkeypatch):
    issue(payakumbuh)
    desk = open_page(size=DESK)
    desk.goto("/petugas/loket/")
    desk.get_by_label("Nama pengguna").fill(an_officer(payakumbuh))
    desk.get_by_label("Kata sandi").fill("sandi-contoh-panjang")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/petugas/loket/")
    desk.keyboard.press("1")
    desk.get_by_role("button", name="Panggil berikutnya").wait_for()
    desk.keyboard.press("Space")
    for times in (1, 2):
        desk.get_by_text(f"Dipanggil {times} dari 3 kali").wait_for()
        at_minute(monkeypatch, times)
        desk.keyboard.press("u")

    desk.get_by_role("heading", name="Hampiri ruang tunggu").wait_for()
    assert_accessible(desk)
    photograph(desk, "loket-hampiri")
    desk.keyboard.press("h")
    desk.get_by_text("Anda sudah menghampiri pukul 09.02").wait_for()
    assert_accessible(desk)
    photograph(desk, "loket-sudah-dihampiri")


def test_an_officer_parks_takes_back_and_rests_by_the_keyboard(open_page, transactional_db, payakumbuh):
    for queue_class in ("regular", "regular", "priority"):
        issue(payakumbuh, queue_class)
    desk = open_page(size=DESK)
    desk.goto("/petugas/loket/")
    desk.get_by_label("Nama pengguna").fill(an_officer(payakumbuh))
    desk.get_by_label("Kata sandi").fill("sandi-contoh-panjang")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/petugas/loket/")
    desk.keyboard.press("1")
    desk.get_by_role("button", name="Panggil berikutnya").wait_for()
    desk.keyboard.press("Space")
    desk.get_by_role("button", name="Sudah di loket").wait_for()
    desk.keyboard.press("Enter")
    desk.get_by_text("Dilayani sejak 09.00").wait_for()
    photograph(desk, "loket-melayani")
    desk.keyboard.press("k")
    desk.get_by_role("heading", name="Ditunda, tempatnya dijaga").wait_for()
    assert_accessible(desk)
    photograph(desk, "loket-ditunda")
    desk.keyboard.press("z")
    desk.get_by_text("Dilayani sejak 09.00").wait_for()
    desk.keyboard.press("s")
    desk.get_by_text("Loket kosong").wait_for()
    for details in desk.locator("summary").all():
        details.click()
    assert_accessible(desk)
    photograph(desk, "loket-rincian", whole=True)
    desk.get_by_label("istirahat").check(force=True)
    desk.get_by_role("button", name="Mulai jeda").click()
    desk.get_by_role("button", name="Akhiri jeda").wait_for()
    assert_accessible(desk)
    photograph(desk, "loket-jeda")
    hall = open_page(size=(1920, 1080))
    hall.goto("/papan/payakumbuh/aula/")
    expect(hall.get_by_text("Loket 1 jeda: istirahat.")).to_be_visible()
    assert_accessible(hall)
    photograph(hall, "papan-jeda")
    desk.keyboard.press("Space")
    desk.get_by_role("button", name="Panggil berikutnya").wait_for()

"""A number on the phone before coming for a finished book: when it is given, how long its place is kept, who stands before."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from lintas.casework.applications import operations, telling
from lintas.casework.applications.operations import ahead
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import AGAINST, Walk
from lintas.casework.applications.vocabulary import VOID_GROUNDS
from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.foundation.idempotency.door import fresh_key
from lintas.foundation.words import Bilingual
from lintas.visit.kiosks.tests.box import Box
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.models import Call, Ticket
from tests.browser import PHONE, assert_accessible, assert_fits, photograph

MONDAY, FRIDAY, SATURDAY = 30, 27, 28
"""Days of November 2026. The point is open from 08.00 to 16.00, with a break from 12.00 to 13.00, on Fridays 11.30."""


@pytest.fixture(autouse=True)
def _no_messages(monkeypatch):
    monkeypatch.setattr(telling.messaging, "send", lambda **message: None)


@pytest.fixture
def owner(walk) -> Walk:
    """A case whose book is on the shelf, on the Monday after, 09.00."""
    walk.ready()
    walk.at = clock(walk, "09.00")
    return walk


@pytest.fixture
def phone(owner) -> Phone:
    """The phone of that person, with the case open."""
    opened = Phone()
    opened.open(owner)
    return opened


def clock(walk, hour, *, day=MONDAY):
    hours, minutes = map(int, hour.split("."))
    return datetime(2026, 11, day, hours, minutes, tzinfo=offices.calendar(point_id=walk.point.id).zone)


def take(walk, hour="09.00", *, day=MONDAY):
    return operations.take_number(application_id=walk.id, by=walk.by, at=clock(walk, hour, day=day))


def held(walk):
    return tickets.ticket_of(walk.id, at=walk.at).ticket


def receive(walk, hour):
    walk.at = clock(walk, hour)
    return operations.register_collection(application_id=walk.id, officer=walk.officer("loket"), at=walk.at)


def somebody(walk, hour):
    """A number of another person who collects, taken in the hall."""
    return queue.issue_ticket(
        point_id=walk.point.id,
        subject=uuid4(),
        queue_class="collection",
        station="handover",
        by="officer:x",
        at=clock(walk, hour),
    )


def from_kiosk(walk, letter):
    """A number of the lane that a box at the place has just given."""
    box = Box(walk.point)
    box.lease(letter, day=walk.at.date(), at=walk.at)
    box.give(walk.at, letter, day=walk.at.date())
    box.tell(walk.at)
    return Ticket.objects.filter(lane__letter=letter).latest("issued_at")


def stands_for(walk, given):
    return operations.claim_number(reference=walk.case.reference, ticket_id=given.id, by="kiosk:x", at=walk.at)


def call(walk):
    counter = offices.counters(point_id=walk.point.id, station="handover")[0]
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=counter.id, at=walk.at)
    return queue.call_next(counter_id=counter.id, by="officer:x", at=walk.at)


def close(walk, day=MONDAY):
    offices_operations.close_point(
        point_id=walk.point.id,
        on=clock(walk, "09.00", day=day).date(),
        reason="disaster",
        words=Bilingual(id="Banjir", en="Flood"),
        by="officer:x",
        at=walk.at,
    )


def collection_numbers():
    return Ticket.objects.filter(lane__queue_class="collection")


def order_of_places():
    return list(collection_numbers().order_by("place_at").values_list("id", flat=True))


def assert_day_is_proven(walk, calls):
    day = offices.calendar(point_id=walk.point.id).local(walk.at).date()
    order = tickets.order_of(point_id=walk.point.id, day=day)
    assert (order.calls, order.right) == (calls, calls)


def test_who_comes_to_collect_has_a_number_of_that_lane_and_is_not_called(owner):
    assert take(owner) == "D 001"

    assert (held(owner).state, held(owner).station) == ("expected", "handover")
    with pytest.raises(queue.NobodyWaiting):
        call(owner)
    assert tickets.board(owner.point.id, owner.at).people == 0
    assert owner.state == "ready"


def test_who_comes_within_the_hour_stands_before_those_who_came_since(owner):
    take(owner, "09.00")
    other = somebody(owner, "09.20")

    assert receive(owner, "10.00") == "D 001"

    assert [call(owner).number, other.number] == ["D 001", "D 002"]
    assert_day_is_proven(owner, 1)


def test_control_a_number_that_keeps_no_place_is_called_after_them(owner, monkeypatch):
    monkeypatch.setattr(ahead, "came_in_time", lambda *_, **__: False)
    take(owner, "09.00")
    other = somebody(owner, "09.20")
    receive(owner, "10.00")

    assert call(owner).id == other.id


def test_who_comes_later_has_the_number_and_no_place(owner):
    take(owner, "09.00")
    other = somebody(owner, "10.00")

    assert receive(owner, "10.01") == "D 001"

    assert call(owner).id == other.id
    assert_day_is_proven(owner, 1)


def test_nobody_in_the_hall_is_passed_by_a_number_that_was_taken_afterwards(owner):
    there = somebody(owner, "08.30")
    take(owner, "08.31")
    receive(owner, "08.40")

    assert call(owner).id == there.id
    assert_day_is_proven(owner, 1)


def test_who_waited_at_the_door_stands_before_the_quickest_phone(owner):
    take(owner, "08.00")
    at_the_door, afterwards = somebody(owner, "08.29"), somebody(owner, "08.31")

    receive(owner, "08.40")

    assert order_of_places() == [at_the_door.id, held(owner).id, afterwards.id]
    assert call(owner).id == at_the_door.id
    assert_day_is_proven(owner, 1)


def test_who_is_there_before_the_place_of_the_number_has_that_of_the_arrival(owner):
    take(owner, "08.00")

    receive(owner, "08.10")

    assert Ticket.objects.get(id=held(owner).id).place_at == clock(owner, "08.10")


@pytest.mark.parametrize(
    ("taken", "latest", "late"),
    [("11.50", "13.50", "13.51"), ("15.30", "16.00", "16.01"), ("08.00", "09.00", "09.01")],
    ids=["a break is not counted", "closing ends it", "an hour"],
)
def test_the_place_is_kept_for_an_hour_of_opening(owner, taken, latest, late):
    take(owner, taken)
    number = held(owner)

    assert ahead.came_in_time(owner.case, number, at=clock(owner, latest))
    assert not ahead.came_in_time(owner.case, number, at=clock(owner, late))


@pytest.mark.parametrize(
    ("hour", "day", "opens"),
    [
        ("07.59", MONDAY, "Senin, 30 November 2026, 08.00 WIB"),
        ("12.00", MONDAY, "Senin, 30 November 2026, 13.00 WIB"),
        ("12.00", FRIDAY, "Jumat, 27 November 2026, 13.00 WIB"),
        ("16.00", FRIDAY, "Senin, 30 November 2026, 08.00 WIB"),
        ("10.00", SATURDAY, "Senin, 30 November 2026, 08.00 WIB"),
    ],
)
def test_while_the_point_is_closed_there_is_none_until_it_opens_next(owner, hour, day, opens):
    with pytest.raises(operations.NumberNotYet, match=re.escape(opens)):
        take(owner, hour, day=day)
    assert not collection_numbers().exists()


def test_a_day_that_the_office_closed_is_closed(owner):
    close(owner)

    with pytest.raises(operations.NumberNotYet, match=re.escape("Selasa, 1 Desember 2026, 08.00 WIB")):
        take(owner)
    assert not collection_numbers().exists()


def test_taken_again_it_is_the_same_number_wherever_it_stands(owner):
    assert [take(owner), take(owner, "09.30")] == ["D 001", "D 001"]
    receive(owner, "09.40")
    assert take(owner, "09.41") == "D 001"
    call(owner)

    assert take(owner, "09.42") == "D 001"
    assert collection_numbers().count() == 1


def test_a_number_that_ended_is_followed_by_another_at_another_place(owner):
    take(owner, "09.00")
    operations.give_up_number(application_id=owner.id, by=owner.by, at=owner.at)
    other = somebody(owner, "09.10")

    assert take(owner, "09.20") == "D 003"
    receive(owner, "09.30")

    assert call(owner).id == other.id


def test_who_was_served_this_morning_may_come_for_the_book_today(walk):
    walk.ready()
    assert held(walk).state == "done"

    assert operations.take_number(application_id=walk.id, by=walk.by, at=walk.at) == "D 001"
    assert held(walk).state == "expected"


@pytest.mark.parametrize("reach", [Walk.start, Walk.printed, Walk.hand_over])
def test_before_the_book_is_ready_and_after_it_is_collected_there_is_none(walk, reach):
    reach(walk)

    with pytest.raises(operations.NotExpected):
        operations.take_number(application_id=walk.id, by=walk.by, at=walk.at)
    assert not collection_numbers().exists()


@pytest.mark.parametrize(("hour", "is_first"), [("09.55", True), ("10.30", False)])
def test_a_kiosk_gives_its_number_that_place_to_who_is_in_time(owner, hour, is_first):
    take(owner, "09.00")
    other = somebody(owner, "09.30")
    owner.at = clock(owner, hour)
    given = from_kiosk(owner, "D")
    assert stands_for(owner, given)

    assert collection_numbers().get(number=1).state == "cancelled"
    [own] = collection_numbers().filter(subject=owner.id, state="waiting")
    assert own == given
    assert call(owner).id == (own.id if is_first else other.id)
    assert_day_is_proven(owner, 1)


def test_a_place_of_the_collection_line_is_worth_nothing_in_another(owner):
    take(owner, "09.00")
    owner.at = clock(owner, "09.20")
    other = queue.issue_ticket(
        point_id=owner.point.id,
        subject=uuid4(),
        queue_class="priority",
        station="documents",
        by="officer:x",
        at=owner.at,
    )
    owner.at = clock(owner, "09.30")
    given = from_kiosk(owner, "P")

    assert stands_for(owner, given)

    given.refresh_from_db()
    assert (given.subject, given.place_at) == (owner.id, owner.at)
    assert held(owner).number != other.number


def test_the_number_in_play_is_shown_though_a_later_one_has_ended(owner):
    given = from_kiosk(owner, "D")
    take(owner, "09.01")
    owner.at = clock(owner, "09.02")

    assert stands_for(owner, given)

    assert (held(owner).id, held(owner).state) == (given.id, "waiting")
    assert take(owner, "09.03") == held(owner).number
    said = {"relation": "applicant", "receiver": "SITI CONTOH", "proof_seen": True, "signed": True}
    with pytest.raises(operations.NotCalledYet):
        operations.hand_over(**owner.act_of("penyerah"), **said)


def test_a_day_that_was_closed_since_keeps_no_place(owner):
    take(owner, "08.40")
    number = held(owner)
    assert ahead.came_in_time(owner.case, number, at=clock(owner, "09.30"))

    close(owner)

    assert not ahead.came_in_time(owner.case, number, at=clock(owner, "09.30"))


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Jam buka belum diketahui"), ("en", "The opening hours are not known yet")],
)
def test_while_no_opening_is_known_the_page_says_so(owner, phone, monkeypatch, language, words):
    monkeypatch.setattr(offices.WorkCalendar, "next_open_day", lambda calendar, day, within=60: None)
    close(owner)

    phone.see("nomor", language=language)

    assert words in phone.said
    assert phone.post(phone.page("nomor"), follow=False).status_code == 409


def test_the_arrival_desk_sees_the_number_and_records_the_arrival_with_it(owner, desks):
    take(owner, "09.00")
    owner.at = clock(owner, "09.30")
    desk, address = desks.sit("loket"), f"/petugas/kedatangan/{owner.case.reference}/"
    page = desk.get(address)
    assert "Nomornya sudah diambil dari ponsel" in page
    assert "Catat hadir dengan nomor D 001" in page
    assert "Record arrival with number D 001" in desk.get(address, language="en")

    printed = desk.get(desk.post(f"{address}ambil/")["Location"])

    assert "D 001" in printed
    assert held(owner).state == "waiting"
    assert "Cetak nomor lagi" in desk.get(address)
    assert desk.post(f"{address}ambil/").status_code == 409
    assert collection_numbers().count() == 1


def test_a_book_that_is_handed_over_without_a_call_leaves_nobody_expected(owner):
    take(owner)
    said = {"relation": "applicant", "receiver": "SITI CONTOH", "proof_seen": True, "signed": True}

    operations.hand_over(**owner.act_of("penyerah"), **said)

    assert owner.state == "collected"
    assert held(owner).state == "cancelled"


def test_a_number_that_waits_in_line_is_still_called_before_the_book_is_handed_over(owner):
    take(owner)
    receive(owner, "09.10")
    said = {"relation": "applicant", "receiver": "SITI CONTOH", "proof_seen": True, "signed": True}

    with pytest.raises(operations.NotCalledYet):
        operations.hand_over(**owner.act_of("penyerah"), **said)
    assert (owner.state, held(owner).state) == ("ready", "waiting")


def test_a_case_that_is_voided_leaves_nobody_expected(owner):
    take(owner)

    operations.void(reasoning=replace(AGAINST, ground=next(iter(VOID_GROUNDS))), **owner.act_of("kakanim"))

    assert held(owner).state == "cancelled"


def test_who_never_comes_leaves_no_number_for_the_next_day_and_takes_another(owner):
    take(owner)
    owner.at += timedelta(days=1)

    assert queue.end_expected(at=owner.at) == 1
    assert operations.take_number(application_id=owner.id, by=owner.by, at=owner.at) == "D 001"
    assert held(owner).state == "expected"


def test_the_status_page_leads_there_until_its_holder_has_come(owner, phone):
    address = phone.page("nomor")
    assert f'href="{address}"' in phone.see("status").content.decode()
    take(owner)
    assert f'href="{address}"' in phone.see("status").content.decode()
    assert "D 001" in phone.said
    assert "Nomor ini belum dipanggil" in phone.said

    receive(owner, "09.30")

    assert f'href="{address}"' not in phone.see("status").content.decode()
    assert "D 001" in phone.said


WORDS = {
    "id": (
        "Paspor Anda siap diambil di Payakumbuh.",
        "Tempatnya dijaga sampai pukul 10.00 WIB.",
        "Tempatnya tidak lebih awal dari pukul 08.30 WIB: sampai saat itu yang hadir didahulukan. Tempat dijaga 1 jam, "
        "tidak termasuk jam istirahat, paling lama sampai titik layanan tutup.",
        "Tiba paling lambat pukul 10.00 WIB",
    ),
    "en": (
        "Your passport is ready to collect at Payakumbuh.",
        "Its place is kept until 10:00 WIB.",
        "Its place is not before 08:30 WIB: until then, those who are there go first. The place is kept for 1 hour, breaks "
        "not counted, at most until the service point closes.",
        "Be there by 10:00 WIB",
    ),
}


@pytest.mark.parametrize("language", WORDS)
def test_the_page_gives_the_number_once_and_says_how_long_its_place_is_kept(owner, phone, language):
    lead, offer, rule, deadline = WORDS[language]
    phone.see("nomor", language=language)
    assert all(words in phone.said for words in (lead, offer, rule))
    key = fresh_key()
    for _ in range(2):
        phone.post(phone.page("nomor"), follow=False, once=key)
    owner.at = clock(owner, "09.30")
    phone.see("nomor", language=language)

    assert "D 001" in phone.said
    assert deadline in phone.said
    assert offer not in phone.said
    assert Call.objects.filter(kind="issue", station="handover").count() == 1


@pytest.mark.parametrize(
    ("language", "opens"),
    [
        ("id", "Bisa diambil mulai Senin, 30 November 2026, 08.00 WIB"),
        ("en", "Can be taken from Monday, 30 November 2026, 08:00 WIB"),
    ],
)
def test_a_closed_point_says_when_it_opens_and_gives_none(owner, phone, language, opens):
    owner.at = clock(owner, "10.00", day=SATURDAY)
    phone.see("nomor", language=language)
    assert opens in phone.said
    assert "<button" not in phone.see("nomor").content.decode().partition("<main")[2].partition("</main>")[0]

    phone.step("nomor")

    assert phone.status == 409
    assert not collection_numbers().exists()


def test_a_number_of_a_day_that_was_closed_since_names_no_hour_to_arrive_by(owner, phone):
    take(owner)
    close(owner)
    phone.see("nomor")

    assert "Tiba paling lambat" not in phone.said
    assert "Bisa diambil mulai Selasa, 1 Desember 2026, 08.00 WIB" in phone.said


def test_who_is_in_the_hall_is_told_no_hour_to_arrive_by(owner, phone):
    take(owner)
    receive(owner, "09.10")
    phone.see("nomor")

    assert "D 001" in phone.said
    assert "Tiba paling lambat" not in phone.said


def test_a_case_that_nobody_is_expected_with_leads_to_the_status(walk):
    walk.printed()
    phone = Phone().open(walk)
    phone.see("nomor")
    assert phone.at_page.endswith("/status/")

    phone.step("nomor")

    assert phone.at_page.endswith("/status/")
    assert not collection_numbers().exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_works_on_a_small_phone_without_javascript(transactional_db, owner, phone, open_page, language):
    cookies = {settings.SESSION_COOKIE_NAME: phone.client.cookies[settings.SESSION_COOKIE_NAME].value}
    page = open_page(size=PHONE, javascript=False, cookies=cookies | {"bahasa": language})
    page.goto(f"/permohonan/{owner.case.reference}/nomor/")
    assert_fits(page)
    photograph(page, f"nomor-pengambilan-{language}", whole=True)

    page.locator("main form button").first.click()

    page.get_by_text("D 001").first.wait_for()
    assert_fits(page)
    photograph(page, f"nomor-pengambilan-diambil-{language}", whole=True)


def test_the_page_is_for_everybody_who_sees_or_hears_it(transactional_db, owner, phone, open_page):
    cookies = {settings.SESSION_COOKIE_NAME: phone.client.cookies[settings.SESSION_COOKIE_NAME].value}
    page = open_page(size=PHONE, cookies=cookies)
    page.goto(f"/permohonan/{owner.case.reference}/nomor/")
    assert_accessible(page)

    take(owner)
    page.reload()

    assert_accessible(page)

"""A number on the phone before coming: when it is given, what it is worth, and that nobody is called who is not there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintas.casework.applications import operations
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.directory.offices import queries as offices
from lintas.foundation.idempotency.door import fresh_key
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.kiosks.tests.box import Box
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.models import Call, Ticket

MINUTE = timedelta(minutes=1)


pytestmark = pytest.mark.usefixtures("no_messages")


@pytest.fixture
def coming(walk) -> Walk:
    """A case whose session begins in an hour."""
    walk.scheduled()
    walk.at = starts_at(walk) - 60 * MINUTE
    return walk


@pytest.fixture
def phone(coming) -> Phone:
    """The phone of that person, with the case open."""
    opened = Phone()
    opened.open(coming)
    return opened


def starts_at(walk):
    return appointments.appointment_of(walk.id).starts_at


def take(walk, at=None):
    return operations.take_number(application_id=walk.id, by=walk.by, at=at or walk.at)


def held(walk):
    return tickets.ticket_of(walk.id, at=walk.at).ticket


def check_in(walk, at):
    walk.at = at
    return operations.check_in(application_id=walk.id, officer=walk.officer("loket"), at=at)


def somebody(walk, at):
    """A number of another person, taken in the hall."""
    return queue.issue_ticket(
        point_id=walk.point.id, subject=uuid4(), queue_class="regular", station="documents", by="officer:x", at=at
    )


def call(walk):
    counter = offices.counters(point_id=walk.point.id, station="documents")[0]
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=counter.id, at=walk.at)
    return queue.call_next(counter_id=counter.id, by="officer:x", at=walk.at)


def assert_day_is_proven(walk, calls):
    day = offices.calendar(point_id=walk.point.id).local(walk.at).date()
    order = tickets.order_of(point_id=walk.point.id, day=day)
    assert (order.calls, order.right) == (calls, calls)


def test_who_is_on_the_way_has_a_number_and_is_not_called(coming):
    assert take(coming) == "A 001"

    assert held(coming).state == "expected"
    with pytest.raises(queue.NobodyWaiting):
        call(coming)
    assert tickets.board(coming.point.id, coming.at).people == 0
    assert coming.state == "scheduled"


def test_control_a_number_that_waits_at_once_would_be_called_to_an_empty_chair(coming):
    take(coming)
    Ticket.objects.update(state="waiting")

    assert call(coming).number == "A 001"


def test_who_comes_in_time_keeps_the_place_though_others_took_numbers_since(coming):
    take(coming)
    other = somebody(coming, starts_at(coming) - 10 * MINUTE)

    assert check_in(coming, starts_at(coming) + 5 * MINUTE) == "A 001"

    assert call(coming).number == "A 001"
    assert other.number == "A 002"
    assert_day_is_proven(coming, 1)


def test_who_was_in_the_hall_when_check_in_opened_goes_first(coming):
    """The place of a number from home is never before the hour at which check-in opens."""
    take(coming)
    there = somebody(coming, starts_at(coming) - 40 * MINUTE)
    check_in(coming, starts_at(coming) - 20 * MINUTE)

    assert call(coming).id == there.id
    assert_day_is_proven(coming, 1)


def test_who_comes_late_has_the_number_and_no_place(coming):
    take(coming)
    other = somebody(coming, starts_at(coming) + 30 * MINUTE)

    assert check_in(coming, starts_at(coming) + 31 * MINUTE) == "A 001"

    assert call(coming).id == other.id
    assert_day_is_proven(coming, 1)


def test_pressed_twice_there_is_one_number(coming):
    assert [take(coming), take(coming)] == ["A 001", "A 001"]
    assert Ticket.objects.count() == 1
    assert Event.objects.filter(name="queueing.ticket_issued").count() == 1


@pytest.mark.parametrize("minutes", [121, 24 * 60])
def test_too_early_or_the_day_before_there_is_none(coming, minutes):
    with pytest.raises(operations.NumberNotYet, match="bisa diambil mulai"):
        take(coming, starts_at(coming) - minutes * MINUTE)
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("minutes", [31, 24 * 60])
def test_after_the_grace_or_the_day_after_there_is_none(coming, minutes):
    with pytest.raises(operations.NumberNoMore):
        take(coming, starts_at(coming) + minutes * MINUTE)
    assert not Ticket.objects.exists()


def test_the_ends_of_the_window_belong_to_it(coming):
    assert take(coming, starts_at(coming) - 120 * MINUTE) == "A 001"
    queue.cancel(ticket_id=Ticket.objects.get().id, by=coming.by, at=coming.at)
    assert take(coming, starts_at(coming) + 30 * MINUTE) == "A 002"


def test_a_case_without_an_appointment_that_stands_gets_none(coming):
    places.release_place(subject=coming.id, by=coming.by, at=starts_at(coming) - timedelta(days=1))

    with pytest.raises(operations.NotExpected):
        take(coming)
    assert not Ticket.objects.exists()


def test_a_draft_gets_none(walk):
    walk.start()

    with pytest.raises(operations.NotExpected):
        take(walk)


def test_who_has_come_has_a_number_and_gets_no_second_one(coming):
    number = check_in(coming, starts_at(coming))

    assert take(coming) == number
    assert Ticket.objects.count() == 1


def move(walk):
    day = (starts_at(walk) + timedelta(days=1)).date()
    slot = next(slot for slot in appointments.open_slots(point_id=walk.point.id, on=day, at=walk.at) if slot.left)
    places.move_place_by_office(subject=walk.id, slot_id=slot.id, reason="outage", by="officer:x", at=walk.at)


def give_back(walk):
    places.release_place(subject=walk.id, by=walk.by, at=walk.at)


def miss(walk):
    places.mark_missed(subject=walk.id, by="system:x", at=walk.at)


@pytest.mark.parametrize("leave", [move, give_back, miss])
def test_a_number_ends_with_the_hour_for_which_it_was_taken(coming, deliver, leave):
    take(coming)
    coming.at = starts_at(coming) + (timedelta(hours=9) if leave is miss else -30 * MINUTE)
    leave(coming)
    deliver(coming.at)

    assert held(coming).state == "cancelled"


def test_a_number_that_waits_already_is_not_ended_by_a_late_message(coming):
    take(coming)
    check_in(coming, starts_at(coming))
    operations.give_up_number(application_id=coming.id, by="system:x", at=coming.at)

    assert held(coming).state == "waiting"


def test_who_never_comes_leaves_no_number_for_the_next_day(coming):
    take(coming)
    assert queue.end_expected(at=starts_at(coming) + 60 * MINUTE) == 0

    assert queue.end_expected(at=starts_at(coming) + timedelta(days=1)) == 1
    assert Ticket.objects.get().state == "cancelled"
    assert queue.end_expected(at=starts_at(coming) + timedelta(days=1)) == 0


@pytest.mark.parametrize(("minutes", "first"), [(5, "A 002"), (40, "A 003")])
def test_a_kiosk_shows_the_arrival_too_and_its_number_gets_the_place_of_who_is_in_time(coming, deliver, minutes, first):
    take(coming)
    box = Box(coming.point)
    box.day = offices.calendar(point_id=coming.point.id).local(coming.at).date()
    box.lease(day=box.day, at=coming.at)
    coming.at = starts_at(coming) + minutes * MINUTE
    other = somebody(coming, coming.at - MINUTE)
    box.give(coming.at, day=box.day, reference=coming.case.reference)
    box.tell(coming.at)
    deliver(coming.at)

    number = held(coming).number
    assert Ticket.objects.filter(subject=coming.id, state="waiting").count() == 1
    assert Ticket.objects.get(number=1).state == "cancelled"
    called = call(coming)
    assert (called.number == number) is (first == "A 002")
    assert called.id == other.id or called.number == number
    assert_day_is_proven(coming, 1)


def test_the_page_gives_the_number_once_and_says_by_when_to_be_there(coming, phone):
    assert "Nomor antrean sebelum datang" in phone.see("status").content.decode()
    phone.see("nomor")
    assert "Ambil nomor sekarang" in phone.said
    key = fresh_key()
    for _ in range(2):
        phone.post(phone.page("nomor"), follow=False, once=key)
    phone.see("nomor")

    assert phone.status == 200
    assert "A 001" in phone.said
    assert "Tiba paling lambat pukul" in phone.said
    phone.see("nomor", language="en")
    assert "Until then this number keeps its place" in phone.said
    assert Ticket.objects.count() == 1
    assert Call.objects.filter(kind="issue").count() == 1
    check_in(coming, starts_at(coming))
    phone.see("nomor")
    assert phone.at_page.endswith("/status/")


def test_a_number_that_ended_does_not_stand_in_the_way_of_another(coming, phone):
    take(coming)
    operations.give_up_number(application_id=coming.id, by=coming.by, at=coming.at)
    phone.see("nomor")
    assert "Ambil nomor sekarang" in phone.said

    phone.step("nomor")

    assert "A 002" in phone.said


def test_the_page_says_when_it_opens_and_refuses_before(coming, phone):
    coming.at = starts_at(coming) - 180 * MINUTE
    phone.see("nomor")
    assert "Bisa diambil mulai" in phone.said
    assert "Ambil nomor sekarang" not in phone.said

    phone.step("nomor")

    assert phone.status == 409
    assert "bisa diambil mulai" in phone.said
    assert not Ticket.objects.exists()


def test_the_page_of_a_session_that_began_long_ago_sends_to_the_desk(coming, phone):
    coming.at = starts_at(coming) + 31 * MINUTE
    phone.see("nomor")

    assert "Datanglah ke loket kedatangan" in phone.said
    assert "Ambil nomor sekarang" not in phone.said


def test_nobody_takes_a_number_for_the_case_of_another(coming, client):
    answer = client.post(f"/permohonan/{coming.case.reference}/nomor/", {"once": fresh_key()})

    assert answer.status_code == 302
    assert "/lanjutkan/" in answer["Location"]
    assert not Ticket.objects.exists()


@pytest.mark.only_on("postgresql", "SQLite locks as a whole")
def test_who_comes_late_locks_the_session_before_the_line_with_a_number_from_the_phone_as_without(walk):
    walk.scheduled()
    start = starts_at(walk)
    take(walk, start + 5 * MINUTE)
    with CaptureQueriesContext(connection) as queries:
        check_in(walk, start + 40 * MINUTE)

    asked = [query["sql"] for query in queries.captured_queries]
    session = next(n for n, sql in enumerate(asked) if "appointments_slot" in sql and "FOR UPDATE" in sql)
    line = next(n for n, sql in enumerate(asked) if "queueing_stationday" in sql)
    assert session < line

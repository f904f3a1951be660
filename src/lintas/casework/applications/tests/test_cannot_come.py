"""From a reminder's link: the place goes to somebody else, and another day is chosen."""

import re
from datetime import timedelta

import pytest

from lintas.casework.applications import handlers, operations, telling
from lintas.casework.applications.tasks import miss_without_a_place
from lintas.casework.applications.tests.phone import Phone
from lintas.exchange.messaging.rules import MOST_PARTS, parts_of_sms, safe_for_sms
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """What was handed to the messengers."""
    taken: list[dict] = []
    monkeypatch.setattr(telling.messaging, "send", lambda **message: taken.append(message))
    return taken


@pytest.fixture
def reminded(walk, sent):
    """Somebody with a place in five days, reminded three days before."""
    walk.fill()
    operations.choose_place(application_id=walk.id, slot_id=walk.free_slot(later=20), by=walk.by, at=walk.at)
    walk.hand_in().code().pay()
    starts_at = appointments.appointment_of(walk.id).starts_at
    walk.at = starts_at - timedelta(days=3) + timedelta(hours=2)
    places.remind(at=walk.at)
    [event] = Event.objects.filter(name="appointments.reminder_due")
    handlers.remind_of_the_visit(decode(event.name, event.body), at=walk.at)
    return walk


@pytest.fixture
def link(reminded, sent) -> str:
    [address] = re.findall(r"/tidak-bisa-datang/\S+", sent[-1]["body"])
    return address


def appointment(walk):
    return appointments.appointment_of(walk.id)


def test_the_message_names_place_and_hour_and_nothing_of_the_person(reminded, sent, link):
    message = sent[-1]
    assert "Tidak bisa datang?" in message["sms"]
    assert safe_for_sms(message["sms"])
    assert parts_of_sms(message["sms"]) <= MOST_PARTS
    for private in (str(reminded.id), str(reminded.started.person_id), reminded.started.reference):
        assert private not in link


def test_opening_the_link_asks_and_changes_nothing_however_often_a_scanner_looks(reminded, link):
    scanner = Phone()
    for _ in range(3):
        reply = scanner.get(link)
        assert reply.status_code == 200
        assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert "Anda tidak bisa datang?" in scanner.said
    assert "SITI" not in scanner.said
    assert reminded.started.reference not in scanner.said
    assert appointment(reminded).state == "booked"


def test_one_tap_gives_the_place_back_and_another_day_is_chosen(reminded, link):
    phone = Phone()
    phone.post(link)
    assert "Tempat Anda sudah dilepas" in phone.said
    assert (appointment(reminded).state, reminded.state) == ("released", "scheduled")

    phone.open(reminded)
    phone.see("status")
    assert "Anda melepas jadwal Anda" in phone.said
    phone.see("jadwal-baru")
    assert "Pilih hari lain paling lambat" in phone.said
    phone.step("jadwal-baru", slot=str(reminded.free_slot(later=3)))

    assert appointment(reminded).state == "booked"
    assert appointment(reminded).moves_left == 0
    assert reminded.case.respond_by is None


def test_from_the_case_itself_the_place_is_given_back_and_another_day_is_chosen(reminded):
    phone = Phone().open(reminded)
    phone.see("jadwal-baru")
    assert "Saya tidak bisa datang: lepaskan tempat ini" in phone.said
    phone.see("lepas-jadwal")
    assert "Anda tidak bisa datang?" in phone.said
    assert appointment(reminded).state == "booked"

    phone.step("lepas-jadwal")

    assert "Anda melepas jadwal Anda" in phone.said
    assert (appointment(reminded).state, reminded.state) == ("released", "scheduled")
    phone.step("jadwal-baru", slot=str(reminded.free_slot(later=3)))
    assert appointment(reminded).state == "booked"


def test_who_has_no_place_or_whose_session_has_begun_gives_nothing_back(reminded):
    phone = Phone().open(reminded)
    reminded.at = appointment(reminded).starts_at
    phone.step("lepas-jadwal")
    assert appointment(reminded).state == "booked"
    with pytest.raises(places.SlotBegun):
        operations.give_place_back(application_id=reminded.id, by=reminded.by, at=reminded.at)

    reminded.at -= timedelta(hours=1)
    phone.step("lepas-jadwal")
    assert appointment(reminded).state == "released"
    with pytest.raises(places.NoPlaceHeld):
        operations.give_place_back(application_id=reminded.id, by=reminded.by, at=reminded.at)


@pytest.mark.parametrize("chosen", [{}, {"slot": ""}])
def test_who_chose_no_hour_is_told_so_and_keeps_the_place(reminded, chosen):
    before, phone = appointment(reminded), Phone().open(reminded)

    reply = phone.step("jadwal-baru", **chosen)

    assert reply.status_code == 422
    assert "Anda belum memilih jam" in phone.said
    assert appointment(reminded) == before


def test_the_link_works_once_and_says_so(reminded, link):
    Phone().post(link)
    phone = Phone()
    phone.get(link)
    assert "Tautan ini sudah tidak berlaku" in phone.said
    assert phone.post(link).status_code == 409


def test_a_changed_link_is_not_found(reminded, link):
    assert Phone().get(link[:-2] + "x/").status_code == 404
    assert Phone().post(link[:-2] + "x/").status_code == 404
    assert appointment(reminded).state == "booked"


def test_who_chooses_no_other_day_in_time_is_counted_as_missed_in_their_own_words(reminded, link, sent):
    Phone().post(link)
    limit = reminded.case.respond_by
    assert miss_without_a_place(at=limit - timedelta(minutes=1)) == 0
    miss_without_a_place(at=limit)
    assert reminded.state == "missed"

    event = Event.objects.filter(name="applications.advanced").latest("id")
    handlers.tell_the_step(decode(event.name, event.body), at=limit)
    assert "sudah Anda lepas dan hari lain belum dipilih" in sent[-1]["body"]


def test_who_chose_another_day_is_not_missed(reminded, link):
    Phone().post(link)
    limit = reminded.case.respond_by
    operations.reschedule(
        application_id=reminded.id, slot_id=reminded.free_slot(later=3), by=reminded.by, at=reminded.at
    )
    miss_without_a_place(at=limit)
    assert reminded.state == "scheduled"


def test_an_appointment_that_moved_before_the_telling_is_not_told_of(walk, sent, reminded):
    before = len(sent)
    event = Event.objects.get(name="appointments.reminder_due")
    operations.reschedule(
        application_id=walk.id, slot_id=walk.free_slot(later=3), by=walk.by, at=walk.at - timedelta(days=1)
    )
    handlers.remind_of_the_visit(decode(event.name, event.body), at=walk.at)
    assert len(sent) == before


def test_in_english_too(link):
    phone = Phone()
    phone.get(link, language="en")
    assert "You cannot come?" in phone.said

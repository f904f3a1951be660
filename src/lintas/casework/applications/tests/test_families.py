"""A family at the arrival desk: who is called together, on whose word, and what everybody of it sees."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from lintas.casework.applications import operations, telling
from lintas.casework.applications.tests.desk import case_url
from lintas.casework.applications.tests.walk import IDENTITY, Walk
from lintas.directory.offices import queries as offices
from lintas.directory.people.models.contacts import ContactPoint
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Party, Waiting
from lintas.visit.kiosks.tests.box import Box
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from tests.browser import DESK, assert_accessible, assert_fits, photograph

CHILD = IDENTITY | {"full_name": "BUDI CONTOH", "nik": "9999015705900002"}
DEED = {"nomor": "A 001", "dasar": "household"}


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    taken: list[dict] = []
    monkeypatch.setattr(telling.messaging, "send", lambda **message: taken.append(message))
    return taken


@pytest.fixture
def child(walk, sent) -> Walk:
    """Another case of the same day; both are still on the way."""
    walk.scheduled()
    other = Walk(point=walk.point, at=walk.at, identity=CHILD)
    other.submit().code("820261124000002").pay(number="820261124000002", ntpn="NTPN000000000002")
    return other


@pytest.fixture
def family(walk, child):
    """A mother and a child who have come and wait, each with a number of their own."""
    come(walk, child)
    walk.at += timedelta(minutes=2)
    return walk, child


def come(*walks):
    """Let these arrive at the desk together, just before the later one's session."""
    at = max(appointments.appointment_of(walk.id).starts_at for walk in walks) - timedelta(minutes=1)
    for walk in walks:
        walk.at = at
        operations.check_in(application_id=walk.id, officer=walk.officer("loket"), at=at)


def address(walk, tail=""):
    return f"/petugas/kedatangan/{walk.case.reference}/{tail}"


def ticket_of(walk, at):
    return tickets.ticket_of(walk.id, at=at).ticket


def call(walk):
    counter = offices.counters(point_id=walk.point.id, station="documents")[0]
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=uuid4(), at=walk.at)
    return counter, queue.call_next(counter_id=counter.id, by="officer:x", at=walk.at)


def book_together(*walks):
    """Let these have been given their places from the waiting list as one party."""
    days = {appointments.appointment_of(walk.id).starts_at.date() for walk in walks}
    party = Party.objects.create(
        code="KELUARGA", point_id=walks[0].point.id, service_class="regular", first_on=min(days), last_on=max(days)
    )
    for walk in walks:
        Waiting.objects.create(
            party=party, subject=walk.id, person_id=walk.started.person_id, service_key=walk.service_key,
            state="placed", joined_at=walk.at, ended_at=walk.at,
        )  # fmt: skip


def test_an_officer_who_saw_the_family_card_joins_two_numbers_and_both_are_called_to_one_counter(family, desks):
    mother, child = family
    desk = desks.sit("loket")
    assert "Panggil bersama keluarga" in desk.get(address(child))

    answer = desk.post(address(child, "bersama/"), **DEED)

    assert answer.status_code == 302
    page = desk.get(answer["Location"])
    assert "Dipanggil bersama" in page
    assert "A 001" in page
    assert "Gabungkan" not in page
    assert "Pisahkan dari keluarga" in page
    assert "A 001" in desk.get(address(child, "nomor/"))
    counter, called = call(mother)
    assert (called.number, ticket_of(child, mother.at).state) == ("A 001", "beside")
    assert ticket_of(child, mother.at).counter_id == counter.id
    joined = Event.objects.filter(name="queueing.party_joined")
    assert {event.body["ground"] for event in joined} == {"household"}
    assert {event.subject for event in joined} == {mother.id, child.id}


def in_the_priority_lane(walk):
    """Let the person have come with a right not to wait behind many."""
    queue.cancel(ticket_id=ticket_of(walk, walk.at).id, by="officer:x", at=walk.at)
    queue.issue_ticket(
        point_id=walk.point.id, subject=walk.id, queue_class="priority", station="documents", by="officer:x", at=walk.at
    )


@pytest.mark.parametrize("joined", ["the one with the right", "the other"])
def test_who_gives_up_a_right_for_the_family_gets_a_new_number_printed(family, desks, joined):
    mother, grandmother = family
    in_the_priority_lane(grandmother)
    number = ticket_of(grandmother, grandmother.at).number
    comes, waits = (grandmother, mother) if joined == "the one with the right" else (mother, grandmother)
    deed = {"nomor": ticket_of(waits, waits.at).number, "dasar": "household"}
    desk = desks.sit("loket")

    unasked = desk.post(address(comes, "bersama/"), **deed)

    assert unasked.status_code == 409
    assert f"Nomor {number} didahulukan" in unasked.content.decode()
    assert f'value="{deed["nomor"]}"' in unasked.content.decode(), "what was typed is lost"

    answer = desk.post(address(comes, "bersama/"), **deed, lepas="on")

    assert answer["Location"] == address(grandmother, "nomor/")
    new = ticket_of(grandmother, grandmother.at).number
    assert new[0] == "A"
    page = desk.get(answer["Location"])
    assert new in page
    assert number not in page
    assert tickets.ticket_of(mother.id, at=mother.at).together == (new,)


@pytest.mark.parametrize(
    ("fields", "said", "status"),
    [
        ({"nomor": "", "dasar": "household"}, "Tulis nomor antrean keluarganya", 422),
        ({"nomor": "A 001"}, "Pilih dasarnya", 422),
        ({"nomor": "A 001", "dasar": "booked"}, "Pilih dasarnya", 422),
        ({"nomor": "A 001", "dasar": "teman"}, "Pilih dasarnya", 422),
        ({"nomor": "Z 999", "dasar": "child"}, "Nomor itu tidak sedang menunggu", 422),
        ({"nomor": "A 002", "dasar": "child"}, "tidak menunggu di bagian dan kelas yang sama", 409),
    ],
)
def test_what_the_officer_got_wrong_is_said_and_nobody_is_joined(family, desks, fields, said, status):
    _mother, child = family

    answer = desks.sit("loket").post(address(child, "bersama/"), **fields)

    assert answer.status_code == status
    assert said in answer.content.decode()
    assert not Event.objects.filter(name="queueing.party_joined").exists()


def test_a_case_without_a_number_is_joined_with_nobody(walk, child, desks):
    come(walk)

    answer = desks.sit("loket").post(address(child, "bersama/"), **DEED)

    assert answer.status_code == 409
    assert "belum punya nomor antrean" in answer.content.decode()


def test_only_the_arrival_desk_joins_numbers(family, desks):
    _mother, child = family

    answer = desks.sit("pencetak").post(address(child, "bersama/"), **DEED)

    assert answer.status_code in (403, 404)
    assert ticket_of(child, child.at).party_id is None


def test_pressed_twice_it_is_joined_once(family, desks):
    _mother, child = family
    desk = desks.sit("loket")
    once = str(uuid4())
    answers = [desk.client.post(address(child, "bersama/"), {"once": once, **DEED}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Event.objects.filter(name="queueing.party_joined").count() == 2


def test_an_officer_takes_a_number_out_of_the_family_again(family, desks):
    mother, child = family
    desk = desks.sit("loket")
    desk.post(address(child, "bersama/"), **DEED)
    mother.at += timedelta(minutes=1)

    assert desk.post(address(child, "terpisah/")).status_code == 422
    assert desk.post(address(child, "terpisah/"), alasan="mistake").status_code == 302

    call(mother)
    assert ticket_of(child, mother.at).state == "waiting"
    assert desk.post(address(child, "terpisah/"), alasan="mistake").status_code == 409


def test_those_who_were_given_places_together_are_called_together_without_asking(walk, child):
    book_together(walk, child)
    come(walk, child)

    assert ticket_of(walk, walk.at).party_id == ticket_of(child, walk.at).party_id is not None
    assert {event.body["ground"] for event in Event.objects.filter(name="queueing.party_joined")} == {"booked"}


def test_at_a_kiosk_they_are_joined_by_the_codes_that_they_show(walk, child, deliver):
    book_together(walk, child)
    at = max(appointments.appointment_of(one.id).starts_at for one in (walk, child))
    box = Box(walk.point)
    box.day = offices.calendar(point_id=walk.point.id).local(at).date()
    box.lease(day=box.day, at=at)
    for one in (walk, child):
        box.give(at, day=box.day, reference=one.case.reference)
    box.tell(at)
    deliver(at)

    assert ticket_of(walk, at).party_id == ticket_of(child, at).party_id is not None


def test_control_those_who_booked_apart_are_not(family):
    assert {ticket_of(one, one.at).party_id for one in family} == {None}


def test_who_comes_after_the_family_was_called_goes_alone(walk, child):
    book_together(walk, child)
    come(walk)
    call(walk)

    come(child)
    walk.at = child.at

    assert ticket_of(child, walk.at).party_id is None


def test_the_phones_of_the_family_show_the_numbers_together_and_where_to_go(family, desks, client):
    mother, child = family
    desks.sit("loket").post(address(child, "bersama/"), **DEED)
    page = client.get(f"/antrean/{ticket_of(child, mother.at).id}/").content.decode()
    assert "Dipanggil bersama" in page
    call(mother)

    page = client.get(f"/antrean/{ticket_of(child, mother.at).id}/").content.decode()

    assert "Giliran keluarga Anda" in page
    assert "Loket 1" in page
    assert "A 001" in page
    client.cookies["bahasa"] = "en"
    assert "Your family's turn" in client.get(f"/antrean/{ticket_of(child, mother.at).id}/").content.decode().replace(
        "&#39;", "'"
    ).replace("&#x27;", "'")


def test_each_of_the_family_hears_of_the_call_with_the_numbers_of_all(family, desks, sent, deliver):
    mother, child = family
    desks.sit("loket").post(address(child, "bersama/"), **DEED)
    ContactPoint.objects.update(proven_at=mother.at)
    call(mother)
    deliver(mother.at)

    said = [message["sms"] for message in sent if message["once_key"].startswith("call/")]

    assert len(said) == 2
    assert any(text.startswith("Nomor A 001 (bersama A 002) dipanggil. Silakan ke Loket 1") for text in said)


def test_the_cases_of_a_family_are_worked_on_one_after_the_other_and_go_on_together(family, desks):
    mother, child = family
    desk = desks.sit("loket")
    desk.post(address(child, "bersama/"), **DEED)
    mother.at += timedelta(minutes=1)
    _counter, called = call(mother)
    child.at = mother.at
    with pytest.raises(operations.NotCalledYet):
        operations.papers_in_order(**child.accept().act_of("loket"))
    queue.arrive(ticket_id=called.id, by="officer:x", at=mother.at)
    mother.accept_all()

    assert [ticket_of(one, mother.at).state for one in family] == ["held", "serving"]
    child.accept_all()
    assert [ticket_of(one, mother.at).state for one in family] == ["transferred", "transferred"]
    assert {ticket_of(one, mother.at).station for one in family} == {"photo"}
    assert "A 002" in desk.get(case_url(child))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_the_arrival_desk_in_a_browser(transactional_db, family, desks, open_page, javascript):
    mother, child = family
    desk = desks.sit("loket")
    page = open_page(size=DESK, javascript=javascript, cookies={settings.STAFF_SESSION_COOKIE_NAME: desk.session_key})
    page.goto(address(child))
    page.locator("summary").first.click()
    photograph(page, f"keluarga-kedatangan-{javascript}", whole=True)
    page.locator("input[name=nomor]").fill("a1")
    page.get_by_text("anak dengan orang tua atau wali").click()
    page.locator("form[action$='/bersama/'] button").click()

    page.get_by_text("Dipanggil bersama", exact=True).wait_for()
    photograph(page, f"keluarga-digabung-{javascript}", whole=True)
    if javascript:
        assert_accessible(page)
    assert_fits(page)
    assert ticket_of(mother, mother.at).party_id == ticket_of(child, mother.at).party_id is not None

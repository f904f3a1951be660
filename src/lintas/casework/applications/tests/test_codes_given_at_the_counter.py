"""Somebody who lost the code of their case gets a new one at the counter: on paper, written down, told of."""

import re
from uuid import uuid4

import pytest
from django.utils import translation

from lintas.casework.applications import handlers, operations, states
from lintas.casework.applications.tests.phone import Phone
from lintas.directory.offices import queries as offices
from lintas.directory.people.models import Person
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
SHOWN = {"document": "ktp", "sure": "on"}


@pytest.fixture
def address(walk) -> str:
    walk.scheduled()
    return f"/petugas/kasus/{walk.case.reference}/kode-baru/"


def codes_on(reply, walk) -> list[str]:
    page = " ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split())
    return [code for code in CODE.findall(page) if code != walk.case.reference]


def opens(walk, code: str) -> bool:
    try:
        operations.resume(reference=walk.case.reference, code=code)
    except operations.WrongSecond:
        return False
    return True


def test_the_paper_holds_a_code_that_opens_the_case_and_the_old_one_opens_nothing(walk, desks, address):
    old = walk.started.resume_code
    assert opens(walk, old)

    reply = desks.sit("loket").post(address, **SHOWN)

    (code,) = codes_on(reply, walk)
    assert (reply.status_code, reply.headers["Cache-Control"]) == (200, "no-store, private")
    assert opens(walk, code)
    assert not opens(walk, old)
    assert code not in reply.request["PATH_INFO"]


def test_a_browser_that_the_old_code_opened_is_closed(walk, desks, address):
    phone = Phone().open(walk)
    phone.see("status")
    assert (phone.at_page, phone.status) == ("", 200)

    desks.sit("loket").post(address, **SHOWN)
    phone.see("status")

    assert phone.at_page.startswith("/lanjutkan/")


def test_it_is_told_and_the_person_sees_who_looked_and_what_for(walk, desks, address):
    officer = desks.sit("loket")
    officer.get(address)
    (code,) = codes_on(officer.post(address, **SHOWN), walk)

    event = Event.objects.get(name="applications.code_given")
    assert (event.subject, event.body["document"], event.body["office"]) == (walk.id, "ktp", walk.point.office_code)
    handlers.tell_of_the_code(decode(event.name, event.body), at=walk.at)

    phone = Phone(reference=walk.case.reference, code=code)
    phone.post("/lanjutkan/", reference=phone.reference, code=code)
    phone.see("status")
    assert "Pesan yang kami kirim (2)" in phone.said
    phone.see("siapa-melihat")
    assert "memeriksa identitas untuk kode baru di loket" in phone.said.lower()


@pytest.mark.parametrize("said", [{}, {"document": "ktp"}, {"sure": "on"}, {"document": "kartu_nama", "sure": "on"}])
def test_without_a_document_that_matches_there_is_no_code_and_nothing_changes(walk, desks, address, said):
    reply = desks.sit("loket").post(address, **said)

    assert reply.status_code == 422
    assert codes_on(reply, walk) == []
    assert opens(walk, walk.started.resume_code)
    assert not Event.objects.filter(name="applications.code_given").exists()


def test_the_operation_itself_refuses_an_unknown_document_and_a_draft(walk):
    officer = walk.officer("loket")
    walk.fill()
    with pytest.raises(states.ActionNotAllowed):
        operations.give_code_at_the_counter(application_id=walk.id, document="ktp", officer=officer, at=walk.at)
    assert opens(walk, walk.started.resume_code)


def test_an_officer_of_another_place_or_role_gives_none(walk, desks, address):
    elsewhere = desks.sit("loket", elsewhere=offices.point(slug="bengkulu-selatan"))
    assert elsewhere.post(address, **SHOWN).status_code == 403
    with pytest.raises(operations.NotYourAct):
        operations.give_code_at_the_counter(
            application_id=walk.id, document="ktp", officer=walk.officer("kasi"), at=walk.at
        )
    assert opens(walk, walk.started.resume_code)


def test_sent_twice_it_is_one_code_and_the_same_paper(walk, desks, address):
    officer, once = desks.sit("loket"), str(uuid4())

    first = officer.client.post(address, {"once": once, **SHOWN})
    again = officer.client.post(address, {"once": once, **SHOWN})

    assert codes_on(first, walk) == codes_on(again, walk)
    assert Event.objects.filter(name="applications.code_given").count() == 1


def test_the_paper_speaks_the_language_of_the_person_and_the_page_that_of_the_officer(walk, desks, address):
    Person.objects.filter(id=walk.started.person_id).update(language="en")
    officer = desks.sit("loket")
    assert "Beri kode baru" in officer.get(address)

    page = officer.post(address, **SHOWN).content.decode()

    assert "New resume code" in page
    assert "The old code no longer works" in page
    assert "Cetak kode" in page
    assert '<html lang="en"' in page
    assert translation.get_language() == "id"


def test_the_way_to_it_stands_on_the_case_for_counters_alone(walk, desks, address):
    case = f"/petugas/kasus/{walk.case.reference}/"

    assert address in desks.sit("loket").get(case)
    assert address not in desks.sit("kasi").get(case)

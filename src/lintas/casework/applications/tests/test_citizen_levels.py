"""What the day of birth opens, and what only a code does."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.casework.applications import operations, urls_citizen
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import AGAINST, Walk
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.directory.people.gate import declaration
from lintas.directory.people.views.who_looked import who_looked
from lintas.foundation.access import Audience

LEVELS = {
    "start": "anyone",
    "resume": "anyone",
    "find": "anyone",
    "ticket": "anyone",
    "cannot-come": "anyone",
    "status": "status",
    "pay": "status",
    "leave": "status",
    "renew-billing": "status",
    "unlock": "status",
    "overview": "full",
    "renew-code": "full",
    "questions": "full",
    "save-questions": "full",
    "identity": "full",
    "save-identity": "full",
    "contact": "full",
    "papers": "full",
    "picture": "full",
    "needs": "full",
    "needs-met": "full",
    "place": "full",
    "enter-draw": "full",
    "show-identity": "full",
    "leave-draw": "full",
    "waiting": "full",
    "accept-offer": "full",
    "decline-offer": "full",
    "leave-waiting": "full",
    "check": "full",
    "cancel": "full",
    "continue": "full",
    "move": "full",
    "give-back": "full",
    "replacement": "full",
    "number-ahead": "full",
    "when-to-leave": "full",
    "step-out": "full",
    "step-in": "full",
    "complete": "full",
    "contacts": "full",
    "backup": "full",
    "print": "full",
}
BORN = "1990-05-17"
ASKS = "Halaman ini hanya terbuka dengan kode lanjutan"


def declared(view) -> str:
    access = declaration(view)
    return access.level.value if access.audience == Audience.CASE_HOLDER else access.audience.value


def test_every_page_of_a_citizen_says_what_opens_it():
    assert {one.name: declared(one.callback) for one in urls_citizen.urlpatterns} == LEVELS
    assert declared(who_looked) == "full"


def came_by_birth_date(reference: str) -> Phone:
    visitor = Phone(reference=reference)
    visitor.post("/status/", reference=reference, birth_date=BORN)
    return visitor


@pytest.fixture
def scheduled(house, now, phone) -> Walk:
    """A case with an appointment, in a house where phones work."""
    return Walk(point=house, at=now).scheduled()


ADDRESSES = {one.name: str(one.pattern) for one in urls_citizen.urlpatterns if LEVELS[one.name] == "full"}


@pytest.mark.parametrize("name", [*ADDRESSES, "who-looked"])
def test_a_page_that_needs_the_code_asks_a_visitor_with_the_day_of_birth_for_it(scheduled, name):
    reference = scheduled.started.reference
    visitor = came_by_birth_date(reference)
    pattern = ADDRESSES.get(name, "permohonan/<str:reference>/siapa-melihat/")
    address = "/" + pattern.replace("<str:reference>", reference).replace("<uuid:page_id>", str(uuid4()))
    address = address.replace("<uuid:draw_id>", str(uuid4()))
    read = visitor.client.get(address)
    acted = visitor.client.post(
        address, {"once": str(uuid4())}, headers={"Referer": f"http://testserver{visitor.page('status')}"}
    )

    for reply in (read, acted):
        assert reply.status_code == 302
        assert reply.headers["Location"].startswith("/lanjutkan/?next=")


@pytest.mark.parametrize(("language", "sentence"), [("id", ASKS), ("en", "This page opens only with the resume code")])
def test_the_page_says_so_in_one_sentence_and_the_code_leads_on(scheduled, language, sentence):
    visitor = came_by_birth_date(scheduled.started.reference)
    visitor.see("jadwal-baru", language=language)
    assert sentence in visitor.said

    visitor.post(
        "/lanjutkan/",
        reference=visitor.reference,
        code=scheduled.started.resume_code,
        next=visitor.page("jadwal-baru"),
    )
    assert visitor.at_page == visitor.page("jadwal-baru")


def test_a_draft_shows_nothing_to_the_day_of_birth(phone, now):
    phone.fill()
    visitor = came_by_birth_date(phone.reference)

    assert visitor.at_page.startswith("/lanjutkan/")
    assert ASKS in visitor.said
    assert "9999015705900001" not in visitor.see("data").content.decode()
    visitor.post(visitor.page("kode-baru"))
    assert Phone().post("/lanjutkan/", reference=phone.reference, code=phone.code).status_code == 200


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_status_tells_the_day_of_birth_neither_day_nor_hour(scheduled, language):
    visitor = came_by_birth_date(scheduled.started.reference)
    visitor.see("status", language=language)
    assert visitor.status == 200
    owner = Phone().open(scheduled)
    owner.see("status", language=language)

    day = "26 November 2026"
    assert day in owner.said
    for page in ("status", "bayar"):
        visitor.see(page, language=language)
        assert day not in visitor.said


def test_of_a_closed_day_the_day_of_birth_opens_the_warning_and_not_the_day(scheduled):
    on = scheduled.close_day()
    operations.tell_of_closed_day(application_id=scheduled.id, on=on, by="system:x", at=scheduled.at)
    visitor = came_by_birth_date(scheduled.started.reference)

    visitor.see("status")

    assert "jangan datang pada hari itu" in visitor.said
    assert "26 November 2026" not in visitor.said


def test_paying_needs_no_code(house, now, phone):
    walk = Walk(point=house, at=now).submit().code()
    visitor = came_by_birth_date(walk.started.reference)
    visitor.see("bayar")

    assert visitor.status == 200
    assert "820261124000001" in visitor.said
    assert "26 November 2026" not in visitor.said


def test_why_something_was_decided_is_not_for_the_day_of_birth(house, now, phone):
    walk = Walk(point=house, at=now).defer()
    visitor = came_by_birth_date(walk.started.reference)
    visitor.see("status")

    assert "Permohonan Anda ditangguhkan" in visitor.said
    assert AGAINST.remedy not in visitor.said
    assert AGAINST.clause not in visitor.said


def test_an_expired_case_is_not_carried_on_by_the_day_of_birth(house, now, phone, time_is):
    walk = Walk(point=house, at=now).submit().code()
    time_is(now + timedelta(hours=3))
    operations.expire_unpaid(application_id=walk.id, by="system:test", at=now + timedelta(hours=3))
    visitor = came_by_birth_date(walk.started.reference)
    visitor.post(visitor.page("lanjut-baru"))

    assert walk.case.continued_by in (None, "")


def test_the_day_of_birth_takes_nothing_from_a_browser_that_has_the_code(scheduled, phone):
    phone.open(scheduled)
    phone.post("/status/", reference=phone.reference, birth_date=BORN)

    assert phone.see("kontak-saya").status_code == 200
    assert phone.at_page == ""


class TestByAContact:
    @pytest.fixture
    def contact(self, scheduled):
        """The id of an address of the person that was shown to work."""
        return scheduled.prove_contact("email")

    def test_the_code_that_was_sent_opens_the_whole_case(self, scheduled, contact, now):
        visitor = came_by_birth_date(scheduled.started.reference)
        visitor.step("buka", contact=str(contact), next=visitor.page("jadwal-baru"))
        assert "Kode sudah kami kirim" in visitor.said
        assert "contoh.example" not in visitor.said
        code = people.code_to_send(contact_id=contact, at=now).code
        visitor.step("buka", contact=str(contact), code=code, next=visitor.page("jadwal-baru"))

        assert visitor.at_page == visitor.page("jadwal-baru")
        assert visitor.see("kontak-saya").status_code == 200
        assert visitor.at_page == ""

    def test_another_code_opens_nothing(self, scheduled, contact, now):
        visitor = came_by_birth_date(scheduled.started.reference)
        visitor.step("buka", contact=str(contact))
        right = people.code_to_send(contact_id=contact, at=now).code
        reply = visitor.step("buka", contact=str(contact), code="000000" if right != "000000" else "111111")

        assert reply.status_code == 422
        visitor.see("kontak-saya")
        assert ASKS in visitor.said

    def test_an_address_that_was_never_shown_to_work_gets_no_code(self, scheduled, contact, now):
        [unproven] = [one for one in persons.contacts(scheduled.started.person_id) if one.proven_at is None]
        visitor = came_by_birth_date(scheduled.started.reference)
        visitor.step("buka", contact=str(unproven.id))

        assert people.code_to_send(contact_id=unproven.id, at=now) is None

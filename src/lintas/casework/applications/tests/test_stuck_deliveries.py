"""What could not be delivered is seen and tried again by the heads of the office it belongs to, and by nobody else."""

from html import unescape

import pytest

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox import queries as letters
from lintas.foundation.outbox.models import Delivery

ELSEWHERE = "bengkulu-selatan"


def stuck(name: str, *, error: str, at) -> Delivery:
    """Give up on the first delivery of the event."""
    letter = Delivery.objects.filter(event__name=name).earliest("event__position")
    Delivery.objects.filter(id=letter.id).update(state="dead", failing_since=at, last_error=error, attempts=9)
    return letter


def address(letter: Delivery) -> str:
    return f"/petugas/sistem/{letter.id}/coba-lagi/"


def state_of(letter: Delivery) -> str:
    return Delivery.objects.get(id=letter.id).state


@pytest.fixture
def ours(walk):
    """A bill of this office whose code could not be asked for."""
    walk.scheduled()
    return stuck("payments.bill_raised", error="ConnectError", at=walk.at)


@pytest.fixture
def of_none(walk, ours):
    """A one-time code, which belongs to a person and to no office."""
    from lintas.directory.people import operations as people

    contact = people.add_contact(
        person_id=walk.started.person_id, kind="email", address="siti@dua.example", by=walk.by, at=walk.at
    )
    people.send_code(contact_id=contact, at=walk.at)
    return stuck("people.contact_code_asked", error="KeyError", at=walk.at)


def test_a_dead_letter_is_shown_and_tried_again(desks, ours):
    head = desks.sit("kasi")
    assert "ConnectError" in head.get("/petugas/sistem/")

    assert head.post(address(ours)).status_code == 302

    assert state_of(ours) == "waiting"
    again = head.post(address(ours))
    assert again.status_code == 409
    assert "tidak macet lagi" in unescape(again.content.decode())


@pytest.mark.parametrize("role", ["kasi", "kakanim"])
def test_heads_of_another_office_neither_see_nor_revive_it(desks, ours, role):
    head = desks.sit(role, elsewhere=offices.point(slug=ELSEWHERE))
    assert "ConnectError" not in head.get("/petugas/sistem/")

    assert head.post(address(ours)).status_code == 409

    assert state_of(ours) == "dead"


def test_what_belongs_to_no_office_answers_to_heads_of_office_alone(desks, of_none):
    section = desks.sit("kasi")
    assert "KeyError" not in section.get("/petugas/sistem/")
    assert section.post(address(of_none)).status_code == 409
    assert state_of(of_none) == "dead"

    head = desks.sit("kakanim")
    assert "KeyError" in head.get("/petugas/sistem/")
    assert head.post(address(of_none)).status_code == 302
    assert state_of(of_none) == "waiting"


def test_a_message_about_a_case_belongs_to_the_office_of_the_case(walk, desks):
    from lintas.casework.applications import telling

    walk.scheduled()
    telling.tell(application_id=walk.id, news="P02", once_key="k", at=walk.at)
    stuck("messaging.message_queued", error="NotNow", at=walk.at)

    assert "NotNow" in desks.sit("kasi").get("/petugas/sistem/")
    assert not letters.dead_letters(offices={""})

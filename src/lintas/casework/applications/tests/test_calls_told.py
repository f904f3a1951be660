"""The message that it is one's turn: to whom, when, and what it says."""

from datetime import timedelta

import pytest

from lintas.casework.applications import telling
from lintas.casework.applications.tests.walk import Walk
from lintas.directory.offices import queries as offices
from lintas.directory.people.models.contacts import ContactPoint
from lintas.exchange.messaging.rules import safe_for_sms
from lintas.visit.queueing import operations as queue


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """What was handed to the messengers about calls."""
    taken: list[dict] = []

    def send(**message):
        if message["once_key"].startswith("call/"):
            taken.append(message)

    monkeypatch.setattr(telling.messaging, "send", send)
    return taken


@pytest.fixture
def arrived(house, now, sent) -> Walk:
    """Somebody with a number, who has proven a way to be reached."""
    walk = Walk(point=house, at=now)
    walk.arrive()
    ContactPoint.objects.filter(person_id=walk.case.person_id).update(proven_at=now)
    return walk


def call(walk):
    counter = offices.counters(point_id=walk.point.id, station="documents")[0]
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=counter.id, at=walk.at)
    return queue.call_next(counter_id=counter.id, by="officer:x", at=walk.at)


def test_who_is_called_gets_a_message_that_names_number_counter_and_place_alone(arrived, sent, deliver):
    ticket = call(arrived)
    deliver(arrived.at)

    [message] = sent
    assert message["subject"] == f"Giliran Anda: nomor {ticket.number}"
    assert message["body"] == f"Nomor {ticket.number} dipanggil. Silakan ke Loket 1 di {arrived.point.name} sekarang."
    assert message["sms"] == message["body"]
    assert safe_for_sms(message["sms"])


def test_being_called_again_sends_no_second_message(arrived, sent, deliver):
    ticket = call(arrived)
    deliver(arrived.at)
    arrived.at += timedelta(minutes=1)
    queue.recall(ticket_id=ticket.id, by="officer:x", at=arrived.at)
    deliver(arrived.at)

    assert len(sent) == 1


def test_who_has_come_before_the_message_could_leave_gets_none(arrived, sent, deliver):
    ticket = call(arrived)
    queue.arrive(ticket_id=ticket.id, by="officer:x", at=arrived.at)
    deliver(arrived.at)

    assert sent == []


def test_who_has_proven_no_way_to_be_reached_is_not_written_to(arrived, sent, deliver):
    ContactPoint.objects.filter(person_id=arrived.case.person_id).update(proven_at=None)

    call(arrived)
    deliver(arrived.at)

    assert sent == []

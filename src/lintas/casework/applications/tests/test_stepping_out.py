"""Waiting with one's own phone: leaving the room for a while, and a counter that rests."""

import pytest

from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.test_citizen_levels import came_by_birth_date
from lintas.casework.applications.tests.walk import Walk
from lintas.directory.offices import queries as offices
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets


@pytest.fixture
def waiting(house, now, time_is) -> Walk:
    walk = Walk(point=house, at=now)
    walk.arrive()
    time_is(walk.at)
    return walk


def state_of(walk: Walk) -> str:
    return tickets.ticket_of(walk.id, at=walk.at).ticket.state


def test_who_waits_steps_out_and_in_again(waiting):
    phone = Phone().open(waiting)
    phone.see("status")
    assert "Keluar sebentar" in phone.said

    phone.step("keluar-sebentar")
    assert state_of(waiting) == "away"
    assert "Tempat Anda dijaga" in phone.said
    assert "Saya sudah kembali" in phone.said

    phone.step("sudah-kembali")
    assert state_of(waiting) == "waiting"


def test_who_is_called_in_that_moment_sees_it_and_nothing_breaks(waiting):
    phone = Phone().open(waiting)
    counter = offices.counters(point_id=waiting.point.id, station="documents")[0]
    queue.open_counter(point_id=waiting.point.id, counter_id=counter.id, officer_id=counter.id, at=waiting.at)
    queue.call_next(counter_id=counter.id, by="officer:x", at=waiting.at)

    reply = phone.step("keluar-sebentar")

    assert reply.status_code == 200
    assert "Silakan menuju loket sekarang" in phone.said
    assert state_of(waiting) == "called"


def test_who_waits_reads_that_the_counter_rests_and_until_when(waiting):
    phone = Phone().open(waiting)
    counter = offices.counters(point_id=waiting.point.id, station="documents")[0]
    queue.open_counter(point_id=waiting.point.id, counter_id=counter.id, officer_id=counter.id, at=waiting.at)
    phone.see("status")
    assert "sedang jeda" not in phone.said

    queue.pause(counter_id=counter.id, reason="rest", minutes=15, by="officer:x", at=waiting.at)

    phone.see("status")
    assert "Loket bagian ini sedang jeda. Kembali sekitar pukul" in phone.said


def test_with_the_day_of_birth_alone_nobody_is_sent_out(waiting):
    phone = came_by_birth_date(waiting.started.reference)
    phone.see("status")
    assert "Keluar sebentar" not in phone.said

    phone.step("keluar-sebentar")

    assert state_of(waiting) == "waiting"

"""Calling the next person from the desk."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.casework.applications.tests.desk import case_url, text
from lintas.directory.offices import queries as offices
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets


def test_one_key_calls_the_next_person_and_opens_the_case(walk, desks):
    walk.arrive()
    counter = desks.sit("loket")
    assert "Buka loket" in counter.get("/petugas/")
    seat = offices.counters(point_id=walk.point.id, station="documents")[0]
    queue.open_counter(point_id=walk.point.id, counter_id=seat.id, officer_id=counter.officer.id, at=walk.at)

    called = counter.post("/petugas/panggil/", panggil="call")
    assert called["Location"] == case_url(walk)
    page = counter.get(case_url(walk))
    assert "sudah dipanggil. Tekan Spasi" in page
    seen = number_in_the_bar(page)
    assert counter.post("/petugas/panggil/", panggil="recall", nomor=seen).status_code == 409
    walk.at += timedelta(minutes=1)
    assert counter.post("/petugas/panggil/", panggil="recall", nomor=seen).status_code == 302
    assert counter.post("/petugas/panggil/", panggil="arrive", nomor=seen)["Location"] == case_url(walk)
    assert "belum dipanggil" not in counter.get(case_url(walk))

    for item in walk.case.items:
        counter.act(walk, f"berkas/{item.key}/terima", original="on")
    done = counter.act(walk, "dokumen-lengkap")
    assert done["Location"].startswith("/petugas/?selesai=P15")
    nobody = counter.post("/petugas/panggil/", panggil="call")
    assert nobody.status_code == 409
    assert "Tidak ada yang menunggu di sini." in text(nobody)


@pytest.mark.parametrize("wish", ["arrive", "recall"])
def test_what_was_pressed_for_a_number_that_is_gone_calls_nobody_else(walk, desks, wish):
    walk.arrive()
    counter = desks.sit("loket")
    seat = offices.counters(point_id=walk.point.id, station="documents")[0]
    queue.open_counter(point_id=walk.point.id, counter_id=seat.id, officer_id=counter.officer.id, at=walk.at)

    late = counter.post("/petugas/panggil/", panggil=wish, nomor=str(uuid4()))

    assert late.status_code == 409
    assert tickets.ticket_of(walk.id, at=walk.at).ticket.state == "waiting"


def number_in_the_bar(page):
    return re.search(r'name="nomor" value="([^"]+)"', page)[1]

"""Who comes for a finished book gets a number, is called, and takes the book at a counter like any other."""

import pytest

from lintas.casework.applications import operations, states
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets


def receive(walk: Walk, desks):
    return desks.sit("loket").post(f"/petugas/kedatangan/{walk.case.reference}/ambil/")


def test_the_arrival_desk_gives_a_number_of_the_collection_lane_for_the_hand_over_counter(walk, desks):
    walk.ready()
    desk = desks.sit("loket")
    page = desk.get(f"/petugas/kedatangan/{walk.case.reference}/")
    answer = receive(walk, desks)
    printed = desk.get(answer["Location"])

    ticket = tickets.ticket_of(walk.id, at=walk.at).ticket
    assert "Beri nomor pengambilan" in page
    assert (ticket.number, ticket.station) == ("D 001", "handover")
    assert "Penyerahan paspor" in printed
    assert "Cetak nomor lagi" in desk.get(f"/petugas/kedatangan/{walk.case.reference}/")
    assert walk.state == "ready"


def test_a_second_number_on_the_same_day_is_refused(walk, desks):
    walk.ready()
    receive(walk, desks)
    assert receive(walk, desks).status_code == 409
    with pytest.raises(queue.AlreadyHasTicket):
        operations.register_collection(application_id=walk.id, officer=walk.officer("loket"), at=walk.at)


def test_before_the_book_is_on_the_shelf_nobody_queues_for_it(walk):
    walk.printed()
    with pytest.raises(states.ActionNotAllowed):
        operations.register_collection(application_id=walk.id, officer=walk.officer("loket"), at=walk.at)


def test_the_book_is_handed_over_once_the_number_is_at_the_counter_and_the_visit_ends_with_it(walk, desks):
    walk.ready()
    receive(walk, desks)
    desk = desks.sit("penyerah")
    said = {"relation": "applicant", "receiver": "SITI CONTOH", "proof_seen": "on", "signed": "on"}

    early = desk.act(walk, "serahkan", **said)
    assert early.status_code == 409
    assert "Nomor D 001 belum dilayani" in early.content.decode()

    walk.called_to("handover")
    done = desk.act(walk, "serahkan", **said)

    assert done.status_code == 302
    assert walk.state == "collected"
    assert tickets.ticket_of(walk.id, at=walk.at).ticket.state == "done"


def test_the_officer_at_a_counter_goes_back_to_the_list_and_calls_who_is_next(walk, desks):
    walk.ready()
    receive(walk, desks)
    desk = desks.sit("penyerah")
    counter = next(each for each in tickets.counters_of(walk.point.id) if each.station == "handover")
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=desk.officer.id, at=walk.at)
    called = desk.post("/petugas/panggil/")
    assert called["Location"] == f"/petugas/kasus/{walk.case.reference}/"

    console = desk.get("/petugas/loket/")
    link = f"/petugas/nomor/{walk.id}/"
    assert link in console
    assert desk.client.get(link)["Location"] == f"/petugas/kasus/{walk.case.reference}/"

    desk.post("/petugas/panggil/", panggil="arrive", nomor=str(tickets.ticket_of(walk.id, at=walk.at).ticket.id))
    done = desk.act(walk, "serahkan", relation="applicant", receiver="SITI CONTOH", proof_seen="on", signed="on")
    assert done["Location"].startswith("/petugas/?")


def test_the_person_reads_the_number_and_what_to_do_on_the_own_page(walk, desks, clean_pictures):
    walk.ready()
    phone = Phone()
    phone.open(walk).see("status")
    assert "nomor antrean pengambilan" in phone.said
    receive(walk, desks)
    assert "D 001" in phone.see("status").content.decode()

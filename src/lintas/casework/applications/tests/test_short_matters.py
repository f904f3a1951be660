"""A number for a question: given at once, called by the same rule, ended without a case."""

from uuid import uuid4

from lintas.directory.offices import queries as offices
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.models import Ticket


def give(officer) -> str:
    """Press the button; return the address of the slip."""
    reply = officer.post("/petugas/kedatangan/urusan-singkat/")
    assert reply.status_code == 302
    return reply["Location"]


def test_a_number_is_given_without_asking_anything(walk, desks):
    officer = desks.sit("loket")
    assert "Beri nomor urusan singkat" in officer.get("/petugas/kedatangan/")

    slip = officer.get(give(officer))

    assert "E 001" in slip
    assert '<p class="ticket__title">Urusan singkat</p>' in slip
    assert "<svg" in slip, "a phone can follow it"


def test_its_slip_speaks_of_no_application_and_says_how_long_the_number_counts(walk, desks):
    officer = desks.sit("loket")

    slip = officer.get(give(officer)).lower()

    assert "permohonan" not in slip
    assert "pemohon" not in slip
    assert "nomor ini berlaku hari ini saja" in slip


def test_it_is_called_served_and_ended_without_a_case(walk, desks):
    officer = desks.sit("loket")
    give(officer)
    counter = offices.counters(point_id=walk.point.id, station="documents")[0]
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=counter.id, at=walk.at)

    ticket = queue.call_next(counter_id=counter.id, by="officer:x", at=walk.at)
    queue.arrive(ticket_id=ticket.id, by="officer:x", at=walk.at)
    queue.finish(ticket_id=ticket.id, by="officer:x", at=walk.at)

    assert tickets.ticket_view(ticket.id, walk.at).ticket.state == "done"
    answer = officer.client.get(f"/petugas/nomor/{ticket.subject}/")
    assert answer.status_code == 404
    assert "Nomor ini tidak terkait dengan permohonan" in answer.content.decode()
    assert "Kembali ke daftar kerja" in answer.content.decode()


def test_pressed_twice_with_the_same_form_gives_one_number(walk, desks):
    client, form = desks.sit("loket").client, {"once": str(uuid4())}

    first, again = (client.post("/petugas/kedatangan/urusan-singkat/", form)["Location"] for _ in range(2))

    assert first == again
    assert Ticket.objects.count() == 1


def test_the_slip_of_another_place_leads_back(walk, desks):
    location = give(desks.sit("loket"))
    elsewhere = offices.point(slug="bengkulu-selatan")
    stranger = desks.sit("loket", elsewhere=elsewhere)

    assert stranger.client.get(location)["Location"] == "/petugas/kedatangan/"

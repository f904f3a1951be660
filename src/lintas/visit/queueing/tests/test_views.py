"""The number of a visitor, found and shown."""

from uuid import uuid4

import pytest

from lintas.visit.queueing import operations
from lintas.visit.queueing.tests.factories import clock
from lintas.visit.queueing.tests.pages import issue, text_of


@pytest.mark.parametrize("written", ["A 001", "a1", " A-001 "])
def test_a_visitor_finds_the_own_number(client, payakumbuh, written):
    ticket = issue(payakumbuh)

    answer = client.get("/antrean/", {"titik": "payakumbuh", "nomor": written})

    assert answer.headers["Location"] == f"/antrean/{ticket.id}/"
    page = text_of(client.get(answer.headers["Location"]))
    assert "A 001" in page
    assert "0 orang" in page
    assert "belum cukup data" in page
    assert str(ticket.subject) not in page, "a number from the board leads to no case"


def test_a_slip_of_yesterday_does_not_lead_to_the_number_of_today(client, payakumbuh):
    ticket = issue(payakumbuh)
    asked = {"titik": "payakumbuh", "nomor": "A001"}

    assert client.get("/antrean/", asked | {"hari": "2026-11-24"}).headers["Location"] == f"/antrean/{ticket.id}/"
    assert client.get("/antrean/", asked | {"hari": "2026-11-23"}).status_code == 400


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"titik": "payakumbuh", "nomor": "Z 999"}, "tidak ada dalam antrean hari ini"),
        ({"titik": "payakumbuh", "nomor": "nomor saya"}, "satu huruf dan sampai tiga angka"),
        ({"titik": "", "nomor": "A 001"}, "Pilih titik layanan."),
        ({"titik": "atlantis", "nomor": "A 001"}, "atlantis"),
        ({"titik": "payakumbuh", "nomor": ""}, "Tulis nomor antrean Anda"),
    ],
)
def test_a_number_that_cannot_be_found_gets_a_sentence(client, payakumbuh, asked, words):
    answer = client.get("/antrean/", asked)

    assert answer.status_code == 400
    assert words in text_of(answer)


def test_a_number_of_another_day_is_not_shown(client, payakumbuh):
    ticket = operations.issue_ticket(
        point_id=payakumbuh.id, subject=uuid4(), queue_class="regular", station="documents", by="x", at=clock(9, day=23)
    )

    assert client.get(f"/antrean/{ticket.id}/").status_code == 404
    assert client.get(f"/antrean/{uuid4()}/").status_code == 404

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
    assert client.get("/antrean/", asked | {"hari": "kemarin"}).status_code == 400


def test_a_slip_of_yesterday_is_told_that_its_day_is_over(client, payakumbuh):
    issue(payakumbuh)
    issue_yesterday(payakumbuh)

    answer = client.get("/antrean/", {"titik": "payakumbuh", "nomor": "A001", "hari": "2026-11-23"}, follow=True)

    assert answer.status_code == 410
    assert "hanya berlaku pada Senin, 23 November 2026" in text_of(answer)


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


def test_a_number_of_another_day_says_its_day_and_the_ways_on_and_nothing_else(client, payakumbuh):
    ticket = issue_yesterday(payakumbuh)

    answer = client.get(f"/antrean/{ticket.id}/")

    page = text_of(answer)
    assert answer.status_code == 410
    assert "Nomor antrean ini hanya berlaku pada Senin, 23 November 2026." in page
    for way in ("/status/", "/ajukan/", "/tempat/", "/antrean/"):
        assert f'href="{way}"' in page
    told = page[page.index("<main") : page.index("</main>")]
    for untold in ("A 001", str(ticket.lane), "Payakumbuh", str(ticket.subject), str(ticket.point_id)):
        assert untold not in told


def test_a_number_that_nobody_ever_had_stays_unknown(client, payakumbuh):
    issue_yesterday(payakumbuh)

    answer = client.get(f"/antrean/{uuid4()}/")

    assert answer.status_code == 404
    assert "hanya berlaku pada" not in text_of(answer)


def issue_yesterday(point):
    return operations.issue_ticket(
        point_id=point.id, subject=uuid4(), queue_class="regular", station="documents", by="x", at=clock(9, day=23)
    )

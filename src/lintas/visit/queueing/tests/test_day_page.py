"""The page of a day, on which anybody reads in which order was served."""

from uuid import uuid4

import pytest

from lintas.visit.queueing import operations
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.tests.factories import clock
from lintas.visit.queueing.tests.pages import NOW, counter_of, issue, sign_in, sit, text_of


def open_and_call(point):
    counter = counter_of(point)
    operations.open_counter(point_id=point.id, counter_id=counter.id, officer_id=uuid4(), at=NOW)
    return operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)


def call_two(point):
    issue(point)
    issue(point)
    first = open_and_call(point)
    for act in (operations.arrive, operations.finish):
        act(ticket_id=first.id, by="officer:x", at=NOW)
    operations.call_next(counter_id=counter_of(point).id, by="officer:x", at=NOW)


class TestTheDayPage:
    """/antrean/urutan/<place>/"""

    def test_a_day_in_order_says_so_with_every_reason(self, client, payakumbuh):
        call_two(payakumbuh)

        page = text_of(client.get("/antrean/urutan/payakumbuh/"))

        assert "Semua 2 panggilan sesuai urutan" in page
        assert "Hanya Paspor yang sedang menunggu" in page
        assert "bobot 4" in page

    def test_stations_are_called_what_the_board_and_the_console_call_them(self, client, payakumbuh):
        call_two(payakumbuh)
        sign_in(client, payakumbuh)
        sit(client, payakumbuh, 2)
        photo = "foto dan sidik jari"

        page = text_of(client.get("/antrean/urutan/payakumbuh/"))

        assert "<span>Bagian:</span>" in page
        assert 'aria-current="true"><strong>pemeriksaan berkas</strong></a>' in page
        assert "Panggilan pemeriksaan berkas, terbaru di atas" in page
        assert "Payakumbuh · pemeriksaan berkas" in text_of(client.get("/papan/payakumbuh/berkas/"))
        assert f"Menunggu {photo}" in text_of(client.get("/petugas/loket/"))
        assert f"Payakumbuh · {photo}" in text_of(client.get("/papan/payakumbuh/foto/"))

    def test_a_number_pulled_forward_is_marked_with_the_one_whose_turn_it_was(self, client, payakumbuh):
        issue(payakumbuh)
        favourite = issue(payakumbuh)
        Ticket.objects.filter(id=favourite.id).update(place_at=clock(7))
        open_and_call(payakumbuh)

        page = text_of(client.get("/antrean/urutan/payakumbuh/"))

        assert "1 dari 1 panggilan tidak sesuai urutan" in page
        assert "seharusnya A 001" in page

    def test_a_day_without_calls_is_friendly(self, client, payakumbuh):
        assert "Belum ada panggilan" in text_of(client.get("/antrean/urutan/payakumbuh/"))
        assert "Tidak ada panggilan pada hari itu" in text_of(client.get("/antrean/urutan/payakumbuh/?hari=2026-11-23"))

    @pytest.mark.parametrize("query", ["hari=2026-11-25", "hari=kemarin", "sampai=x", "sampai=-1", "sampai=9999999"])
    def test_a_wrong_address_is_named(self, client, payakumbuh, query):
        answer = client.get(f"/antrean/urutan/payakumbuh/?{query}")

        assert answer.status_code == 400
        assert "tidak ada atau belum tiba" in text_of(answer)

    def test_the_journal_can_be_taken_away(self, client, payakumbuh):
        call_two(payakumbuh)

        told = client.get("/antrean/urutan/payakumbuh/catatan/?hari=2026-11-24").json()

        assert [line["kind"] for line in told["lines"]].count("call") == 2
        assert told["rule"]["documents"]["A"]["weight"] == 4

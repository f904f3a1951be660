"""The screens of the hall: what they show, what they say when nobody is called, and what the voice is told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from lintas.directory.offices import queries as offices
from lintas.visit.queueing import operations
from lintas.visit.queueing.boards import notices
from lintas.visit.queueing.boards.shapes import SHAPES
from lintas.visit.queueing.tests.factories import clock
from lintas.visit.queueing.tests.pages import counter_of, issue, text_of

NOW = clock(9)
BOARD = "/papan/payakumbuh/"


def open_counter(point, number=1):
    counter = counter_of(point, number)
    operations.open_counter(point_id=point.id, counter_id=counter.id, officer_id=uuid4(), at=NOW)
    return counter


def call(counter, *, at=NOW):
    return operations.call_next(counter_id=counter.id, by="officer:x", at=at)


def at_hour(monkeypatch, *hour, **more):
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(*hour, **more))


def test_the_board_shows_calls_lines_and_policy_and_no_name(client, payakumbuh):
    counter = open_counter(payakumbuh)
    issue(payakumbuh)
    issue(payakumbuh, "priority")
    call(counter)

    page = text_of(client.get(BOARD))

    assert "Nomor A 001, silakan ke Loket 1" in page
    assert "Selasa, 24 November 2026" in page
    assert "09.00" in page
    assert f'data-live="board:{payakumbuh.id}"' in page
    assert "Boleh kembali sekali dalam 60 menit" in page
    assert "Rp950.000 untuk 10 tahun" in page
    assert "Rp950,000 for 10 years" in page


def test_without_a_script_a_board_and_a_number_renew_themselves(client, payakumbuh):
    open_counter(payakumbuh)
    for address in (BOARD, f"/antrean/{issue(payakumbuh).id}/"):
        assert '<noscript><meta http-equiv="refresh"' in text_of(client.get(address))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_part_that_renews_itself_is_the_one_of_the_page(client, payakumbuh, shape):
    open_counter(payakumbuh)
    issue(payakumbuh)
    page = text_of(client.get(f"/papan/payakumbuh/{shape}/"))
    part = text_of(client.get(f"/papan/payakumbuh/{shape}/isi/"))

    assert f'data-live-url="/papan/payakumbuh/{shape}/isi/"' in page
    assert "<html" not in part
    assert part in page


@pytest.mark.parametrize("address", ["/papan/atlantis/", "/papan/payakumbuh/bulan/", "/papan/payakumbuh/bulan/isi/"])
def test_a_board_of_no_place_or_shape_is_a_page_that_says_so(client, payakumbuh, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "tidak ada. Pilih" in text_of(answer)


@pytest.mark.parametrize("people_in_line", [1, 20])
def test_the_board_page_costs_nine_queries(client, payakumbuh, people_in_line, django_assert_num_queries, monkeypatch):
    # As on any day on which nobody loads the catalogue.
    monkeypatch.setattr("lintas.directory.catalogue.remembering._is_changing", lambda: False)
    counter = open_counter(payakumbuh)
    for _ in range(people_in_line):
        issue(payakumbuh)
    call(counter)
    client.get(BOARD)

    # what is committed now, the seven of the board, the counters that rest; places, parameters and tariffs are remembered
    with django_assert_num_queries(9):
        client.get(BOARD)


def test_every_board_of_every_place_is_listed(client, payakumbuh):
    page = text_of(client.get("/papan/"))

    for point in offices.points():
        for shape in SHAPES:
            assert f"/papan/{point.slug}/{shape}/" in page
    assert "--autoplay-policy=no-user-gesture-required" in page


def test_the_board_of_a_station_shows_its_own_calls_alone(client, payakumbuh):
    papers, photo = open_counter(payakumbuh, 1), open_counter(payakumbuh, 2)
    assert photo.station == "photo"
    issue(payakumbuh)
    issue(payakumbuh, station="photo")
    call(papers)
    call(photo)

    hall, at_photo = (text_of(client.get(f"/papan/payakumbuh/{shape}/")) for shape in ("aula", "foto"))

    assert "A 001, silakan ke Loket 1" in hall
    assert "A 002, silakan ke Loket 2" in hall
    assert "A 002, silakan ke Loket 2" in at_photo
    assert "A 001" not in at_photo


def test_the_newest_call_loses_its_gold_when_the_visitor_has_come(client, payakumbuh):
    counter = open_counter(payakumbuh)
    ticket = issue(payakumbuh)
    call(counter)
    assert "call--now" in text_of(client.get(BOARD))

    operations.arrive(ticket_id=ticket.id, by="officer:x", at=NOW)

    page = text_of(client.get(BOARD))
    assert "call--now" not in page
    assert "A 001" in page


def test_the_voice_is_told_the_clips_of_a_call_in_order(client, payakumbuh):
    counter = open_counter(payakumbuh)
    issue(payakumbuh, "priority")
    call(counter)

    page = text_of(client.get(BOARD))

    names = "gong|id/number id/letter-p id/digit-0 id/digit-0 id/digit-1 id/to-loket id/place-1|en/number"
    told = names.replace("gong", "/aset/queueing/voice/gong.mp3")
    for name in ("number", "letter-p", "digit-0", "digit-1", "to-loket", "place-1"):
        told = told.replace(f"id/{name}", f"/aset/queueing/voice/id/{name}.mp3")
    assert f'data-clips="{told.replace("en/number", "/aset/queueing/voice/en/number.mp3")}' in page


def test_the_third_call_is_said_to_be_the_last(client, payakumbuh):
    counter = open_counter(payakumbuh)
    ticket = issue(payakumbuh)
    call(counter)
    operations.recall(ticket_id=ticket.id, by="officer:x", at=clock(9, 1))
    assert "last-call" not in text_of(client.get(BOARD))

    operations.recall(ticket_id=ticket.id, by="officer:x", at=clock(9, 2))

    page = text_of(client.get(BOARD))
    assert "id/last-call.mp3" in page
    assert page.count("data-call-id=") == 1


def test_nobody_is_called_aloud_who_has_come_or_was_called_long_ago(client, payakumbuh, monkeypatch):
    first, second = open_counter(payakumbuh, 1), open_counter(payakumbuh, 2)
    come = issue(payakumbuh)
    issue(payakumbuh, station="photo")
    call(first)
    call(second)
    operations.arrive(ticket_id=come.id, by="officer:x", at=NOW)
    assert text_of(client.get(BOARD)).count("data-call-id=") == 1

    monkeypatch.setattr("lintas.foundation.clock.now", lambda: NOW + timedelta(seconds=91))

    page = text_of(client.get(BOARD))
    assert "data-call-id=" not in page
    assert "A 002" in page


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ({"hour": 7}, "Kantor belum buka</p><p>Buka lagi pukul 08.00."),
        ({"hour": 12, "minute": 30}, "Istirahat</p><p>Buka lagi pukul 13.00."),
        ({"hour": 17}, "Pelayanan hari ini selesai</p><p>Buka lagi Rabu, 25 November 2026 pukul 08.00."),
        ({"hour": 9, "day": 22}, "Hari ini tutup</p><p>"),
        ({"hour": 9}, "Loket belum dibuka</p><p>Panggilan tampil di sini begitu loket dibuka."),
    ],
)
def test_a_board_without_calls_says_why(client, payakumbuh, monkeypatch, moment, words):
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(**moment))

    assert words in text_of(client.get(BOARD))


def test_an_open_counter_without_a_call_says_how_many_wait(client, payakumbuh):
    open_counter(payakumbuh)
    assert "Belum ada panggilan</p><p>Belum ada yang menunggu." in text_of(client.get(BOARD))

    issue(payakumbuh)
    issue(payakumbuh)

    assert "Belum ada panggilan</p><p>2 orang menunggu." in text_of(client.get(BOARD))


def test_who_is_called_after_closing_time_still_stands_on_the_board(client, payakumbuh, monkeypatch):
    counter = open_counter(payakumbuh)
    ticket = issue(payakumbuh)
    call(counter, at=clock(15, 59))
    at_hour(monkeypatch, 16, 5)
    assert "A 001, silakan ke Loket 1" in text_of(client.get(BOARD))

    operations.arrive(ticket_id=ticket.id, by="officer:x", at=clock(16, 6))
    operations.finish(ticket_id=ticket.id, by="officer:x", at=clock(16, 7))

    assert "Pelayanan hari ini selesai" in text_of(client.get(BOARD))


def test_the_notices_follow_the_day(payakumbuh):
    def told(on):
        return " ".join(one.id for one in notices.notices(office_code=payakumbuh.office_code, on=on))

    assert "Paspor nonelektronik: Rp350.000 untuk 5 tahun, Rp650.000 untuk 10 tahun." in told(date(2026, 11, 24))
    assert "Rp350.000 untuk 10 tahun" in told(date(2023, 1, 2))


def test_a_notice_whose_fact_is_not_known_is_left_out(payakumbuh, monkeypatch):
    def all_keys():
        return [one.id.partition(":")[0] for one in notices.notices(office_code="AGM", on=date(2026, 11, 24))]

    assert "Paspor elektronik" in all_keys()
    monkeypatch.setattr("lintas.directory.catalogue.queries.prices", lambda keys, on: {})

    assert "Paspor elektronik" not in all_keys()
    assert "Didahulukan" in all_keys()

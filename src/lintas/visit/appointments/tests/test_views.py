import re
from datetime import date

import pytest
from django.utils import translation

from lintas.foundation import clock
from lintas.visit.appointments import operations, queries
from lintas.visit.appointments.models import Slot
from lintas.visit.appointments.tests.factories import book, make_slot, wib
from lintas.visit.appointments.tests.test_offering import offer

NOW = wib(24, 9)


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    queries.forget()


@pytest.fixture
def week(db, point):
    for weekday in range(1, 6):
        offer(point, weekday=weekday, start=10, capacity=3, release_days=8)
    operations.make_slots(at=NOW)
    return point


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_schedule_shows_every_point_with_its_places_and_reasons(client, week):
    page = text_of(client.get("/jadwal/"))

    assert "Payakumbuh" in page
    assert "Jadwal terdekat: Selasa, 24 November 2026, 10.00 WIB" in page
    assert "sisa 3" in page
    assert 'href="/jadwal/payakumbuh/?hari=2026-11-25"' in page
    assert "Layanan ini tidak tersedia di sini" in page  # the other point offers nothing


def test_the_week_after_shows_when_its_places_are_opened(client, week):
    page = text_of(client.get("/jadwal/?mulai=2026-12-01"))

    assert "dibuka 25 Nov" in page  # 3 December, eight days before
    assert "?mulai=2026-11-24" in page


def test_a_full_day_says_so_and_names_the_next_place(client, week):
    slot = Slot.objects.get(point_id=week.id, on=date(2026, 11, 25))
    for _ in range(3):
        book(slot, at=NOW)

    page = text_of(client.get("/jadwal/payakumbuh/?hari=2026-11-25"))

    assert "Semua tempat pada Rabu, 25 November 2026 sudah terisi." in page
    assert "Jadwal kosong berikutnya: Kamis, 26 November 2026." in page


def test_a_point_without_a_day_asked_for_opens_on_its_first_day_with_a_place(client, week):
    page = text_of(client.get("/jadwal/payakumbuh/"))

    assert "Selasa, 24 November 2026" in page
    assert "10.00 WIB" in page


def test_the_hours_of_a_day_are_text_that_says_where_one_is_chosen(client, week):
    page = text_of(client.get("/jadwal/payakumbuh/?hari=2026-11-25"))

    assert "<dt>10.00 WIB</dt>" in page
    assert "slots__hour" not in page  # looks as if it could be pressed
    assert 'Jam dipilih di dalam permohonan. <a href="/ajukan/">Mulai permohonan</a>' in page


def test_the_ways_to_other_days_are_named_by_the_day_they_begin_with(client, week):
    first = text_of(client.get("/jadwal/payakumbuh/"))
    second = text_of(client.get("/jadwal/payakumbuh/?mulai=2026-12-08"))

    assert re.search(r'rel="next" href="/jadwal/payakumbuh/\?mulai=2026-12-08">Mulai Sel, 8 Des<', first)
    assert 'rel="prev"' not in first
    assert "Mulai Sel, 24 Nov" in second
    assert "Rabu, 2 Desember 2026" in first  # nothing between them is left out


def test_the_same_page_in_english(client, week):
    client.cookies["bahasa"] = "en"
    with translation.override("en"):
        page = text_of(client.get("/jadwal/"))

    assert "Schedule and places left" in page


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/jadwal/?mulai=2026-02-30", 400, "Pilih hari dari daftar"),
        ("/jadwal/?mulai=besok", 400, "Pilih hari dari daftar"),
        ("/jadwal/?mulai=2026-11-23", 400, "Pilih hari dari daftar"),
        ("/jadwal/payakumbuh/?hari=9999-12-31", 400, "Pilih hari dari daftar"),
        ("/jadwal/?kelas=kilat", 400, "Pilih dari daftar"),
    ],
)
def test_an_address_that_makes_no_sense_gets_a_sentence(client, week, address, status, words):
    answer = client.get(address)

    assert answer.status_code == status
    assert words in text_of(answer)


@pytest.mark.parametrize("sessions", [1, 20])
def test_the_schedule_of_all_points_costs_five_queries_then_none_for_two_seconds(
    client, week, sessions, django_assert_num_queries
):
    for minute in range(sessions):
        make_slot(week.id, wib(26, 13, minute))
    queries.forget()

    # places per day, schedules, first day after the week, earliest session, which classes anybody offers
    with django_assert_num_queries(5):
        client.get("/jadwal/")
    with django_assert_num_queries(0):
        client.get("/jadwal/")


def test_an_answer_is_asked_for_anew_after_two_seconds(week, monkeypatch):
    moment = [100.0]
    monkeypatch.setattr("lintas.visit.appointments.queries.lately.time.monotonic", lambda: moment[0])

    def left():
        return queries.open_slots_lately(point_id=week.id, on=date(2026, 11, 25), at=NOW)[0].left

    assert left() == 3
    book(Slot.objects.get(point_id=week.id, on=date(2026, 11, 25)), at=NOW)
    assert left() == 3
    moment[0] += 2.0
    assert left() == 2

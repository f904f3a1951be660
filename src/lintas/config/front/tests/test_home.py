from datetime import date

import pytest

from lintas.directory.catalogue import remembering
from lintas.directory.catalogue.operations import load_catalogue
from lintas.directory.offices import operations, queries
from lintas.foundation import clock
from lintas.foundation.words import Bilingual
from lintas.visit.appointments.tests.factories import make_slot, wib


@pytest.fixture(autouse=True)
def _loaded_on_a_tuesday_morning(db, monkeypatch, now):
    remembering.forget()
    operations.load_offices()
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def read(client):
    def read(*, language: str = "id", place: str = "") -> str:
        client.cookies["bahasa"] = language
        if place:
            client.cookies["tempat"] = place
        response = client.get("/")
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return read


def test_without_a_place_the_home_asks_for_one_of_the_five_kindly(read):
    page = read()

    assert "Apa yang Anda perlukan hari ini?" in page
    assert "Di mana Anda ingin dilayani?" in page
    for point in queries.points():
        assert f"/tempat/{point.slug}/pilih/" in page
    assert "/kantor-saya/" in page


def test_with_a_place_the_home_says_how_it_is_there(read):
    page = read(place="payakumbuh")

    assert "Hari ini di Payakumbuh" in page
    assert "Buka" in page
    assert "sampai 12.00 WIB" in page
    assert "<strong>Payakumbuh</strong>" in page
    assert "Kantor Imigrasi Agam" in page
    assert "motif--songket" in page
    assert "Di mana Anda ingin dilayani?" not in page


def test_closures_ahead_are_announced(read, now):
    operations.close_point(
        point_id=queries.point(slug="payakumbuh").id,
        on=date(2026, 11, 27),
        reason="building",
        words=Bilingual(id="Perbaikan atap", en="Roof repair"),
        by="officer:test",
        at=now,
    )

    page = read(place="payakumbuh")

    assert "Jumat, 27 November 2026" in page
    assert "Perbaikan atap" in page
    assert "Perbaikan atap" not in read(place="pesawaran")


def test_without_figures_the_home_shows_none(read):
    page = read(place="payakumbuh")

    assert "Jadwal terdekat" not in page
    assert "Paspor selesai" not in page


def test_the_nearest_place_and_the_promised_days_are_shown(read, now):
    load_catalogue(by="system:test", at=now)
    make_slot(queries.point(slug="payakumbuh").id, wib(26, 8, 30), capacity=3)

    page = read(place="payakumbuh")

    assert "Jadwal terdekat" in page
    assert "Kam, 26 Nov" in page
    assert "08.30 WIB" in page
    assert "3 hari kerja" in page


def test_in_english_nothing_of_the_page_stays_indonesian(read):
    page = read(language="en", place="payakumbuh")

    assert "What do you need today?" in page
    assert "Today at Payakumbuh" in page
    assert "You need no broker" in page
    for words in ("Hari ini", "Loket", "Buka", "perantara", "pendampingan"):
        assert words not in page


def test_the_search_leads_to_the_services(read):
    assert 'action="/layanan/"' in read()


def test_a_cookie_that_names_no_place_counts_as_none(read):
    assert "Di mana Anda ingin dilayani?" in read(place="atlantis")


@pytest.mark.parametrize("place", ["", "payakumbuh"])
def test_a_warm_home_asks_the_database_at_most_four_times(client, place, django_assert_max_num_queries):
    client.cookies["tempat"] = place
    client.get("/")

    with django_assert_max_num_queries(4):
        client.get("/")


def test_the_release_calendar_and_the_draws_are_one_step_away_of_the_place_if_there_is_one(read):
    everywhere, there = read(), read(place="payakumbuh")

    assert 'href="/kalender/"' in everywhere
    assert 'href="/kalender/?tempat=payakumbuh"' in there
    for page in (everywhere, there):
        assert 'href="/undian/"' in page
    assert "When do places open?" in read(language="en")

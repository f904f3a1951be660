"""The page tells why there are so many places, and why there is none, in both languages."""

from datetime import date
from uuid import UUID

import pytest

from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.words import Bilingual
from lintas.visit.appointments import operations, queries
from lintas.visit.appointments.models import KeptPlaces, Schedule, Slot
from lintas.visit.appointments.tests.factories import wib
from tests.house import forget, furnish

NOW = wib(24, 9)
KEEPER = UUID("0199aa11-1111-7111-8111-111111111111")


@pytest.fixture
def town(db, real_house, monkeypatch):
    """Payakumbuh as it comes with Lintas, on a Tuesday at nine."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish(NOW)
    yield offices.point(slug="payakumbuh")
    forget()


def page(client, address, language="id"):
    queries.forget()
    client.cookies["bahasa"] = language
    return " ".join(client.get(address).content.decode().split())


def test_the_day_shows_its_sum(client, town):
    said = page(client, "/jadwal/payakumbuh/?hari=2026-11-25")

    assert "Mengapa sebanyak ini?" in said
    assert "3 orang" in said
    assert "1 loket terisi, bersama 60 menit; 18 menit per orang. Langkah ini yang membatasi." in said
    assert "Bagian 2 dari 3." in said
    assert "Persediaan buku paspor kosong belum dilaporkan" in said


def test_the_same_sum_in_english(client, town):
    said = page(client, "/jadwal/payakumbuh/?hari=2026-11-25", "en")

    assert "Why so many?" in said
    assert "1 counter staffed, 60 minutes together; 18 minutes per person. This step is the limit." in said


def test_a_day_without_books_says_so_and_names_the_next_place(client, town):
    operations.tell_of_books(point_id=town.id, blank=5, promised=0, at=NOW)
    operations.make_slots(at=NOW)

    said = page(client, "/jadwal/payakumbuh/?hari=2026-11-25")

    assert "Buku paspor kosong untuk Rabu, 25 November 2026 sudah dijanjikan semua" in said
    assert "Jadwal kosong berikutnya: Rabu, 2 Desember 2026." in said  # five working days from today, the day after
    assert "buku habis" in page(client, "/jadwal/")
    assert "out of books" in page(client, "/jadwal/", "en")


def test_a_closed_day_says_why_at_every_point_in_the_list(client, town):
    offices_operations.close_point(
        point_id=town.id,
        on=date(2026, 11, 26),
        reason="building",
        words=Bilingual(id="perbaikan atap", en="repair of the roof"),
        by="officer:x",
        at=NOW,
    )
    operations.make_slots(at=NOW)

    assert "Kantor tutup pada Kamis, 26 November 2026: perbaikan atap. Jadwal kosong berikutnya: Jumat, 27" in page(
        client, "/jadwal/"
    )
    assert "repair of the roof" in page(client, "/jadwal/", "en")


def test_when_every_opened_place_is_gone_the_day_of_the_next_opening_is_named(client, town):
    offered = queries.days_ahead(point_ids=[town.id], from_on=date(2026, 11, 24), days=60, at=NOW)[town.id]
    for slot in Slot.objects.filter(point_id=town.id):
        Slot.objects.filter(id=slot.id).update(taken=slot.capacity)

    assert max(day.on for day in offered if day.left) == date(2026, 12, 22)
    assert offices.calendar(point_id=town.id).is_open(date(2026, 12, 23))
    said = page(client, "/jadwal/payakumbuh/?hari=2026-11-25")
    assert "Semua tempat pada Rabu, 25 November 2026 sudah terisi. Tempat baru dibuka pada Rabu, 25 November" in said


REASONS = {
    "full": (
        "Semua tempat pada Rabu, 25 November 2026 sudah terisi. Jadwal kosong berikutnya: Kamis, 26 November 2026.",
        "All places on Wednesday, 25 November 2026 are taken. Next place: Thursday, 26 November 2026.",
    ),
    "no_booklets": (
        "Buku paspor kosong untuk Rabu, 25 November 2026 sudah dijanjikan semua; tempat dibuka lagi begitu buku tiba. "
        "Jadwal kosong berikutnya: Rabu, 2 Desember 2026.",
        "All blank passport books for Wednesday, 25 November 2026 are promised; places open again as soon as books "
        "arrive. Next place: Wednesday, 2 December 2026.",
    ),
    "closed": (
        "Kantor tutup pada Rabu, 25 November 2026: perbaikan atap. Jadwal kosong berikutnya: Kamis, 26 November 2026.",
        "The office is closed on Wednesday, 25 November 2026: repair of the roof. Next place: Thursday, 26 "
        "November 2026.",
    ),
    "drawn": (
        "Tempat pada Rabu, 25 November 2026 dibagikan lewat undian: semua yang mendaftar punya peluang yang sama. "
        "Jadwal kosong berikutnya: Kamis, 26 November 2026.",
        "Places on Wednesday, 25 November 2026 are given by a draw: everybody who enters has the same odds. Next place: "
        "Thursday, 26 November 2026.",
    ),
    "not_offered": (
        "Layanan ini tidak tersedia pada Rabu, 25 November 2026. Jadwal kosong berikutnya: Kamis, 26 November 2026.",
        "This service is not available on Wednesday, 25 November 2026. Next place: Thursday, 26 November 2026.",
    ),
    "not_released": (
        "Tempat untuk Rabu, 23 Desember 2026 belum dibuka. Dibuka pada Rabu, 25 November 2026.",
        "Places for Wednesday, 23 December 2026 are not open yet. They open on Wednesday, 25 November 2026.",
    ),
}


def bring_about(reason, town):
    """Make Wednesday a day without places for this reason; return the day to look at."""
    wednesday = Slot.objects.filter(point_id=town.id, on=date(2026, 11, 25))
    if reason == "full":
        for slot in wednesday:
            Slot.objects.filter(id=slot.id).update(taken=slot.capacity)
    elif reason == "drawn":
        operations.keep_places([slot.id for slot in wednesday], keeper=KEEPER, at=NOW)
    elif reason == "no_booklets":
        operations.tell_of_books(point_id=town.id, blank=5, promised=0, at=NOW)
    elif reason == "closed":
        offices_operations.close_point(
            point_id=town.id,
            on=date(2026, 11, 25),
            reason="building",
            words=Bilingual(id="perbaikan atap", en="repair of the roof"),
            by="officer:x",
            at=NOW,
        )
    elif reason == "not_offered":
        Schedule.objects.filter(point_id=town.id, weekday=3).delete()
        wednesday.delete()
    operations.make_slots(at=NOW)
    return "2026-12-23" if reason == "not_released" else "2026-11-25"


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_told_with_its_own_next_date_in_both_languages(client, town, reason):
    day = bring_about(reason, town)

    indonesian, english = REASONS[reason]
    assert indonesian in page(client, f"/jadwal/payakumbuh/?hari={day}")
    assert english in page(client, f"/jadwal/payakumbuh/?hari={day}", "en")


def test_a_day_whose_places_are_drawn_leads_to_its_draw_wherever_its_reason_is_shown(client, town):
    bring_about("drawn", town)
    draw = f'href="/undian/{KEEPER}/"'

    for address in ("/jadwal/?mulai=2026-11-24", "/jadwal/payakumbuh/?hari=2026-11-25"):
        said = page(client, address)
        assert said.count(draw) == 2  # the day itself, and beside the sentence
        assert ">diundi</span>" in said
        assert "by draw" in page(client, address, "en")
    hours = page(client, "/jadwal/payakumbuh/?hari=2026-11-25")
    assert hours.count("diundi") > 2
    assert "penuh" not in hours.partition("<h2>Rabu")[2].partition("</ul>")[0]


def test_control_a_day_that_people_filled_is_full_although_a_draw_kept_places_there_before(client, town):
    bring_about("drawn", town)
    KeptPlaces.objects.update(left=0)

    said = page(client, "/jadwal/payakumbuh/?hari=2026-11-25")

    assert "Semua tempat pada Rabu, 25 November 2026 sudah terisi." in said
    assert "/undian/" not in said.partition("<h2>Rabu")[2].partition("<details")[0]


def test_a_mobile_visit_is_shown_while_a_point_has_one_with_the_number_that_the_office_set(client, town, tmp_path):
    assert "Layanan keliling" not in page(client, "/jadwal/?mulai=2026-11-24")
    book = tmp_path / "schedules.yaml"
    book.write_text(
        "release_days: 28\nweekdays: [1, 2, 3, 4, 5]\nvalid_from: 2026-01-01\nconfidence: P\n"
        'points: {payakumbuh: {mobile: {"09:00-12:00": {places: 30, weekdays: [3]}}}}\n'
    )
    operations.load_schedules(path=book)
    operations.make_slots(at=NOW)

    assert "Layanan keliling" in page(client, "/jadwal/")
    said = page(client, "/jadwal/payakumbuh/?kelas=mobile&hari=2026-11-25")
    assert "sisa 30" in said
    assert "Jumlah ditetapkan kantor." in said
    assert "Mobile service" in page(client, "/jadwal/", "en")
    thursday = page(client, "/jadwal/payakumbuh/?kelas=mobile&hari=2026-11-26")
    assert "Layanan ini tidak tersedia pada Kamis, 26 November 2026. Jadwal kosong berikutnya: Rabu, 2" in thursday

"""The page of a number before coming for a finished book, and the ways that lead there."""

import pytest

from lintas.casework.applications.tests.collector import (
    SATURDAY,
    clock,
    close,
    collection_numbers,
    receive,
    take,
)
from lintas.casework.applications.tests.phone import Phone
from lintas.directory.offices import queries as offices
from lintas.foundation.idempotency.door import fresh_key
from lintas.visit.queueing.models import Call

pytestmark = pytest.mark.usefixtures("no_messages")


@pytest.fixture
def phone(owner) -> Phone:
    """The phone of that person, with the case open."""
    opened = Phone()
    opened.open(owner)
    return opened


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Jam buka belum diketahui"), ("en", "The opening hours are not known yet")],
)
def test_while_no_opening_is_known_the_page_says_so(owner, phone, monkeypatch, language, words):
    monkeypatch.setattr(offices.WorkCalendar, "next_open_day", lambda calendar, day, within=60: None)
    close(owner)

    phone.see("nomor", language=language)

    assert words in phone.said
    assert phone.post(phone.page("nomor"), follow=False).status_code == 409


def test_the_status_page_leads_there_until_its_holder_has_come(owner, phone):
    address = phone.page("nomor")
    assert f'href="{address}"' in phone.see("status").content.decode()
    take(owner)
    assert f'href="{address}"' in phone.see("status").content.decode()
    assert "D 001" in phone.said
    assert "Nomor ini belum dipanggil" in phone.said

    receive(owner, "09.30")

    assert f'href="{address}"' not in phone.see("status").content.decode()
    assert "D 001" in phone.said


WORDS = {
    "id": (
        "Paspor Anda siap diambil di Payakumbuh.",
        "Tempatnya dijaga sampai pukul 10.00 WIB.",
        "Tempatnya tidak lebih awal dari pukul 08.30 WIB: sampai saat itu yang hadir didahulukan. Tempat dijaga 1 jam, "
        "tidak termasuk jam istirahat, paling lama sampai titik layanan tutup.",
        "Tiba paling lambat pukul 10.00 WIB",
    ),
    "en": (
        "Your passport is ready to collect at Payakumbuh.",
        "Its place is kept until 10:00 WIB.",
        "Its place is not before 08:30 WIB: until then, those who are there go first. The place is kept for 1 hour, breaks "
        "not counted, at most until the service point closes.",
        "Be there by 10:00 WIB",
    ),
}


@pytest.mark.parametrize("language", WORDS)
def test_the_page_gives_the_number_once_and_says_how_long_its_place_is_kept(owner, phone, language):
    lead, offer, rule, deadline = WORDS[language]
    phone.see("nomor", language=language)
    assert all(words in phone.said for words in (lead, offer, rule))
    key = fresh_key()
    for _ in range(2):
        phone.post(phone.page("nomor"), follow=False, once=key)
    owner.at = clock(owner, "09.30")
    phone.see("nomor", language=language)

    assert "D 001" in phone.said
    assert deadline in phone.said
    assert offer not in phone.said
    assert Call.objects.filter(kind="issue", station="handover").count() == 1


@pytest.mark.parametrize(
    ("language", "opens"),
    [
        ("id", "Bisa diambil mulai Senin, 30 November 2026, 08.00 WIB"),
        ("en", "Can be taken from Monday, 30 November 2026, 08:00 WIB"),
    ],
)
def test_a_closed_point_says_when_it_opens_and_gives_none(owner, phone, language, opens):
    owner.at = clock(owner, "10.00", day=SATURDAY)
    phone.see("nomor", language=language)
    assert opens in phone.said
    assert "<button" not in phone.see("nomor").content.decode().partition("<main")[2].partition("</main>")[0]

    phone.step("nomor")

    assert phone.status == 409
    assert not collection_numbers().exists()


def test_a_number_of_a_day_that_was_closed_since_names_no_hour_to_arrive_by(owner, phone):
    take(owner)
    close(owner)
    phone.see("nomor")

    assert "Tiba paling lambat" not in phone.said
    assert "Bisa diambil mulai Selasa, 1 Desember 2026, 08.00 WIB" in phone.said


def test_who_is_in_the_hall_is_told_no_hour_to_arrive_by(owner, phone):
    take(owner)
    receive(owner, "09.10")
    phone.see("nomor")

    assert "D 001" in phone.said
    assert "Tiba paling lambat" not in phone.said


def test_a_case_that_nobody_is_expected_with_leads_to_the_status(walk):
    walk.printed()
    phone = Phone().open(walk)
    phone.see("nomor")
    assert phone.at_page.endswith("/status/")

    phone.step("nomor")

    assert phone.at_page.endswith("/status/")
    assert not collection_numbers().exists()

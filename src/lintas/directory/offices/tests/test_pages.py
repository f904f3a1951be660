from datetime import date

import pytest
from django.urls import reverse

from lintas.directory.offices import models, operations, queries
from lintas.directory.offices.presenters import page as page_presenter
from lintas.directory.offices.tests.factories import more_points, region_outside_any_work_area
from lintas.foundation import clock
from lintas.foundation.words import Bilingual

IN_INDONESIAN, IN_ENGLISH = "id", "en"
PAGES = ["/tempat/", "/tempat/payakumbuh/", "/kantor-saya/", "/kantor-saya/?q=ratu", "/kantor-saya/?desa=18.09.01.2001"]


@pytest.fixture(autouse=True)
def _tuesday_morning(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def read(client, loaded):
    """Open a page in a language and return its words, white space folded."""

    def read(address: str, *, language: str = IN_INDONESIAN, status: int = 200) -> str:
        client.cookies["bahasa"] = language
        response = client.get(address)
        assert response.status_code == status, response.content[:500]
        return " ".join(response.content.decode().split())

    return read


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", [IN_INDONESIAN, IN_ENGLISH])
def test_each_page_opens_in_both_languages(read, address, language):
    assert f'<html lang="{language}"' in read(address, language=language)


def test_the_list_shows_each_place_with_its_office_and_how_it_is_there_now(read):
    page = read("/tempat/")

    for point in queries.points():
        assert point.name in page
        assert point.office_name in page
    assert page.count("Buka, sampai 12.00 WIB") == 5  # 09.00 on a Tuesday
    assert "alamat lengkap menunggu konfirmasi kantor" in page


def test_the_list_in_english_says_the_same(read):
    assert read("/tempat/", language=IN_ENGLISH).count("Open, until 12:00 WIB") == 5


def test_a_closed_point_says_why_and_when_it_opens_again(read, now):
    operations.close_point(
        point_id=queries.point(slug="payakumbuh").id,
        on=date(2026, 11, 24),
        reason="disaster",
        words=Bilingual(id="Banjir di jalan", en="Flooded road"),
        by="officer:test",
        at=now,
    )

    page = read("/tempat/payakumbuh/")

    assert "Tutup, buka besok, 08.00 WIB" in page
    assert "Banjir di jalan" in page
    assert "Flooded road" in read("/tempat/payakumbuh/", language=IN_ENGLISH)


def test_one_point_shows_hours_holidays_ahead_facilities_counters_and_distances(read):
    page = read("/tempat/payakumbuh/")

    assert "<strong>Payakumbuh</strong>" in page  # the frame speaks for this place
    assert "08.00–12.00 dan 13.00–16.00" in page
    assert "08.00–11.30 dan 13.00–16.00" in page  # Friday
    assert "Kamis, 24 Desember 2026" in page
    assert "Cuti bersama Natal" in page
    assert "Libur nasional 2027 belum kami terima" in page
    assert '<th scope="row">Kursi roda</th><td>2</td>' in page
    assert '<th scope="row">Wawancara</th><td>3</td>' in page
    assert '<th scope="row">Payakumbuh Barat</th><td>&lt; 5 km</td>' in page
    assert "Kantor Imigrasi Agam" in page


def test_a_point_leads_to_its_free_places_where_those_pages_are_installed(read, monkeypatch):
    def installed(name, *args, **kwargs):
        return (
            f"/jadwal/{kwargs['kwargs']['slug']}/" if name == "appointments:place" else reverse(name, *args, **kwargs)
        )

    monkeypatch.setattr(page_presenter, "reverse", installed)

    assert 'href="/jadwal/payakumbuh/"' in read("/tempat/payakumbuh/")


def test_a_change_of_hours_ahead_is_told(read):
    point = queries.point(slug="payakumbuh")
    week = models.OpeningHours.objects.filter(point_id=point.id)
    models.OpeningHours.objects.bulk_create(
        models.OpeningHours(
            point_id=point.id,
            valid_from=date(2026, 12, 28),
            weekday=row.weekday,
            opens=row.opens,
            closes=row.closes,
            confidence="P",
            source="x",
        )
        for row in week
    )
    queries.forget()

    assert "Mulai Senin, 28 Desember 2026 jam layanan berubah." in read("/tempat/payakumbuh/")


@pytest.mark.parametrize("address", ["/tempat/jakarta/", "/tempat/jakarta/pilih/"])
def test_an_unknown_place_is_not_found_and_says_what_to_do(read, address):
    assert "Pilih tempat dari daftar titik layanan" in read(address, status=404)


def test_choosing_a_place_is_remembered_in_a_cookie_and_leads_back(client, loaded):
    response = client.get("/tempat/payakumbuh/pilih/?next=/kantor-saya/")

    assert (response.status_code, response["Location"]) == (302, "/kantor-saya/")
    cookie = response.cookies["tempat"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("payakumbuh", "Lax", True)


def test_who_came_to_change_the_place_may_choose_at_once_and_is_led_back(client, read):
    client.cookies["tempat"] = "pesawaran"

    page = read("/tempat/?next=/kantor-saya/")

    assert "/tempat/payakumbuh/pilih/?next=%2Fkantor-saya%2F" in page
    assert "/tempat/pesawaran/pilih/" not in page
    assert page.count("Pilihan Anda") == 1
    assert '<a class="top__change" href="/tempat/?next=%2Fkantor-saya%2F">Ganti' in read("/kantor-saya/")


@pytest.mark.parametrize("there", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", ""])
def test_choosing_a_place_never_leads_to_another_site(client, loaded, there):
    assert client.get("/tempat/payakumbuh/pilih/", {"next": there})["Location"] == "/"


def test_pages_that_only_read_take_no_posts(client, loaded):
    assert client.post("/tempat/payakumbuh/pilih/").status_code == 405
    assert client.post("/kantor-saya/").status_code == 405


def test_from_kabupaten_one_goes_to_kecamatan_and_village_without_scripts(read):
    first = read("/kantor-saya/")
    second = read("/kantor-saya/?kabupaten=18.09")
    third = read("/kantor-saya/?kabupaten=18.09&kecamatan=18.09.01")

    assert ('name="kabupaten"' in first, 'name="kecamatan"' in first) == (True, False)
    assert 'value="18.09.01"' in second
    assert ('name="desa"' in second, "error" in second) == (False, False)
    assert 'value="18.09.01.2001"' in third


def test_the_answer_names_the_office_its_points_with_distance_and_the_others_with_their_reason(read):
    page = read("/kantor-saya/?kabupaten=18.09&kecamatan=18.09.01&desa=18.09.01.2001")

    assert "Yang melayani Anda: Kantor Imigrasi Bandar Lampung" in page
    assert "Padang Ratu, Gedong Tataan, Kabupaten Pesawaran" in page
    assert page.index("&lt; 5 km") < page.index("46 km")
    assert page.count("Di luar wilayah kerja kantornya.") == 3
    assert "/tempat/pesawaran/pilih/" in page
    assert "/tempat/payakumbuh/pilih/" not in page
    assert "boleh memilih kantor mana pun" in page


def test_a_kabupaten_without_loaded_villages_is_answered_at_once(read):
    page = read("/kantor-saya/?kabupaten=13.06")

    assert "Yang melayani Anda: Kantor Imigrasi Agam" in page


def test_whoever_changes_the_kabupaten_is_asked_for_the_kecamatan_again_without_blame(read):
    page = read("/kantor-saya/?kabupaten=13.76&kecamatan=18.09.01&desa=18.09.01.2001")

    assert 'value="13.76.01"' in page
    assert "error" not in page


def test_a_place_in_no_list_gets_a_clear_sentence_and_what_to_do(read):
    page = read("/kantor-saya/?kabupaten=lain")

    assert "Alamat Anda di luar wilayah kerja kantor kami" in page
    assert "imigrasi.go.id" in page
    assert "Your address is outside the work areas of our offices" in read(
        "/kantor-saya/?kabupaten=lain", language=IN_ENGLISH
    )


def test_a_loaded_village_outside_every_work_area_gets_the_same_with_its_name(read):
    page = read(f"/kantor-saya/?desa={region_outside_any_work_area()}")

    assert "Alamat Anda di luar wilayah kerja kantor kami" in page
    assert "dilayani kantor imigrasi lain" in page


def test_a_point_that_will_serve_later_says_from_when(read):
    models.ServicePoint.objects.filter(slug="pesawaran").update(serves_from=date(2027, 1, 4))
    queries.forget()

    page = read("/kantor-saya/?desa=18.09.01.2001")

    assert "Belum melayani. Melayani mulai Senin, 4 Januari 2027." in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("desa=abc", "Kabupaten atau kota ini tidak ada di daftar."),
        ("desa=18.09.01.9999", "Desa atau kelurahan ini tidak ada di kecamatan itu."),
        ("kecamatan=18.09.99", "Kecamatan ini tidak ada di kabupaten atau kota itu."),
        ("kabupaten=99.99", "Kabupaten atau kota ini tidak ada di daftar."),
        ("kabupaten=", "Pilih kabupaten atau kota Anda."),
        ("kabupaten=18.09&kecamatan=", "Pilih kecamatan Anda."),
        ("kabupaten=18.09&kecamatan=18.09.01&desa=", "Pilih desa atau kelurahan Anda."),
        ("desa=" + "9" * 4000, "Kabupaten atau kota ini tidak ada di daftar."),
        ("desa=%00", "Kabupaten atau kota ini tidak ada di daftar."),
    ],
)
def test_a_wrong_answer_gets_a_sentence_that_names_the_field(read, asked, sentence):
    assert sentence in read(f"/kantor-saya/?{asked}", status=400)


def test_a_search_lists_namesakes_with_their_kecamatan(read):
    page = read("/kantor-saya/?q=Padang+Ratu")

    assert '<a href="/kantor-saya/?desa=18.09.01.2001">Padang Ratu</a>, Kecamatan Gedong Tataan' in page
    assert "Kecamatan Padang Ratu, Kabupaten Lampung Tengah" in page


@pytest.mark.parametrize("text", ["zzzz", "%", "<script>", "a" * 3000, "%00"])
def test_a_search_that_finds_nothing_says_what_to_try(read, text):
    page = read(f"/kantor-saya/?q={text}")

    assert "Tidak ada desa atau kelurahan dengan nama itu" in page
    assert "<script>" not in page.replace("<script src=", "")


@pytest.mark.parametrize("points", [1, 20])
@pytest.mark.parametrize("address", PAGES)
def test_a_warm_page_asks_the_database_for_nothing_but_searches(
    client, loaded, address, points, django_assert_num_queries
):
    if points > 5:
        more_points("AGM", count=points - 5)
    client.get(address)

    with django_assert_num_queries(1 if "q=" in address else 0):  # a search is one query; all else is remembered
        client.get(address)

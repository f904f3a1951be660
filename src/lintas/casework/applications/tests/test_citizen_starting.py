"""Beginning, coming back, and keeping strangers out."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from lintas.casework.applications import operations, urls_citizen
from lintas.casework.applications.models import Application
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.foundation import ids

NOT_TOGETHER = "Nomor permohonan tidak cocok dengan tanggal lahir atau kode yang Anda isi."
CASE_PAGES = [
    pattern.pattern._route.replace("<str:reference>", "PYK-7K3M-Q2XD")
    .replace("<uuid:page_id>", "01900000-0000-7000-8000-000000000001")
    .replace("<uuid:draw_id>", "01900000-0000-7000-8000-000000000001")
    for pattern in urls_citizen.urlpatterns
    if "reference" in pattern.pattern._route
]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("address", ["/ajukan/", "/ajukan/?layanan=passport.new.child", "/lanjutkan/", "/status/"])
def test_the_open_pages_open_in_both_languages(phone, address, language):
    assert phone.get(address, language=language).status_code == 200


def test_only_services_that_are_offered_online_can_be_begun(phone):
    page = phone.get("/ajukan/").content.decode()

    assert "passport.renew.standard" in page
    assert "passport.replace.lost" not in page
    assert phone.get("/ajukan/?layanan=passport.replace.lost").status_code == 404
    assert phone.post("/ajukan/", layanan="passport.replace.lost").status_code == 404
    assert not Application.objects.exists()


def test_one_reads_first_what_it_costs_and_what_happens_to_the_money(phone):
    phone.get("/ajukan/?layanan=passport.renew.standard")

    assert "Rp950.000" in phone.said
    assert "Apa yang terjadi dengan uang saya?" in phone.said
    assert "Petugas tidak pernah menerima uang." in phone.said
    assert "disimpan selama 15 menit" in phone.said


def test_the_code_that_is_shown_opens_the_draft_on_another_device(phone):
    phone.begin()
    elsewhere = Phone(reference=phone.reference)
    elsewhere.post("/lanjutkan/", reference=phone.reference.lower().replace("-", " "), code=phone.code.lower())

    assert elsewhere.at_page == f"/permohonan/{phone.reference}/"


def test_a_reference_that_is_drawn_a_second_time_is_drawn_anew(house, now, monkeypatch):
    drawn = [ids.new_reference("PYK")] * 3 + [ids.new_reference("PYK")]
    monkeypatch.setattr(ids, "new_reference", lambda prefix: drawn.pop(0))

    begun = [
        operations.start_application(service_key="passport.renew.standard", at=now, point_id=house.id) for _ in range(2)
    ]

    assert len({one.reference for one in begun}) == 2
    assert not drawn


def test_pressing_twice_begins_once(phone):
    phone.get("/ajukan/?layanan=passport.renew.standard")
    key = str(uuid4())
    first = phone.post("/ajukan/", once=key, layanan="passport.renew.standard")
    second = phone.post("/ajukan/", once=key, layanan="passport.renew.standard")

    assert first.content == second.content
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"] == "no-store, private"
    assert Application.objects.count() == 1


def test_a_chosen_place_is_kept_for_the_case(phone):
    phone.client.cookies["tempat"] = "pesawaran"
    phone.begin()

    assert phone.reference.startswith("PSW-")
    assert phone.case.office_code == "BDL"


def test_what_is_wrong_is_not_said_and_what_was_typed_stays(phone):
    phone.begin()
    stranger = Phone()
    for reference, code in ((phone.reference, "AAAA-BBBB-CCCC"), (ids.new_reference("PYK"), phone.code)):
        reply = stranger.post("/lanjutkan/", reference=reference, code=code)
        assert reply.status_code == 422
        assert NOT_TOGETHER in stranger.said
        assert f'value="{reference}"' in reply.content.decode()


def test_a_mistyped_reference_is_noticed_before_anything_is_looked_up(phone):
    reply = phone.post("/lanjutkan/", reference="PYK-7K3M-Q2XX", code="AAAA-BBBB-CCCC")

    assert reply.status_code == 422
    assert "bukan nomor permohonan" in phone.said


def test_after_five_tries_one_waits_however_the_reference_is_typed(phone):
    phone.begin()
    stranger = Phone()
    typed = phone.reference
    for attempt in range(5):
        stranger.post("/lanjutkan/", reference=typed if attempt % 2 else typed.lower(), code="AAAA-BBBB-CCCC")

    assert stranger.post("/lanjutkan/", reference=typed.replace("-", ""), code=phone.code).status_code == 429
    assert "Terlalu banyak percobaan" in stranger.said


def test_blanks_before_the_reference_make_no_other_reference_of_it(phone):
    phone.begin()
    for attempt in range(5):
        Phone().post("/lanjutkan/", reference=" " * (40 + attempt) + phone.reference, code="AAAA-BBBB-CCCC")

    assert Phone().post("/lanjutkan/", reference=phone.reference, code=phone.code).status_code == 429


def test_a_lost_code_is_replaced_and_the_old_one_opens_no_longer(phone):
    phone.begin()
    reply = phone.post(phone.page("kode-baru"))
    [_reference, fresh] = re.findall(r'data-copy="([^"]+)"', reply.content.decode())
    stranger = Phone()

    assert stranger.post("/lanjutkan/", reference=phone.reference, code=phone.code).status_code == 422
    assert stranger.post("/lanjutkan/", reference=phone.reference, code=fresh).status_code == 200
    assert stranger.at_page == f"/permohonan/{phone.reference}/"


def test_a_new_code_closes_the_case_where_the_old_one_opened_it_and_not_here(phone):
    phone.begin()
    elsewhere = Phone(reference=phone.reference)
    elsewhere.post("/lanjutkan/", reference=phone.reference, code=phone.code)
    assert elsewhere.see("data").status_code == 200
    phone.post(phone.page("kode-baru"))

    elsewhere.see("data")
    assert elsewhere.at_page.startswith("/lanjutkan/?next=")
    phone.see("data")
    assert phone.at_page == ""


@pytest.mark.parametrize("name", ["", "status"])
def test_who_leaves_closes_the_case_in_this_browser(phone, house, now, name):
    if name:
        phone.open(Walk(point=house, at=now).scheduled())
    else:
        phone.begin()
    page = phone.see(name).content.decode()
    assert f'action="{phone.page("tutup")}"' in page
    phone.post(phone.page("tutup"))
    assert "Permohonan sudah ditutup di perangkat ini" in phone.said

    phone.see(name)
    assert phone.at_page.startswith("/lanjutkan/?next=")


@pytest.mark.parametrize("address", CASE_PAGES)
def test_a_stranger_is_asked_for_reference_and_code_everywhere(phone, address):
    stranger = Client()
    read = stranger.get(f"/{address}")
    acted = stranger.post(f"/{address}", {"once": str(uuid4())}, headers={"Referer": f"http://testserver/{address}"})

    for reply in (read, acted):
        assert reply.status_code == 302, address
        assert reply.headers["Location"].startswith("/lanjutkan/?next=%2Fpermohonan%2FPYK-7K3M-Q2XD")


@pytest.mark.parametrize("address", CASE_PAGES)
def test_the_holder_of_another_case_is_a_stranger_too(phone, address):
    phone.begin()

    assert phone.client.get(f"/{address}").status_code == 302


def test_a_session_that_ended_comes_back_to_the_same_step_with_everything_saved(phone):
    phone.begin()
    phone.post(phone.page("data/simpan"), full_name="SITI CONTOH", address="JALAN CONTOH 1", nik="123")
    phone.client.cookies.pop("sessionid")
    phone.see("data")

    assert phone.at_page.startswith("/lanjutkan/?next=")
    assert "Semua yang sudah tersimpan masih ada" in phone.said
    reply = phone.post("/lanjutkan/", reference=phone.reference, code=phone.code, next=phone.page("data"))
    assert phone.at_page == phone.page("data")
    assert 'value="SITI CONTOH"' in reply.content.decode()
    assert 'value="JALAN CONTOH 1"' in reply.content.decode()


@pytest.mark.parametrize("there", ["https://example.org/", "//example.org", "/permohonan/PYK-7K3M-Q2XD/data/"])
def test_coming_back_never_leads_to_another_site_or_case(phone, there):
    phone.begin()
    phone.post("/lanjutkan/", reference=phone.reference, code=phone.code, next=there)

    assert phone.at_page == f"/permohonan/{phone.reference}/"


class TestFinding:
    def test_the_day_of_birth_opens_the_status(self, phone, house, now):
        walk = Walk(point=house, at=now).scheduled()
        phone.reference = walk.started.reference
        phone.post("/status/", reference=phone.reference, birth_date="1990-05-17")

        assert phone.at_page == phone.page("status")
        assert "Anda terjadwal" in phone.said

    def test_another_day_and_an_unknown_reference_are_refused_with_the_same_words(self, phone, house, now):
        walk = Walk(point=house, at=now).scheduled()
        for reference in (walk.started.reference, ids.new_reference("PYK")):
            assert phone.post("/status/", reference=reference, birth_date="1990-05-18").status_code == 422
            assert NOT_TOGETHER in phone.said

    def test_without_a_second_fact_it_is_asked_for(self, phone):
        assert phone.post("/status/", reference=ids.new_reference("PYK")).status_code == 422
        assert "Isi tanggal lahir pemohon" in phone.said

    def test_an_impossible_day_is_named(self, phone):
        reply = phone.post(
            "/status/",
            reference=ids.new_reference("PYK"),
            birth_date_day="31",
            birth_date_month="4",
            birth_date_year="1990",
        )
        assert reply.status_code == 422
        assert "31-4-1990 tidak ada" in phone.said

    def test_the_sixth_try_waits_and_a_quarter_of_an_hour_later_one_may_again(self, phone, house, now, time_is):
        walk = Walk(point=house, at=now).scheduled()
        for _ in range(5):
            phone.post("/status/", reference=walk.started.reference, birth_date="1990-05-18")
        right = {"reference": walk.started.reference, "birth_date": "1990-05-17"}

        assert phone.post("/status/", **right).status_code == 429
        time_is(now + timedelta(minutes=16))
        assert phone.post("/status/", **right).status_code == 200

    def test_after_ten_wrong_days_in_all_only_the_code_opens_the_case(self, phone, house, now, time_is):
        walk = Walk(point=house, at=now).scheduled()
        reference = phone.reference = walk.started.reference
        for attempt in range(10):
            time_is(now + timedelta(minutes=16 * attempt))
            assert phone.post("/status/", reference=reference, birth_date="1990-05-18").status_code == 422
        time_is(now + timedelta(days=30))

        assert phone.post("/status/", reference=reference, birth_date="1990-05-17").status_code == 422
        assert "Tanggal lahir tidak lagi membuka permohonan ini" in phone.said
        phone.post("/status/", reference=reference, code=walk.started.resume_code)
        assert phone.at_page == phone.page("status")

    def test_what_is_no_day_and_days_that_were_right_are_not_counted(self, phone, house, now, time_is):
        walk = Walk(point=house, at=now).scheduled()
        for attempt in range(11):
            time_is(now + timedelta(minutes=16 * attempt))
            phone.post("/status/", reference=walk.started.reference, birth_date_day="31")
            assert phone.post("/status/", reference=walk.started.reference, birth_date="1990-05-17").status_code == 200

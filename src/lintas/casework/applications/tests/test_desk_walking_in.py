"""Somebody without an appointment is taken in at the counter."""

import re

import pytest

from lintas.casework.applications.models import Application
from lintas.casework.applications.tests.desk import text

WALKS_IN = {
    "queue_class": "priority",
    "nik": "9999 0157 0590 0003",
    "full_name": "Marlis Contoh",
    "birth_date_day": "17",
    "birth_date_month": "5",
    "birth_date_year": "1990",
    "birth_place": "Payakumbuh",
    "sex": "F",
    "address": "Jalan Contoh 3",
    "fee": "passport.elec.5y",
    "q_naturalised": "no",
    "q_name_changed": "no",
    "q_evidence_lacks_data": "no",
    "q_married": "no",
}
NEW_PASSPORT = "/petugas/kedatangan/tanpa-jadwal/?layanan=passport.new.adult"


def test_a_person_of_a_priority_group_is_taken_in_and_gets_a_number(walk, desks):
    counter = desks.sit("loket")
    assert "Paspor baru dewasa" in counter.get("/petugas/kedatangan/tanpa-jadwal/")
    answer = counter.post(NEW_PASSPORT, **WALKS_IN)
    assert answer.status_code == 200, text(answer)[-900:]
    case = Application.objects.get()
    assert case.reference in text(answer)
    assert (case.state, case.queue_class, case.channel) == ("checked_in", "priority", "counter")
    page = counter.get(f"/petugas/kasus/{case.reference}/")
    assert "MARLIS CONTOH" in page
    assert "Tidak ada gambar" in page
    assert "Belum lunas: Rp650.000" in counter.get(f"/petugas/kasus/{case.reference}/?lembar=kerja")


def test_what_the_person_needs_is_asked_here_too_and_stands_at_the_counter(walk, desks):
    counter = desks.sit("loket")
    assert "Bantuan yang diperlukan" in counter.get(NEW_PASSPORT)

    counter.post(NEW_PASSPORT, **WALKS_IN, needs=["wheelchair", "reading"])

    page = counter.get(f"/petugas/kasus/{Application.objects.get().reference}/")
    assert "Perlu: kursi roda" in page
    assert "Perlu: bantuan membaca dan mengisi" in page
    refused = counter.post(NEW_PASSPORT, **{**WALKS_IN, "nik": "9999 0157 0590 0004"}, needs=["gold"])
    assert refused.status_code == 422
    assert "Pilih dari daftar yang tersedia" in text(refused)


def test_the_code_to_come_back_with_is_printed_beside_the_number_once(walk, desks, phone):
    counter = desks.sit("loket")
    ticket = text(counter.post(NEW_PASSPORT, **WALKS_IN))
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", ticket.partition("Kode lanjutan")[2])[0]
    reference = Application.objects.get().reference
    phone.post("/lanjutkan/", reference=reference, code=code, next=f"/permohonan/{reference}/kontak-saya/")

    assert phone.at_page == f"/permohonan/{reference}/kontak-saya/"
    assert "Kode lanjutan" in ticket
    assert "Kode lanjutan" not in counter.get(f"/petugas/kedatangan/{reference}/nomor/")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"nik": "9999 0157 0590"}, "NIK terdiri dari 16 angka"),
        ({"nik": "1376015705900003"}, "gunakan NIK contoh yang diawali 99"),
        ({"birth_date_day": "31", "birth_date_month": "2"}, "tidak ada. Periksa hari dan bulannya."),
        ({"birth_date_year": "2015"}, "tidak sesuai dengan usia pemohon"),
        ({"queue_class": "regular"}, ""),
        ({"fee": "passport.gratis"}, ""),
        ({"full_name": ""}, "Tulis nama sesuai KTP"),
    ],
)
def test_what_cannot_be_is_said_and_everything_is_kept(walk, desks, wrong, sentence):
    answer = desks.sit("loket").post(NEW_PASSPORT, **{**WALKS_IN, **wrong})
    assert answer.status_code == 422
    page = text(answer)
    assert sentence in page
    assert "Jalan Contoh 3" in page
    assert not Application.objects.exists()


def test_one_person_has_one_running_case(walk, desks):
    walk.scheduled()
    answer = desks.sit("loket").post(NEW_PASSPORT, **{**WALKS_IN, "nik": "9999015705900001"})
    assert answer.status_code in (409, 422)
    assert Application.objects.count() == 1

"""Checking and handing in; paying, too late, and going on; letting a draft go."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.models import Application, Step
from lintas.casework.applications.tests.phone import ANSWERS, IDENTITY, Phone, a_slot
from lintas.directory.offices import queries as offices
from lintas.exchange.payments import operations as payments
from lintas.exchange.payments import queries as bills
from lintas.exchange.payments.adapters import Payment
from lintas.exchange.payments.models import Bill
from lintas.visit.appointments import operations as places
from lintas.visit.appointments.models import FreedPlace, Slot
from lintas.visit.appointments.states import Rest

CODE = "820261124000001"


@pytest.fixture
def ready(phone, now):
    return phone.fill().place(at=now)


@pytest.fixture
def submitted(ready):
    ready.step("periksa", declaration="on")
    return ready


def give_code(phone, now, code: str = CODE):
    payments.record_code(
        bill_id=bills.bill_of(phone.case.id).id,
        code=code,
        expires_at=now + timedelta(hours=2),
        by="partner:simponi",
        at=now,
    )


def pay(phone, at, code: str = CODE, ntpn: str = "NTPN000000000001"):
    total = bills.bill_of(phone.case.id).total_idr
    payments.record_payment(
        Payment(code=code, ntpn=ntpn, ntb="NTB1", amount_idr=total, paid_at=at), by="partner:simponi", at=at
    )


class TestChecking:
    def test_everything_is_shown_with_its_way_back_and_the_nik_masked(self, ready):
        page = ready.see("periksa").content.decode()

        for text in ("SITI CONTOH", "99••••••••••0001", "17 Mei 1990", "JALAN CONTOH 1", "Kamis, 26 November 2026"):
            assert text in ready.said
        assert "9999015705900001" not in page
        assert "Rp950.000" in ready.said
        for step in ("pertanyaan", "data", "kontak", "berkas", "jadwal"):
            assert f"/permohonan/{ready.reference}/{step}/?" in page

    def test_without_the_declaration_nothing_is_handed_in(self, ready):
        assert ready.step("periksa").status_code == 422
        assert "Centang pernyataan bahwa data yang Anda isi benar" in ready.said
        assert ready.case.state == "draft"

    def test_what_is_missing_is_named(self, phone):
        phone.begin()
        assert phone.step("periksa", declaration="on").status_code == 422
        phone.see("periksa")

        assert "Pertanyaan awal, Data pemohon, Berkas, Tempat dan waktu" in phone.said

    def test_a_missing_paper_is_named(self, phone, now):
        phone.begin()
        phone.step("pertanyaan", **ANSWERS)
        phone.step("data", **IDENTITY)
        phone.upload("ktp", "ktp")
        phone.place(at=now)

        assert phone.step("periksa", declaration="on").status_code == 422
        assert "Masih ada berkas yang belum diunggah: Paspor lama" in phone.said

    def test_a_book_that_the_chosen_office_lacks_is_told_with_the_way_to_change_it(self, ready, now):
        ready.step("pertanyaan", married="no", fee="passport.nonelec.5y")
        # No page lets a person choose so; a book that the office gave up meanwhile leaves the same behind.
        there = {"application_id": ready.case.id, "by": "system:test", "at": now}
        operations.choose_point(point_id=offices.point(slug="bengkulu-selatan").id, **there)
        operations.choose_place(slot_id=a_slot("bengkulu-selatan", at=now), **there)
        ready.see("periksa")

        assert "Pilih buku paspor" in ready.said
        assert ready.step("periksa", declaration="on").status_code == 400
        assert ready.case.state == "draft"

    def test_pressing_twice_hands_in_once(self, ready):
        key = str(uuid4())
        first = ready.post(ready.page("periksa"), follow=False, once=key, declaration="on")
        second = ready.post(ready.page("periksa"), follow=False, once=key, declaration="on")

        assert first.status_code == second.status_code == 302
        assert first.headers["Location"] == second.headers["Location"]
        assert Step.objects.filter(transition="P01").count() == 1
        assert Bill.objects.count() == 1

    def test_handing_in_again_from_another_tab_leads_to_paying(self, submitted):
        submitted.step("periksa", declaration="on")

        assert submitted.at_page == submitted.page("bayar")
        assert Bill.objects.count() == 1

    def test_a_second_running_case_of_the_same_person_is_refused_and_the_draft_stays(self, submitted, now):
        other = Phone()
        other.fill()
        other.step("jadwal", point=str(submitted.case.point_id))
        other.step("jadwal", slot=str(a_slot(at=now, later=2)))

        assert other.step("periksa", declaration="on").status_code == 409
        assert "sudah ada permohonan paspor yang masih berjalan" in other.said
        assert other.case.state == "draft"

    def test_rules_that_changed_meanwhile_are_taken_over_told_and_nothing_is_lost(self, ready, new_policy):
        before = ready.case.policy_id
        new_policy("passport.renew.standard")
        reply = ready.step("periksa", declaration="on")

        assert reply.status_code == 409
        assert "Aturan layanan ini berubah sejak Anda mulai mengisi" in ready.said
        assert "SITI CONTOH" in ready.said
        assert ready.case.policy_id != before

        ready.step("periksa", declaration="on")
        assert ready.at_page == ready.page("bayar")

    @pytest.mark.parametrize("name", ["pertanyaan", "data", "kontak", "berkas", "jadwal", "periksa", "batal", ""])
    def test_after_handing_in_no_step_can_be_changed(self, submitted, name):
        submitted.see(name)
        assert submitted.at_page == submitted.page("bayar")
        submitted.post(submitted.page(name) if name else submitted.page("data"), full_name="LAIN")
        assert submitted.at_page == submitted.page("bayar")


class TestPaying:
    def test_while_the_code_is_made_the_page_looks_again_by_itself(self, submitted):
        page = submitted.see("bayar").content.decode()

        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
        assert f'data-live="case:{submitted.case.id}"' in page
        assert re.search(r'data-live-seen="[^"]+"', page)

    def test_the_code_the_amount_and_the_limit_are_shown(self, submitted, now):
        give_code(submitted, now)
        page = submitted.see("bayar").content.decode()

        assert "Bayar Rp950.000" in submitted.said
        assert f'data-copy="{CODE}"' in page
        assert "820 261 124 000 001" in submitted.said
        assert "Bayar sebelum 11.00 WIB" in submitted.said
        assert "Petugas tidak pernah menerima uang tunai." in submitted.said
        assert "Ini peragaan" in submitted.said
        assert f"/bayar/?kode={CODE}" in page

    def test_in_production_no_sample_bank_is_offered(self, submitted, now, settings):
        settings.DEMONSTRATION = False
        give_code(submitted, now)
        submitted.see("bayar")

        assert "bank contoh" not in submitted.said

    def test_a_live_page_gets_its_part_alone(self, submitted):
        page = submitted.get(submitted.page("bayar"), **{"X-Fragment": "1"}).content.decode()

        assert "<html" not in page
        assert "Kode billing sedang dibuat" in page

    def test_once_paid_the_day_is_certain_and_the_code_to_show_is_there(self, submitted, now, deliver):
        give_code(submitted, now)
        pay(submitted, now)
        operations.record_payment(application_id=submitted.case.id, by="partner:simponi", at=now)
        page = submitted.see("bayar").content.decode()

        assert "Pembayaran diterima. Jadwal Anda pasti" in submitted.said
        assert "<svg" in page[page.index("qr__code") :]
        assert "NTPN000000000001" in submitted.said

    @pytest.fixture
    def expired(self, submitted, now, time_is):
        give_code(submitted, now)
        later = now + timedelta(hours=2, minutes=1)
        time_is(later)
        operations.expire_unpaid(application_id=submitted.case.id, by="system:payments.expire", at=later)
        return submitted

    def test_an_expired_code_leads_to_a_new_draft_with_everything_in_it(self, expired, now):
        old = expired.reference
        expired.see("bayar")
        assert "Waktu membayar sudah lewat" in expired.said

        reply = expired.post(expired.page("lanjut-baru"))
        expired.reference, expired.code = re.findall(r'data-copy="([^"]+)"', reply.content.decode())
        assert expired.reference != old
        expired.see("")
        assert "2 dari 2 berkas sudah ada" in expired.said
        expired.step("jadwal", slot=str(a_slot(at=now, later=3)))
        expired.step("periksa", declaration="on")
        assert expired.at_page == expired.page("bayar")

        expired.get(f"/permohonan/{old}/bayar/")
        assert "Sudah Anda lanjutkan" in expired.said

    def test_it_can_be_carried_on_once(self, expired):
        expired.post(expired.page("lanjut-baru"))

        assert expired.post(expired.page("lanjut-baru")).status_code == 409
        assert Application.objects.count() == 2


class TestLettingGo:
    def test_it_asks_first_and_then_the_draft_is_gone_from_this_browser(self, ready, now):
        ready.see("batal")
        assert "Hapus draf ini?" in ready.said

        ready.step("batal")
        assert "Draf permohonan sudah dihapus" in ready.said
        assert ready.case.state == "cancelled"
        ready.see("data")
        assert ready.at_page.startswith("/lanjutkan/")

    def test_who_opens_it_again_reads_that_it_is_gone_and_there_is_nothing_to_print(self, phone):
        phone.begin()
        phone.step("batal")
        phone.post("/lanjutkan/", reference=phone.reference, code=phone.code)
        assert "Permohonan ini dibatalkan" in phone.said
        assert "Cetak salinan" not in phone.said

        phone.see("cetak")
        assert phone.at_page == phone.page("status")

    def test_its_place_rests_before_it_is_free_again(self, ready, now):
        ready.step("batal")

        freed = FreedPlace.objects.get()
        assert (freed.state, freed.subject, freed.freed_at) == (Rest.RESTING, ready.case.id, now)
        places.open_rested(at=now + timedelta(days=1))
        assert not Slot.objects.filter(taken__gt=0).exists()

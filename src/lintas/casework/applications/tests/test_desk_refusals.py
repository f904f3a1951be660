"""What the desk answers to bad input and to bad moments: a sentence, everything kept, nothing done."""

from uuid import uuid4

import pytest

from lintas.casework.applications.models import Capture, Item
from lintas.casework.applications.tests.desk import case_url, text
from lintas.casework.applications.tests.walk import GUIDE, Walk

SAID = {f"guide_{key}": value for key, value in GUIDE.items()}


class TestPapers:
    def test_a_paper_is_not_returned_without_a_reason(self, walk, desks):
        walk.arrive()
        answer = desks.sit("loket").act(walk, "berkas/ktp/kembalikan", lembar="berkas-ktp")
        assert answer.status_code == 422
        page = text(answer)
        assert "Pilih alasan pengembalian dari daftar." in page
        assert '<details class="desk-return" id="alasan" open>' in page
        assert Item.objects.get(key="ktp").state == "given"

    def test_a_paper_the_case_does_not_ask_for_is_refused(self, walk, desks):
        walk.arrive()
        answer = desks.sit("loket").act(walk, "berkas/akta_palsu/terima")
        assert answer.status_code == 404
        assert "tidak termasuk syarat" in text(answer)

    def test_papers_are_not_in_order_while_one_is_open(self, walk, desks):
        walk.arrive().called_to("documents")
        answer = desks.sit("loket").act(walk, "dokumen-lengkap")
        assert answer.status_code == 422
        assert "Putuskan setiap berkas dahulu" in text(answer)
        assert walk.state == "checked_in"

    def test_nobody_goes_on_whose_number_was_not_called(self, walk, desks):
        walk.arrive()
        counter = desks.sit("loket")
        assert "belum dipanggil" in counter.get(case_url(walk))
        for item in walk.case.items:
            counter.act(walk, f"berkas/{item.key}/terima", original="on")
        answer = counter.act(walk, "dokumen-lengkap")
        assert answer.status_code == 409
        assert "belum dilayani di loket" in text(answer)
        assert walk.state == "checked_in"


class TestPhotoAndInterview:
    def test_fewer_fingers_need_a_reason_and_what_was_typed_stays(self, walk, desks):
        walk.arrive().accept_all()
        walk.called_to("photo")
        answer = desks.sit("biometrik").act(walk, "foto", core_reference="BIO-77", photo_passes="on", fingers="8")
        assert answer.status_code == 422
        page = text(answer)
        assert "Sidik jari kurang dari sepuluh: pilih alasannya." in page
        assert 'value="BIO-77"' in page
        assert 'value="8"' in page

    @pytest.mark.parametrize("fingers", ["11", "-1", "sepuluh", ""])
    def test_fingers_are_counted_from_none_to_ten(self, walk, desks, fingers):
        walk.arrive().accept_all()
        answer = desks.sit("biometrik").act(walk, "foto", core_reference="B", photo_passes="on", fingers=fingers)
        assert answer.status_code == 422
        assert walk.state == "capture"

    def test_a_reference_of_another_case_is_named_and_what_was_typed_stays(self, walk, desks):
        walk.arrive().accept_all().called_to("photo")
        other = Walk(point=walk.point, at=walk.at).start()
        Capture.objects.create(
            application_id=other.id,
            core_reference="BIO-77",
            fingers=b"",
            exemption=b"",
            taken_by=uuid4(),
            taken_at=walk.at,
        )
        answer = desks.sit("biometrik").act(walk, "foto", core_reference="BIO-77", photo_passes="on", fingers="10")
        assert answer.status_code == 409
        assert "Rujukan ini sudah dipakai permohonan lain." in text(answer)
        assert 'value="BIO-77"' in text(answer)
        assert walk.state == "capture"

    def test_an_interview_with_open_questions_keeps_the_note(self, walk, desks):
        walk.capture()
        said = {**SAID, "note": "Ia menjelaskan sendiri."}
        del said["guide_payer"]
        answer = desks.sit("pewawancara").act(walk, "wawancara", outcome="clear", declaration="on", **said)
        assert answer.status_code == 422
        page = text(answer)
        assert "Pilih jawaban untuk: Siapa yang membiayai." in page
        assert "Ia menjelaskan sendiri." in page

    def test_doubt_needs_its_reason(self, walk, desks):
        walk.capture().called_to("interview")
        answer = desks.sit("pewawancara").act(walk, "wawancara", outcome="doubt", note="Ragu.", **SAID)
        assert answer.status_code == 422
        assert walk.state == "interview"


class TestDecisions:
    @pytest.mark.parametrize("part", ["ground", "clause", "evidence", "remedy", "objection"])
    def test_a_refusal_without_one_of_its_parts_is_not_saved_and_the_rest_is_kept(self, walk, desks, part):
        walk.defer()
        whole = {"ground": "data_conflict", "clause": "P1", "evidence": "B1", "remedy": "C1", "objection": "K1"}
        answer = desks.sit("kakanim").act(walk, "tolak", **{**whole, part: " "})
        assert answer.status_code == 422
        page = text(answer)
        if part != "ground":
            assert all(value in page for name, value in whole.items() if name not in (part, "ground"))
        assert walk.state == "deferred"

    def test_an_invented_ground_is_refused(self, walk, desks):
        walk.defer()
        said = {"clause": "P", "evidence": "B", "remedy": "C", "objection": "K"}
        answer = desks.sit("kakanim").act(walk, "tolak", ground="tidak_suka", **said)
        assert answer.status_code == 422
        assert walk.state == "deferred"

    def test_the_interviewer_reads_why_not_and_who_can_and_is_refused(self, walk, desks):
        both, other = desks.sit("pewawancara", "adjudikator"), desks.sit("adjudikator")
        walk.interview(both.officer).check()
        page = both.get(case_url(walk))
        assert "Keputusan harus diambil petugas lain" in page
        assert other.officer.alias in page
        assert "Setujui, pesan cetak" not in page

        answer = both.act(walk, "setujui")
        assert answer.status_code == 403
        assert "keputusan harus diambil petugas lain" in text(answer)
        assert walk.state == "adjudication"

    def test_a_deferral_needs_a_day_that_exists(self, walk, desks):
        walk.interview().check(watchlist="review")
        day = {"review_on_day": "31", "review_on_month": "2", "review_on_year": "2027"}
        said = {"ground": "data_conflict", "clause": "P", "evidence": "B", "remedy": "C", "objection": "K"}
        answer = desks.sit("kasi").act(walk, "tangguhkan", **said, **day)
        assert answer.status_code == 422
        assert "Tanggal 31-2-2027 tidak ada." in text(answer)


class TestProduction:
    def test_a_book_that_is_not_in_stock(self, walk, desks):
        walk.approve()
        answer = desks.sit("pencetak").act(walk, "cetak", book_number="X9999999")
        assert answer.status_code == 409
        page = text(answer)
        assert "tidak ada di persediaan" in page
        assert 'value="X9999999"' in page

    @pytest.mark.parametrize("lacking", ["relation", "receiver", "proof_seen", "signed"])
    def test_a_book_is_not_handed_over_without(self, walk, desks, lacking):
        walk.ready()
        said = {"relation": "family", "receiver": "BUDI CONTOH", "proof_seen": "on", "signed": "on"}
        del said[lacking]
        answer = desks.sit("penyerah").act(walk, "serahkan", **said)
        assert answer.status_code == 422
        if lacking != "receiver":
            assert "BUDI CONTOH" in text(answer)
        assert walk.state == "ready"

    def test_uncollected_is_not_offered_before_its_time(self, walk, desks):
        walk.ready()
        assert "Paspor tidak diambil" not in desks.sit("kakanim").get(case_url(walk, "?lembar=kerja"))

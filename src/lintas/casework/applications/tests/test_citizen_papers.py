"""Papers: photographed, shown small, taken back, replaced; pictures for the holder's eyes only."""

import io
import re
from base64 import b64encode
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import signing
from django.test import Client
from PIL import Image

from lintas.casework.applications.presenters.citizen_pictures import is_genuine, picture_link
from lintas.casework.applications.tests.conftest import Phone
from lintas.casework.applications.tests.phone import ANSWERS, specimen
from lintas.casework.applications.tests.walk import Walk
from lintas.casework.documents import queries as documents
from lintas.directory.people import queries as persons


@pytest.fixture
def begun(phone):
    phone.begin()
    phone.step("pertanyaan", **ANSWERS)
    return phone


@pytest.fixture
def real_files(house, time_is):
    """A phone whose files are looked at as they are."""
    phone = Phone()
    phone.begin()
    phone.step("pertanyaan", **ANSWERS)
    return phone


def pictures(page: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'<img src="([^"]+)"', page)]


def pages_of(phone) -> int:
    return sum(len(paper.pages) for paper in documents.papers(phone.case.id))


def test_each_requirement_has_a_card_and_alternatives_are_named(phone):
    phone.begin("passport.new.adult")
    phone.step(
        "pertanyaan", evidence_lacks_data="no", naturalised="no", name_changed="no", married="no", fee=ANSWERS["fee"]
    )
    phone.see("berkas")

    assert "Pilih salah satu yang Anda punya" in phone.said
    assert "Akta kelahiran" in phone.said
    assert "Ijazah" in phone.said


def test_before_the_questions_are_answered_the_page_says_what_to_do(phone):
    phone.begin()
    phone.see("berkas")

    assert "Jawab dahulu pertanyaan awal" in phone.said


def test_pages_are_added_shown_and_taken_back(begun):
    begun.upload("ktp", "ktp")
    begun.upload("ktp", "ktp")
    assert "2 halaman" in begun.said
    assert {item.key: item.state for item in begun.case.items} == {"ktp": "given", "paspor_lama": "expected"}

    for page in documents.papers(begun.case.id)[0].pages:
        begun.step("berkas", requirement="ktp", remove=str(page.id))
    assert pages_of(begun) == 0
    assert {item.state for item in begun.case.items} == {"expected"}


def test_the_answer_leads_back_to_the_card(begun):
    reply = begun.post(begun.page("berkas"), follow=False, requirement="ktp", document="ktp")
    assert reply.status_code == 422

    begun.client.cookies["bahasa"] = "id"
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff", content_type="image/jpeg")
    reply = begun.post(begun.page("berkas"), follow=False, requirement="ktp", document="ktp", page=file)
    assert reply.headers["Location"] == f"{begun.page('berkas')}#berkas-ktp"


def test_without_a_choice_among_alternatives_the_card_asks_for_it(phone):
    phone.begin("passport.new.adult")
    phone.step(
        "pertanyaan", evidence_lacks_data="no", naturalised="no", name_changed="no", married="no", fee=ANSWERS["fee"]
    )
    assert phone.upload("birth_proof", "").status_code == 422
    assert "Pilih salah satu dari daftar" in phone.said
    assert pages_of(phone) == 0


class TestFilesThatAreNotTakenIn:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "Berkas belum dipilih atau isinya kosong"),
            (b"MZ this is a program", "Jenis berkas ini tidak dapat diterima"),
            (b"GIF89a", "Jenis berkas ini tidak dapat diterima"),
            (b"\x00\x00\x00\x20ftypheic", "Foto HEIC belum dapat diterima"),
            (b"\xff\xd8\xff" + b"\x00" * (8 * 1024 * 1024), "lebih besar dari 8 MB"),
        ],
        ids=["empty", "program", "gif", "heic", "too large"],
    )
    def test_each_is_named_in_its_card_and_nothing_is_lost(self, real_files, content, sentence):
        reply = real_files.upload("ktp", "ktp", content=content)

        assert reply.status_code == 422
        page = reply.content.decode()
        card = page[page.index('id="berkas-ktp"') :]
        assert sentence in " ".join(card[: card.index("</section>")].split())
        assert pages_of(real_files) == 0

    def test_beside_them_a_photo_and_a_pdf_are_taken_in(self, real_files):
        document = io.BytesIO()
        Image.new("RGB", (600, 800), "#ffffff").save(document, "PDF")
        assert real_files.upload("ktp", "ktp", content=specimen()).status_code == 200
        assert real_files.upload("ktp", "ktp", content=document.getvalue()).status_code == 200

        assert pages_of(real_files) == 2

    def test_a_truncated_photo_is_named(self, real_files):
        whole = io.BytesIO()
        Image.effect_noise((800, 600), 80).convert("RGB").save(whole, "JPEG")
        assert (
            real_files.upload("ktp", "ktp", content=whole.getvalue()[: len(whole.getvalue()) // 3]).status_code == 422
        )

        assert "terpotong atau rusak" in real_files.said

    def test_no_file_at_all_is_named(self, real_files):
        assert real_files.step("berkas", requirement="ktp", document="ktp").status_code == 422
        assert "Berkas belum dipilih" in real_files.said

    def test_a_paper_that_nobody_asked_for_is_refused(self, begun):
        assert begun.upload("akta_lahir", "akta_lahir").status_code == 409
        assert begun.upload("ktp", "ijazah").status_code == 422
        assert pages_of(begun) == 0

    @pytest.mark.parametrize("page_id", ["x", "01900000-0000-7000-8000-000000000001"])
    def test_a_page_that_is_not_there_is_refused(self, begun, page_id):
        assert begun.step("berkas", requirement="ktp", remove=page_id).status_code == 404


class TestThePicture:
    def test_the_holder_sees_it_and_it_can_do_nothing(self, begun):
        begun.upload("ktp", "ktp")
        [link] = pictures(begun.see("berkas").content.decode())
        reply = begun.client.get(link)

        assert reply.status_code == 200
        assert reply.headers["Content-Type"] == "image/jpeg"
        assert reply.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in reply.headers["Cache-Control"]

    def test_lists_show_a_small_one(self, begun):
        begun.upload("ktp", "ktp")
        [link] = pictures(begun.see("berkas").content.decode())

        small, large = begun.client.get(link), begun.client.get(link.replace("&kecil=1", ""))
        assert max(Image.open(io.BytesIO(small.content)).size) <= 320
        assert Image.open(io.BytesIO(large.content)).size == (860, 540)
        assert len(small.content) < 10_000

    def test_each_look_is_written_down(self, begun):
        begun.upload("ktp", "ktp")
        [link] = pictures(begun.see("berkas").content.decode())
        before = persons.own_looks(begun.case.person_id).count
        begun.client.get(link)

        assert persons.own_looks(begun.case.person_id).count == before + 1

    def test_a_link_opens_in_no_other_browser(self, begun):
        begun.upload("ktp", "ktp")
        [link] = pictures(begun.see("berkas").content.decode())
        elsewhere = Phone(reference=begun.reference)

        assert Client().get(link).status_code == 302
        elsewhere.post("/lanjutkan/", reference=begun.reference, code=begun.code)
        assert elsewhere.client.get(link).status_code == 404

    def test_a_forged_or_missing_signature_opens_nothing(self, begun):
        begun.upload("ktp", "ktp")
        [link] = pictures(begun.see("berkas").content.decode())

        assert begun.client.get(link.partition("?")[0]).status_code == 404
        assert begun.client.get(link.replace("tanda=", "tanda=x")).status_code == 404

    def test_after_a_minute_a_copied_link_is_dead_but_a_page_of_ours_gets_a_fresh_one(self, begun, monkeypatch):
        begun.upload("ktp", "ktp")
        [link] = pictures(begun.see("berkas").content.decode())
        later = signing.time.time() + 61
        monkeypatch.setattr(signing.time, "time", lambda: later)

        assert begun.client.get(link).status_code == 410
        fresh = begun.client.get(link, headers={"Sec-Fetch-Dest": "image"})
        assert fresh.status_code == 302
        assert begun.client.get(fresh.headers["Location"]).status_code == 200


def test_the_page_asks_as_little_with_twenty_pages_as_with_two(begun, django_assert_num_queries):
    begun.upload("ktp", "ktp")
    begun.upload("paspor_lama", "paspor_lama")
    begun.see("berkas")
    # session, whether its code is still good, case with its items and decisions, papers, appointment: nothing for each page
    with django_assert_num_queries(7):
        begun.client.get(begun.page("berkas"))
    for _ in range(9):
        begun.upload("ktp", "ktp")
        begun.upload("paspor_lama", "paspor_lama")
    with django_assert_num_queries(7):
        begun.client.get(begun.page("berkas"))


class TestCompleting:
    @pytest.fixture
    def returned(self, phone, house, now, time_is):
        walk = Walk(point=house, at=now).arrive().accept("paspor_lama").incomplete()
        time_is(walk.at)
        return phone.open(walk)

    def test_only_what_was_returned_is_asked_for_with_the_reason(self, returned):
        returned.see("lengkapi")

        assert "Perlu diganti: Tidak terbaca" in returned.said
        assert "KTP" in returned.said
        assert "Paspor lama" not in returned.said

    def test_the_status_says_what_to_do(self, returned):
        returned.see("status")

        assert "Ada berkas yang perlu dilengkapi" in returned.said
        assert "Lengkapi berkas" in returned.said

    def test_without_a_new_page_it_cannot_be_sent(self, returned):
        assert returned.step("lengkapi", send="1").status_code == 422
        assert "Masih ada berkas yang perlu diganti" in returned.said

    def test_with_a_new_page_the_case_goes_on_and_the_other_paper_is_untouched(self, returned):
        before = {item.key: item.content_hash for item in returned.case.items}
        returned.upload("ktp", "ktp", name="lengkapi")
        returned.step("lengkapi", send="1")

        assert returned.at_page == returned.page("status")
        after = {item.key: item.content_hash for item in returned.case.items}
        assert after["paspor_lama"] == before["paspor_lama"]
        assert after["ktp"] != before["ktp"]
        assert returned.case.state == "checked_in"

    def test_what_was_accepted_cannot_be_changed(self, returned):
        assert returned.upload("paspor_lama", "paspor_lama", name="lengkapi").status_code == 409

    def test_without_anything_returned_the_page_leads_to_the_status(self, phone, house, now):
        phone.open(Walk(point=house, at=now).scheduled())
        phone.see("lengkapi")

        assert phone.at_page == phone.page("status")


def test_links_to_pictures_of_another_case_open_nothing(begun, house, now):
    walk = Walk(point=house, at=now).fill()
    [page] = documents.papers(walk.id)[0].pages
    begun.upload("ktp", "ktp")
    [link] = pictures(begun.see("berkas").content.decode())
    own = documents.papers(begun.case.id)[0].pages[0].id

    assert begun.client.get(link.replace(str(own), str(page.id))).status_code == 404


def test_the_limit_on_uploads_is_generous_and_there(begun, time_is, now):
    for _ in range(120):
        begun.post(begun.page("berkas"), follow=False, requirement="ktp", remove="x")

    assert begun.step("berkas", requirement="ktp", remove="x").status_code == 429
    time_is(now + timedelta(minutes=16))
    assert begun.step("berkas", requirement="ktp", remove="x").status_code == 404


def test_the_link_of_a_picture_does_not_carry_the_session():
    link = picture_link("PYK-7K3M-Q2XW", UUID(int=1), session_key="the-key-of-the-session")

    proof = link.partition("tanda=")[2]
    assert is_genuine(proof, UUID(int=1), session_key="the-key-of-the-session")
    assert not is_genuine(proof, UUID(int=1), session_key="another")
    assert not is_genuine(proof, UUID(int=2), session_key="the-key-of-the-session")
    assert "the-key" not in link
    assert b64encode(b"the-key-of-the-session").decode().rstrip("=") not in link

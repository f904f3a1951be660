"""The pages beside the way, in a real browser: contacts, codes on paper, who looked, what is printed."""

from uuid import uuid4

import pytest

from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import IDENTITY, Walk
from lintas.casework.applications.views.citizen import pictures
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from tests.browser import DESK, PHONE, assert_reads_well, photograph

LONG_NAME = "RADEN AJENG SITI NURHALIZAH KUSUMANINGRUM BINTI ABDURRAHMAN CONTOH"
LONG_ADDRESS = "siti.nurhalizah.kusumaningrum.binti.abdurrahman@surat-elektronik.contoh.example"
SIZES = pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")], ids=["phone-id", "desk-en"])


@pytest.fixture
def walked(live_server, house, time_is, now):
    """A case with a booked appointment, of somebody with a long name."""
    return Walk(point=house, at=now, identity={**IDENTITY, "full_name": LONG_NAME})


@pytest.fixture
def own_page(open_page):
    """Open a page in which the case has been opened."""

    def opened(walk, *, size=PHONE, language="id"):
        phone = Phone().open(walk)
        cookies = {name: morsel.value for name, morsel in phone.client.cookies.items() if name.startswith("session")}
        return open_page(size=size, cookies={**cookies, "bahasa": language})

    return opened


def look(page, name):
    photograph(page, f"samping-{name}-{page.viewport_size['width']}", whole=True)
    assert_reads_well(page)


@SIZES
def test_a_contact_is_proven(walked, own_page, now, size, language):
    walk = walked.scheduled()
    people.add_contact(person_id=walk.case.person_id, kind="email", address=LONG_ADDRESS, by="x", at=now)
    page = own_page(walk, size=size, language=language)
    page.goto(f"/permohonan/{walk.case.reference}/kontak-saya/")
    look(page, "kontak")
    page.locator("main form button").first.click()
    page.locator("input[name=code]").wait_for()
    look(page, "kontak-kode")
    page.locator("input[name=code]").fill("000000")
    page.locator("main form button.button--primary").click()
    page.locator(".error-summary").wait_for()
    look(page, "kontak-salah")


def test_a_proven_contact_and_none_at_all_are_said_so(walked, own_page, now):
    walk = walked.scheduled()
    walk.prove_contact("email")
    page = own_page(walk)
    page.goto(f"/permohonan/{walk.case.reference}/kontak-saya/?terbukti=1")
    look(page, "kontak-terbukti")

    bare = Walk(point=walk.point, at=now).start()
    page = own_page(bare)
    page.goto(f"/permohonan/{bare.case.reference}/kontak-saya/")
    look(page, "kontak-kosong")


@SIZES
def test_codes_are_printed(walked, own_page, size, language):
    walk = walked.scheduled()
    page = own_page(walk, size=size, language=language)
    page.goto(f"/permohonan/{walk.case.reference}/kode-cadangan/")
    look(page, "cadangan")
    page.locator("main form button").click()
    page.locator(".sheet").wait_for()
    look(page, "cadangan-lembar")
    page.emulate_media(media="print")
    photograph(page, f"samping-cadangan-kertas-{size[0]}", whole=True)


@SIZES
def test_the_copy_is_printed(walked, own_page, size, language):
    walk = walked.scheduled()
    page = own_page(walk, size=size, language=language)
    page.goto(f"/permohonan/{walk.case.reference}/cetak/")
    look(page, "salinan")
    page.emulate_media(media="print")
    photograph(page, f"samping-salinan-kertas-{size[0]}", whole=True)


@SIZES
def test_who_looked_is_read(walked, own_page, time_is, size, language):
    walk = walked.arrive()
    time_is(walk.at)
    officer = Reader(
        kind="officer", id=str(uuid4()), role="loket", office_id=walk.point.office_id, channel="desk", alias="CONTOH-01"
    )
    for purpose, fields in (("document_check", ("full_name", "nik", "birth_date", "address")), ("work_list", ("nik",))):
        people.reveal_person(
            person_id=walk.case.person_id, fields=fields, reader=officer, purpose=purpose, case_id=walk.id, at=walk.at
        )
    page = own_page(walk, size=size, language=language)
    page.goto(f"/permohonan/{walk.case.reference}/siapa-melihat/")
    look(page, "siapa-melihat")
    page.locator("main form button").first.click()
    page.locator(".notice--done").wait_for()
    look(page, "siapa-melihat-lapor")


@SIZES
def test_before_anybody_looked_the_page_says_so(walked, own_page, size, language):
    walk = walked.start()
    page = own_page(walk, size=size, language=language)
    page.goto(f"/permohonan/{walk.case.reference}/siapa-melihat/")
    look(page, "siapa-melihat-kosong")


def test_a_link_to_a_picture_that_has_run_out_leads_back(walked, own_page, monkeypatch):
    walk = walked.fill()
    page = own_page(walk)
    page.goto(f"/permohonan/{walk.case.reference}/berkas/")
    link = page.locator(".upload__page a, .upload__page img").first
    address = link.get_attribute("href") or link.get_attribute("src")
    monkeypatch.setattr(pictures, "is_genuine", lambda *given, max_age=60, **more: max_age is None)
    assert page.goto(address).status == 410
    look(page, "gambar-lewat")

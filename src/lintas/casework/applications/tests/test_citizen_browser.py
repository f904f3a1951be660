"""The applicant's pages in a real browser: by touch, by keyboard, without scripts, on a small screen."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from lintas.casework.applications import handlers, operations, queries
from lintas.casework.applications.tests.phone import PICTURES
from lintas.casework.applications.tests.walk import Walk
from lintas.casework.documents import operations as uploads
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.exchange.payments import operations as payments
from lintas.exchange.payments import queries as bills
from lintas.exchange.payments.events import CodeIssued
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, assert_reads_well, photograph

CODE = "820261124000001"


@pytest.fixture
def visitor(live_server, house, time_is, clean_pictures, open_page):
    """Open one visitor's page on the furnished house."""
    return open_page


def look(page, name, *, size=""):
    assert_reads_well(page)
    photograph(page, f"warga-{name}{size}", whole=True)


def press(page, name):
    page.get_by_role("button", name=name).click()


@pytest.mark.parametrize(
    ("size", "mark", "language"), [(PHONE, "", "id"), (DESK, "-lebar", "en")], ids=["phone", "desk"]
)
def test_every_page_is_accessible_and_fits(visitor, size, mark, language, now, tmp_path):
    page = visitor(size=size, cookies={"bahasa": language, "tempat": "payakumbuh"})
    mark = f"{mark}-{language}"
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"\xff\xd8\xff-foto")

    def look_at(name):
        look(page, name, size=mark)

    def follow(way):
        # A click does not wait for the page to which it leads: on a busy machine the one before would be looked at.
        with page.expect_navigation():
            way.click()

    def go():
        follow(page.locator("form button.button--primary[type=submit]").last)

    page.goto("/ajukan/")
    look_at("pilih")
    page.goto("/ajukan/?layanan=passport.new.adult")
    look_at("mulai")
    go()
    look_at("simpan")
    follow(page.locator("a.button--primary"))
    look_at("pertanyaan")
    go()
    look_at("pertanyaan-salah")
    for group in page.locator("fieldset").all():
        group.locator("input[type=radio]").last.check(force=True) if "fee" not in group.inner_html() else group.locator(
            "input"
        ).first.check(force=True)
    go()
    look_at("data")
    go()
    look_at("data-salah")
    page.locator("#id_full_name").fill("NI LUH PUTU SITI NURHALIZAH PURNAMA SARI RAMADHANI CONTOH BIN CONTOH SEKALI")
    page.locator("#id_nik").fill("9999015705900001")
    page.locator("#id_birth_date_day").fill("18")
    page.locator("#id_birth_date_month").fill("5")
    page.locator("#id_birth_date_year").fill("1990")
    page.locator("#id_birth_place").fill("Payakumbuh")
    page.locator("#id_sex_0").check(force=True)
    page.locator("#id_address").fill("Jalan Contoh 1, RT 01 RW 02")
    page.locator("#id_village_words").fill("gadang")
    follow(page.locator("button[name=cari]"))
    look_at("data-desa")
    page.locator("input[name=village]").first.check(force=True)
    go()
    look_at("data-periksa")
    page.locator("#id_confirmed").check(force=True)
    go()
    look_at("kontak")
    page.locator("#id_phone").fill("0812 3456 7890")
    go()
    look_at("berkas")
    for index in range(page.locator("form[data-upload]").count()):
        form = page.locator("form[data-upload]").nth(index)
        if form.locator("input[type=radio]").count():
            form.locator("input[type=radio]").first.check(force=True)
        form.locator("input[type=file]").last.set_input_files(str(photo))
        form.locator(".upload__page").wait_for()
    look_at("berkas-isi")
    follow(page.locator("a.button--primary"))
    look_at("bantuan")
    page.locator("input[name=needs]").first.check(force=True)
    go()
    look_at("jadwal")
    page.goto(page.url + "?ganti=1")
    look_at("jadwal-tempat")
    page.go_back()
    page.locator(".slots__hour input:not([disabled])").nth(1).check(force=True)
    go()
    page.wait_for_url("**/periksa/")  # the page works a little before it sends the form
    look_at("periksa")
    reference = re.search(r"/permohonan/([^/]+)/", page.url)[1]
    page.goto(f"/permohonan/{reference}/")
    look_at("langkah")
    page.goto(f"/permohonan/{reference}/periksa/")
    page.locator("#id_declaration").check(force=True)
    go()
    look_at("bayar-tunggu")
    case = queries.by_reference(reference)
    payments.record_code(
        bill_id=bills.bill_of(case.id).id, code=CODE, expires_at=now + timedelta(hours=2), by="partner:simponi", at=now
    )
    page.goto(f"/permohonan/{reference}/bayar/")
    look_at("bayar")
    page.goto(f"/permohonan/{reference}/status/")
    look_at("status-bayar")
    operations.record_payment(application_id=case.id, by="partner:simponi", at=now)
    page.goto(f"/permohonan/{reference}/bayar/")
    look_at("terjadwal")
    page.goto(f"/permohonan/{reference}/status/")
    look_at("status")
    page.goto(f"/permohonan/{reference}/jadwal-baru/")
    look_at("jadwal-baru")
    page.goto(f"/permohonan/{reference}/lepas-jadwal/")
    look_at("lepas-jadwal")
    page.goto(f"/permohonan/{reference}/cetak/")
    look_at("cetak")
    page.goto("/status/")
    look_at("cari-status")
    page.goto("/lanjutkan/?next=/permohonan/PYK-7K3M-Q2XD/data/")
    look_at("lanjutkan")
    page.goto(f"/nomor-antrean/?nomor={reference}")
    look_at("nomor")


@pytest.fixture
def photo(tmp_path):
    """A photo on the phone."""
    path = tmp_path / "foto.jpg"
    path.write_bytes(PICTURES[0].jpeg)
    return str(path)


def begin(page, service="passport.renew.standard") -> str:
    """Begin an application and return its reference."""
    page.goto(f"/ajukan/?layanan={service}")
    press(page, "Mulai permohonan")
    reference = page.locator(".copy__code").first.inner_text()
    page.get_by_role("link", name="Sudah saya simpan, lanjutkan").click()
    return reference


def fill_in_the_applicant(page):
    page.get_by_label("Nama lengkap").fill("SITI CONTOH")
    page.get_by_role("textbox", name="NIK").fill("9999015705900001")
    for name, value in (("Hari", "17"), ("Bulan", "5"), ("Tahun", "1990")):
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_label("Tempat lahir").fill("Payakumbuh")
    page.get_by_label("Perempuan").check(force=True)
    page.get_by_label("Alamat", exact=True).fill("Jalan Contoh 1")
    page.get_by_label("Desa atau kelurahan").first.fill("kubu gadang")
    press(page, "Cari desa")
    page.get_by_label("Kubu Gadang, Payakumbuh Barat").check(force=True)


def test_the_whole_way_without_scripts(visitor, photo, now):
    page = visitor(javascript=False, cookies={"tempat": "payakumbuh"})
    reference = begin(page)
    page.get_by_label("Tidak").check(force=True)
    page.get_by_label("Paspor biasa elektronik, paling lama 10 tahun").check(force=True)
    press(page, "Simpan dan lanjutkan")
    fill_in_the_applicant(page)
    page.get_by_role("button", name="Simpan dan lanjutkan").last.click()
    page.get_by_label("Alamat email").fill("siti@contoh.example")
    press(page, "Simpan dan lanjutkan")
    for index in range(2):
        form = page.locator("form[enctype]").nth(index)
        form.locator("input[type=file]").last.set_input_files(photo)
        form.get_by_role("button", name="Unggah").click()
        expect(page.locator("form[enctype]").nth(index).locator(".upload__page")).to_have_count(1)
    page.get_by_role("link", name="Lanjutkan", exact=True).click()
    press(page, "Simpan dan lanjutkan")
    page.locator(".slots__hour input:not([disabled])").first.check(force=True)
    page.locator("form button.button--primary").last.click()
    page.locator("#id_declaration").check(force=True)
    press(page, "Kirim permohonan")

    assert page.url.endswith(f"/permohonan/{reference}/bayar/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Permohonan terkirim")
    expect(page.locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]")).to_have_count(1)
    person_id = queries.by_reference(reference).person_id
    page.get_by_role("link", name="Lihat status").click()
    page.get_by_role("link", name="Kontak saya dan kode cadangan").click()
    press(page, "Kirim kode")
    [contact] = persons.contacts(person_id)
    page.get_by_label("Kode dari pesan kami").fill(people.code_to_send(contact_id=contact.id, at=now).code)
    press(page, "Pastikan")
    expect(page.get_by_text("Kontak ini terbukti sampai kepada Anda")).to_be_visible()


def enter(page):
    """Press Enter and wait for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_enter_in_a_field_goes_on_and_does_not_search_for_a_village(visitor):
    page = visitor()
    begin(page)
    page.goto(page.url.replace("pertanyaan", "data"))
    page.get_by_label("Nama lengkap").fill("SITI CONTOH")
    enter(page)

    expect(page.locator(".error-summary")).to_have_count(1)


def test_what_is_typed_is_saved_by_itself(visitor):
    page = visitor()
    reference = begin(page)
    page.goto(f"/permohonan/{reference}/data/")
    page.get_by_label("Nama lengkap").fill("SITI CONTOH")
    page.get_by_text("Tersimpan").wait_for()
    page.goto(f"/permohonan/{reference}/data/")

    assert page.get_by_label("Nama lengkap").input_value() == "SITI CONTOH"


def test_a_refused_photo_says_so_in_its_card_and_the_next_one_is_taken(visitor, photo, monkeypatch):
    page = visitor()
    reference = begin(page)
    page.get_by_label("Tidak").check(force=True)
    page.get_by_label("Paspor biasa elektronik, paling lama 10 tahun").check(force=True)
    press(page, "Simpan dan lanjutkan")
    page.goto(f"/permohonan/{reference}/berkas/")
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "make_harmless", _refuse)
        page.locator("#berkas-ktp input[type=file]").last.set_input_files(photo)
        page.locator("#berkas-ktp .error").wait_for()
    assert "terpotong atau rusak" in page.locator("#berkas-ktp").inner_text()
    expect(page.locator("#berkas-paspor_lama .error")).to_have_count(0)
    assert_accessible(page)

    page.locator("#berkas-ktp input[type=file]").last.set_input_files(photo)
    page.locator("#berkas-ktp .upload__page").wait_for()
    expect(page.locator("#berkas-ktp .error")).to_have_count(0)


def test_a_house_too_busy_to_look_at_a_photo_says_so_in_its_card(visitor, photo, monkeypatch):
    page = visitor()
    reference = begin(page)
    page.get_by_label("Tidak").check(force=True)
    page.get_by_label("Paspor biasa elektronik, paling lama 10 tahun").check(force=True)
    press(page, "Simpan dan lanjutkan")
    page.goto(f"/permohonan/{reference}/berkas/")
    with monkeypatch.context() as crowded:
        crowded.setattr(uploads, "make_harmless", _have_no_turn)
        page.locator("#berkas-ktp input[type=file]").last.set_input_files(photo)
        page.locator("#berkas-ktp").get_by_text("terlalu banyak berkas sedang diperiksa").wait_for()
    photograph(page, f"papers-busy-{page.viewport_size['width']}")
    assert_accessible(page)
    assert_fits(page)

    page.locator("#berkas-ktp input[type=file]").last.set_input_files(photo)
    page.locator("#berkas-ktp .upload__page").wait_for()


def _have_no_turn(content):
    raise uploads.CleaningBusy


def _refuse(content):
    raise uploads.FileDamaged


def test_the_page_that_waits_for_the_code_shows_it_by_itself(visitor, house, now):
    walk = Walk(point=house, at=now).submit()
    page = visitor()
    page.goto("/lanjutkan/")
    page.get_by_label("Nomor permohonan").fill(walk.started.reference)
    page.get_by_label("Kode lanjutan").fill(walk.started.resume_code)
    press(page, "Buka permohonan")
    page.get_by_role("heading", name="Kode billing sedang dibuat").wait_for()
    walk.code(CODE)
    handlers.tell_the_code(CodeIssued(subject=walk.id, bill_id=walk.id, code_id=walk.id, expires_at=now), at=now)

    page.get_by_role("heading", name="Bayar Rp950.000").wait_for()


def test_a_live_page_is_not_asked_for_again_while_nothing_changes(visitor, phone, now):
    phone.submit(at=now)
    page = visitor(cookies={settings.SESSION_COOKIE_NAME: phone.client.cookies[settings.SESSION_COOKIE_NAME].value})
    asked = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    with page.expect_response("**/live/poll*") as told:
        page.goto(f"/permohonan/{phone.reference}/bayar/")
    assert told.value.json()["touched"] == []
    page.wait_for_timeout(600)

    assert [address for address in asked if "/permohonan/" in address] == [page.url]

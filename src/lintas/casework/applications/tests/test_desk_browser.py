"""The desk in a real browser: it fits, it is accessible, and a case can be worked on by keyboard alone."""

import io

import pytest
from django.conf import settings
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from lintas.casework.applications import operations
from lintas.casework.applications.tests.walk import AGAINST, Walk
from lintas.visit.appointments import queries as appointments
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, assert_reads_well, photograph

LONG_NAME = "RADEN AJENG SITI NURHALIZAH KUSUMANINGRUM BINTI ABDURRAHMAN CONTOH"


def specimen(text: str) -> bytes:
    """Return a picture of a paper that belongs to nobody."""
    picture = Image.new("RGB", (860, 540), "#d9e8f2")
    pen = ImageDraw.Draw(picture)
    for line, words in enumerate(["PROVINSI CONTOH", text, "NIK 9999015705900001", "SPECIMEN"]):
        pen.text((60, 60 + 90 * line), words, fill="#16242b", font_size=36)
    kept = io.BytesIO()
    picture.save(kept, "JPEG")
    return kept.getvalue()


@pytest.fixture
def at_the_desk(transactional_db, open_page, desks, walk):
    """Open a page as an officer with these roles."""
    plain = Walk.give
    walk.give = lambda requirement, document, content=b"": plain(
        walk, requirement, document, content or specimen(requirement)
    )

    def opened(*roles: str, size=DESK, language="id", path=""):
        officer = desks.sit(*roles)
        cookies = {settings.STAFF_SESSION_COOKIE_NAME: officer.session_key, "bahasa": language}
        page = open_page(size=size, cookies=cookies)
        page.goto(path or f"/petugas/kasus/{walk.case.reference}/")
        return page

    return opened


STAGES = {
    "scheduled": (Walk.scheduled, "loket"),
    "papers": (Walk.arrive, "loket"),
    "capture": (lambda walk: walk.arrive().accept_all(), "biometrik"),
    "interview": (Walk.capture, "pewawancara"),
    "examination": (lambda walk: walk.interview().check(identity="near", watchlist="unavailable"), "pemeriksa"),
    "adjudication": (lambda walk: walk.interview().check(), "adjudikator"),
    "deferred": (Walk.defer, "kakanim"),
    "printing": (Walk.approve, "pencetak"),
    "quality": (Walk.printed, "pencetak"),
    "ready": (Walk.ready, "penyerah"),
    "elsewhere": (lambda walk: walk.interview().check(), "penyerah"),
}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("stage", STAGES)
def test_the_case_can_be_read_and_worked_on_at_every_stage(at_the_desk, walk, stage, size):
    reach, role = STAGES[stage]
    reach(walk)
    if role == "pencetak" and stage == "printing":
        walk.stock("X0000601")

    page = at_the_desk(role, size=size)

    photograph(page, f"desk-{stage}-{size[0]}")
    assert_reads_well(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_other_pages_of_the_desk_can_be_read(at_the_desk, walk, size, language):
    walk.identity["full_name"] = LONG_NAME
    walk.arrive()
    case = f"/petugas/kasus/{walk.case.reference}/"
    roles = ("loket", "kasi")
    page = at_the_desk(*roles, size=size, language=language, path="/petugas/")
    paths = {
        "lists": "/petugas/",
        "empty": "/petugas/?daftar=missed",
        "today": "/petugas/?daftar=scheduled",
        "arrivals": "/petugas/kedatangan/",
        "arrival": f"/petugas/kedatangan/{walk.case.reference}/",
        "ticket": f"/petugas/kedatangan/{walk.case.reference}/nomor/",
        "services": "/petugas/kedatangan/tanpa-jadwal/",
        "walk-in": "/petugas/kedatangan/tanpa-jadwal/?layanan=passport.new.adult",
        "data": f"{case}?lembar=data",
        "looks": f"{case}?lembar=siapa-melihat",
        "new-code": f"{case}kode-baru/",
        "work": f"{case}?lembar=kerja",
        "stock": "/petugas/stok/",
        "system": "/petugas/sistem/",
    }
    for name, path in paths.items():
        page.goto(path)
        photograph(page, f"desk-{name}-{language}-{size[0]}")
        assert_accessible(page)
        assert_fits(page)


def test_papers_are_checked_by_keyboard_alone(at_the_desk, walk):
    walk.arrive().called_to("documents")
    page = at_the_desk("loket")
    shown = page.locator(".paper img")
    assert shown.evaluate("picture => picture.complete && picture.naturalWidth > 0")

    page.keyboard.press("o")
    page.wait_for_url("**/?lembar=*")
    expect(page.get_by_text("9999 0157 0590 0001")).to_be_visible()
    photograph(page, "desk-opened-1366")

    page.keyboard.press("r")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    photograph(page, "desk-returning-1366")
    page.keyboard.press("k")
    page.wait_for_url("**lembar=berkas-paspor_lama")
    assert {item.state for item in walk.case.items} == {"returned", "given"}

    page.keyboard.press("Enter")
    page.wait_for_url("**lembar=kerja")
    assert {item.state for item in walk.case.items} == {"returned", "accepted"}
    photograph(page, "desk-decided-1366")

    page.keyboard.press("b")
    page.wait_for_url("**selesai=P12**")
    assert walk.state == "incomplete"


def test_a_refusal_shows_what_is_missing_and_keeps_what_was_written(at_the_desk, walk):
    walk.defer()
    page = at_the_desk("kakanim")
    page.get_by_role("link", name="orang tua berbeda").first.click()
    photograph(page, "desk-refusal-1366", whole=True)
    assert "Dukcapil" in page.get_by_label("Cara memperbaiki").input_value()
    page.get_by_role("button", name="Tolak permohonan").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Tolak permohonan").click()
    page.get_by_role("heading", name="Ada yang perlu diperbaiki").wait_for()

    photograph(page, "desk-refusal-wrong-1366")
    expect(page.get_by_role("link", name="Tulis bukti yang mendasari keputusan ini.")).to_be_visible()
    assert "Dukcapil" in page.get_by_label("Cara memperbaiki").input_value()
    assert_accessible(page)
    assert walk.state == "deferred"


def test_two_officers_on_one_case_the_second_sees_the_fresh_state_and_the_own_words(at_the_desk, walk):
    walk.interview().check(identity="near")
    page = at_the_desk("pemeriksa")
    page.get_by_label("Alasan tertulis").fill("Ejaan lama, KTP benar.")
    operations.defer(reasoning=AGAINST, review_on=walk.at.date(), **walk.act_of("kasi"))
    page.get_by_role("button", name="Keraguan terjawab").click()
    page.get_by_text("Isian Anda belum tersimpan").wait_for()
    photograph(page, "desk-moved-on-1366")
    expect(page.get_by_text("Ejaan lama, KTP benar.")).to_be_visible()
    assert_accessible(page)


def test_the_adjudicator_who_interviewed_reads_who_can_decide(at_the_desk, desks, walk):
    both = desks.sit("pewawancara", "adjudikator")
    desks.sit("adjudikator")
    walk.interview(both.officer).check()
    page = at_the_desk("pewawancara", "adjudikator")
    photograph(page, "desk-four-eyes-1366")
    expect(page.get_by_text("Yang dapat memutuskan: Petugas adjudikator")).to_be_visible()
    expect(page.get_by_role("button", name="Setujui")).to_have_count(0)


def test_the_hour_of_another_day_is_chosen(at_the_desk, walk):
    walk.scheduled()
    before = appointments.appointment_of(walk.id).starts_at
    page = at_the_desk("loket")
    page.locator(".slots__hour label").nth(1).click()
    page.get_by_text("gangguan sistem").click()
    photograph(page, "desk-move-1366", whole=True)
    page.get_by_role("button", name="Pindahkan jadwal").click()
    page.wait_for_url("**selesai=P06**")
    assert appointments.appointment_of(walk.id).starts_at != before


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_lost_code_is_replaced_on_paper_by_keyboard_alone(at_the_desk, walk, size):
    walk.arrive()
    page = at_the_desk("loket", size=size, path=f"/petugas/kasus/{walk.case.reference}/")
    page.get_by_role("link", name="Kode hilang…").click()
    page.get_by_label("KTP pemohon").check(force=True)
    page.get_by_label("Wajah, nama, dan NIK cocok dengan dokumen asli").check(force=True)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kode lanjutan baru").wait_for()
    page.get_by_text("Kode yang lama tidak berlaku lagi").wait_for()

    expect(page.get_by_role("button", name="Cetak kode")).to_be_visible()
    photograph(page, f"desk-code-slip-{size[0]}")
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_head_closes_a_day_takes_it_back_and_staffs_a_counter(at_the_desk, walk, size, language):
    walk.scheduled()
    day = appointments.appointment_of(walk.id).on
    page = at_the_desk("kakanim", size=size, language=language, path=f"/petugas/hari/?hari={day.isoformat()}")
    kept = f"days-%s-{language}-{size[0]}"
    photograph(page, kept % "open", whole=True)
    assert_reads_well(page)

    page.locator("label[for=close_reason_0]").click()
    page.locator("[name=words_id]").fill("perbaikan atap")
    page.locator("[name=words_en]").fill("repair of the roof")
    page.locator("label[for=close_sure]").click()
    page.locator("button[form=tutup]").click()
    photograph(page, kept % "sure")
    assert_accessible(page)
    page.locator("dialog [data-yes]").click()
    page.wait_for_url("**ditutup=**")
    photograph(page, kept % "closed", whole=True)
    assert_reads_well(page)

    page.goto(f"/petugas/hari/?hari={day.isoformat()}")
    photograph(page, kept % "reopen", whole=True)
    assert_reads_well(page)

    page.goto(f"/petugas/hari/?ditutup={day.isoformat()}")
    page.get_by_role("button", name={"id": "Urungkan", "en": "Undo"}[language]).click()
    page.wait_for_url("**dibuka=**")
    photograph(page, kept % "opened", whole=True)
    assert_reads_well(page)

    page.goto(f"/petugas/hari/loket/?hari={day.isoformat()}&loket=1")
    photograph(page, kept % "counter", whole=True)
    assert_reads_well(page)
    page.goto("/petugas/hari/tambahan/")
    photograph(page, kept % "extra", whole=True)
    assert_reads_well(page)
    page.locator("label[for=overbooking_how_1]").click()
    page.locator("button[form=tambahan]").click()
    page.wait_for_url("**mulai=**")
    photograph(page, kept % "extra-decided", whole=True)
    assert_reads_well(page)

    page.goto(f"/petugas/hari/loket/?hari={day.isoformat()}&loket=1")
    page.locator("label[for=staffing_how_1]").click()
    page.locator("button[form=ubah]").click()
    page.wait_for_url("**jadi=1**")
    photograph(page, kept % "staffed", whole=True)
    assert_reads_well(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_number_of_a_short_matter_is_read_at_once(at_the_desk, walk, size, language):
    page = at_the_desk("loket", size=size, language=language, path="/petugas/kedatangan/")
    page.get_by_role("button", name="Beri nomor urusan singkat" if language == "id" else "short matter").click()
    page.get_by_text("E 001").wait_for()

    photograph(page, f"desk-urusan-singkat-{language}-{size[0]}")
    assert_reads_well(page)
    parts = [".ticket__number", ".ticket__code"] if size == PHONE else [".ticket__number"]
    lowest = [box["y"] + box["height"] for box in (page.locator(part).bounding_box() for part in parts)]
    assert max(lowest) <= size[1], "without scrolling one reads the number, and a phone its code"

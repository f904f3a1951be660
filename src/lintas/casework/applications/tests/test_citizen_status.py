"""Where it stands: every state in words that a person understands, in both languages."""

from datetime import timedelta

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.models import Application
from lintas.casework.applications.presenters.citizen_wording import NOW
from lintas.casework.applications.states import State
from lintas.casework.applications.tests.walk import AGAINST, Walk
from lintas.exchange.messaging import operations as messaging
from lintas.visit.appointments import queries as appointments


@pytest.fixture
def look(phone, time_is):
    """Open the status of a walk at the moment it has reached."""

    def look(walk: Walk, *, language: str = "id"):
        time_is(walk.at)
        if not phone.reference:
            phone.open(walk)
        phone.see("status", language=language)
        assert phone.status == 200
        return phone

    return look


def test_every_state_has_words():
    assert set(NOW) == set(State.values)


WAYS = {
    "awaiting_payment": (lambda walk: walk.submit().code(), "Tinggal membayar", "Only the payment is left"),
    "scheduled": (lambda walk: walk.scheduled(), "Anda terjadwal", "You have an appointment"),
    "checked_in": (lambda walk: walk.arrive(), "Anda terdaftar hadir", "You are checked in"),
    "interview": (lambda walk: walk.capture(), "Foto dan sidik jari selesai", "Photo and fingerprints are done"),
    "verification": (lambda walk: walk.interview(), "Data Anda sedang diperiksa", "Your data is being checked"),
    "deepened": (
        lambda walk: walk.interview().check(watchlist="review"),
        "memerlukan pemeriksaan lanjutan",
        "needs further examination",
    ),
    "deferred": (lambda walk: walk.defer(), "Permohonan Anda ditangguhkan", "Your application is deferred"),
    "printing": (lambda walk: walk.approve(), "Disetujui, paspor Anda sedang dicetak", "Approved"),
    "quality": (lambda walk: walk.printed(), "Paspor Anda sedang diuji", "Your passport is being tested"),
    "ready": (lambda walk: walk.ready(), "Paspor Anda siap diambil", "Your passport is ready to collect"),
    "collected": (lambda walk: walk.hand_over(), "Selesai. Paspor sudah diserahkan", "Done."),
}


@pytest.mark.parametrize("state", WAYS)
def test_each_state_is_told_in_both_languages(walk, look, state):
    reach, words, english = WAYS[state]
    reach(walk)

    assert walk.state == state
    assert words in look(walk).said
    assert english in look(walk, language="en").said


def test_the_timeline_says_who_holds_it_since_when_and_what_is_expected(walk, look):
    page = look(walk.interview())

    assert "Perjalanan permohonan" in page.said
    assert "Dipegang: Sistem pemeriksaan data" in page.said
    assert "sejak Kamis, 26 November 2026" in page.said
    assert "Perkiraan siap diambil: Selasa, 1 Desember 2026 sampai Rabu, 2 Desember 2026." in page.said


def test_while_the_billing_code_has_not_come_the_payment_system_holds_it_and_not_the_person(walk, look, desks):
    walk.submit()
    assert "Dipegang: Sistem pembayaran negara (SIMPONI)" in look(walk).said
    assert "Dipegang: Anda" not in look(walk).said
    assert "Held by: The state payment system (SIMPONI)" in look(walk, language="en").said
    desk = desks.sit("kasi").get(f"/petugas/kasus/{walk.case.reference}/?lembar=kerja")
    assert "Permohonan menunggu: Sistem pembayaran negara (SIMPONI)." in desk

    walk.code()

    assert "Dipegang: Anda" in look(walk).said
    desk = desks.sit("kasi").get(f"/petugas/kasus/{walk.case.reference}/?lembar=kerja")
    assert "Permohonan menunggu: pemohon." in desk
    assert "SIMPONI" not in desk.partition("Perjalanan")[2].partition("Pesan kepada")[0]


def test_what_a_clear_check_hides_stays_hidden(walk, look):
    page = look(walk.interview().check(watchlist="review"))

    for word in ("cekal", "watchlist", "review", "daftar pencegahan"):
        assert word not in page.said.lower()


def test_a_late_case_is_apologised_for(walk, look, now):
    walk.interview()
    Application.objects.filter(id=walk.id).update(due_on=now.date())

    assert "Mohon maaf, permohonan Anda terlambat" in look(walk).said


class TestDecisionsAgainst:
    def test_a_deferral_says_why_what_helps_and_how_to_object(self, walk, look):
        page = look(walk.defer())

        assert AGAINST.remedy in page.said
        assert AGAINST.objection in page.said
        assert AGAINST.clause in page.said
        assert "Ditinjau kembali" in page.said
        assert AGAINST.evidence not in page.said

    def test_a_refusal_as_well(self, walk, look):
        walk.defer()
        operations.reject(reasoning=AGAINST, **walk.act_of("kakanim"))
        page = look(walk)

        assert "Permohonan Anda tidak dapat dikabulkan" in page.said
        assert AGAINST.objection in page.said

    def test_a_deferral_that_was_lifted_speaks_no_longer(self, walk, look):
        walk.defer()
        operations.resume_deferred(note="Penetapan diterima.", **walk.act_of("kasi"))
        assert AGAINST.remedy not in look(walk).said


def test_what_one_can_do_fits_the_state(walk, look):
    page = look(walk.scheduled())
    assert "Pindah jadwal" in page.said
    assert "Bayar sekarang" not in page.said


def test_who_can_move_no_more_is_led_straight_to_giving_the_place_back(walk, look):
    assert "Saya tidak bisa datang" not in look(walk.scheduled()).said
    walk.at = appointments.appointment_of(walk.id).starts_at - timedelta(hours=2)

    page = look(walk)

    assert "Pindah jadwal" not in page.said
    assert "Saya tidak bisa datang" in page.said


def test_who_would_come_to_a_closed_door_is_told_not_to_come(walk, look):
    on = walk.scheduled().close_day()
    assert "Anda terjadwal" in look(walk).said  # nobody hears of it while it can be undone
    assert operations.tell_of_closed_day(application_id=walk.id, on=on, by="system:x", at=walk.at)

    said = look(walk).said

    assert "Kantor tutup pada hari Anda" in said
    assert "Jangan datang pada hari itu" in said
    assert "Dipegang: Kantor" in said
    assert "Pilih hari lain sendiri" in said
    for promise in ("Anda terjadwal", "Kapan saya berangkat?", "Pindah jadwal", "Perkiraan siap diambil"):
        assert promise not in said
    assert "The office is closed on your day" in look(walk, language="en").said


def test_messages_are_listed_without_what_they_say(walk, look):
    walk.scheduled()
    messaging.send(
        person_id=walk.started.person_id,
        subject="Rahasia",
        body="Isi pesan",
        sms="Isi pesan",
        reference=walk.started.reference,
        office_code=walk.point.office_code,
        once_key="k",
        by="system:test",
        at=walk.at,
    )
    page = look(walk)

    assert "Pesan yang kami kirim (2)" in page.said
    assert "Isi pesan" not in page.said


def test_who_looked_is_one_link_away(walk, look):
    reply = look(walk.scheduled()).see("status")

    assert f"/permohonan/{walk.started.reference}/siapa-melihat/" in reply.content.decode()


class TestTheNumber:
    def test_it_is_on_the_status_page_and_under_the_reference(self, walk, look, phone):
        page = look(walk.arrive())
        assert "A 001" in page.said
        assert "Anda berikutnya" in page.said

        phone.get(f"/nomor-antrean/?nomor={walk.started.reference}")
        assert "A 001" in phone.said
        assert "SITI" not in phone.said

    def test_the_page_follows_the_hall(self, walk, look, phone):
        look(walk.arrive())
        page = phone.get(f"/nomor-antrean/?nomor={walk.started.reference}").content.decode()

        assert f'data-live="case:{walk.id} board:{walk.point.id}"' in page

    def test_before_one_arrives_it_says_when_there_will_be_one(self, walk, phone):
        walk.scheduled()
        phone.get(f"/nomor-antrean/?nomor={walk.started.reference}")

        assert f"Belum ada nomor antrean untuk {walk.started.reference}" in phone.said
        assert "Menjelang jam jadwal, nomor juga dapat diambil dari status permohonan" in phone.said

    @pytest.mark.parametrize("typed", ["", "x", "PYK-7K3M-Q2XX"])
    def test_a_mistyped_reference_is_named(self, phone, typed):
        assert phone.get(f"/nomor-antrean/?nomor={typed}").status_code == 422

    def test_without_a_reference_it_is_asked_for(self, phone):
        assert phone.get("/nomor-antrean/").status_code == 200
        assert "menjelang jam jadwal, nomor juga dapat diambil dari status permohonan" in phone.said


class TestThePrintedCopy:
    def test_it_holds_what_one_needs_and_the_code_holds_the_reference_only(self, walk, phone):
        walk.scheduled()
        page = phone.open(walk).see("cetak").content.decode()

        for text in ("SITI CONTOH", "99••••••••••0001", "Rp950.000", "NTPN000000000001", "Bawa aslinya", "KTP"):
            assert text in phone.said
        assert "9999015705900001" not in page
        assert walk.started.reference in phone.said


@pytest.mark.parametrize(("name", "asked"), [("status", 11), ("bayar", 9)])
def test_the_page_asks_few_questions_of_the_database(walk, look, phone, name, asked, django_assert_num_queries):
    look(walk.scheduled())
    phone.see(name)
    # session; whether its code is still good; live cursor; the case, its items, its decisions; the appointment;
    # where it stands: its steps, what was sent, whether its day was closed, whether needs were stated; paying: the bill
    # with its code, the money
    with django_assert_num_queries(asked):
        phone.client.get(phone.page(name))

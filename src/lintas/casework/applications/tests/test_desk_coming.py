"""Receiving the person at the desk: the hour, the reference, another day."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.casework.applications.tests.desk import text
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


def test_too_early_is_said_with_the_hour(walk, desks):
    walk.scheduled()
    answer = desks.sit("loket").post(f"/petugas/kedatangan/{walk.case.reference}/hadir/")
    assert answer.status_code == 409
    assert "Kehadiran dicatat mulai pukul" in text(answer)
    assert walk.state == "scheduled"


def test_who_comes_on_another_day_is_told_of_theirs_and_no_act_is_offered(walk, desks):
    walk.scheduled()
    desk = desks.sit("loket")

    page = desk.get(f"/petugas/kedatangan/{walk.case.reference}/")

    assert "Bukan hari ini" in page
    assert "Jadwalnya Kamis, 26 November 2026" in page
    assert "pindahkan dari halaman permohonan" in page
    assert "Catat hadir" not in page
    english = desk.get(f"/petugas/kedatangan/{walk.case.reference}/", language="en")
    assert "The appointment is on Thursday, 26 November 2026" in english


def test_who_gave_the_place_back_is_not_told_to_come_on_its_day(walk, desks):
    walk.scheduled()
    places.release_place(subject=walk.id, by=walk.by, at=walk.at)

    page = desks.sit("loket").get(f"/petugas/kedatangan/{walk.case.reference}/")

    assert "Tempatnya sudah dilepas" in page
    assert "Bukan hari ini" not in page
    assert "Catat hadir" not in page


def test_of_a_day_that_has_passed_it_is_not_said_that_it_comes(walk, desks, time_is):
    walk.scheduled()
    time_is(appointments.appointment_of(walk.id).starts_at + timedelta(days=1))

    page = desks.sit("loket").get(f"/petugas/kedatangan/{walk.case.reference}/")

    assert "Jadwalnya sudah lewat" in page
    assert "Catat hadir" not in page


def test_on_the_day_itself_the_act_is_offered(walk, desks, time_is):
    walk.scheduled()
    time_is(appointments.appointment_of(walk.id).starts_at)

    page = desks.sit("loket").get(f"/petugas/kedatangan/{walk.case.reference}/")

    assert "Catat hadir, beri nomor" in page
    assert "Bukan hari ini" not in page


@pytest.mark.parametrize("typed", ["", "PYK-0000-0000", "bukan nomor", "https://contoh.example/PYK"])
def test_a_code_that_is_no_reference(walk, desks, typed):
    answer = desks.sit("loket").post("/petugas/kedatangan/", reference=typed)
    assert answer.status_code == 422


def test_another_day_needs_slot_and_reason(walk, desks):
    walk.scheduled()
    before = appointments.appointment_of(walk.id).starts_at
    answer = desks.sit("loket").act(walk, "pindah-jadwal")
    assert answer.status_code == 422
    page = text(answer)
    assert "Pilih hari dan jam yang baru." in page
    assert "Pilih alasan; alasan ini disampaikan kepada pemohon." in page
    assert appointments.appointment_of(walk.id).starts_at == before


def test_a_slot_that_does_not_exist(walk, desks):
    walk.scheduled()
    answer = desks.sit("loket").act(walk, "pindah-jadwal", slot=uuid4(), reason="outage")
    assert answer.status_code == 404
    assert "Jadwal itu tidak ada." in text(answer)

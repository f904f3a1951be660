"""The pages of a closed day: the head's, with counts and confirmation, and the person's, with three places."""

import re
from datetime import timedelta

import pytest

from lintas.casework.applications import tasks
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import queries as appointments

CLOSED = {"reason": "building", "words_id": "perbaikan atap", "words_en": "repair of the roof", "sure": "on"}


@pytest.fixture
def day(walk):
    walk.scheduled()
    return appointments.appointment_of(walk.id).on


def page_of(day):
    return f"/petugas/hari/?hari={day.isoformat()}"


def move(walk):
    """Let the people be moved, once the closing can no longer be taken back."""
    tasks.move_off_closed_days(at=walk.at + timedelta(minutes=5))


def test_the_head_sees_who_is_affected_before_closing(walk, desks, day):
    said = desks.sit("kakanim").get(page_of(day))

    assert "1 orang dipindahkan" in said
    assert "tempat setara pada hari-hari sesudahnya" in said
    assert "Mengapa sebanyak ini?" in said


def test_the_head_reads_when_how_many_are_told(walk, desks, day):
    head = desks.sit("kakanim")
    assert "1 orang diberi kabar 5 menit sesudah Anda menutup, paling lambat saat hari itu mulai." in head.get(
        page_of(day)
    )

    head.post(page_of(day), **CLOSED)
    move(walk)

    assert "Semua orangnya sudah dipindahkan dan diberi kabar." in head.get(page_of(day))


def test_the_head_reads_that_people_of_today_are_told_at_once(walk, desks, day, time_is):
    time_is(appointments.appointment_of(walk.id).starts_at - timedelta(minutes=30))
    head = desks.sit("kakanim")
    assert "Harinya sudah berjalan: 1 orang langsung diberi kabar." in head.get(page_of(day))

    said = head.get(head.post(page_of(day), **CLOSED)["Location"])

    assert "1 orang sedang dipindahkan" in said
    assert "Urungkan" not in said


def test_the_same_page_in_english(walk, desks, day):
    said = desks.sit("kasi").get(page_of(day), language="en")

    assert "1 person is moved" in said
    assert "Why so many?" in said


def test_a_closed_day_shows_its_progress_and_cannot_be_closed_twice(walk, desks, day):
    head = desks.sit("kakanim")
    assert head.post(page_of(day), **CLOSED)["Location"] == f"/petugas/hari/?ditutup={day.isoformat()}"

    assert "Dipindahkan 0 dari 1 orang" in head.get("/petugas/hari/")
    move(walk)
    assert "Dipindahkan 1 dari 1 orang; 0 setuju, 0 memilih lain, 1 belum menjawab." in head.get("/petugas/hari/")
    assert head.post(page_of(day), **CLOSED).status_code == 409


@pytest.mark.parametrize("wrong", [{"reason": "hujan"}, {"words_id": ""}, {"words_en": ""}, {"sure": ""}])
def test_what_is_missing_is_said_and_the_day_stays_open(walk, desks, day, wrong):
    assert desks.sit("kakanim").post(page_of(day), **{**CLOSED, **wrong}).status_code == 422
    assert offices.calendar(point_id=walk.point.id).is_open(day)


@pytest.mark.parametrize("role", ["loket", "adjudikator"])
def test_the_page_is_for_heads(walk, desks, day, role):
    assert desks.sit(role).client.get(page_of(day)).status_code == 403


def test_a_day_just_closed_can_be_taken_back_with_one_button(walk, desks, day):
    head = desks.sit("kakanim")
    closed = head.post(page_of(day), **CLOSED)["Location"]
    said = head.get(closed)
    assert "1 orang dipindahkan dan diberi kabar mulai pukul" in said
    assert "Sebelum itu tidak ada yang mendengarnya" in said
    assert "Urungkan" in said
    assert "still be undone as if nothing had happened" in head.get(closed, language="en")

    opened = head.post(f"/petugas/hari/buka/?hari={day.isoformat()}", sure="on")

    assert opened["Location"] == f"/petugas/hari/?dibuka={day.isoformat()}"
    assert "dibuka lagi, dengan" in head.get(opened["Location"])
    assert offices.calendar(point_id=walk.point.id).is_open(day)
    move(walk)
    assert appointments.appointment_of(walk.id).on == day
    assert "Urungkan" not in head.get(closed)  # an old address offers nothing any more


def test_a_closed_day_can_be_opened_again_after_a_look_at_its_people(walk, desks, day):
    head = desks.sit("kasi")
    head.post(page_of(day), **CLOSED)
    move(walk)
    said = head.get(page_of(day))
    assert "Sudah dipindahkan" in said
    assert "boleh memilih jam lamanya lagi" in said

    assert head.post(f"/petugas/hari/buka/?hari={day.isoformat()}").status_code == 422
    assert not offices.calendar(point_id=walk.point.id).is_open(day)
    assert head.post(f"/petugas/hari/buka/?hari={day.isoformat()}", sure="on").status_code == 302
    assert head.post(f"/petugas/hari/buka/?hari={day.isoformat()}", sure="on").status_code == 409


def test_opening_again_is_for_heads_and_needs_a_day(walk, desks, day):
    desks.sit("kakanim").post(page_of(day), **CLOSED)
    assert desks.sit("loket").post(f"/petugas/hari/buka/?hari={day.isoformat()}", sure="on").status_code == 403
    for wrong in ("", "?hari=kemarin", "?hari=2026-13-45"):
        assert desks.sit("kakanim").post(f"/petugas/hari/buka/{wrong}", sure="on").status_code == 422
    assert not offices.calendar(point_id=walk.point.id).is_open(day)


@pytest.fixture
def moved(walk, desks, day, phone):
    desks.sit("kakanim").post(page_of(day), **CLOSED)
    move(walk)
    return phone.open(walk)


def slots_of(phone):
    return re.findall(r'name="slot" value="([^"]+)"', phone.see("status").content.decode())


def test_the_person_chooses_from_three_places_on_the_status_page(walk, moved):
    slots = slots_of(moved)

    assert len(set(slots)) == 3
    assert "Bila Anda tidak menjawab, tempat pengganti itu tetap milik Anda." in moved.said
    moved.see("status", language="en")
    assert "If you do not answer, that place stays yours." in moved.said


def test_keeping_the_place_ends_the_choice(walk, moved):
    kept, *_others = slots_of(moved)
    moved.step("tempat-pengganti", slot=kept)

    assert "Pilihan Anda tersimpan" in moved.said
    assert slots_of(moved) == []
    assert str(appointments.appointment_of(walk.id).slot_id) == kept


def test_another_place_is_taken(walk, moved):
    _kept, _second, third = slots_of(moved)
    moved.step("tempat-pengganti", slot=third)

    assert "Jadwal sudah dipindahkan" in moved.said
    assert str(appointments.appointment_of(walk.id).slot_id) == third


def test_any_other_day_may_be_chosen_on_the_page_with_all_places(walk, moved):
    moved.see("tempat-pengganti")

    assert "Tetap milik Anda selama Anda tidak memilih yang lain." in moved.said


@pytest.mark.parametrize(("slot", "status"), [("", 422), ("x", 404), ("00000000-0000-0000-0000-000000000000", 404)])
def test_a_place_that_is_none_is_refused_and_the_given_one_stays(walk, moved, slot, status):
    before = appointments.appointment_of(walk.id).slot_id
    moved.step("tempat-pengganti", slot=slot)

    assert moved.status == status
    assert "Jadwal belum tersimpan" in moved.said
    assert appointments.appointment_of(walk.id).slot_id == before


def test_without_a_closed_day_there_is_nothing_to_choose(walk, day, phone):
    phone.open(walk).see("tempat-pengganti")

    assert "/status/" in phone.at_page or "Tempat pengganti Anda" not in phone.said

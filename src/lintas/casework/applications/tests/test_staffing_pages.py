"""A counter staffed otherwise for one day: the head sees what follows, and can take it back."""

from datetime import timedelta

import pytest

from lintas.casework.applications import operations
from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Slot

NOBODY = {"how": "nobody", "starts": "", "ends": ""}
USUAL = {"how": "usual", "starts": "", "ends": ""}


@pytest.fixture
def day(walk):
    """The day of somebody who is booked."""
    walk.scheduled()
    return appointments.appointment_of(walk.id).on


@pytest.fixture
def counter(walk):
    """The counter for papers, on which everything waits."""
    return offices.counters(point_id=walk.point.id, station="documents")[0]


def page_of(day, counter=None):
    return f"/petugas/hari/loket/?hari={day.isoformat()}" + (f"&loket={counter.number}" if counter else "")


def places_of(walk, day):
    return appointments.places_on(point_id=walk.point.id, on=day)


def test_the_head_sees_every_counter_and_why_there_are_so_many_places(walk, desks, day, counter):
    said = desks.sit("kakanim").get(page_of(day))

    assert counter.name in said
    assert "08.00\u201315.00" in said or "08.00\u201316.00" in said
    assert "Mengapa sebanyak ini?" in said
    assert "Why so many?" in desks.sit("kasi").get(page_of(day), language="en")


def test_places_follow_at_once_nobody_loses_one_and_it_can_be_taken_back(walk, desks, day, counter):
    head = desks.sit("kakanim")
    before = places_of(walk, day)
    held = appointments.appointment_of(walk.id).slot_id

    answer = head.post(page_of(day, counter), **NOBODY)

    assert places_of(walk, day) == 1  # the one that somebody has
    assert appointments.appointment_of(walk.id).slot_id == held
    assert Slot.objects.get(id=held).beyond == 1
    said = head.get(answer["Location"])
    assert f"Hari itu kini ada 1 tempat, sebelumnya {before}." in said
    assert f"The day now has 1 place, {before} before." in head.get(answer["Location"], language="en")
    assert "biasanya" in said
    assert 'name="how" value="usual"' in said

    head.post(page_of(day, counter), **USUAL)

    assert places_of(walk, day) == before
    assert Slot.objects.get(id=held).beyond == 0


def test_half_a_day_gives_half_the_places_and_is_taken_back_to_the_half(walk, desks, day, counter):
    head = desks.sit("kakanim")
    before = places_of(walk, day)
    head.post(page_of(day, counter), how="other", starts="08:00", ends="12:00")
    half = places_of(walk, day)
    assert 0 < half < before

    said = head.get(head.post(page_of(day, counter), **NOBODY)["Location"])

    for field in ('name="how" value="other"', 'name="starts" value="08:00"', 'name="ends" value="12:00"'):
        assert field in said


def test_another_counter_alone_changes_nothing_where_it_is_not_the_limit(walk, desks, day):
    photo = offices.counters(point_id=walk.point.id, station="photo")[0]
    head = desks.sit("kakanim")
    said = head.get(head.post(page_of(day, photo), how="other", starts="07:00", ends="18:00")["Location"])
    assert "Jumlah tempat hari itu tetap" in said


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"how": "sometimes"},
        {"how": "other"},
        {"how": "other", "starts": "12:00", "ends": "08:00"},
        {"how": "other", "starts": "08:00", "ends": "08:00"},
        {"how": "other", "starts": "08:07", "ends": "12:00"},
    ],
)
def test_what_is_missing_is_said_and_the_counter_stays(walk, desks, day, counter, wrong):
    before = places_of(walk, day)
    assert desks.sit("kakanim").post(page_of(day, counter), **wrong).status_code == 422
    assert places_of(walk, day) == before


def test_a_counter_or_day_that_is_none_changes_nothing(walk, desks, day, counter):
    head = desks.sit("kakanim")
    assert head.post("/petugas/hari/loket/?hari=besok&loket=999", **NOBODY).status_code == 422
    assert head.post(page_of(walk.at.date() - timedelta(days=3), counter), **NOBODY).status_code == 409
    with pytest.raises(offices_operations.UnknownCounter):
        operations.staff_counter(
            point_id=walk.point.id,
            counter_id=walk.point.id,
            on=day,
            staffing=operations.Staffing(),
            officer=walk.officer("kakanim"),
            at=walk.at,
        )


@pytest.mark.parametrize("role", ["loket", "adjudikator"])
def test_the_page_is_for_heads(walk, desks, day, counter, role):
    assert desks.sit(role).client.get(page_of(day)).status_code == 403
    with pytest.raises(operations.NotYourAct):
        operations.staff_counter(
            point_id=walk.point.id,
            counter_id=counter.id,
            on=day,
            staffing=operations.Staffing(),
            officer=walk.officer(role),
            at=walk.at,
        )

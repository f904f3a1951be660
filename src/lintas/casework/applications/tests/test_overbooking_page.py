"""More people than seats: the head sees what it would do, decides from which day on, and takes it back."""

from datetime import timedelta

import pytest

from lintas.casework.applications import operations
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Slot

PAGE = "/petugas/hari/tambahan/"


@pytest.fixture
def day(walk):
    """The day of somebody who is booked."""
    walk.scheduled()
    return appointments.appointment_of(walk.id).on


def extra_of(walk, day):
    return sum(Slot.objects.filter(point_id=walk.point.id, on=day).values_list("extra", flat=True))


def test_the_head_sees_what_stands_who_did_not_come_and_what_a_day_would_be_like(walk, desks, day):
    said = desks.sit("kakanim").get(PAGE)
    assert "Sebanyak kursi." in said
    assert "0 dari 0 orang dalam 90 hari" in said
    assert "Dihitung sebagai 17%" in said
    assert "paling banyak 10 dari 100 orang" in said
    assert "Extra places" in desks.sit("kasi").get(PAGE, language="en")
    assert PAGE in desks.sit("kakanim").get("/petugas/hari/")


def test_what_is_decided_counts_at_once_from_its_day_on_and_can_be_taken_back(walk, desks, day):
    head = desks.sit("kakanim")
    before = appointments.places_on(point_id=walk.point.id, on=day)

    answer = head.post(PAGE, how="extra", from_on=day.isoformat())

    extra = extra_of(walk, day)
    assert extra > 0
    assert appointments.places_on(point_id=walk.point.id, on=day) == before + extra
    assert extra_of(walk, day - timedelta(days=1)) == 0
    said = head.get(answer["Location"])
    assert "sudah mengikuti" in said
    assert "The number of places from" in head.get(answer["Location"], language="en")
    sums = head.get(f"/petugas/hari/loket/?hari={day.isoformat()}")
    assert "karena rata-rata 17% tidak datang" in sums
    assert "on average 17% do not come" in head.get(f"/petugas/hari/loket/?hari={day.isoformat()}", language="en")

    head.post(PAGE, how="seats", from_on=day.isoformat())

    assert extra_of(walk, day) == 0
    assert appointments.places_on(point_id=walk.point.id, on=day) == before


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({}, 422),
        ({"how": "many", "from_on": ""}, 422),
        ({"how": "extra", "from_on": "2020-01-01"}, 422),
        ({"how": "extra", "from_on": "besok"}, 422),
    ],
)
def test_what_is_missing_or_past_is_said_and_nothing_changes(walk, desks, day, wrong, status):
    assert desks.sit("kakanim").post(PAGE, **wrong).status_code == status
    assert appointments.overbooking(point_ids=[walk.point.id])[walk.point.id].decisions == ()


def test_deciding_what_stands_already_is_refused(walk, desks, day):
    assert desks.sit("kakanim").post(PAGE, how="seats", from_on=day.isoformat()).status_code == 409


@pytest.mark.parametrize("role", ["loket", "adjudikator"])
def test_the_page_is_for_heads(walk, desks, day, role):
    assert desks.sit(role).client.get(PAGE).status_code == 403
    with pytest.raises(operations.NotYourAct):
        operations.decide_overbooking(
            point_id=walk.point.id, is_on=True, from_on=day, officer=walk.officer(role), at=walk.at
        )

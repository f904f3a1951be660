"""A place that somebody let go is nobody's for a while, and opens when nobody could know."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.appointments import operations, rules
from lintas.visit.appointments.models import Appointment, FreedPlace
from lintas.visit.appointments.tests.factories import book, hold, make_slot, state_of, taken, wib

NOW = wib(20, 9)
PUBLISHED = rules.Window(shortest=timedelta(minutes=10), longest=timedelta(hours=6), part=4)


@given(left=st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(days=60)), chance=st.floats(0, 1))
def test_a_place_rests_inside_the_window_and_never_over_a_quarter_of_what_is_left(left, chance):
    opens = rules.opens_at(PUBLISHED, freed_at=NOW, starts_at=NOW + left, chance=chance) - NOW
    second = timedelta(microseconds=1)
    assert timedelta(0) <= opens <= timedelta(hours=6) + second
    assert opens <= max(left, timedelta(0)) / 4 + second
    if left >= timedelta(minutes=40):
        assert opens >= timedelta(minutes=10)


def test_every_hour_of_the_window_is_as_likely_as_any_other():
    chance = Random(15)
    minutes = [
        (rules.opens_at(PUBLISHED, freed_at=NOW, starts_at=wib(24, 9), chance=chance.random()) - NOW).total_seconds()
        / 60
        for _ in range(3500)
    ]
    share = [sum(10 + 50 * part <= minute < 60 + 50 * part for minute in minutes) for part in range(7)]
    assert sum((count - 500) ** 2 / 500 for count in share) < 22.5  # chi-square, 6 degrees, 0.1 %


@pytest.fixture
def slot(db, point, cooling):
    return make_slot(point.id, wib(24, 9), capacity=1)


def test_given_the_last_place_is_given_back_then_nobody_can_have_it_at_that_moment(slot):
    operations.release_place(subject=book(slot, at=NOW), by="x", at=NOW)

    with pytest.raises(operations.SlotFull):
        hold(slot, at=NOW)
    assert taken(slot) == 1
    assert not Appointment.objects.holding_a_place().exists()


@pytest.mark.parametrize("way", ["released", "lapsed", "moved", "chosen again", "moved by the office"])
def test_every_way_of_letting_go_makes_the_place_rest_and_then_it_opens_once(slot, point, way):
    later, person = make_slot(point.id, wib(25, 9)), uuid4()
    subject = (hold if way in ("lapsed", "chosen again") else book)(slot, at=NOW, person_id=person)
    at = NOW
    if way == "released":
        operations.release_place(subject=subject, by="x", at=NOW)
    if way == "lapsed":
        at = NOW + timedelta(minutes=20)
        assert operations.lapse_holds(at=at) == 1
    if way == "moved":
        operations.move_place(subject=subject, slot_id=later.id, by="x", at=NOW)
    if way == "chosen again":
        hold(later, at=NOW, subject=subject, person_id=person)
    if way == "moved by the office":
        operations.move_place_by_office(subject=subject, slot_id=later.id, reason="outage", by="x", at=NOW)

    place = FreedPlace.objects.get()
    assert taken(slot) == 1
    assert operations.open_rested(at=place.opens_at - timedelta(microseconds=1)) == 0
    assert operations.open_rested(at=place.opens_at) == 1
    assert operations.open_rested(at=place.opens_at) == 0
    assert taken(slot) == 0
    longest = timedelta(minutes=20) if way in ("lapsed", "chosen again") else timedelta(hours=6)
    assert timedelta(minutes=2) <= place.opens_at - at <= longest


def test_who_let_it_go_may_have_it_again_while_it_rests_since_that_is_no_handing_over(slot, point):
    later, person = make_slot(point.id, wib(25, 9), capacity=1), uuid4()
    subject = hold(slot, at=NOW, person_id=person)
    hold(later, at=NOW, subject=subject, person_id=person)
    hold(slot, at=NOW, subject=subject, person_id=person)

    assert (taken(slot), taken(later)) == (1, 1)
    assert sorted(FreedPlace.objects.values_list("state", flat=True)) == ["resting", "taken_back"]
    assert Appointment.objects.get().slot_id == slot.id


def test_late_money_finds_the_place_of_the_lapsed_hold(slot):
    subject = hold(slot, at=NOW, minutes=15)
    late = NOW + timedelta(minutes=16)
    operations.lapse_holds(at=late)

    operations.retake_place(subject=subject, by="x", at=late)

    assert state_of(subject) == "booked"
    assert taken(slot) == 1


def test_a_friend_with_another_application_cannot_take_it_back(slot):
    operations.release_place(subject=book(slot, at=NOW), by="x", at=NOW)
    with pytest.raises(operations.SlotFull):
        operations.hold_place(
            slot_id=slot.id, subject=uuid4(), person_id=uuid4(), service_key="s", until=NOW, by="x", at=NOW
        )
    assert FreedPlace.objects.get().state == "resting"


def test_in_a_session_that_has_begun_a_place_does_not_rest(slot):
    subject = book(slot, at=NOW)
    operations.release_place(subject=subject, by="x", at=wib(24, 9, 1))
    assert taken(slot) == 0
    assert not FreedPlace.objects.exists()


def test_the_table_refuses_to_open_early_to_rest_for_no_time_and_to_end_without_a_moment(slot):
    operations.release_place(subject=book(slot, at=NOW), by="x", at=NOW)
    for wrong in [
        {"state": "opened", "ended_at": NOW + timedelta(seconds=1)},
        {"opens_at": NOW},
        {"state": "given"},
        {"ended_at": NOW},
        {"cause": "serve"},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            FreedPlace.objects.update(**wrong)


def friends_who_get_it(point, race, *, rounds=6):
    """One lets the only place go, seven friends stand by and ask in that very moment; return how many rounds they win."""
    slots = [make_slot(point.id, wib(24, 9, number), capacity=1) for number in range(rounds)]
    subjects = [book(slot, at=NOW) for slot in slots]
    won = 0
    for slot, subject in zip(slots, subjects, strict=True):

        def act(seat, slot=slot, subject=subject):
            if seat == 0:
                operations.release_place(subject=subject, by="x", at=NOW)
                return operations.open_rested(at=NOW)
            for _ in range(20):
                try:
                    return hold(slot, at=NOW)
                except operations.SlotFull:
                    continue
            return None

        won += any(answer is not None for answer in race(8, act)[1:])
        assert race.look(lambda slot=slot: taken(slot)) <= 1
    return won


@pytest.mark.storm
def test_of_seven_friends_who_stand_by_at_the_moment_none_gets_the_place(race, point, cooling):
    assert friends_who_get_it(point, race) == 0


@pytest.mark.storm
def test_control_without_a_rest_a_friend_who_stands_by_gets_it(race, point):
    assert friends_who_get_it(point, race) > 0


@pytest.mark.storm
def test_of_eight_who_open_a_rested_place_at_once_one_does(race, point, cooling):
    slot = make_slot(point.id, wib(24, 9), capacity=3)
    for subject in [book(slot, at=NOW) for _ in range(3)]:
        operations.release_place(subject=subject, by="x", at=NOW)

    answers = race(8, lambda number: operations.open_rested(at=NOW + timedelta(hours=6)))

    assert sum(answers) == 3
    assert race.look(lambda: taken(slot)) == 0

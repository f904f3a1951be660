"""Eight people reach for the same thing at one moment; the database decides, on both databases."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.visit.appointments import operations
from lintas.visit.appointments.models import Appointment, Slot
from lintas.visit.appointments.operations import counting
from lintas.visit.appointments.tests.factories import book, hold, make_slot, taken, wib

NOW = wib(20, 9)
THREADS = 8


def test_of_eight_who_reach_for_the_last_place_one_gets_it(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=1)

    answers = race(THREADS, lambda number: hold(slot, at=NOW))

    assert sorted(type(answer).__name__ for answer in answers) == ["SlotFull"] * 7 + ["UUID"]
    assert race.look(lambda: taken(slot)) == 1


def test_of_eight_sendings_of_one_request_all_find_the_same_place(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=8)
    subject, person = uuid4(), uuid4()

    answers = race(THREADS, lambda number: hold(slot, at=NOW, subject=subject, person_id=person))

    assert answers == [subject] * THREADS
    assert race.look(lambda: taken(slot)) == 1


def test_of_eight_drafts_of_one_person_one_gets_a_place(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=8)
    person = uuid4()

    answers = race(THREADS, lambda number: hold(slot, at=NOW, person_id=person))

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyHoldsPlace"] * 7 + ["UUID"]
    assert race.look(lambda: taken(slot)) == 1


def test_a_confirmation_and_the_lapse_job_never_both_win(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=8)
    subjects = [hold(slot, at=NOW, minutes=10) for _ in range(4)]

    def act(number):
        if number % 2:
            return operations.lapse_holds(at=NOW + timedelta(minutes=10))
        return operations.confirm_place(subject=subjects[number // 2], by="x", at=NOW)

    answers = race(THREADS, act)

    def check():
        states = list(Appointment.objects.values_list("state", flat=True))
        return states.count("booked"), states.count("lapsed"), taken(slot)

    booked, lapsed, count = race.look(check)
    confirmed = sum(not isinstance(answer, (int, Exception)) for answer in answers)
    assert (booked, lapsed, count) == (confirmed, 4 - confirmed, confirmed)


def test_moves_in_opposite_directions_do_not_lock_each_other_up(race, point):
    first = make_slot(point.id, wib(24, 9), capacity=8)
    second = make_slot(point.id, wib(25, 9), capacity=8)
    here = [book(first, at=NOW) for _ in range(4)]
    there = [book(second, at=NOW) for _ in range(4)]

    def act(number):
        subject, target = (here[number // 2], second) if number % 2 else (there[number // 2], first)
        operations.move_place(subject=subject, slot_id=target.id, by="x", at=NOW)

    assert race(THREADS, act) == [None] * THREADS
    assert race.look(lambda: (taken(first), taken(second))) == (4, 4)


def test_a_place_released_twice_at_once_is_given_back_once(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=8)
    subject, _other = book(slot, at=NOW), book(slot, at=NOW)

    answers = race(THREADS, lambda number: operations.release_place(subject=subject, by="x", at=NOW))

    assert answers.count(None) == 1
    assert race.look(lambda: taken(slot)) == 1


def crowd_of_late(point, *, capacity):
    """Eight people with a place in a session that was made smaller by hand."""
    slot = make_slot(point.id, wib(24, 9), capacity=THREADS)
    people = [book(slot, at=NOW) for _ in range(THREADS)]
    Slot.objects.filter(id=slot.id).update(capacity=capacity, taken=capacity)
    return slot, people


def came(slot):
    return Appointment.objects.filter(slot=slot, state="checked_in").count()


def come_late(people):
    return lambda number: operations.check_in(subject=people[number], by="officer:x", at=wib(24, 9, 45))


def test_of_eight_who_come_late_at_one_moment_as_many_are_present_as_there_are_places(race, point):
    slot, people = crowd_of_late(point, capacity=2)

    answers = race(THREADS, come_late(people))

    assert sorted(str(type(answer).__name__) for answer in answers) == ["Arrival"] * 2 + ["NoRoomForLate"] * 6
    assert race.look(lambda: came(slot)) == 2


@pytest.mark.only_on("postgresql", "SQLite has one writer: nobody counts while another writes")
def test_control_counted_at_one_moment_without_taking_turns_all_eight_are_let_in(race, point, monkeypatch):
    slot, people = crowd_of_late(point, capacity=2)
    all_counted = threading.Barrier(THREADS)

    class Unlocked:
        """A session that everybody counts before anybody commits."""

        def __init__(self, slot_id):
            self.appointments = self
            self.slot = Slot.objects.get(id=slot_id)
            self.capacity = self.slot.capacity

        def present(self):
            return self

        def count(self):
            counted = self.slot.appointments.present().count()
            all_counted.wait(timeout=30)
            return counted

    monkeypatch.setattr(counting, "_in_turn", Unlocked)
    race(THREADS, come_late(people))

    assert race.look(lambda: came(slot)) == THREADS


def test_sessions_are_opened_once_by_two_workers(race, point):
    from datetime import date, time

    from lintas.visit.appointments.models import Schedule

    Schedule.objects.create(
        point_id=point.id,
        service_class="regular",
        weekday=2,
        session_start=time(9),
        session_end=time(10),
        capacity=2,
        release_days=28,
        valid_from=date(2026, 1, 1),
        confidence="P",
    )

    race(4, lambda number: operations.make_slots(at=NOW))

    assert race.look(Slot.objects.count) == 4

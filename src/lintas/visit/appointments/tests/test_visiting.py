from uuid import uuid4

import pytest

from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations
from lintas.visit.appointments.models import Appointment, Slot
from lintas.visit.appointments.rules import Arrival
from lintas.visit.appointments.states import ActionNotAllowed
from lintas.visit.appointments.tests.factories import book, hold, make_slot, state_of, taken, wib

NOW = wib(20, 9)


@pytest.fixture
def slot(db, point):
    return make_slot(point.id, wib(24, 9), capacity=3)


def come(subject, at):
    return operations.check_in(subject=subject, by="officer:x", at=at)


@pytest.mark.parametrize(
    ("at", "expected"),
    [(wib(24, 8, 30), "early"), (wib(24, 9), "on_time"), (wib(24, 9, 30), "on_time"), (wib(24, 9, 31), "late")],
)
def test_a_person_within_the_window_is_recorded_as_present(slot, at, expected):
    subject = book(slot, at=NOW)

    assert come(subject, at) == expected

    appointment = Appointment.objects.get(subject=subject)
    assert (appointment.state, appointment.checked_in_at, appointment.arrival) == ("checked_in", at, expected)
    assert Event.objects.get(name="appointments.checked_in").body["arrival"] == expected


def test_a_person_who_comes_too_early_hears_from_when(slot):
    subject = book(slot, at=NOW)

    with pytest.raises(operations.CheckInNotOpen) as refusal:
        come(subject, wib(24, 8, 29))

    assert "Selasa, 24 November 2026" in str(refusal.value)
    assert "08.30 WIB" in str(refusal.value)
    assert state_of(subject) == "booked"


def test_a_person_who_comes_after_the_session_is_shown_the_special_way(slot):
    subject = book(slot, at=NOW)

    with pytest.raises(operations.ArrivedTooLate):
        come(subject, wib(24, 10))

    assert state_of(subject) == "booked"


def test_a_late_person_is_refused_when_the_session_is_full_of_those_who_came(slot):
    first, second, late = (book(slot, at=NOW) for _ in range(3))
    come(first, wib(24, 9))
    come(second, wib(24, 9))
    shrink(slot, capacity=2)

    with pytest.raises(operations.NoRoomForLate):
        come(late, wib(24, 9, 45))

    assert state_of(late) == "booked"


def shrink(slot, *, capacity):
    """Make the session smaller than its people, as after a counter closed."""
    Slot.objects.filter(id=slot.id).update(capacity=capacity, taken=capacity)


def test_only_a_booked_person_can_be_present(slot):
    subject = hold(slot, at=NOW)

    with pytest.raises(ActionNotAllowed):
        come(subject, wib(24, 9))


def test_coming_twice_is_refused(slot):
    subject = book(slot, at=NOW)
    come(subject, wib(24, 9))

    with pytest.raises(ActionNotAllowed):
        come(subject, wib(24, 9))


def test_a_missed_place_is_not_given_to_that_day_again(slot):
    subject = book(slot, at=NOW)

    operations.mark_missed(subject=subject, by="officer:x", at=wib(24, 12))

    assert state_of(subject) == "missed"
    assert taken(slot) == 1
    assert Event.objects.filter(name="appointments.missed", subject=subject).count() == 1


def test_a_day_that_is_over_marks_those_who_did_not_come_once(slot, point):
    absent, present = book(slot, at=NOW), book(slot, at=NOW)
    tomorrow = book(make_slot(point.id, wib(25, 9)), at=NOW)
    come(present, wib(24, 9))

    assert operations.mark_absent(at=wib(24, 23, 59)) == 0
    assert operations.mark_absent(at=wib(25, 0)) == 1
    assert operations.mark_absent(at=wib(25, 0)) == 0

    assert [state_of(one) for one in (absent, present, tomorrow)] == ["missed", "checked_in", "booked"]


def walk_in(point, at, service_class="priority"):
    subject = uuid4()
    operations.admit_walk_in(
        point_id=point.id,
        service_class=service_class,
        subject=subject,
        person_id=uuid4(),
        service_key="passport.new.adult",
        by="officer:x",
        at=at,
    )
    return subject


def test_a_walk_in_takes_a_place_of_the_running_session_then_of_the_next(db, point):
    running = make_slot(point.id, wib(24, 9), capacity=1, service_class="priority")
    coming = make_slot(point.id, wib(24, 10), capacity=1, service_class="priority")
    over = make_slot(point.id, wib(24, 8), capacity=1, service_class="priority")
    at = wib(24, 9, 20)

    first, second = walk_in(point, at), walk_in(point, at)

    assert (state_of(first), state_of(second)) == ("checked_in", "checked_in")
    assert (taken(over), taken(running), taken(coming)) == (0, 1, 1)
    with pytest.raises(operations.NoPlaceToday):
        walk_in(point, at)
    assert Appointment.objects.count() == 2


def test_a_visit_that_is_done_keeps_its_place_used(slot):
    subject = book(slot, at=NOW)
    come(subject, wib(24, 9))

    operations.serve(subject=subject, by="officer:x", at=wib(24, 10))

    assert state_of(subject) == "served"
    assert taken(slot) == 1


def test_the_arrival_codes_are_those_that_the_desk_knows():
    assert {one.value for one in Arrival} == {"too_early", "early", "on_time", "late", "over"}

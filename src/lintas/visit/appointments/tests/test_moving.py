from uuid import uuid4

import pytest

from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations, queries
from lintas.visit.appointments.models import Appointment, AppointmentStep
from lintas.visit.appointments.states import ActionNotAllowed
from lintas.visit.appointments.tests.factories import book, hold, make_slot, state_of, taken, wib

NOW = wib(20, 9)


@pytest.fixture
def slot(db, point):
    return make_slot(point.id, wib(24, 9), capacity=1)


@pytest.fixture
def later(db, point):
    return make_slot(point.id, wib(26, 10), capacity=1)


def move(subject, slot, *, at=NOW):
    operations.move_place(subject=subject, slot_id=slot.id, by="person:x", at=at)


def move_by_office(subject, slot, *, at=NOW, reason="closure"):
    operations.move_place_by_office(subject=subject, slot_id=slot.id, reason=reason, by="officer:x", at=at)


def test_a_person_moves_a_booked_place_and_uses_one_move(slot, later):
    subject = book(slot, at=NOW)

    move(subject, later)

    assert (taken(slot), taken(later)) == (0, 1)
    assert state_of(subject) == "booked"
    assert queries.appointment_of(subject).moves_left == 0
    moved = Event.objects.get(name="appointments.moved").body
    assert (moved["from_slot_id"], moved["slot_id"], moved["reason"]) == (str(slot.id), str(later.id), "")


def test_the_day_before_is_the_last_day_and_ends_at_midnight_at_the_office(slot, later):
    subject = book(slot, at=NOW)

    with pytest.raises(operations.TooLateToMove) as refusal:
        move(subject, later, at=wib(24, 0))

    assert "Senin, 23 November 2026" in str(refusal.value)
    assert (taken(slot), taken(later)) == (1, 0)

    move(subject, later, at=wib(23, 23, 59))
    assert (taken(slot), taken(later)) == (0, 1)


def test_the_second_move_is_refused(slot, later, point):
    third = make_slot(point.id, wib(27, 9))
    subject = book(slot, at=NOW)
    move(subject, later)

    with pytest.raises(operations.NoMovesLeft) as refusal:
        move(subject, third)

    assert "(1 kali)" in str(refusal.value)
    assert (taken(later), taken(third)) == (1, 0)


def test_a_hold_moves_freely(slot, later, point):
    third = make_slot(point.id, wib(27, 9))
    subject = hold(slot, at=NOW)
    move(subject, later)
    move(subject, third)

    assert (taken(slot), taken(later), taken(third)) == (0, 0, 1)
    assert queries.appointment_of(subject).moves_left == 1


def test_given_the_new_session_is_full_then_the_old_place_stays(slot, later):
    book(later, at=NOW)
    subject = book(slot, at=NOW)

    with pytest.raises(operations.SlotFull):
        move(subject, later)

    assert (taken(slot), taken(later)) == (1, 1)
    assert queries.appointment_of(subject).slot_id == slot.id
    assert AppointmentStep.objects.filter(action="move").count() == 0


def test_a_place_moves_only_within_its_point_and_class(slot, other_point, point):
    elsewhere = make_slot(other_point.id, wib(26, 9))
    priority = make_slot(point.id, wib(26, 9), service_class="priority")
    subject = book(slot, at=NOW)

    with pytest.raises(operations.OtherPoint):
        move(subject, elsewhere)
    with pytest.raises(operations.OtherClass):
        move(subject, priority)
    with pytest.raises(operations.SameSlot):
        operations.move_place(subject=subject, slot_id=make_slot_free(slot).id, by="x", at=NOW)

    assert taken(slot) == 1


def make_slot_free(slot):
    """Room for one more in the same session, so that being full is not what refuses."""
    slot.capacity = 2
    slot.save(update_fields=["capacity"])
    return slot


def test_the_office_moves_on_the_day_itself_without_using_the_right(slot, later):
    subject = book(slot, at=NOW)

    move_by_office(subject, later, at=wib(24, 8))

    assert (taken(slot), taken(later)) == (0, 1)
    assert queries.appointment_of(subject).moves_left == 1
    assert AppointmentStep.objects.get(action="move_by_office").reason == "closure"
    assert Event.objects.get(name="appointments.moved").body["reason"] == "closure"


@pytest.mark.parametrize("reason", ["", "karena sakit"])
def test_the_office_needs_one_of_the_agreed_reasons(slot, later, reason):
    subject = book(slot, at=NOW)

    with pytest.raises(operations.ReasonNeeded):
        move_by_office(subject, later, reason=reason)

    assert (taken(slot), taken(later)) == (1, 0)


def test_a_missed_appointment_gets_a_new_one_and_its_day_stays_used(slot, later):
    subject = book(slot, at=NOW)
    operations.mark_missed(subject=subject, by="system:x", at=wib(25, 1))

    move_by_office(subject, later, at=wib(25, 9), reason="hardship")

    assert (taken(slot), taken(later)) == (1, 1)
    assert sorted(Appointment.objects.values_list("state", flat=True)) == ["booked", "missed"]
    assert queries.appointment_of(subject).state == "booked"


@pytest.mark.parametrize("mover", [move, move_by_office])
def test_a_served_appointment_does_not_move(slot, later, mover):
    subject = book(slot, at=NOW)
    operations.check_in(subject=subject, by="x", at=wib(24, 9))
    operations.serve(subject=subject, by="x", at=wib(24, 10))

    with pytest.raises(ActionNotAllowed):
        mover(subject, later, at=wib(24, 11))

    assert (taken(slot), taken(later)) == (1, 0)


def test_an_application_without_a_place_cannot_move(later):
    with pytest.raises(operations.NoPlaceHeld):
        move(uuid4(), later)

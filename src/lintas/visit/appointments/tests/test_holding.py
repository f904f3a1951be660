from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations
from lintas.visit.appointments.models import Appointment, AppointmentStep, Slot, StepIsFinal
from lintas.visit.appointments.states import ActionNotAllowed
from lintas.visit.appointments.tests.factories import book, hold, make_slot, state_of, taken, wib

NOW = wib(20, 9)


@pytest.fixture
def slot(db, point) -> Slot:
    return make_slot(point.id, wib(24, 9), capacity=2)


def test_a_hold_takes_one_place_and_tells_of_it(slot):
    subject = hold(slot, at=NOW)

    assert taken(slot) == 1
    assert state_of(subject) == "held"
    event = Event.objects.get()
    assert (event.name, event.subject) == ("appointments.place_held", subject)


def test_given_the_last_place_is_taken_then_holding_is_refused_and_nothing_changes(slot):
    hold(slot, at=NOW)
    hold(slot, at=NOW)
    events = Event.objects.count()

    with pytest.raises(operations.SlotFull) as refusal:
        hold(slot, at=NOW)

    assert "Pilih jam atau hari lain" in str(refusal.value)
    assert taken(slot) == 2
    assert Appointment.objects.count() == 2
    assert Event.objects.count() == events


def test_given_the_place_went_between_look_and_take_then_nothing_of_the_hold_stays(slot, monkeypatch):
    slot.capacity = slot.taken = 2
    Slot.objects.filter(id=slot.id).update(taken=2)
    stale = Slot(id=slot.id, point_id=slot.point_id, starts_at=slot.starts_at, capacity=2, taken=0)
    monkeypatch.setattr("lintas.visit.appointments.operations.cooling.open_slot", lambda slot_id, *, at: stale)

    with pytest.raises(operations.SlotFull):
        hold(slot, at=NOW)

    assert not Appointment.objects.exists()
    assert not AppointmentStep.objects.exists()
    assert not Event.objects.exists()


def test_the_table_itself_refuses_one_too_many_and_one_too_few(slot):
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(id=slot.id).update(taken=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(id=slot.id).update(taken=-1)


@pytest.mark.parametrize(("at", "refusal"), [(wib(24, 9), operations.SlotBegun), (wib(25, 9), operations.SlotBegun)])
def test_a_session_that_has_begun_is_refused(slot, at, refusal):
    with pytest.raises(refusal):
        hold(slot, at=at)

    assert taken(slot) == 0


def test_a_session_during_which_the_office_rests_is_refused(slot):
    Slot.objects.update(offered=False)

    with pytest.raises(operations.SlotClosed):
        hold(slot, at=NOW)


def test_an_unknown_session_is_refused(db):
    with pytest.raises(operations.NoSuchSlot):
        operations.hold_place(
            slot_id=uuid4(), subject=uuid4(), person_id=uuid4(), service_key="s", until=NOW, by="x", at=NOW
        )


def test_choosing_the_same_session_again_keeps_one_place_and_the_later_limit(slot):
    person = uuid4()
    subject = hold(slot, at=NOW, person_id=person, minutes=15)
    hold(slot, at=NOW, subject=subject, person_id=person, minutes=120)
    hold(slot, at=NOW, subject=subject, person_id=person, minutes=5)

    assert taken(slot) == 1
    assert Appointment.objects.get().held_until == NOW + timedelta(minutes=120)


def test_a_repeated_request_for_the_last_place_finds_it_kept(slot):
    person = uuid4()
    hold(slot, at=NOW)
    subject = hold(slot, at=NOW, person_id=person)

    assert hold(slot, at=NOW, subject=subject, person_id=person) == subject
    assert taken(slot) == 2


def test_choosing_another_session_moves_the_hold(slot, other_point):
    later = make_slot(other_point.id, wib(25, 10))
    person = uuid4()
    subject = hold(slot, at=NOW, person_id=person)

    hold(later, at=NOW, subject=subject, person_id=person)

    assert (taken(slot), taken(later)) == (0, 1)
    assert Appointment.objects.get().slot_id == later.id


def test_given_the_other_session_is_full_then_the_first_hold_stays(slot, point):
    full = make_slot(point.id, wib(25, 10), capacity=1)
    hold(full, at=NOW)
    subject = hold(slot, at=NOW)

    with pytest.raises(operations.SlotFull):
        hold(full, at=NOW, subject=subject)

    assert (taken(slot), taken(full)) == (1, 1)


def test_one_person_cannot_hold_two_places_for_one_service(slot, point):
    other = make_slot(point.id, wib(25, 10))
    person = uuid4()
    hold(slot, at=NOW, person_id=person)

    with pytest.raises(operations.AlreadyHoldsPlace):
        hold(other, at=NOW, person_id=person)

    assert (taken(slot), taken(other)) == (1, 0)


def test_a_booked_application_cannot_hold_another_place(slot, point):
    other = make_slot(point.id, wib(25, 10))
    subject = book(slot, at=NOW)

    with pytest.raises(operations.AlreadyHoldsPlace):
        hold(other, at=NOW, subject=subject)

    assert (taken(slot), taken(other)) == (1, 0)


def test_an_overdue_hold_of_the_same_person_gives_way_to_a_new_one(slot):
    person = uuid4()
    old = hold(slot, at=NOW, person_id=person, minutes=15)

    new = hold(slot, at=NOW + timedelta(minutes=15), person_id=person)

    assert (state_of(old), state_of(new)) == ("lapsed", "held")
    assert taken(slot) == 1


def test_a_confirmed_place_is_booked_and_has_no_limit_any_more(slot):
    subject = book(slot, at=NOW)

    appointment = Appointment.objects.get(subject=subject)
    assert (appointment.state, appointment.held_until) == ("booked", None)
    assert Event.objects.filter(name="appointments.booked", subject=subject).count() == 1
    assert taken(slot) == 1


def test_a_hold_is_over_at_its_limit_whether_or_not_the_job_has_run(slot):
    subject = hold(slot, at=NOW, minutes=15)
    at_the_limit = NOW + timedelta(minutes=15)

    with pytest.raises(operations.HoldExpired):
        operations.confirm_place(subject=subject, by="x", at=at_the_limit)
    assert operations.lapse_holds(at=at_the_limit) == 1
    with pytest.raises(operations.HoldExpired):
        operations.confirm_place(subject=subject, by="x", at=at_the_limit)
    with pytest.raises(operations.HoldExpired):
        operations.prolong_hold(subject=subject, until=at_the_limit, by="x", at=at_the_limit)

    assert state_of(subject) == "lapsed"
    assert taken(slot) == 0


def test_confirming_twice_is_refused_and_changes_nothing(slot):
    subject = book(slot, at=NOW)

    with pytest.raises(ActionNotAllowed):
        operations.confirm_place(subject=subject, by="x", at=NOW)

    assert taken(slot) == 1


def test_a_hold_can_be_kept_until_the_bill_expires(slot):
    subject = hold(slot, at=NOW, minutes=15)

    operations.prolong_hold(subject=subject, until=NOW + timedelta(hours=2), by="x", at=NOW)

    assert operations.lapse_holds(at=NOW + timedelta(minutes=119)) == 0
    assert operations.lapse_holds(at=NOW + timedelta(minutes=120)) == 1


def test_the_lapse_job_gives_the_same_result_when_it_runs_late_or_twice(slot):
    hold(slot, at=NOW, minutes=10)
    kept = book(slot, at=NOW)
    late = NOW + timedelta(days=2)

    assert [operations.lapse_holds(at=late), operations.lapse_holds(at=late)] == [1, 0]

    assert state_of(kept) == "booked"
    assert taken(slot) == 1
    assert Event.objects.filter(name="appointments.hold_lapsed").count() == 1


def test_late_money_takes_the_place_again_while_there_is_one(slot):
    subject = hold(slot, at=NOW, minutes=10)
    later = NOW + timedelta(minutes=11)

    operations.retake_place(subject=subject, by="system:x", at=later)

    assert state_of(subject) == "booked"
    assert taken(slot) == 1


def test_late_money_for_a_place_that_went_is_refused_and_the_lapse_stays(slot):
    subject = hold(slot, at=NOW, minutes=10)
    later = NOW + timedelta(minutes=11)
    operations.lapse_holds(at=later)
    hold(slot, at=later)
    hold(slot, at=later)

    with pytest.raises(operations.SlotFull):
        operations.retake_place(subject=subject, by="system:x", at=later)

    assert state_of(subject) == "lapsed"
    assert taken(slot) == 2


def test_a_booked_place_is_not_taken_again(slot):
    subject = book(slot, at=NOW)

    with pytest.raises(ActionNotAllowed):
        operations.retake_place(subject=subject, by="system:x", at=NOW)


@pytest.mark.parametrize("way_in", [hold, book])
def test_a_released_place_is_open_to_others_at_once(slot, way_in):
    subject = way_in(slot, at=NOW)

    operations.release_place(subject=subject, by="person:x", at=NOW)

    assert state_of(subject) == "released"
    assert taken(slot) == 0
    assert Event.objects.filter(name="appointments.place_freed").count() == 1
    with pytest.raises(ActionNotAllowed):
        operations.release_place(subject=subject, by="person:x", at=NOW)
    assert taken(slot) == 0


def test_an_application_without_a_place_is_told_so(db):
    for act in (operations.confirm_place, operations.release_place, operations.serve, operations.check_in):
        with pytest.raises(operations.NoPlaceHeld):
            act(subject=uuid4(), by="x", at=NOW)


def test_every_step_leaves_a_line_that_cannot_be_changed(slot):
    subject = book(slot, at=NOW)
    operations.release_place(subject=subject, by="person:y", at=NOW)

    lines = AppointmentStep.objects.order_by("id")
    assert [(line.from_state, line.action, line.to_state, line.by) for line in lines] == [
        ("", "hold", "held", "person:x"),
        ("held", "confirm", "booked", "system:x"),
        ("booked", "release", "released", "person:y"),
    ]
    with pytest.raises(StepIsFinal):
        lines[0].save()
    with pytest.raises(StepIsFinal):
        lines[0].delete()


def test_a_hold_without_a_limit_cannot_be_stored(slot):
    subject = hold(slot, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(subject=subject).update(held_until=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(subject=subject).update(state="booked")


def ours(queries) -> int:
    return sum('"appointments_' in query["sql"] for query in queries.captured_queries)


def test_holding_costs_four_statements_of_ours_for_the_first_and_for_the_twentieth(point, db):
    slot = make_slot(point.id, wib(24, 9), capacity=25)
    for _ in range(20):
        with CaptureQueriesContext(connection) as queries:
            hold(slot, at=NOW)
        assert ours(queries) == 4  # look, insert, note, take


def test_a_sold_out_answer_costs_two_looks(slot):
    hold(slot, at=NOW)
    hold(slot, at=NOW)

    with CaptureQueriesContext(connection) as queries, pytest.raises(operations.SlotFull):
        hold(slot, at=NOW)

    assert ours(queries) == 2  # the session, and whether its place is mine already

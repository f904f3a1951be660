"""Reminders three days and one day before a visit, once each, and the link that gives the place back."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations, queries
from lintas.visit.appointments.models import Appointment, FreedPlace, Reminder
from lintas.visit.appointments.operations import reminding
from lintas.visit.appointments.queries.links import LINKS
from lintas.visit.appointments.states import ActionNotAllowed
from lintas.visit.appointments.tests.factories import book, hold, make_slot, state_of, taken, wib

BOOKED = wib(10, 9)


@pytest.fixture
def slot(db, point, cooling):
    return make_slot(point.id, wib(24, 9))


@pytest.fixture
def subject(slot):
    return book(slot, at=BOOKED)


def reminder(number=1):
    return Reminder.objects.get(number=number)


def signed(at):
    operations.remind(at=at)
    return operations.issue_link(reminder_id=reminder().id)


@pytest.mark.parametrize(
    ("at", "numbers"),
    [
        (wib(20, 18), []),
        (wib(21, 7, 59), []),
        (wib(21, 8), [1]),
        (wib(22, 12), [1]),
        (wib(23, 8), [2]),
        (wib(24, 8), []),
    ],
)
def test_three_days_and_one_day_before_from_the_hour_on(subject, at, numbers):
    operations.remind(at=at)
    assert list(Reminder.objects.values_list("number", flat=True)) == numbers
    assert Event.objects.filter(name="appointments.reminder_due").count() == len(numbers)


def test_each_is_told_of_once_however_often_the_job_runs(subject):
    for hour in range(8, 17):
        operations.remind(at=wib(21, hour))
        operations.remind(at=wib(23, hour))
    assert Event.objects.filter(name="appointments.reminder_due").count() == 2


def test_who_booked_within_those_days_is_not_reminded_of_what_they_just_did(slot):
    book(slot, at=wib(22, 9))
    operations.remind(at=wib(22, 10))
    assert not Reminder.objects.exists()
    operations.remind(at=wib(23, 10))
    assert reminder(2)


def test_an_appointment_that_moved_is_reminded_of_its_new_day(subject, point):
    operations.remind(at=wib(21, 9))
    operations.move_place(subject=subject, slot_id=make_slot(point.id, wib(27, 9)).id, by="x", at=wib(21, 10))
    operations.remind(at=wib(24, 9))
    assert Reminder.objects.filter(number=1).count() == 2


def test_a_hold_and_a_place_given_back_are_not_reminded_of(slot):
    gone = book(slot, at=BOOKED)
    operations.release_place(subject=gone, by="x", at=BOOKED)
    assert operations.remind(at=wib(21, 9)) == 0


def test_the_link_gives_the_place_back_which_rests_by_the_rules(slot, subject):
    link = signed(wib(21, 9))

    assert operations.cannot_come(signed=link, at=wib(21, 10)) == subject

    assert state_of(subject) == "released"
    assert (FreedPlace.objects.get().state, taken(slot)) == ("resting", 1)
    assert not queries.link(signed=link, at=wib(21, 10)).is_open


def test_looking_at_it_changes_nothing_and_it_works_once(subject):
    link = signed(wib(21, 9))
    for _ in range(3):
        assert queries.link(signed=link, at=wib(21, 10)).is_open
    operations.cannot_come(signed=link, at=wib(21, 10))
    with pytest.raises(operations.LinkOver):
        operations.cannot_come(signed=link, at=wib(21, 10))


def test_a_link_holds_no_long_number_and_is_one_of_very_many():
    links = {reminding._fresh() for _ in range(2000)}
    assert len(links) == 2000
    assert not [link for link in links if re.search(r"[0-9]{6}", link)]
    assert all(len(link.split("/")[0]) == 22 for link in links)


def test_after_a_move_the_old_link_touches_nothing(subject, point):
    link = signed(wib(21, 9))
    operations.move_place(subject=subject, slot_id=make_slot(point.id, wib(27, 9)).id, by="x", at=wib(21, 10))
    with pytest.raises(operations.LinkOver):
        operations.cannot_come(signed=link, at=wib(21, 11))
    assert state_of(subject) == "booked"


def test_once_the_session_has_begun_the_link_is_over(subject):
    link = signed(wib(21, 9))
    with pytest.raises(operations.LinkOver):
        operations.cannot_come(signed=link, at=wib(24, 9))


def test_a_changed_forged_or_foreign_link_is_refused(subject, django_assert_num_queries):
    link = signed(wib(21, 9))
    with django_assert_num_queries(0):
        for wrong in [f"x{link}", link[:-1], link.split("/")[0], "", f"{uuid4()}/{uuid4()}"]:
            with pytest.raises(queries.LinkUnknown):
                queries.link(signed=wrong, at=wib(21, 10))
    with pytest.raises(queries.LinkUnknown):
        queries.link(signed=LINKS.sign("another"), at=wib(21, 10))


def test_the_table_holds_nothing_that_opens_a_link_and_tells_it_once(subject):
    link = signed(wib(21, 9))
    row = Reminder.objects.get()
    assert link.split("/")[0].encode() not in bytes(row.digest)
    with pytest.raises(queries.LinkUnknown):
        queries.link(signed=LINKS.sign(bytes(row.digest).hex()), at=wib(21, 10))
    with pytest.raises(operations.LinkOver):
        operations.issue_link(reminder_id=row.id)
    for wrong in [{"number": 3}, {"digest": None, "used_at": BOOKED}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.update(**wrong)


def test_who_gave_the_place_back_chooses_another_by_the_same_right_once(subject, point, slot):
    operations.cannot_come(signed=signed(wib(21, 9)), at=wib(21, 10))
    other = make_slot(point.id, wib(27, 9))

    operations.move_place(subject=subject, slot_id=other.id, by="x", at=wib(22, 9))

    assert (state_of(subject), taken(other)) == ("booked", 1)
    assert queries.appointment_of(subject).moves_left == 0
    operations.release_place(subject=subject, by="x", at=wib(22, 10))
    with pytest.raises(operations.NoMovesLeft):
        operations.move_place(subject=subject, slot_id=slot.id, by="x", at=wib(22, 11))


def test_a_hold_that_was_given_back_is_no_right_to_a_booked_place(point, slot):
    subject = hold(slot, at=BOOKED)
    operations.release_place(subject=subject, by="x", at=BOOKED)
    with pytest.raises(ActionNotAllowed):
        operations.move_place(subject=subject, slot_id=make_slot(point.id, wib(27, 9)).id, by="x", at=BOOKED)
    assert not Appointment.objects.holding_a_place().exists()


@pytest.mark.storm
def test_of_eight_taps_at_one_moment_one_gives_the_place_back(race, point, cooling):
    slot = make_slot(point.id, wib(24, 9))
    book(slot, at=BOOKED)
    link = signed(wib(21, 9))

    answers = race(8, lambda number: operations.cannot_come(signed=link, at=wib(21, 9) + timedelta(seconds=number)))

    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert race.look(lambda: FreedPlace.objects.count()) == 1

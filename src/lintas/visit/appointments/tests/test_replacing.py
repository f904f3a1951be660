"""The nearest equal place: who gets which, until when one may choose, and eight at one moment."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.appointments import operations, queries, rules
from lintas.visit.appointments.models import Replacement, Slot
from lintas.visit.appointments.operations import deriving
from lintas.visit.appointments.rules.capacity import Rationed
from lintas.visit.appointments.tests.conftest import PARAMETERS
from lintas.visit.appointments.tests.factories import WIB, book, hold, make_slot, taken, wib

NOW = wib(20, 9)
THREADS = 8


@pytest.fixture(autouse=True)
def three_days_to_answer(monkeypatch):
    monkeypatch.setitem(PARAMETERS, "offer_answer_within", timedelta(days=3))


@pytest.fixture
def closed(db, point, calendar):
    """A session of eight on Tuesday the 24th, which the office closes."""
    calendar.closed.add(date(2026, 11, 24))
    return make_slot(point.id, wib(24, 10), capacity=THREADS)


def withdraw(slot):
    operations.withdraw_day(point_id=slot.point_id, on=slot.on)


def replace(subject, *, at=NOW):
    return operations.replace_place(subject=subject, reason="closure", by="system:x", at=at)


def test_the_first_day_with_room_counts_and_on_it_the_hour_nearest_to_the_old_one(closed, point, other_point):
    subject = book(closed, at=NOW)
    withdraw(closed)
    make_slot(point.id, wib(23, 10))  # nobody has to come earlier
    make_slot(other_point.id, wib(25, 10))
    make_slot(point.id, wib(25, 10), service_class="priority")
    make_slot(point.id, wib(25, 9), capacity=1, taken=1)
    make_slot(point.id, wib(26, 10))
    nearest = make_slot(point.id, wib(25, 13))
    make_slot(point.id, wib(25, 15))

    replace(subject)

    assert queries.appointment_of(subject).slot_id == nearest.id


def test_a_place_on_a_day_that_is_served_is_left_alone(closed, point):
    subject = book(closed, at=NOW)
    make_slot(point.id, wib(25, 10))

    assert replace(subject) is None
    assert queries.appointment_of(subject).slot_id == closed.id


def test_who_lets_go_of_the_place_has_nothing_to_choose_any_more(closed, point):
    subject = book(closed, at=NOW)
    withdraw(closed)
    make_slot(point.id, wib(25, 10))
    replace(subject)
    assert queries.replacement_of(subject, at=NOW).is_open

    operations.release_place(subject=subject, by="person:x", at=NOW)

    assert not queries.replacement_of(subject, at=NOW).is_open
    with pytest.raises(operations.NoReplacement):
        operations.accept_replacement(subject=subject, by="person:x", at=NOW)


@pytest.mark.parametrize(("elsewhere", "error"), [("point", operations.OtherPoint), ("class", operations.OtherClass)])
def test_only_an_equal_place_may_be_chosen(closed, point, other_point, elsewhere, error):
    subject = book(closed, at=NOW)
    withdraw(closed)
    make_slot(point.id, wib(25, 10))
    wrong = (
        make_slot(other_point.id, wib(26, 10))
        if elsewhere == "point"
        else make_slot(point.id, wib(26, 10), service_class="priority")
    )
    replace(subject)

    with pytest.raises(error):
        operations.choose_instead(subject=subject, slot_id=wrong.id, by="person:x", at=NOW)

    assert Replacement.objects.get().answer == ""
    assert taken(wrong) == 0


FIRST = datetime(2026, 11, 1, tzinfo=WIB)
moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(at=moments, ahead=st.timedeltas(timedelta(minutes=1), timedelta(days=40)), within=st.integers(1, 10))
def test_there_is_always_time_to_answer_and_never_beyond_the_visit(at, ahead, within):
    starts_at = at + ahead
    until = rules.answer_by(
        at=at, starts_at=starts_at, within=timedelta(days=within), cutoff=timedelta(days=1), zone=WIB
    )

    assert at < until <= min(starts_at, at + timedelta(days=within))


@given(wanted=moments, found=st.lists(moments, min_size=1))
def test_the_nearest_is_on_the_first_day_and_no_other_hour_of_it_is_nearer(wanted, found):
    first = min(found, key=lambda one: rules.nearness(one, wanted))
    minutes = {one: abs((one.hour * 60 + one.minute) - (wanted.hour * 60 + wanted.minute)) for one in found}

    assert first.date() == min(one.date() for one in found)
    assert minutes[first] == min(minutes[one] for one in found if one.date() == first.date())


def test_of_eight_moved_at_one_moment_each_has_one_place_and_none_is_sold_twice(race, point, calendar):
    calendar.closed.add(date(2026, 11, 24))
    closed = make_slot(point.id, wib(24, 10), capacity=THREADS)
    subjects = [book(closed, at=NOW) for _ in range(THREADS)]
    withdraw(closed)
    later = [make_slot(point.id, wib(25, 10), capacity=3), make_slot(point.id, wib(26, 10), capacity=9)]

    answers = race(THREADS, lambda number: replace(subjects[number]))

    assert all(isinstance(answer, datetime) for answer in answers), answers
    assert race.look(lambda: (taken(closed), taken(later[0]), taken(later[1]))) == (0, 3, 5)
    assert race.look(Replacement.objects.count) == THREADS


def test_of_four_moved_and_four_who_book_at_one_moment_nobody_is_oversold_and_nobody_moved_loses(race, point, calendar):
    calendar.closed.add(date(2026, 11, 24))
    closed = make_slot(point.id, wib(24, 10), capacity=4)
    subjects = [book(closed, at=NOW) for _ in range(4)]
    withdraw(closed)
    near, far = make_slot(point.id, wib(25, 10), capacity=4), make_slot(point.id, wib(26, 10), capacity=4)

    race(THREADS, lambda number: replace(subjects[number // 2]) if number % 2 else hold(near, at=NOW))

    def check():
        assert all(queries.appointment_of(subject).slot_id in (near.id, far.id) for subject in subjects)
        return taken(closed), taken(near) + taken(far) <= 8, taken(near) <= 4

    assert race.look(check) == (0, True, True)


def test_a_session_made_smaller_while_eight_book_keeps_every_place_that_was_given(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=8)

    def act(number):
        if number % 2:
            return deriving.resize(slot.id, Rationed(capacity=2, withheld=0, places=2))
        return hold(slot, at=NOW)

    answers = race(THREADS, act)

    given_places = sum(answer is not None and not isinstance(answer, Exception) for answer in answers)
    assert not [answer for answer in answers if isinstance(answer, IntegrityError)]
    assert race.look(lambda: taken(slot)) == given_places
    assert race.look(lambda: Slot.objects.get(id=slot.id).capacity) >= given_places


def test_set_without_looking_at_what_is_taken_the_database_itself_refuses(db, point):
    """The control: a plain number instead of the greater one."""
    slot = make_slot(point.id, wib(24, 9), capacity=3)
    for _ in range(3):
        hold(slot, at=NOW, subject=uuid4())

    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(id=slot.id).update(capacity=1)
    deriving.resize(slot.id, Rationed(capacity=1, withheld=0, places=1))

    assert (taken(slot), slot.capacity) == (3, 3)

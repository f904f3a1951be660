"""Where freed places, the waiting list and the office's own changes meet: closed days, and places that are added."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations, queries, tasks
from lintas.visit.appointments.models import FreedPlace, Offer, Reminder, Schedule, Slot, Waiting
from lintas.visit.appointments.operations import cooling, deriving
from lintas.visit.appointments.rules.capacity import Rationed
from lintas.visit.appointments.tests.conftest import PARAMETERS
from lintas.visit.appointments.tests.factories import book, hold, make_slot, taken, wib
from lintas.visit.appointments.tests.test_waiting import NOW, free, offered, wait

THREADS = 8
NEXT = date(2026, 11, 25)


@pytest.fixture
def slot(db, point, cooling):
    """A session of two places, both booked, on the day that is closed."""
    return make_slot(point.id, wib(24, 9), capacity=2)


@pytest.fixture
def booked(slot):
    return [book(slot, at=NOW) for _ in range(2)]


@pytest.fixture(autouse=True)
def three_days_to_answer(monkeypatch):
    monkeypatch.setitem(PARAMETERS, "offer_answer_within", timedelta(days=3))


def close(slot, calendar):
    calendar.closed.add(slot.on)
    operations.withdraw_day(point_id=slot.point_id, on=slot.on)


def set_places(slot, places, *, at=NOW):
    """Size the session as the job does."""
    with transaction.atomic():
        deriving.resize(slot.id, Rationed(capacity=places, withheld=0, places=places))
        cooling.set_aside(slot.id, at=at)


def replace(subject, *, at=NOW):
    return operations.replace_place(subject=subject, reason="closure", by="system:x", at=at)


def test_what_rests_on_a_day_that_closes_is_offered_to_nobody_and_rests_no_longer(point, calendar, slot, booked):
    wait(point)
    free(booked[0])
    close(slot, calendar)

    tasks.turn_freed(at=NOW)

    assert not Offer.objects.exists()
    assert FreedPlace.objects.get().state == "closed"
    assert taken(slot) == 1


def test_a_place_let_go_on_a_closed_day_does_not_rest(point, calendar, slot, booked):
    close(slot, calendar)
    free(booked[0])

    assert not FreedPlace.objects.exists()
    assert taken(slot) == 1


def test_a_place_freed_on_another_day_is_offered_while_a_day_is_closed(point, calendar, slot, booked):
    other = make_slot(point.id, wib(23, 9), capacity=1)
    leaves = book(other, at=NOW)
    waits = wait(point, first=date(2026, 11, 23))
    close(slot, calendar)
    free(leaves)

    tasks.turn_freed(at=NOW)

    assert offered(waits).slot_id == other.id


def test_an_offer_on_a_day_that_closes_is_withdrawn_and_is_nobodys_silence(point, calendar, slot, booked):
    waits = wait(point)
    free(booked[0])
    tasks.turn_freed(at=NOW)
    close(slot, calendar)
    late = NOW + timedelta(hours=3)

    with pytest.raises(operations.OfferOver):
        operations.accept_offer(subject=waits, until=late, by="x", at=NOW)
    tasks.turn_freed(at=late)

    assert (Offer.objects.get().state, Waiting.objects.get().state, Waiting.objects.get().passes) == (
        "withdrawn",
        "waiting",
        0,
    )
    event = Event.objects.get(name="appointments.offer_closed")
    told = decode(event.name, event.body)
    assert (told.subject, told.outcome, told.stays) == (waits, "withdrawn", True)
    assert taken(slot) == 1


def test_without_the_clearing_first_the_person_would_pay_for_the_closed_day(point, calendar, slot, booked):
    """The control: the same without the clearing."""
    wait(point)
    free(booked[0])
    operations.offer_freed(at=NOW)
    close(slot, calendar)

    operations.pass_offers(at=NOW + timedelta(hours=3))

    assert Waiting.objects.get().passes == 1


def test_nobody_is_reminded_of_a_visit_on_a_closed_day(point, calendar, slot, booked):
    close(slot, calendar)
    assert operations.remind(at=wib(21, 9)) == 0

    Slot.objects.update(offered=True)
    assert operations.remind(at=wib(21, 9)) == 2
    assert Reminder.objects.count() == 2


def test_who_had_a_place_on_a_closed_day_comes_before_who_waits_for_one(point, calendar, slot, booked):
    other = make_slot(point.id, wib(25, 9), capacity=1)
    leaves = book(other, at=NOW)
    waits = wait(point, last=NEXT)
    close(slot, calendar)
    with pytest.raises(operations.NoPlaceToday):
        replace(booked[0])
    free(leaves)

    tasks.turn_freed(at=NOW)
    assert offered(waits) is None
    assert replace(booked[0]) is not None

    assert queries.appointment_of(booked[0]).slot_id == other.id
    assert FreedPlace.objects.get().state == "given"
    assert (taken(other), taken(slot)) == (1, 1)


def open_the_next_week(point, *, places):
    """Open Tuesday the 1st as the job does, when nothing between is there."""
    Schedule.objects.create(
        point_id=point.id,
        service_class="regular",
        weekday=2,
        session_start=time(9),
        session_end=time(10),
        capacity=places,
        release_days=14,
        valid_from=date(2026, 1, 1),
        confidence="P",
    )
    operations.make_slots(at=NOW)
    return Slot.objects.get(on=date(2026, 12, 1))


def test_of_a_day_that_is_opened_who_had_a_place_on_a_closed_day_comes_before_everybody(point, calendar, slot, booked):
    close(slot, calendar)
    opened = open_the_next_week(point, places=3)

    assert opened.capacity - opened.taken == 1  # the third is anybody's
    quick = hold(opened, at=NOW)
    with pytest.raises(operations.SlotFull):
        hold(opened, at=NOW)
    for subject in booked:
        assert replace(subject)

    assert {queries.appointment_of(subject).slot_id for subject in (*booked, quick)} == {opened.id}
    assert taken(opened) == 3


@pytest.mark.parametrize(
    ("rests_on", "kept"), [(wib(23, 9), 2), (wib(26, 9), 1)], ids=["before the closed day", "after it"]
)
def test_what_rests_where_people_of_a_closed_day_can_go_is_theirs_already(
    point, calendar, slot, booked, rests_on, kept
):
    free(book(make_slot(point.id, rests_on, capacity=1), at=NOW))
    close(slot, calendar)
    opened = make_slot(point.id, wib(27, 9), capacity=3)

    with transaction.atomic():
        assert cooling.set_aside(opened.id, at=NOW) == kept


def test_who_waits_for_a_day_and_who_had_a_closed_one_are_counted_side_by_side(point, calendar, slot, booked):
    for _ in range(2):
        wait(point, first=date(2026, 11, 27), last=date(2026, 11, 27))
    close(slot, calendar)
    sessions = [make_slot(point.id, wib(27, hour), capacity=2) for hour in (9, 10, 11)]

    with transaction.atomic():
        assert [cooling.set_aside(one.id, at=NOW) for one in sessions] == [2, 2, 0]


def test_with_nobody_on_a_closed_day_all_places_of_a_new_day_are_open_at_once(point, calendar, slot, booked):
    """The control of the test above."""
    assert open_the_next_week(point, places=3).taken == 0


def test_a_new_day_before_the_closed_one_keeps_nothing_for_its_people(point, calendar, slot, booked):
    close(slot, calendar)
    earlier = make_slot(point.id, wib(23, 9), capacity=3)

    with transaction.atomic():
        assert cooling.set_aside(earlier.id, at=NOW) == 0


def test_an_added_place_is_offered_to_who_waits_before_anybody_can_take_it(point, slot, booked):
    waits = wait(point)

    set_places(slot, 5)

    assert taken(slot) == 3  # one for the one who waits, two are open
    tasks.turn_freed(at=NOW)
    assert offered(waits).slot_id == slot.id
    operations.accept_offer(subject=waits, until=NOW + timedelta(minutes=15), by="x", at=NOW)
    assert taken(slot) == 3


def test_an_added_place_that_nobody_who_waits_wants_opens_soon(point, slot, booked):
    waits = wait(point)
    set_places(slot, 3)
    tasks.turn_freed(at=NOW)
    operations.leave_waiting(subject=waits, by="x", at=NOW)

    operations.open_rested(at=NOW + timedelta(hours=6))

    assert taken(slot) == 2
    hold(slot, at=NOW + timedelta(hours=6))


def test_a_day_that_opens_again_serves_who_waits_for_it_first(point, calendar, slot, booked):
    free(*booked)
    close(slot, calendar)
    tasks.turn_freed(at=NOW)
    waits = wait(point)
    Slot.objects.filter(id=slot.id).update(offered=True)

    with transaction.atomic():
        cooling.set_aside(slot.id, at=NOW)
    tasks.turn_freed(at=NOW)

    assert offered(waits).slot_id == slot.id
    assert taken(slot) == 1


def test_nothing_is_kept_for_people_who_want_another_day_or_class(point, slot, booked):
    wait(point, first=NEXT, last=NEXT)
    set_places(slot, 4)
    assert taken(slot) == 2


def test_a_place_of_a_session_that_has_too_many_is_not_given_again(point, slot, booked):
    waits = wait(point)
    set_places(slot, 1)
    slot.refresh_from_db()
    assert (slot.capacity, slot.beyond) == (2, 1)

    free(booked[0])
    tasks.turn_freed(at=NOW)

    slot.refresh_from_db()
    assert (slot.taken, slot.capacity, slot.beyond) == (1, 1, 0)
    assert offered(waits) is None
    free(booked[1])
    tasks.turn_freed(at=NOW)
    assert offered(waits) is not None


def test_what_rests_when_a_session_becomes_smaller_goes_first(point, slot, booked):
    wait(point, first=NEXT, last=NEXT)
    free(booked[0])
    assert taken(slot) == 2

    set_places(slot, 1)
    tasks.turn_freed(at=NOW)

    slot.refresh_from_db()
    assert (slot.taken, slot.capacity, slot.beyond) == (1, 1, 0)
    assert FreedPlace.objects.get().state == "closed"


def test_the_database_refuses_an_added_place_with_an_owner_and_a_freed_one_without(slot):
    facts = {"slot": slot, "freed_at": NOW, "opens_at": NOW + timedelta(minutes=1)}
    for wrong in ({"cause": "release"}, {"cause": "added", "subject": slot.id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FreedPlace.objects.create(**facts, **wrong)


def test_a_session_that_grows_and_shrinks_under_eight_is_never_oversold(race, point, cooling):
    slot = make_slot(point.id, wib(24, 9), capacity=1)
    book(slot, at=NOW)
    waiting = [wait(point, minute=minute) for minute in range(2)]

    def act(number):
        if number < 2:
            return set_places(slot, (6, 2)[number])
        if number < 4:
            return tasks.turn_freed(at=NOW)
        return hold(slot, at=NOW)

    answers = race(THREADS, act)

    assert not [answer for answer in answers if isinstance(answer, IntegrityError)], answers

    def check():
        slot.refresh_from_db()
        return taken(slot) <= slot.capacity <= 6 and slot.beyond <= slot.taken

    assert race.look(check)
    assert len(waiting) == 2


def test_places_added_without_the_constraint_in_one_statement_would_be_oversold(slot, booked):
    """The control: the number of free places read first and written back as a plain number."""
    read = Slot.objects.get(id=slot.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(id=slot.id).update(capacity=read.capacity - 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(id=slot.id).update(taken=F("taken") + 1)

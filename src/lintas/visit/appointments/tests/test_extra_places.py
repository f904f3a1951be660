"""
Extra places as an act: decided by the head, set by the job, and seen by every way to a place as the same number.

The promise of `test_overbooking` again, on the sessions that the house made: seventeen of a hundred do not come, at
least 97 of a hundred seats are used, and nine of ten wait at most ten minutes longer. The controls: the same days
without the decision, and with more places than the job allowed.
"""

import re
import sys
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from lintas.directory.offices import queries as offices
from lintas.foundation.ids import new_id
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import explaining, operations, queries, tasks
from lintas.visit.appointments.models import Appointment, Schedule, Slot
from lintas.visit.appointments.operations import deriving
from lintas.visit.appointments.operations.cooling import set_aside
from lintas.visit.appointments.rules import capacity
from lintas.visit.appointments.rules.capacity import Extra, Offer, Rationed, Step
from lintas.visit.appointments.states import State
from lintas.visit.appointments.tests.factories import SERVICE, WIB, Point, book, hold, make_slot, taken, wib, wish
from lintas.visit.appointments.tests.test_overbooking import DAYS, SEED, lived
from lintas.visit.appointments.tests.test_waiting import wait

NOW = wib(21, 9)
MONDAY = date(2026, 11, 23)
HEAD = "officer:head"


@pytest.fixture
def large(five_places):
    """Lampung Tengah, where 17 of 100 did not come in the weeks before."""
    point = offices.point(slug="lampung-tengah")
    remember(point, missed=340, came=1660)
    return point


def remember(point, *, missed, came):
    """Write down who came and who did not on a day three weeks ago."""
    slot = make_slot(point.id, wib(2, 9), capacity=missed + came)
    Appointment.objects.bulk_create(
        Appointment(
            slot=slot,
            subject=new_id(),
            person_id=new_id(),
            service_key=SERVICE,
            state=State.MISSED if number < missed else State.SERVED,
            made_at=wib(1, 9),
            checked_in_at=None if number < missed else wib(2, 9),
        )
        for number in range(missed + came)
    )


def decide(point, *, is_on=True, from_on=MONDAY, at=NOW):
    operations.decide_overbooking(point_id=point.id, is_on=is_on, from_on=from_on, by=HEAD, at=at)
    tasks.make_slots(at=at)


def slots_of(point, on=MONDAY):
    return Slot.objects.filter(point_id=point.id, on=on, offered=True).order_by("starts_at", "service_class")


def as_lived(point, on=MONDAY):
    """The sessions of a day as `lived` takes them: seats, and places beyond them."""
    sums = queries.sums_on(point_id=point.id, on=on)
    booked = dict.fromkeys(sums, 0)
    for slot in slots_of(point, on):
        booked[slot.starts_at] += slot.capacity
    sittings = queries.sittings_of(sums)
    return sittings, [booked[sitting.begins] - sitting.seats for sitting in sittings]


def test_nothing_is_overbooked_until_the_head_decides_it(large):
    tasks.make_slots(at=NOW)
    assert not Slot.objects.filter(extra__gt=0).exists()
    assert not Event.objects.filter(name="appointments.extra_places_set").exists()


def test_once_decided_97_of_100_seats_are_used_and_nine_of_ten_wait_at_most_ten_minutes_longer(large, capfd):
    seats, none = as_lived(large)
    decide(large)
    day, extra = as_lived(large)
    booked = fill(large)

    assert day == seats
    assert not any(none)
    assert booked == sum(sitting.seats for sitting in day) + sum(extra)
    used, longer, overtime = lived(day, extra)
    wasted, _, _ = lived(day, none)
    with capfd.disabled():
        sys.stdout.write(
            f"\nextra places: seed {SEED}, {DAYS} days of {[one.seats for one in day]} seats, extra {extra}:"
            f" {used:.1%} of seats used, p90 added wait {longer.total_seconds() / 60:.1f} min, overtime"
            f" {overtime.total_seconds() / 60:.0f} min a day; control without the decision: {wasted:.1%}\n"
        )
    assert used >= 0.97
    assert longer <= timedelta(minutes=10)
    assert wasted < 0.85


def fill(point):
    """Book what can be booked on the day, through the groups of the rush; return how many that is."""
    held = 0
    for slot in slots_of(point):
        outcomes = operations.hold_places([wish(slot.id, at=NOW) for _ in range(slot.capacity + 5)])
        held += sum(not isinstance(outcome, operations.BookingRefused) for outcome in outcomes)
    return held


def test_control_with_twice_as_many_people_wait_longer(large):
    decide(large)
    day, extra = as_lived(large)
    _, longer, _ = lived(day, [2 * more for more in extra])
    assert longer > timedelta(minutes=10)


def test_a_small_point_where_one_too_many_waits_too_long_gets_none_or_few(five_places):
    point = offices.point(slug="payakumbuh")
    decide(point)
    day, extra = as_lived(point)
    _, longer, _ = lived(day, extra)
    assert longer <= timedelta(minutes=10)
    assert sum(extra) <= 0.4 * sum(sitting.seats for sitting in day)


def test_every_change_is_in_the_record_and_a_second_run_changes_nothing(large):
    decide(large)
    told = Event.objects.filter(name="appointments.extra_places_set")
    sessions = Slot.objects.filter(extra__gt=0)

    assert told.count() == sessions.count() > 0
    assert Event.objects.get(name="appointments.overbooking_decided").body["is_on"] is True
    assert {event.body["extra"] for event in told} == set(sessions.values_list("extra", flat=True))
    tasks.make_slots(at=NOW)
    assert told.count() == sessions.count()

    decide(large, is_on=False)
    assert not sessions.exists()
    assert told.filter(body__extra=0).count() == told.exclude(body__extra=0).count()


def test_days_released_later_have_their_extra_places_from_the_beginning_and_tell_of_them(large):
    decide(large)
    before = Event.objects.filter(name="appointments.extra_places_set").count()
    tasks.make_slots(at=wib(23, 1))
    fresh = slots_of(large, date(2026, 12, 21))
    assert sum(slot.extra for slot in fresh) > 0
    assert Event.objects.filter(name="appointments.extra_places_set").count() > before


def test_a_decision_counts_from_its_day_on_and_a_later_one_replaces_it(large):
    decide(large, from_on=date(2026, 12, 1))
    assert not slots_of(large).filter(extra__gt=0).exists()
    assert slots_of(large, date(2026, 12, 1)).filter(extra__gt=0).exists()
    decide(large, is_on=False, from_on=date(2026, 12, 8))
    assert slots_of(large, date(2026, 12, 7)).filter(extra__gt=0).exists()
    assert not slots_of(large, date(2026, 12, 8)).filter(extra__gt=0).exists()

    for refused, wrong in (
        (operations.DecidedAlready, {"is_on": False, "from_on": date(2026, 12, 8)}),
        (operations.DayIsOver, {"is_on": False, "from_on": date(2026, 11, 20)}),
    ):
        with pytest.raises(refused):
            operations.decide_overbooking(point_id=large.id, by=HEAD, at=NOW, **wrong)
    assert len(queries.overbooking(point_ids=[large.id])[large.id].decisions) == 2


def test_nobody_loses_a_place_when_it_is_decided_otherwise_and_the_session_shrinks_as_they_leave(large):
    decide(large)
    slot = slots_of(large).filter(service_class="regular", extra__gte=2).first()
    seats = slot.capacity - slot.extra
    people = [book(slot, at=NOW) for _ in range(slot.capacity)]

    decide(large, is_on=False)

    slot.refresh_from_db()
    assert (slot.capacity, slot.extra, slot.beyond) == (len(people), 0, len(people) - seats)
    with pytest.raises(operations.SlotFull):
        hold(slot, at=NOW)
    for subject in people[:2]:
        operations.release_place(subject=subject, by="x", at=NOW)
    slot.refresh_from_db()
    assert (slot.capacity, taken(slot)) == (len(people) - 2, len(people) - 2)
    with pytest.raises(operations.SlotFull):
        hold(slot, at=NOW)


def test_books_that_are_short_leave_no_extra_place(large):
    decide(large)
    operations.tell_of_books(point_id=large.id, blank=60, promised=0, at=NOW)
    tasks.make_slots(at=NOW)
    given = [(slot.capacity, slot.withheld, slot.extra) for slot in slots_of(large, date(2026, 11, 25))]
    assert given
    assert all(capacity == 0 and withheld and not extra for capacity, withheld, extra in given)


def test_a_ceiling_that_the_office_has_set_stands(large):
    Schedule.objects.filter(point_id=large.id, service_class="regular").update(capacity=10)
    decide(large)
    regular = slots_of(large).filter(service_class="regular")
    assert set(regular.values_list("capacity", "extra")) == {(10, 0)}


# Every way to a place, at a session of four seats and one extra place of which four are taken.


@pytest.fixture
def last(db, point, house):
    slot = make_slot(point.id, wib(24, 9), capacity=5, extra=1)
    for _ in range(4):
        book(slot, at=NOW)
    return slot


def hold_one(slot):
    return hold(slot, at=NOW)


def hold_in_a_group(slot):
    [outcome] = operations.hold_places([wish(slot.id, at=NOW)])
    if isinstance(outcome, operations.BookingRefused):
        raise outcome


def keep_for_a_draw(slot):
    assert operations.keep_places([slot.id], keeper=uuid4(), at=NOW) == {slot.id: 1}


def offer_to_who_waits(slot):
    Slot.objects.filter(id=slot.id).update(capacity=4, extra=0)
    wait(Point(id=slot.point_id), first=slot.on, last=slot.on)
    deriving.resize(slot.id, Rationed(capacity=5, withheld=0, places=5, extra=1))
    assert set_aside(slot.id, at=NOW) == 1


def walk_in(slot):
    operations.admit_walk_in(
        point_id=slot.point_id,
        service_class="regular",
        subject=uuid4(),
        person_id=uuid4(),
        service_key=SERVICE,
        by="x",
        at=wib(24, 9, 5),
    )


WAYS = [hold_one, hold_in_a_group, keep_for_a_draw, offer_to_who_waits, walk_in]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_a_place_gives_the_extra_place_once_and_then_no_more(last, cooling, way):
    [seen] = queries.open_slots(point_id=last.point_id, on=last.on, at=NOW)
    assert (seen.left, queries.was_full_just_now(last.id, subject=uuid4())) == (1, False)

    way(last)

    assert taken(last) == last.capacity == 5
    [seen] = queries.open_slots(point_id=last.point_id, on=last.on, at=NOW)
    assert seen.left == 0
    with pytest.raises((operations.SlotFull, operations.NoPlaceToday)):
        (hold_one if way is offer_to_who_waits else way)(last)
    assert taken(last) == 5
    queries.note_full([last.id])
    assert queries.was_full_just_now(last.id, subject=uuid4())
    queries.forget_full()


@pytest.mark.parametrize("way", [way for way in WAYS if way is not offer_to_who_waits])
def test_control_without_the_extra_place_every_way_refuses_the_fifth(last, cooling, way):
    Slot.objects.filter(id=last.id).update(capacity=4, extra=0)
    with pytest.raises((operations.SlotFull, operations.NoPlaceToday)):
        way(last)


@pytest.mark.parametrize("wrong", [{"taken": F("capacity") + 1}, {"extra": 3}])
def test_the_database_refuses_one_more_than_seats_and_extra_and_more_extra_than_seats(last, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(id=last.id).update(**wrong)


def test_the_day_page_says_why_there_are_more_places_than_seats(large):
    decide(large)
    said = explaining.why(queries.why_so_many(point_id=large.id, on=MONDAY, at=NOW), zone=WIB)
    notes = " ".join(row.note for block in said.blocks for row in block.rows)
    assert re.search(r"Bagian 13 dari \d+\. \d+ kursi \+ \d+, ", notes)
    assert "karena rata-rata 17% tidak datang" in notes
    assert "paling lama 10 menit bagi 90 dari 100 orang" in notes
    assert "walau hitungannya kini lebih kecil" not in notes


def test_advice_for_a_day_changes_nothing(large, django_assert_num_queries):
    with django_assert_num_queries(3):
        advice = queries.advised(point_id=large.id, on=MONDAY, today=NOW.astimezone(WIB).date())
    assert sum(found.extra.count for _begins, found in advice.sums if found.extra) > 0
    assert advice.outlook.used > 0.97
    assert (advice.absence.missed, advice.absence.came) == (340, 1660)
    assert not Slot.objects.filter(extra__gt=0).exists()


@given(
    people=st.integers(0, 40),
    more=st.integers(0, 16),
    shares=st.dictionaries(st.sampled_from(["regular", "priority", "accelerated"]), st.integers(1, 13), min_size=1),
    ceiling=st.none() | st.integers(1, 20),
)
def test_extra_places_are_divided_as_seats_are_and_never_more_than_them(people, more, shares, ceiling):
    step = Step(station="documents", counters=1, staffed=timedelta(minutes=people), each=timedelta(minutes=1))
    numbers = count()
    offers = [Offer(key, share=share, at_most=ceiling if next(numbers) == 0 else None) for key, share in shares.items()]
    plain = capacity.derive(length=timedelta(hours=1), steps=[step], offers=offers)
    wider = capacity.widen(plain, Extra(more, 17, timedelta(minutes=10), 90))

    assert wider.extra.count == sum(one.extra for one in wider.classes) <= more
    assert wider.seats == plain.seats
    assert capacity.narrow(wider) == plain
    for one in wider.classes:
        assert one.extra <= one.places
        assert one.at_most is None or one.places + one.extra <= one.at_most
        assert wider.places(one.service_class) == plain.places(one.service_class) + one.extra

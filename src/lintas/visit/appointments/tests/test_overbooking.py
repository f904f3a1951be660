"""
Absence wastes little and overbooking costs little: the model alone, then many simulated days with a control.

The promise is of places that are served, at a point large enough: seventeen of a hundred do not come, at least 97 of a
hundred seats are used, and nine of ten people wait at most ten minutes longer for it. Where a session has few seats one
person too many already waits longer than that, so the cap forbids overbooking there and seats stay empty.
"""

import sys
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintas.visit.appointments import operations, queries, rules
from lintas.visit.appointments.tests.factories import book, make_slot, wib

ABSENT, DAYS, SEED = 0.17, 400, 20261124
HOURS = (8, 9, 10, 11, 13, 14)
LAMPUNG_TENGAH = (18, 18, 15, 15, 15, 15)
"""All classes together, as its counters serve them (data/schedules.yaml)."""
PESAWARAN, PAYAKUMBUH = (7, 7, 6, 6, 6, 6), (4, 3, 3, 2, 3, 2)


def a_day(seats):
    return [
        rules.Sitting(
            begins=datetime(2026, 11, 24, hour, tzinfo=UTC),
            ends=datetime(2026, 11, 24, hour + 1, tzinfo=UTC),
            seats=count,
        )
        for hour, count in zip(HOURS, seats, strict=True)
    ]


def learnt(share, *, visits=2000):
    given = rules.prior(share=0.17, worth=40)
    return rules.learn(given, missed=round(visits * share), came=round(visits * (1 - share)))


def lived(day, extra, *, seed=SEED, days=DAYS, absent=ABSENT):
    """Live the days by chance, each person by their own; return seats used, p90 of added wait, overtime a day."""
    chance = Random(seed)
    used, waits, overtime = 0, [], timedelta(0)
    for _ in range(days):
        left = 0
        for number, sitting in enumerate(day):
            if number and day[number - 1].ends != sitting.begins:
                overtime, left = overtime + left * sitting.each, 0
            came = sum(chance.random() >= absent for _ in range(sitting.seats + extra[number]))
            waits += rules.added_waits(left_over=left, came=came, sitting=sitting)
            used += min(sitting.seats, left + came)
            left = max(0, left + came - sitting.seats)
        overtime += left * day[-1].each
    return used / (days * sum(sitting.seats for sitting in day)), rules.percentile(waits, 0.9), overtime / days


def test_with_seventeen_absent_of_a_hundred_97_seats_are_used_and_nine_of_ten_wait_at_most_ten_minutes_longer(capfd):
    day = a_day(LAMPUNG_TENGAH)
    extra = rules.extra_places(day, learnt(ABSENT), queries.limits())

    used, longer, overtime = lived(day, extra)
    wasted, _, _ = lived(day, (0,) * len(day))

    with capfd.disabled():
        sys.stdout.write(
            f"\noverbooking: seed {SEED}, {DAYS} days of {LAMPUNG_TENGAH}, extra {extra}: {used:.1%} of seats used,"
            f" p90 added wait {longer.total_seconds() / 60:.1f} min, overtime {overtime.total_seconds() / 60:.0f} min"
            f" a day; control without extra places: {wasted:.1%}\n"
        )
    assert used >= 0.97
    assert longer <= timedelta(minutes=10)
    assert wasted < 0.85


def test_control_without_the_cap_on_waiting_people_wait_longer():
    day = a_day(LAMPUNG_TENGAH)
    free = rules.Limits(wait=timedelta(hours=9), of_people=0, in_a_session=0, most=0.4, enough=1)

    _, longer, _ = lived(day, rules.extra_places(day, learnt(ABSENT), free))

    assert longer > timedelta(minutes=10)


@pytest.mark.parametrize("seats", [PESAWARAN, PAYAKUMBUH])
def test_at_a_small_point_the_cap_is_kept_and_what_it_leaves_empty_is_known(seats):
    day = a_day(seats)
    extra = rules.extra_places(day, learnt(ABSENT), queries.limits())
    used, longer, _ = lived(day, extra)
    assert longer <= timedelta(minutes=10)
    assert 0.82 <= used < 0.97


def test_what_is_expected_is_what_happens():
    day = a_day(LAMPUNG_TENGAH)
    belief = learnt(ABSENT, visits=100_000)
    extra = rules.extra_places(day, belief, queries.limits())
    used, _, _ = lived(day, extra)
    assert abs(rules.outlook(day, extra, belief, queries.limits()).used - used) < 0.005


def test_where_everybody_comes_nothing_is_overbooked_and_who_knows_less_dares_less():
    day = a_day(LAMPUNG_TENGAH)
    assert sum(rules.extra_places(day, learnt(0.0), queries.limits())) == 0
    unsure, sure = rules.prior(share=ABSENT, worth=6), learnt(ABSENT)
    assert sum(rules.extra_places(day, unsure, queries.limits())) < sum(rules.extra_places(day, sure, queries.limits()))


@given(share=st.floats(0.01, 0.9), worth=st.floats(1, 500), booked=st.integers(0, 30))
def test_the_odds_of_how_many_come_add_up_and_have_the_expected_mean(share, worth, booked):
    odds = rules.coming(rules.prior(share=share, worth=worth), booked)
    assert abs(sum(odds) - 1) < 1e-6
    assert abs(sum(come * odd for come, odd in enumerate(odds)) - booked * (1 - share)) < 1e-5


@settings(max_examples=15)
@given(seats=st.lists(st.integers(1, 9), min_size=6, max_size=6), share=st.floats(0, 0.5))
def test_the_limits_are_kept_whatever_the_day(seats, share):
    day, belief = a_day(seats), learnt(share)
    extra = rules.extra_places(day, belief, queries.limits())
    assert rules.outlook(day, extra, belief, queries.limits()).is_bearable
    assert all(more <= 0.4 * count for more, count in zip(extra, seats, strict=True))


def test_a_day_decided_before_is_answered_from_memory_whatever_its_date():
    belief, day = learnt(ABSENT), a_day(LAMPUNG_TENGAH)
    later = [
        rules.Sitting(begins=one.begins + timedelta(days=3), ends=one.ends + timedelta(days=3), seats=one.seats)
        for one in day
    ]
    expected = rules.extra_places(day, belief, queries.limits())
    assert rules.extra_places_lately(day, belief, queries.limits()) == expected
    assert rules.extra_places_lately(later, belief, queries.limits()) == expected
    assert rules.extra_places_lately([], belief, queries.limits()) == ()


def test_a_point_learns_from_its_own_days(db, point):
    slot = make_slot(point.id, wib(23, 9), capacity=10)
    people = [book(slot, at=wib(20, 9)) for _ in range(10)]
    for subject in people[:6]:
        operations.check_in(subject=subject, by="x", at=wib(23, 9))
    operations.mark_absent(at=wib(24, 9))

    seen = queries.absence_at(point_id=point.id, on=date(2026, 11, 24), service_classes=["regular"])

    assert (seen.missed, seen.came) == (4, 6)
    assert (seen.belief.absent, seen.belief.present) == pytest.approx((0.17 * 40 + 4, 0.83 * 40 + 6))

from datetime import date, time

import pytest

from lintas.visit.appointments import operations, queries
from lintas.visit.appointments.models import Schedule, Slot
from lintas.visit.appointments.tests.factories import book, hold, make_slot, taken, wib

NOW = wib(24, 9)


def offer(point, *, weekday=2, start=9, capacity=2, release_days=14, service_class="regular", **more):
    return Schedule.objects.create(
        point_id=point.id,
        service_class=service_class,
        weekday=weekday,
        session_start=time(start),
        session_end=time(start + 1),
        capacity=capacity,
        release_days=release_days,
        valid_from=more.pop("valid_from", date(2026, 1, 1)),
        confidence="P",
        **more,
    )


def days_with_sessions(point):
    return list(Slot.objects.filter(point_id=point.id, offered=True).order_by("on").values_list("on", flat=True))


def test_sessions_are_opened_as_far_ahead_as_the_office_releases_them(db, point):
    offer(point, weekday=2)

    made = operations.make_slots(at=NOW)

    assert made.opened == 3
    assert days_with_sessions(point) == [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]
    first = Slot.objects.earliest("starts_at")
    assert (first.starts_at, first.ends_at, first.capacity, first.taken) == (wib(24, 9), wib(24, 10), 2, 0)


def test_opening_again_changes_nothing_and_keeps_the_people(db, point):
    offer(point)
    operations.make_slots(at=NOW)
    slot = Slot.objects.latest("starts_at")
    book(slot, at=NOW)

    made = operations.make_slots(at=NOW)

    assert (made.opened, made.closed, made.reopened) == (0, 0, 0)
    assert taken(slot) == 1


def test_a_session_in_the_friday_break_or_on_a_holiday_is_not_opened(db, point, calendar):
    calendar.closed.add(date(2026, 12, 1))
    offer(point, weekday=2)
    offer(point, weekday=5, start=11)

    operations.make_slots(at=NOW)

    assert days_with_sessions(point) == [date(2026, 11, 24), date(2026, 12, 8)]


def test_a_day_that_closes_later_is_no_longer_offered_and_comes_back_when_it_opens(db, point, calendar):
    offer(point, weekday=2)
    operations.make_slots(at=NOW)
    calendar.closed.add(date(2026, 12, 1))

    assert operations.make_slots(at=NOW).closed == 1
    assert date(2026, 12, 1) not in days_with_sessions(point)
    calendar.closed.clear()
    assert operations.make_slots(at=NOW).reopened == 1
    assert date(2026, 12, 1) in days_with_sessions(point)


def test_a_schedule_counts_only_while_it_is_valid(db, point):
    offer(point, weekday=2, valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 7))

    operations.make_slots(at=NOW)

    assert days_with_sessions(point) == [date(2026, 12, 1)]


def show(point, *, days=7, from_on=date(2026, 11, 24), at=NOW, service_class="regular"):
    shown = queries.days_ahead(point_ids=[point.id], service_class=service_class, from_on=from_on, days=days, at=at)
    return shown[point.id]


def test_each_day_without_a_place_says_why_and_when_there_is_one(db, point, calendar):
    for weekday in (2, 3, 4):
        offer(point, weekday=weekday, start=10, capacity=1, release_days=8)
    calendar.closed.add(date(2026, 11, 26))
    operations.make_slots(at=NOW)
    book(Slot.objects.get(on=date(2026, 11, 24)), at=NOW)

    shown = {one.on.day: (one.left, one.reason, one.next_on) for one in show(point, days=16)}

    assert shown[24] == (0, "full", date(2026, 11, 25))
    assert shown[25] == (1, None, None)
    assert shown[26] == (0, "closed", date(2026, 12, 1))  # the office rests
    assert shown[27] == (0, "not_offered", date(2026, 12, 1))  # open on Friday, but no session
    assert shown[28] == (0, "closed", date(2026, 12, 1))  # Saturday
    assert shown[1] == (1, None, None)
    assert shown[3] == (0, "not_released", date(2026, 11, 25))  # opened eight days before
    assert shown[9] == (0, "not_released", date(2026, 12, 1))


def test_a_day_whose_sessions_have_begun_is_closed_not_full(db, point):
    offer(point, weekday=2, start=9)
    operations.make_slots(at=NOW)

    [today] = show(point, days=1, at=wib(24, 9))

    assert (today.left, today.reason, today.next_on) == (0, "closed", date(2026, 12, 1))


def test_a_class_that_the_point_does_not_have_is_not_offered_on_any_day(db, point):
    offer(point)
    operations.make_slots(at=NOW)

    assert {one.reason for one in show(point, service_class="accelerated")} == {"not_offered"}


@pytest.mark.parametrize("weekdays", [1, 5])
def test_the_days_of_all_points_cost_three_queries(db, point, other_point, weekdays, django_assert_num_queries):
    for weekday in range(1, weekdays + 1):
        offer(point, weekday=weekday)
        offer(other_point, weekday=weekday, start=10)
    operations.make_slots(at=NOW)

    # places per day, schedules, the first day with room after the ones shown
    with django_assert_num_queries(3):
        shown = queries.days_ahead(point_ids=[point.id, other_point.id], from_on=date(2026, 11, 24), days=20, at=NOW)

    assert {len(days) for days in shown.values()} == {20}


@pytest.mark.parametrize("sessions", [1, 20])
def test_the_sessions_of_a_day_cost_one_query(db, point, sessions, django_assert_num_queries):
    for minute in range(sessions):
        Slot.objects.create(
            point_id=point.id,
            service_class="regular",
            on=date(2026, 11, 24),
            starts_at=wib(24, 10, minute),
            ends_at=wib(24, 11, minute),
            capacity=2,
            taken=minute % 3,
        )

    with django_assert_num_queries(1):
        shown = queries.open_slots(point_id=point.id, on=date(2026, 11, 24), at=NOW)

    assert [one.left for one in shown] == [2 - minute % 3 for minute in range(sessions)]


def test_sessions_that_have_begun_or_are_closed_are_not_shown(db, point):
    offer(point, weekday=2, start=9)
    offer(point, weekday=2, start=10)
    offer(point, weekday=2, start=13)
    operations.make_slots(at=NOW)
    Slot.objects.filter(starts_at=wib(24, 13)).update(offered=False)

    shown = queries.open_slots(point_id=point.id, on=date(2026, 11, 24), at=NOW)

    assert [one.starts_at for one in shown] == [wib(24, 10)]


def test_the_next_place_is_the_earliest_with_room(db, point, other_point):
    offer(point, weekday=2, start=10, capacity=1)
    operations.make_slots(at=NOW)
    book(Slot.objects.earliest("starts_at"), at=NOW)

    found = queries.next_place(point_ids=[point.id, other_point.id], at=NOW)

    assert found == {point.id: wib(1, 10, month=12), other_point.id: None}


@pytest.mark.parametrize("people", [1, 20])
def test_the_day_list_costs_one_query_and_leaves_out_holds(db, point, people, django_assert_num_queries):
    slot = make_slot(point.id, wib(24, 10), capacity=people + 1)
    subjects = [book(slot, at=NOW) for _ in range(people)]
    hold(slot, at=NOW)

    with django_assert_num_queries(1):
        rows = queries.day_list(point_id=point.id, on=date(2026, 11, 24))

    assert [row.subject for row in rows] == subjects


def test_an_application_without_an_appointment_has_none_to_show(db, point):
    assert queries.appointment_of(point.id) is None
    assert queries.journal(point.id) == ()

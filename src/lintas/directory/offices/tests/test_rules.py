"""Working days and clocks. The dates in the examples were read off the decreed list by hand."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.directory.offices.rules import ClosedDay, Pause, Week, WorkCalendar, distance_km, standard_clock
from lintas.directory.offices.rules.service import reason_unavailable
from lintas.foundation.words import Bilingual

WIB = ZoneInfo("Asia/Jakarta")
REST = ClosedDay(code="national", words=Bilingual(id="libur", en="holiday"))
FLOOD = ClosedDay(code="disaster", words=Bilingual(id="banjir", en="flood"))
REST_DAYS = [
    *[date(2026, 3, day) for day in (18, 19, 20, 21, 22, 23, 24)],  # Nyepi and Idulfitri with their leave
    date(2026, 12, 24),
    date(2026, 12, 25),
    date(2027, 1, 1),
]
USUAL = {weekday: ((time(8), time(12)), (time(13), time(16))) for weekday in range(5)}
CALENDAR = WorkCalendar(
    zone=WIB,
    working_weekdays=frozenset(range(5)),
    weeks=(Week(valid_from=date(2026, 1, 1), hours=USUAL),),
    holidays=dict.fromkeys(REST_DAYS, REST),
)


def wib(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=WIB)


some_days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))
some_moments = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 (the strategy adds the zone)
    max_value=datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
some_closures = st.frozensets(some_days, max_size=20).map(lambda found: dict.fromkeys(found, FLOOD))
some_calendars = st.builds(
    WorkCalendar,
    zone=st.sampled_from([WIB, ZoneInfo("Asia/Jayapura")]),
    working_weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    weeks=st.just(CALENDAR.weeks),
    holidays=st.frozensets(some_days, max_size=40).map(lambda found: dict.fromkeys(found, REST)),
    office_closures=some_closures,
    point_closures=some_closures,
)
some_pauses = st.builds(
    lambda begins, length: Pause(begins, begins + length),
    some_moments,
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=60)),
)


def test_three_working_days_from_the_tuesday_before_christmas_end_on_the_tuesday_after():
    # Wed 23 counts, Thu 24 leave, Fri 25 Christmas, Mon 28 counts, Tue 29 counts.
    assert CALENDAR.add_working_days(date(2026, 12, 22), 3) == date(2026, 12, 29)
    assert standard_clock(wib(2026, 12, 22), [], 3, CALENDAR) == date(2026, 12, 29)


def test_four_working_days_over_the_new_year_skip_its_first_day():
    # Tue 29, Wed 30, Thu 31 count, Fri 1 January does not, Mon 4 does.
    assert standard_clock(wib(2026, 12, 28), [], 4, CALENDAR) == date(2027, 1, 4)


def test_one_working_day_from_the_eve_of_nyepi_ends_after_idulfitri():
    # From Tue 17 March: 18 leave, 19 Nyepi, 20 leave, 21 and 22 Idulfitri, 23 and 24 leave; Wed 25 counts.
    assert CALENDAR.next_working_day(date(2026, 3, 17)) == date(2026, 3, 25)
    assert standard_clock(wib(2026, 3, 16), [], 3, CALENDAR) == date(2026, 3, 26)  # 17, 25, 26
    assert CALENDAR.working_days_between(date(2026, 3, 17), date(2026, 3, 24)) == 0


def test_a_start_late_in_the_evening_utc_counts_from_the_local_day():
    # 22 November 18.00 UTC is Monday 23 November 01.00 WIB.
    assert standard_clock(datetime(2026, 11, 22, 18, tzinfo=UTC), [], 1, CALENDAR) == date(2026, 11, 24)


def test_a_stop_within_one_day_does_not_move_the_due_day():
    stop = Pause(wib(2026, 11, 24, 9), wib(2026, 11, 24, 15))

    assert standard_clock(wib(2026, 11, 23), [stop], 3, CALENDAR) == date(2026, 11, 26)


def test_a_stop_over_two_dawns_moves_the_due_day_by_two_working_days():
    # Without the stop 24, 25, 26. Stopped Tue 24 until Thu 26: Wed and Thu do not count; then Fri 27, Mon 30.
    stop = Pause(wib(2026, 11, 24), wib(2026, 11, 26))

    assert standard_clock(wib(2026, 11, 23), [stop], 3, CALENDAR) == date(2026, 11, 30)


def test_a_stop_over_a_weekend_moves_the_due_day_by_the_monday_alone():
    stop = Pause(wib(2026, 11, 27), wib(2026, 11, 30, 8))

    assert standard_clock(wib(2026, 11, 26), [stop], 2, CALENDAR) == date(2026, 12, 1)


def test_a_clock_that_stands_still_has_no_due_day():
    assert standard_clock(wib(2026, 11, 23), [Pause(wib(2026, 11, 24), None)], 3, CALENDAR) is None


def test_a_stop_that_begins_after_the_due_day_changes_nothing():
    assert standard_clock(wib(2026, 11, 23), [Pause(wib(2026, 11, 27), None)], 3, CALENDAR) == date(2026, 11, 26)


@given(some_calendars, some_moments, st.lists(some_pauses, max_size=5), st.integers(1, 30))
def test_a_stop_never_makes_it_due_earlier(calendar, started_at, stops, working_days):
    previous = standard_clock(started_at, [], working_days, calendar)
    for count in range(1, len(stops) + 1):
        due = standard_clock(started_at, stops[:count], working_days, calendar)
        assert due >= previous
        previous = due


@given(some_calendars, some_moments, st.lists(some_pauses, max_size=5), st.integers(1, 30), st.randoms())
def test_neither_the_order_of_stops_nor_telling_one_twice_matters(calendar, started_at, stops, working_days, random):
    shuffled = [*stops, *stops]
    random.shuffle(shuffled)

    assert standard_clock(started_at, shuffled, working_days, calendar) == standard_clock(
        started_at, stops, working_days, calendar
    )


@given(some_calendars, some_moments, st.lists(some_pauses, max_size=3), st.integers(1, 30))
def test_it_falls_due_on_a_working_day_after_the_start(calendar, started_at, stops, working_days):
    due = standard_clock(started_at, stops, working_days, calendar)

    assert due > calendar.local(started_at).date()
    assert calendar.is_working_day(due)


@given(some_calendars, some_moments, st.integers(1, 30))
def test_without_stops_the_clock_is_plain_addition(calendar, started_at, working_days):
    begins = calendar.local(started_at).date()

    assert standard_clock(started_at, [], working_days, calendar) == calendar.add_working_days(begins, working_days)


@given(some_calendars, some_days, st.integers(0, 60))
def test_adding_and_counting_working_days_agree(calendar, day, n):
    reached = calendar.add_working_days(day, n)

    assert calendar.working_days_between(day, reached) == n
    assert calendar.working_days_between(reached, day) == -n


@given(some_calendars, some_days, st.integers(0, 20), st.integers(0, 20))
def test_adding_in_two_steps_is_adding_at_once(calendar, day, first, second):
    in_steps = calendar.add_working_days(calendar.add_working_days(day, first), second)

    assert in_steps == calendar.add_working_days(day, first + second)


@given(some_calendars, some_days)
def test_a_day_is_open_or_has_a_reason(calendar, day):
    assert calendar.is_open(day) == (calendar.closure(day) is None) == bool(calendar.hours(day))


def test_a_flood_closes_the_point_but_does_not_stretch_the_promise_of_the_office():
    flooded = WorkCalendar(
        zone=WIB,
        working_weekdays=frozenset(range(5)),
        weeks=CALENDAR.weeks,
        point_closures={date(2026, 11, 25): FLOOD},
    )

    assert flooded.closure(date(2026, 11, 25)) == FLOOD
    assert standard_clock(wib(2026, 11, 24), [], 1, flooded) == date(2026, 11, 25)


def test_a_closed_office_stops_the_clock_of_its_promises():
    closed = WorkCalendar(
        zone=WIB, working_weekdays=frozenset(range(5)), weeks=(), office_closures={date(2026, 11, 25): FLOOD}
    )

    assert standard_clock(wib(2026, 11, 24), [], 1, closed) == date(2026, 11, 26)


def test_a_new_week_counts_from_its_first_day_and_a_weekday_it_leaves_out_is_closed():
    ramadan = Week(valid_from=date(2026, 2, 18), hours={0: ((time(8), time(15)),)})
    calendar = WorkCalendar(zone=WIB, working_weekdays=frozenset(range(5)), weeks=(*CALENDAR.weeks, ramadan))

    assert calendar.hours(date(2026, 2, 16)) == USUAL[0]
    assert calendar.hours(date(2026, 2, 23)) == ((time(8), time(15)),)
    assert calendar.closure(date(2026, 2, 24)).code == "no_service_day"


def test_before_the_first_week_a_point_is_closed():
    assert not CALENDAR.is_open(date(2025, 12, 30))


def test_the_noon_break_and_the_closing_minute_are_closed():
    moments = {hour: CALENDAR.is_open_at(wib(2026, 11, 24, hour)) for hour in (7, 8, 11, 12, 13, 15, 16)}

    assert moments == {7: False, 8: True, 11: True, 12: False, 13: True, 15: True, 16: False}


def test_closures_ahead_name_weekday_holidays_and_leave_out_weekends():
    ahead = CALENDAR.closures_ahead(date(2026, 3, 16), days=14)

    assert [on.day for on, _reason in ahead] == [18, 19, 20, 23, 24]


def test_a_calendar_on_which_no_clock_could_end_is_refused():
    with pytest.raises(ValueError, match="at least one weekday"):
        WorkCalendar(zone=WIB, working_weekdays=frozenset())


def test_a_promise_of_no_days_and_a_pause_that_ends_before_it_begins_are_refused():
    with pytest.raises(ValueError, match="at least one working day"):
        standard_clock(wib(2026, 11, 23), [], 0, CALENDAR)
    with pytest.raises(ValueError, match="ends after it began"):
        Pause(wib(2026, 11, 24), wib(2026, 11, 23))
    with pytest.raises(ValueError, match="never taken away"):
        CALENDAR.add_working_days(date(2026, 11, 23), -1)


def test_distances_are_those_of_the_dossier():
    # Gedong Tataan to the office at Bandar Lampung: 16 km; Pagai Selatan to Padang: 239 km.
    assert round(distance_km((-5.39599, 105.12966), (-5.4449, 105.2620))) == 16
    assert round(distance_km((-3.0561, 100.3447), (-0.9075, 100.3541))) == 239


@pytest.mark.parametrize(
    ("in_work_area", "is_offered", "has_counter", "is_open_today", "expected"),
    [
        (True, True, True, True, None),
        (True, True, True, False, "closed_today"),
        (True, True, False, False, "no_counter"),
        (True, False, False, False, "not_offered"),
        (False, False, False, False, "outside_work_area"),
        (False, True, True, True, "outside_work_area"),
    ],
)
def test_the_reason_that_lasts_longest_is_told(in_work_area, is_offered, has_counter, is_open_today, expected):
    reason = reason_unavailable(
        in_work_area=in_work_area, is_offered=is_offered, has_counter=has_counter, is_open_today=is_open_today
    )

    assert reason == expected

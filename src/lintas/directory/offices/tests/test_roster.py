"""Which counters are staffed when: the week, the single day that differs, and what a session has of it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.directory.offices import operations, queries
from lintas.directory.offices.models import RosterChange
from lintas.directory.offices.rules import Roster, StaffedCounter, Week
from lintas.directory.offices.states import Station
from lintas.foundation.outbox.models import Event

TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Jakarta"))


def counter(*hours, changes=None):
    week = Week(valid_from=date(2026, 1, 1), hours={1: hours})
    return StaffedCounter(number=1, station=Station.PHOTO, weeks=(week,), changes=changes or {})


def at_photo(*counters, start=time(9), end=time(10), day=TUESDAY):
    return Roster(counters).staffed(station="photo", day=day, start=start, end=end)


def test_the_times_of_all_counters_add_up_and_who_comes_later_counts_in_part():
    found = at_photo(counter((time(8), time(15))), counter((time(9, 30), time(15))), counter((time(10), time(15))))

    assert (found.counters, found.time) == (2, timedelta(minutes=90))


def test_a_single_day_counts_instead_of_the_week():
    away = counter((time(8), time(15)), changes={TUESDAY: ()})

    assert at_photo(away).counters == 0
    assert at_photo(away, day=TUESDAY + timedelta(days=7)).counters == 1


def test_a_weekday_left_out_another_station_and_the_time_before_the_first_week_are_unstaffed():
    assert at_photo(counter((time(8), time(15))), day=date(2026, 11, 25)).counters == 0
    assert at_photo(counter((time(8), time(15))), day=date(2025, 12, 30)).counters == 0
    roster = Roster((counter((time(8), time(15))),))
    assert roster.staffed(station="interview", day=TUESDAY, start=time(9), end=time(10)).counters == 0


a_time = st.times(max_value=time(23)).map(lambda found: found.replace(microsecond=0))


@given(stretches=st.lists(st.tuples(a_time, a_time).filter(lambda pair: pair[0] < pair[1]), max_size=4))
def test_no_station_has_more_time_than_its_counters_times_the_session(stretches):
    found = at_photo(*(counter(stretch) for stretch in stretches))

    assert timedelta() <= found.time <= found.counters * timedelta(hours=1)
    assert found.counters <= len(stretches)


@pytest.fixture
def photo(house):
    [found] = queries.counters(point_id=house.id, station="photo")
    return found


def staff(photo, **more):
    given = {"counter_id": photo.id, "on": TUESDAY, "hours": None, "by": "officer:x", "at": NOW, **more}
    operations.staff_counter(**given)


def staffed(house):
    return queries.roster(point_id=house.id).staffed(station="photo", day=TUESDAY, start=time(9), end=time(10))


def test_a_day_is_staffed_otherwise_and_told_without_names(house, photo):
    assert staffed(house).counters == 1

    staff(photo)
    assert staffed(house).counters == 0
    staff(photo, hours=(time(9, 15), time(9, 45)))
    assert staffed(house).time == timedelta(minutes=30)

    told = Event.objects.filter(name="offices.roster_changed").first()
    assert set(told.body) >= {"on", "counter"}
    assert RosterChange.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"on": date(2026, 11, 23)}, operations.DayIsPast),
        ({"hours": (time(10), time(9))}, operations.HoursReversed),
        ({"counter_id": "00000000-0000-0000-0000-000000000000"}, operations.UnknownCounter),
    ],
)
def test_a_staffing_that_makes_no_sense_is_refused_and_nothing_changes(house, photo, wrong, error):
    with pytest.raises(error):
        staff(photo, **wrong)

    assert not RosterChange.objects.exists()

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.appointments import rules
from lintas.visit.appointments.rules import Arrival, NoPlace, Session

STARTS = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=1)
HALF_AN_HOUR = timedelta(minutes=30)


def arrive(minutes: float) -> Arrival:
    return rules.arrival(
        at=STARTS + timedelta(minutes=minutes),
        starts_at=STARTS,
        ends_at=ENDS,
        opens_before=HALF_AN_HOUR,
        grace_after=HALF_AN_HOUR,
    )


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-30.1, Arrival.TOO_EARLY),
        (-30, Arrival.EARLY),
        (-0.1, Arrival.EARLY),
        (0, Arrival.ON_TIME),
        (30, Arrival.ON_TIME),
        (30.1, Arrival.LATE),
        (59.9, Arrival.LATE),
        (60, Arrival.OVER),
    ],
)
def test_an_arrival_is_named_by_how_it_lies_against_the_session(minutes, expected):
    assert arrive(minutes) is expected


@given(first=st.integers(-200, 200), second=st.integers(-200, 200))
def test_coming_later_never_counts_as_earlier(first, second):
    order = list(Arrival)
    earlier, later = sorted((first, second))
    assert order.index(arrive(earlier)) <= order.index(arrive(later))


def test_an_appointment_can_be_moved_until_the_day_before():
    assert rules.last_day_to_move(starts_on=date(2026, 11, 24), cutoff=timedelta(days=1)) == date(2026, 11, 23)


def test_a_session_across_the_prayer_break_is_not_offered():
    friday = ((time(8), time(11, 30)), (time(13), time(16)))

    assert rules.fits(Session(time(10), time(11)), friday)
    assert not rules.fits(Session(time(11), time(12)), friday)
    assert not rules.fits(Session(time(15), time(17)), friday)
    assert not rules.fits(Session(time(8), time(9)), ())


TODAY, SOON, PAST = date(2026, 11, 24), date(2026, 11, 30), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("offered_at_all", "full", "open_later", "opens_on", "expected"),
    [
        (False, False, True, None, NoPlace.NOT_OFFERED),
        (True, True, False, PAST, NoPlace.FULL),
        (True, False, False, PAST, NoPlace.CLOSED),
        (True, False, True, None, NoPlace.NOT_OFFERED),
        (True, False, True, SOON, NoPlace.NOT_RELEASED),
        (True, False, True, PAST, NoPlace.CLOSED),
    ],
)
def test_a_day_without_places_has_one_reason(offered_at_all, full, open_later, opens_on, expected):
    assert (
        rules.why_no_place(
            offered_at_all=offered_at_all, full=full, open_later=open_later, opens_on=opens_on, today=TODAY
        )
        is expected
    )

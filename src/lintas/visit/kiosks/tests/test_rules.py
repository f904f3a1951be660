from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.kiosks import rules
from lintas.visit.kiosks.rules import Run, Sent, Step, Told
from lintas.visit.kiosks.states import Outcome

DAY = timedelta(days=1)
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ticks = st.integers(0, 10**12)
boots = st.sampled_from(["a", "b"])


def test_in_one_run_of_the_box_its_running_time_decides_whatever_its_clock_shows():
    told = Told(boot="a", ticks=60_000, wall=datetime(1999, 1, 1, tzinfo=UTC))
    floor = NOON - timedelta(hours=2)

    given_at = rules.moment_given(told, Sent(boot="a", ticks=660_000), floor=floor, now=NOON)

    assert given_at == NOON - timedelta(minutes=10)


def test_what_was_given_before_a_restart_lies_before_it():
    told = Told(boot="a", ticks=60_000, wall=NOON + timedelta(days=1))
    floor = NOON - timedelta(hours=2)

    given_at = rules.moment_given(told, Sent(boot="b", ticks=300_000), floor=floor, now=NOON)

    assert given_at == NOON - timedelta(minutes=5)


@given(boots, ticks, moments, boots, ticks, moments, moments)
def test_a_moment_is_never_before_the_line_before_nor_after_now(boot, told, wall, sent_boot, sent, floor, now):
    given_at = rules.moment_given(Told(boot, told, wall), Sent(sent_boot, sent), floor=floor, now=now)

    assert given_at <= now
    assert given_at >= min(floor, now)


@given(st.lists(st.tuples(boots, ticks, moments), max_size=20), boots, ticks, moments, st.timedeltas(-DAY, DAY))
def test_the_lines_of_one_box_keep_their_order_whatever_it_says_of_time(lines, boot, sent, now, before):
    floor = now - before
    moments_given = []
    for more, told in zip(reversed(range(len(lines))), lines, strict=True):
        floor = rules.moment_given(Told(*told), Sent(boot, sent), floor=floor, now=now, more=more)
        moments_given.append(floor)

    assert all(earlier < later for earlier, later in pairwise(moments_given))


@given(st.lists(st.integers(0, 10**7), min_size=2, max_size=20), moments, st.integers(-(10**6), 10**6))
def test_of_one_run_the_distances_between_numbers_are_those_that_passed(passed, wall, jump):
    at = sorted(passed)
    sent = Sent("a", at[-1])

    def moment(ticks):
        told = Told("a", ticks, wall + timedelta(seconds=jump if ticks % 2 else -jump))
        return rules.moment_given(told, sent, floor=NOON - timedelta(days=3), now=NOON)

    assert [NOON - moment(ticks) for ticks in at] == [timedelta(milliseconds=at[-1] - ticks) for ticks in at]


@pytest.mark.parametrize("back", [timedelta(0), timedelta(milliseconds=50), rules.SLACK])
def test_clocks_that_differ_a_little_put_no_line_before_those_that_were_heard(back):
    placed = NOON

    heard = rules.heard_at(NOON - back, placed_at=placed, lines=3)
    moments_given = []
    for more in (2, 1, 0):
        told, sent = Told("a", 5, NOON), Sent("a", 5)
        placed = rules.moment_given(told, sent, floor=placed, now=heard, more=more)
        moments_given.append(placed)

    assert all(earlier < later for earlier, later in pairwise([NOON, *moments_given]))


def test_a_clock_that_was_put_right_by_more_is_believed():
    now = NOON - timedelta(hours=1)

    assert rules.heard_at(now, placed_at=NOON, lines=3) == now
    assert rules.heard_at(NOON, placed_at=now, lines=3) == NOON
    assert rules.heard_at(NOON, placed_at=None, lines=3) == NOON


def test_a_number_that_was_not_told_last_time_was_given_after_it():
    heard = NOON - timedelta(minutes=20)
    known = {"placed_at": NOON - timedelta(hours=1), "least": NOON - timedelta(days=1)}

    assert rules.floor_of(heard_at=heard, all_heard=True, **known) == heard - rules.SLACK
    assert rules.floor_of(heard_at=heard, all_heard=False, **known) == NOON - timedelta(hours=1)


def test_a_number_of_another_day_joins_no_line_of_today():
    today = date(2026, 11, 24)

    assert rules.outcome_of(today, today=today) == Outcome.JOINED
    assert rules.outcome_of(date(2026, 11, 23), today=today) == Outcome.PAST
    assert rules.outcome_of(date(2026, 11, 25), today=today) == Outcome.EXCHANGED


def test_lines_are_taken_one_after_the_other_and_a_second_version_is_noticed():
    first, second, other = b"1" * 32, b"2" * 32, b"3" * 32
    log = {"last_seq": 2, "last": second}

    assert rules.step_of(seq=3, before=second, digest=other, known=None, **log) is Step.NEXT
    assert rules.step_of(seq=2, before=first, digest=second, known=second, **log) is Step.KNOWN
    assert rules.step_of(seq=5, before=other, digest=first, known=None, **log) is Step.GAP
    assert rules.step_of(seq=2, before=first, digest=other, known=second, **log) is Step.FORK
    assert rules.step_of(seq=3, before=other, digest=first, known=None, **log) is Step.FORK


@given(st.lists(st.integers(1, 60), max_size=40), st.integers(1, 60), st.integers(1, 5))
def test_a_kiosk_never_holds_more_numbers_than_it_may(asked, size, most):
    runs, last = [], 0
    for _ in asked:
        if rules.may_lease(runs, given=0, size=size, most=most):
            runs.append(Run(last + 1, last + size))
            last += size

    assert sum(run.last - run.first + 1 for run in runs) <= most * size


def test_blocks_are_for_today_and_tomorrow():
    today = date(2026, 11, 24)

    assert [day for day in range(22, 30) if rules.may_use(date(2026, 11, day), today=today)] == [24, 25]

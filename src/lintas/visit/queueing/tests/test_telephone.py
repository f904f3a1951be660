"""Waits on the telephone, where counters are known only by their calls: days that nobody tuned for, and a control."""

from collections.abc import Iterator
from statistics import mean

import pytest

from lintas.visit.queueing.tests.telephone import OPENS, day
from lintas.visit.queueing.waiting.forecast import Forecaster
from lintas.visit.queueing.waiting.hall import Hall
from lintas.visit.queueing.waiting.spread import Interval

SEEDS = (2, 3)
HOUR = 3600.0


def told(seed: int) -> Iterator[tuple[float, float, float, Interval]]:
    """Return for each question its moment, the wait in truth, that of whoever was called last, and what was told."""
    forecaster, came, last = Forecaster(), {}, 0.0
    events = day(seed)
    called = {event.ticket: event.t for event in events if event.kind == "call"}
    for event in events:
        if event.kind == "query":
            yield event.t, called[event.ticket] - event.t, last, forecaster.answer(event)
            continue
        forecaster.take(event)
        if event.kind == "arrive":
            came[event.ticket] = event.t
        elif event.kind == "call":
            last = event.t - came[event.ticket]


def all_days():
    return [case for seed in SEEDS for case in told(seed)]


def error(cases):
    return mean(abs(truth - now.wait) for _, truth, _, now in cases)


@pytest.fixture(scope="module")
def answered():
    return all_days()


def test_our_waits_are_nearer_than_the_last_one_and_eight_of_ten_lie_in_the_interval(answered):
    theirs = mean(abs(truth - last) for _, truth, last, _ in answered)

    assert error(answered) < 0.65 * theirs
    assert 0.75 <= mean(now.low <= truth <= now.high for _, truth, _, now in answered) <= 0.87


def test_the_first_callers_of_a_day_are_not_told_hours(answered):
    """One counter is seen, and the only call is long: another counter may appear."""
    first = [now.wait for t, _, _, now in answered if t < OPENS + 900]

    assert len(first) > 20
    assert max(first) < HOUR


def test_without_counters_that_appear_the_first_callers_are_told_hours(answered, monkeypatch):
    monkeypatch.setattr(Hall, "newcomer_every", lambda self: 1e9)
    without = all_days()

    assert error(without) > 2 * error(answered)
    assert max(now.wait for t, _, _, now in without if t < OPENS + 900) >= 4 * HOUR

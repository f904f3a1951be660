"""Whoever is called gets time to come before the next call, and before the number is set aside."""

from datetime import timedelta

import pytest

from lintas.visit.queueing import operations
from lintas.visit.queueing.tests.conftest import PARAMETERS
from lintas.visit.queueing.tests.factories import act, call, clock, issue

NOW = clock(9)


@pytest.fixture
def patience(monkeypatch):
    monkeypatch.setitem(PARAMETERS, "call_interval", timedelta(minutes=1))


def hurry(ticket):
    """Press through all that makes a number missed, within a few seconds."""
    for second, action in enumerate(["recall", "recall", "miss"], 1):
        ticket = act(action, ticket, clock(9, 0, second))
    return ticket


def test_a_number_is_not_called_again_before_there_was_time_to_come(hall, counters, patience):
    issue(hall, NOW)
    ticket = call(counters[0], NOW)

    with pytest.raises(operations.CalledJustNow) as refusal:
        hurry(ticket)

    assert "59 detik lagi" in str(refusal.value)
    assert act("recall", ticket, clock(9, 1)).calls_made == 2


def test_without_the_pause_a_visitor_is_missed_within_seconds(hall, counters):
    issue(hall, NOW)

    assert hurry(call(counters[0], NOW)).state == "skipped"


def test_the_last_call_may_be_answered_too_before_a_number_is_set_aside(hall, counters, patience):
    ticket = called_out(hall, counters)

    with pytest.raises(operations.CalledJustNow):
        act("miss", ticket, clock(9, 2, 59))

    assert act("miss", ticket, clock(9, 3)).state == "skipped"


def test_whoever_was_looked_for_in_the_waiting_room_is_set_aside_at_once(hall, counters, patience):
    ticket = called_out(hall, counters)
    act("approach", ticket, clock(9, 2, 30))

    assert act("miss", ticket, clock(9, 2, 31)).state == "skipped"


def test_who_stands_there_is_served_at_once(hall, counters, patience):
    issue(hall, NOW)

    assert act("arrive", call(counters[0], NOW), NOW).state == "serving"


def test_a_clock_that_was_put_back_keeps_nobody_waiting(hall, counters, patience):
    issue(hall, NOW)
    ticket = call(counters[0], NOW)

    assert act("recall", ticket, clock(8, 59, 50)).calls_made == 2


def called_out(hall, counters):
    issue(hall, NOW)
    ticket = call(counters[0], NOW)
    act("recall", ticket, clock(9, 1))
    return act("recall", ticket, clock(9, 2))

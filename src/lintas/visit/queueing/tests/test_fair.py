"""Futures are played by the published rule of the house: who is next in them is who would be next in the hall."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.queueing import rules
from lintas.visit.queueing.waiting.fair import Fair, Turns
from lintas.visit.queueing.waiting.forecast import Forecaster
from lintas.visit.queueing.waiting.lines import Event, Measured

GIVEN = {"A": (4, None), "P": (3, 2), "C": (2, None), "Q": (1, 4)}
RULE = Fair(window=rules.WINDOW, given=GIVEN)
LANES = {letter: UUID(int=number) for number, letter in enumerate(GIVEN, 1)}
TEN = 36_000.0

services = st.sampled_from(sorted(GIVEN))
waiting = st.dictionaries(services, st.tuples(st.integers(0, 600), st.integers(0, 20)), min_size=1)


@given(st.lists(services, max_size=30), waiting)
def test_who_is_next_in_a_future_is_who_would_be_next_in_the_hall(called, standing):
    turns = Turns(RULE)
    for service in called:
        turns.note(service)
    heads = [
        (service, (float(at), float(at), 1.0, turns.others - passed)) for service, (at, passed) in standing.items()
    ]

    hall = [_head(service, at=at, passed=passed) for service, (at, passed) in standing.items()]
    choice = rules.choose(hall, latest=[LANES[service] for service in reversed(called)])

    found = turns.copy().choose(heads)[0]
    alike = {service for service, (at, _) in standing.items() if at == standing[found][0]}
    assert choice.head.lane_id in {LANES[service] for service in alike}


def _head(service, *, at, passed):
    moment = datetime(2026, 11, 24, 1, tzinfo=UTC) + timedelta(seconds=at)
    weight, limit = GIVEN[service]
    return rules.Head(
        ticket_id=LANES[service],
        lane_id=LANES[service],
        letter=service,
        weight=weight,
        limit=limit,
        others_before=passed,
        is_front=False,
        place=(moment, moment, LANES[service]),
    )


def told(service, *, rule):
    """Return what somebody is told who comes to a counter where twelve have been called and twenty of A wait."""
    past = {letter: Measured(300.0, 60.0) for letter in GIVEN}
    forecaster = Forecaster()
    forecaster.take(Event(kind="meta", t=0.0, past=past, planned=1, rule=rule))
    forecaster.take(Event(kind="counter_open", t=TEN, counter="1", services=frozenset(GIVEN)))
    for number in range(33):
        forecaster.take(Event(kind="arrive", t=TEN + number, ticket=f"A{number}", service="A"))
    for number in range(12):
        at = TEN + 100 + 300 * number
        forecaster.take(Event(kind="call", t=at, ticket=f"A{number}", counter="1"))
        forecaster.take(Event(kind="end", t=at + 290, ticket=f"A{number}", counter="1"))
    forecaster.take(Event(kind="call", t=TEN + 3_700, ticket="A12", counter="1"))
    forecaster.take(Event(kind="arrive", t=TEN + 3_710, ticket="new", service=service))
    return forecaster.answer(Event(kind="query", t=TEN + 3_710, ticket="new", query=1))


def test_a_class_with_few_people_is_told_the_short_wait_that_its_share_gives():
    assert told("C", rule=RULE).high < 900
    assert told("P", rule=RULE).high < 900
    assert told("A", rule=RULE).low > 3_600


def test_control_without_the_rule_all_would_be_told_to_wait_for_those_who_came_before():
    assert told("C", rule=None).low > 3_600


def test_a_right_goes_before_the_share_once_so_many_others_went():
    turns = Turns(replace(RULE, given={"A": (100, None), "P": (1, 2)}), ["P", "A"])
    standing = [("A", (0.0, 0.0, 1.0, 0)), ("P", (5.0, 5.0, 1.0, 0))]

    assert turns.choose(standing)[0] == "A"
    turns.note("A")
    turns.note("A")
    assert turns.choose(standing)[0] == "P"

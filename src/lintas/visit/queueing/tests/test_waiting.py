"""The forecaster: its answers, that it uses only the past, and that nothing it reads can break it."""

import json
from random import Random
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintas.foundation.evaluations import Unusable
from lintas.visit.queueing.evaluations import queue
from lintas.visit.queueing.tests.lines import DAY, TEN, arrive, day, told, wait_of
from lintas.visit.queueing.waiting.forecast import Forecaster, NotWaiting
from lintas.visit.queueing.waiting.lines import BrokenLine, read


def test_whoever_finds_an_open_counter_free_waits_for_nothing():
    interval = wait_of("A", day(arrive("A", TEN + 60)), at=TEN + 60)

    assert (interval.wait, interval.low, interval.high) == (0, 0, 0)


def test_each_person_ahead_adds_about_one_service():
    served = [arrive("A", TEN), told("call", TEN, ticket="A", counter="L1")]
    line = [arrive(f"B{number}", TEN + number) for number in range(1, 4)]

    interval = wait_of("B3", day(*served, *line), at=TEN + 5)

    assert 1200 < interval.wait < 2100
    assert interval.low < interval.wait < interval.high


def test_the_time_that_a_service_has_taken_already_counts():
    lines = day(arrive("A", TEN), told("call", TEN, ticket="A", counter="L1"), arrive("B", TEN + 1))

    assert wait_of("B", lines, at=TEN + 500).wait < wait_of("B", lines, at=TEN + 5).wait - 300


def test_an_end_that_nobody_began_frees_no_counter():
    lines = day(arrive("A", TEN), told("call", TEN, ticket="A", counter="L1"), arrive("B", TEN + 1))
    stray = told("end", TEN + 5, ticket="Z", counter="L1")

    assert wait_of("B", [*lines, stray], at=TEN + 10) == wait_of("B", lines, at=TEN + 10)


def test_priority_and_an_earlier_appointment_go_first():
    served = [arrive("A", TEN), told("call", TEN, ticket="A", counter="L1"), arrive("B", TEN + 1)]
    first = wait_of("B", day(*served), at=TEN + 5).wait

    assert wait_of("B", day(*served, arrive("P", TEN + 2, prio=1)), at=TEN + 5).wait > first + 400
    assert wait_of("B", day(*served, arrive("C", TEN + 2, appt=TEN - 600)), at=TEN + 5).wait > first + 400
    assert wait_of("B", day(*served, arrive("D", TEN + 2, appt=TEN + 600)), at=TEN + 5).wait < first + 200


def test_an_outage_and_a_closed_counter_make_the_wait_longer():
    served = [arrive("A", TEN), told("call", TEN, ticket="A", counter="L1"), arrive("B", TEN + 1)]
    ended = [*served, told("end", TEN + 600, ticket="A", counter="L1")]
    usual = wait_of("B", day(*served), at=TEN + 590).wait

    assert wait_of("B", day(*served, told("system_down", TEN + 300)), at=TEN + 590).wait > usual + 60
    assert wait_of("B", day(*ended, told("counter_close", TEN + 600, counter="L1")), at=TEN + 601).wait > usual + 60


def test_before_the_doors_open_the_wait_lasts_until_then():
    lines = [json.dumps(DAY | {"services": {"paspor": {"mean": 600, "sd": 60}}}), arrive("A", 27_000)]

    assert wait_of("A", lines, at=27_000).wait >= 1800


def test_the_same_stream_gives_the_same_answers_and_later_lines_change_none():
    lines = day(arrive("A", TEN), told("call", TEN, ticket="A", counter="L1"), arrive("B", TEN + 1))

    def answers(stream):
        forecaster, found = Forecaster(), []
        for line in stream:
            event = read(line)
            if event.kind == "query":
                found.append(forecaster.answer(event))
            else:
                forecaster.take(event)
        return found

    asked = [*lines, told("query", TEN + 9, ticket="B", q=7)]
    end = told("end", TEN + 20, ticket="A", counter="L1")
    assert answers(asked) == answers(asked)
    assert answers([*asked, end, told("query", TEN + 21, ticket="B", q=8)])[0] == answers(asked)[0]


def test_who_is_not_in_the_line_gets_no_answer():
    with pytest.raises(NotWaiting):
        wait_of("Z", day(), at=TEN)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        "[" * 100_000,
        '{"e":"dance","t":1}',
        '{"e":["call"],"t":1}',
        '{"e":"call","t":1,"ticket":"1"}',
        '{"e":"arrive","t":1,"ticket":"1"}',
        '{"e":"arrive","t":NaN,"ticket":"1","svc":"a"}',
        '{"e":"arrive","t":-1,"ticket":"1","svc":"a"}',
        '{"e":"arrive","t":1e9,"ticket":"1","svc":"a"}',
        '{"e":"arrive","t":' + "9" * 400 + ',"ticket":"1","svc":"a"}',
        '{"e":"arrive","t":1,"ticket":"1","svc":"a","prio":[]}',
        '{"e":"arrive","t":1,"ticket":"1","svc":"a","appt":"soon"}',
        '{"e":"meta","t":0}',
        '{"e":"meta","t":0,"services":{"a":{"mean":0,"sd":1}}}',
        '{"e":"meta","t":0,"services":{"a":5}}',
        '{"e":"counter_open","t":1,"counter":"L1","svcs":"all"}',
        '{"e":"query","t":1,"ticket":"1"}',
    ],
)
def test_a_broken_line_is_refused_with_a_reason(line):
    with pytest.raises(BrokenLine, match=r"^(is|has) "):
        read(line)


KINDS = ["call", "end", "no_show", "abandon", "counter_open", "counter_close", "system_down", "system_up", "arrive"]
EVENT = st.fixed_dictionaries(
    {
        "e": st.sampled_from([*KINDS, "query", "query"]),
        "t": st.integers(28_000, 50_000),
        "ticket": st.sampled_from("ABCDEF"),
        "counter": st.sampled_from(["L1", "L2"]),
        "svc": st.sampled_from(["paspor", "izin"]),
        "prio": st.sampled_from([0, 1]),
        "appt": st.sampled_from([None, 28_800, 40_000]),
        "svcs": st.sampled_from([None, ["paspor"], ["paspor", "izin"]]),
        "q": st.just(1),
    }
)


@settings(max_examples=60)
@given(events=st.lists(EVENT, max_size=40), planned=st.sampled_from([None, 1, 3]))
def test_no_order_of_events_breaks_the_forecaster(events, planned):
    forecaster = Forecaster(futures=5)
    forecaster.take(read(day(counters=planned)[0]))
    for event in map(read, map(json.dumps, events)):
        if event.kind != "query":
            forecaster.take(event)
            continue
        try:
            interval = forecaster.answer(event)
        except NotWaiting:
            continue
        assert 0 <= interval.low <= interval.wait <= interval.high


@settings(max_examples=40)
@given(
    lines=st.lists(EVENT.map(json.dumps) | st.just("{"), max_size=30),
    later=st.lists(EVENT.map(json.dumps), max_size=10),
    planned=st.sampled_from([None, 3]),
)
def test_no_answer_changes_when_later_lines_do(lines, later, planned):
    def answers(stream):
        answer = queue()
        for line in stream:
            try:
                yield answer(line)
            except Unusable as why:
                yield str(why)

    head = day(counters=planned)[0]

    assert list(answers([head, *lines])) == list(answers([head, *lines, *later]))[: len(lines) + 1]


def test_most_of_many_simulated_waits_lie_in_the_interval():
    """A day that nobody tuned for: one counter, services of ten minutes, somebody every twelve."""
    chance, free, forecaster, told_waits, truths = Random(4), float(TEN), Forecaster(), [], []
    events = []
    for number in range(120):
        came = TEN + 660 * number * (0.9 + 0.2 * chance.random())
        events.append((came, "arrive", f"T{number}"))
    for came, _, ticket in sorted(events):
        begins = max(came + 1, free)
        free = begins + 600 * 2.718 ** (chance.gauss(0, 0.4) - 0.08)
        events += [(begins + 1, "call", ticket), (free, "end", ticket), (came + 0.5, "query", ticket)]
    for line in day(mean=600, sd=250, weekday=""):
        forecaster.take(read(line))
    calls = {ticket: t for t, kind, ticket in events if kind == "call"}
    for t, kind, ticket in sorted(events):
        fields = {"svc": "paspor", "prio": 0, "appt": None} if kind == "arrive" else {"counter": "L1", "q": ticket}
        event = read(told(kind, t, ticket=ticket, **fields))
        if kind != "query":
            forecaster.take(event)
        elif calls[ticket] - t > 10:
            told_waits.append(forecaster.answer(event))
            truths.append(calls[ticket] - t)

    held = [told_wait.low <= truth <= told_wait.high for told_wait, truth in zip(told_waits, truths, strict=True)]
    errors = [abs(told_wait.wait - truth) for told_wait, truth in zip(told_waits, truths, strict=True)]

    assert len(held) > 60
    assert 0.68 <= sum(held) / len(held) <= 0.95
    assert median(errors) < 0.3 * median(truths)

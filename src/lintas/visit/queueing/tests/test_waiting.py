"""The forecaster: what it learns, that it uses only the past, and that nothing it reads can break it."""

import json
from random import Random
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintas.foundation.evaluations import Unusable
from lintas.visit.queueing.evaluations import queue
from lintas.visit.queueing.waiting.desks import Desk
from lintas.visit.queueing.waiting.durations import Durations, done_by, draw, draw_left
from lintas.visit.queueing.waiting.forecast import Forecaster, NotWaiting
from lintas.visit.queueing.waiting.habits import IN_A_HALL, Patience, Welcome
from lintas.visit.queueing.waiting.hall import Hall
from lintas.visit.queueing.waiting.lines import BrokenLine, Measured, read
from lintas.visit.queueing.waiting.order import Order, Person
from lintas.visit.queueing.waiting.rest import HOUR, Rest
from lintas.visit.queueing.waiting.spread import Interval, Spread

DAY = {"e": "meta", "t": 0, "weekday": "Selasa", "counters": 1, "discipline": "priority first; else first come"}
TEN = 36_000


def told(kind, t, **fields):
    return json.dumps({"e": kind, "t": t, **fields})


def day(*lines, mean=600, sd=60, **head):
    services = {"paspor": {"mean": mean, "sd": sd}}
    opening = told("counter_open", TEN, counter="L1", svcs=["paspor"])
    return [json.dumps(DAY | {"services": services} | head), opening, *lines]


def arrive(ticket, t, *, prio=0, appt=None, svc="paspor"):
    return told("arrive", t, ticket=ticket, svc=svc, prio=prio, appt=appt)


def wait_of(ticket, lines, *, at):
    forecaster = Forecaster()
    for line in lines:
        forecaster.take(read(line))
    return forecaster.answer(read(told("query", at, ticket=ticket, q=1)))


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


def test_a_slow_day_and_a_slow_counter_are_learnt():
    known = Durations({"paspor": Measured(600, 240)})
    before = draw(known.shape("paspor", "L1"), 0.5)
    for _ in range(20):
        known.learn(service="paspor", counter="L1", seconds=1000)

    slow, other = (draw(known.shape("paspor", name), 0.5) for name in ("L1", "L2"))

    assert before < other < slow
    assert known.doubt(counter="L1") < known.doubt(counter="L2")


def test_a_call_put_down_at_once_tells_nothing_of_a_counters_speed():
    known = Durations({"paspor": Measured(600, 240)})
    before = known.shape("paspor", "L1")
    for _ in range(20):
        known.learn(service="paspor", counter="L1", seconds=4)

    assert known.shape("paspor", "L1") == before
    known.learn(service="paspor", counter="L1", seconds=60)
    assert known.shape("paspor", "L1") < before


@pytest.mark.parametrize(
    ("spells", "breaks"),
    [
        ([], 0),
        ([(9 * HOUR, 600)], 1),
        ([(9 * HOUR, 600), (15 * HOUR, 300)], 2),
        ([(9 * HOUR, 4 * HOUR)], 0),  # another task
        ([(11.9 * HOUR, 1.1 * HOUR)], 0),  # the rest, begun early
        ([(12.1 * HOUR, 0.4 * HOUR)], 0),  # a turn of the rest
        ([(16 * HOUR, 17 * HOUR)], 0),  # the evening
    ],
)
def test_a_break_is_what_is_short_and_outside_the_rest_hours(spells, breaks):
    hall = Hall(read(day()[0]))
    before = hall.breaks.value
    hall.take(read(told("counter_open", 8 * HOUR, counter="L1", svcs=["paspor"])))
    for began, length in spells:
        hall.take(read(told("counter_close", began, counter="L1")))
        hall.take(read(told("counter_open", began + length, counter="L1", svcs=["paspor"])))

    assert hall.break_times.known()[3:] == tuple(length for _, length in spells[:breaks])
    assert (hall.breaks.value > before) == (breaks > 0)


def test_where_officers_often_stand_up_the_wait_is_longer():
    served = [arrive("A", 11 * HOUR), told("call", 11 * HOUR, ticket="A", counter="L1")]
    line = [arrive(f"B{number}", 11 * HOUR + number) for number in range(1, 5)]
    away = [
        told(kind, 10 * HOUR + 60 + number * 300 + offset, counter="L1", **more)
        for number in range(8)
        for offset, kind, more in ((0, "counter_close", {}), (240, "counter_open", {"svcs": ["paspor"]}))
    ]

    always, often = (wait_of("B4", day(*some, *served, *line, mean=300), at=11 * HOUR + 5) for some in ([], away))

    assert often.wait > always.wait + 60


def test_a_class_that_is_never_put_through_at_once_is_soon_known_and_burdens_no_other():
    welcome = Welcome()
    for _ in range(8):
        welcome.learn(("akun", True), expected=0.9, called=False)
        welcome.learn(("akun", False), expected=0.9, called=True)

    assert welcome.chance(("akun", True), expected=0.9) < 0.1
    assert welcome.chance(("akun", False), expected=0.9) > 0.9
    assert welcome.chance(("lain", True), expected=0.7) == 0.7


def test_what_a_counter_gives_is_told_seen_or_drawn():
    shares = {"akun": 0.6, "saham": 0.4}
    told, seen = Desk("L1", since=0.0, services=frozenset(shares)), Desk("L2", since=0.0)
    seen.served["akun"] = 2

    assert told.skills(shares).draw(Random(1)) == ("akun", "saham")
    drawn = [seen.skills(shares).draw(Random(seed)) for seed in range(400)]
    assert {gives[0] for gives in drawn} == {"akun"}
    assert 0.10 < sum("saham" in gives for gives in drawn) / 400 < 0.19


@given(elapsed=st.floats(0, 1e6), chance=st.floats(0, 1, exclude_max=True))
def test_what_is_left_of_a_service_is_never_less_than_nothing(elapsed, chance):
    shape = Durations({"paspor": Measured(600, 240)}).shape("paspor", "L1")

    assert 0 <= draw_left(shape, elapsed, done_by(shape, elapsed), chance) < 1e7


def test_the_head_start_of_a_class_is_learnt_from_whom_the_counters_call():
    order = Order("first come; priority moves ahead")
    quick, slow = (Person(name, name, False, None, came) for name, came in (("quick", 300.0), ("slow", 100.0)))
    assert order.rank(slow) < order.rank(quick)

    for _ in range(10):
        order.learn(chosen=quick, rivals=[slow])

    assert order.rank(quick) < order.rank(slow)


def test_calls_in_the_published_order_teach_nothing():
    order = Order("priority first")
    first, second = Person("1", "a", True, None, 900.0), Person("2", "b", False, 60.0, 100.0)

    order.learn(chosen=first, rivals=[second])

    assert order.rank(second) == 60.0
    assert order.rank(first) < 0


def test_people_of_an_impatient_class_leave_sooner():
    patience = Patience(IN_A_HALL)
    for _ in range(20):
        patience.learn("calm", waited=1000, is_gone=False)
        patience.learn("hasty", waited=500, is_gone=True)

    assert patience.of("hasty") > 1.5 > 1 > patience.of("calm")
    assert patience.length(100, patience.hazard(100, 2000)) == pytest.approx(2000)


def test_a_call_well_within_the_rest_hours_tells_that_counters_rest_in_turns():
    class Low:
        def random(self):
            return 0.0

    rest = Rest("Selasa")
    assert rest.are_together(Low())

    rest.saw_call(12.2 * HOUR)

    assert not rest.are_together(Low())
    assert Rest("").window("L1", 12 * HOUR, True, Low()) is None


def test_ends_that_are_passed_too_often_move_out_and_ends_that_hold_move_in():
    futures = [float(number) for number in range(100, 201)]
    wide, narrow = Spread(), Spread()
    before = wide.interval(futures, lanes=["a"])
    for _ in range(30):
        wide.learn(before, waited=before.high + 1, lanes=["a"])
        narrow.learn(before, waited=before.wait, lanes=["a"])

    assert wide.interval(futures, lanes=["a"]).high > before.high > narrow.interval(futures, lanes=["a"]).high
    assert narrow.interval(futures, lanes=["a"]).low > before.low
    assert wide.interval(futures, lanes=["b"]).high < wide.interval(futures, lanes=["a"]).high


def test_the_answer_at_once_teaches_less_than_others():
    futures = [float(number) for number in range(100, 201)]
    sure, others = Spread(), Spread()
    for spread, told_so in ((sure, Interval(0, 0, 0)), (others, Interval(5, 0, 10))):
        for _ in range(30):
            spread.learn(told_so, waited=told_so.wait, lanes=["a"])

    before, taught = Spread().interval(futures, lanes=["a"]).high, sure.interval(futures, lanes=["a"]).high
    assert others.interval(futures, lanes=["a"]).high < taught < before


def test_an_interval_that_begins_at_nought_leaves_both_shares_to_its_other_end():
    futures = [0.0] * 30 + [float(number) for number in range(70)]

    assert Spread().interval(futures, lanes=[]).high == pytest.approx(49.2, abs=4)
    assert Interval(1, 0, 2).passed_above == 0.2


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

"""What the forecaster learns from a day: lengths, breaks, habits, order, rest, and how wide intervals must be."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.queueing.tests.lines import arrive, day, told, wait_of
from lintas.visit.queueing.waiting.desks import Desk
from lintas.visit.queueing.waiting.durations import Durations, done_by, draw, draw_left
from lintas.visit.queueing.waiting.habits import IN_A_HALL, Patience, Welcome
from lintas.visit.queueing.waiting.hall import Hall
from lintas.visit.queueing.waiting.lines import Measured, read
from lintas.visit.queueing.waiting.order import Order, Person
from lintas.visit.queueing.waiting.rest import HOUR, Rest
from lintas.visit.queueing.waiting.spread import Interval, Spread


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

"""A family is called as one, so what a number waits behind may be a family more, and never another call."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.queueing import rules
from lintas.visit.queueing.rules import Head, Reason
from lintas.visit.queueing.tests.test_rules import LIMIT, WEIGHT, A, C, P, head

MOST = 6
"""Numbers of the largest family (parameter waitlist_party_max)."""

DAYS = st.lists(
    st.one_of(st.tuples(st.sampled_from([A, A, P, C]), st.integers(1, MOST)), st.just("call")), max_size=150
)


class Hall:
    """Families in lanes. Unless they are ``free``, each number of a family that is called counts for the shares."""

    def __init__(self, *, free: bool = False):
        self.line: dict[UUID, list[tuple[Head, int, int]]] = {lane: [] for lane in WEIGHT}
        self.calls: list[UUID] = []
        self.numbers = 0
        self.others: list[int] = []
        self.free = free
        self.overtaking_calls = dict.fromkeys(WEIGHT, 0)
        self.overtaking_numbers = dict.fromkeys(WEIGHT, 0)

    def come(self, lane, size, minute):
        self.line[lane].append((head(lane, minute), size, len(self.others)))

    def call(self):
        """Call the next family; return how many numbers without a right it waited behind, None when nobody waits."""
        heads = [
            replace(family[0][0], others_before=sum(self.others[family[0][2] :]))
            for family in self.line.values()
            if family
        ]
        choice = rules.choose(heads, latest=self.calls[::-1])
        if choice is None:
            return None
        lane = choice.head.lane_id
        _head, size, since = self.line[lane].pop(0)
        for one in heads:
            overtaken = one.place < choice.head.place and choice.reason is not Reason.LIMIT
            self.overtaking_calls[one.lane_id] += overtaken
            self.overtaking_numbers[one.lane_id] += size * overtaken
        self.overtaking_calls[lane] = self.overtaking_numbers[lane] = 0
        behind = sum(self.others[since:])
        counted = 1 if self.free else size
        self.calls += [lane] * counted
        self.others.append(size if LIMIT[lane] is None else 0)
        self.numbers += size
        return lane, behind


def live(day, **kind):
    """Live the day in a hall, call until nobody waits, and return the worst that anybody was overtaken or waited."""
    hall, calls, numbers, right = Hall(**kind), 0, 0, 0
    for minute, happening in enumerate(day + ["call"] * len(day)):
        if happening != "call":
            hall.come(*happening, minute)
            continue
        called = hall.call()
        if called and LIMIT[called[0]] is not None:
            right = max(right, called[1])
        calls = max(calls, *hall.overtaking_calls.values())
        numbers = max(numbers, *hall.overtaking_numbers.values())
    return calls, numbers, right


@given(DAYS)
def test_who_came_later_overtakes_twelve_times_at_most_and_the_last_time_as_one_family(day):
    calls, numbers, right = live(day)

    assert calls <= rules.WINDOW
    assert numbers <= rules.WINDOW + MOST - 1
    assert right <= LIMIT[P] + MOST - 1


OFTEN_CALLED_THEN_FAMILIES = [(C, 1)] * 12 + ["call"] * 12 + [(C, 1)] + [(A, MOST)] * 12 + ["call"] * 13
"""One of a class that was just called often waits, while families of another class come."""


def test_control_were_a_family_one_call_far_more_numbers_would_overtake():
    assert live(OFTEN_CALLED_THEN_FAMILIES)[1] == 12
    assert live(OFTEN_CALLED_THEN_FAMILIES, free=True)[1] > 2 * (rules.WINDOW + MOST - 1)


@pytest.mark.parametrize(("free", "share"), [(False, 3), (True, 9.7)])
def test_a_class_of_families_gets_its_share_and_were_a_family_one_call_three_times_that(free, share):
    """Two numbers of A for one of C, by weight; a family is not cut, so a little more here."""
    hall, called = Hall(free=free), {A: 0, C: 0}
    for minute in range(60):
        hall.come(A, MOST, minute)
        hall.come(C, 1, minute)
    while hall.line[A] and hall.line[C]:
        before = hall.numbers
        lane, _behind = hall.call()
        called[lane] += hall.numbers - before

    assert called[A] / called[C] == pytest.approx(share, rel=0.1)

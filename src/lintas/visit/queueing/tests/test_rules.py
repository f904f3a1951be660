from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count as counting
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.foundation.words import Bilingual
from lintas.visit.queueing import rules
from lintas.visit.queueing.rules import Head, Reason

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
A, P, C = UUID(int=1), UUID(int=2), UUID(int=3)
WEIGHT = {A: 4, P: 3, C: 2}
LIMIT = {A: None, P: 2, C: None}


IDS = counting(1)


def head(lane: UUID, minute: int = 0, *, others: int = 0, front: bool = False) -> Head:
    moment, ticket = START + timedelta(minutes=minute), UUID(int=next(IDS))
    return Head(
        ticket_id=ticket,
        lane_id=lane,
        letter="?",
        weight=WEIGHT[lane],
        limit=LIMIT[lane],
        others_before=others,
        is_front=front,
        place=(moment, moment, ticket),
    )


def test_nobody_waits_then_nobody_is_next():
    assert rules.choose([], latest=[A, A]) is None


def test_the_only_class_that_waits_is_next():
    choice = rules.choose([head(A)], latest=[A, A, A])

    assert (choice.head.lane_id, choice.reason) == (A, Reason.ONLY)


def test_priority_goes_first_once_two_others_went_before_it():
    choice = rules.choose([head(A, 0), head(P, 5, others=2)], latest=[P, P, P, P])

    assert (choice.head.lane_id, choice.reason) == (P, Reason.LIMIT)


def test_priority_that_waited_behind_one_only_has_its_share():
    choice = rules.choose([head(A, 0), head(P, 5, others=1)], latest=[P, P, P, P])

    assert (choice.head.lane_id, choice.reason) == (A, Reason.SHARE)


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_with_the_same_moment_the_earlier_number_is_next_however_they_are_listed(turned):
    first, second = head(A, 5), head(C, 5)

    choice = rules.choose([second, first] if turned else [first, second], latest=[])

    assert choice.head == first


def test_between_equal_shares_the_earliest_is_next():
    choice = rules.choose([head(A, 5), head(C, 0)], latest=[])

    assert (choice.head.lane_id, choice.reason) == (C, Reason.FIRST)


def test_only_the_latest_twelve_calls_count():
    choice = rules.choose([head(A, 5), head(C, 0)], latest=[C] * 2 + [P] * 10 + [A] * 50)

    assert choice.head.lane_id == A
    assert (choice.calls, choice.of) == (0, 12)


@pytest.mark.parametrize("front", [False, True])
@pytest.mark.parametrize(
    ("heads", "latest"),
    [
        ([head(A)], []),
        ([head(A), head(P, others=2)], [A, A]),
        ([head(A), head(C)], [A, A]),
        ([head(A, 1), head(C, 2)], []),
    ],
)
def test_every_choice_is_one_sentence_in_both_languages(heads, latest, front):
    heads = [Head(**{name: getattr(one, name) for name in Head.__slots__} | {"is_front": front}) for one in heads]
    choice = rules.choose(heads, latest=latest)

    told = rules.why(choice, lane=Bilingual(id="Prioritas", en="Priority"))

    for text in (told.id, told.en):
        assert text.endswith(".")
        assert len(text) < 220
    assert told.id != told.en


class Hall:
    """A hall in numbers: who waits where, and the calls so far."""

    def __init__(self):
        self.waiting = {A: [], P: [], C: []}
        self.calls = []

    def come(self, lane):
        self.waiting[lane].append((len(self.calls), len(self.waiting[lane])))

    def call(self):
        heads = []
        for lane, line in self.waiting.items():
            if line:
                since, _ = line[0]
                others = sum(called != P for called in self.calls[since:])
                heads.append(head(lane, since, others=others if lane == P else 0))
        choice = rules.choose(heads, latest=self.calls[::-1])
        if choice is None:
            return None
        lane = choice.head.lane_id
        since, _ = self.waiting[lane].pop(0)
        waited = self.calls[since:]
        self.calls.append(lane)
        return lane, waited


EVENTS = st.lists(st.sampled_from(["A", "A", "A", "P", "C", "call", "call", "call"]), max_size=200)


@given(events=EVENTS)
def test_a_waiting_priority_ticket_is_never_behind_more_than_two_others(events):
    hall = Hall()
    for event in events:
        if event == "call":
            called = hall.call()
            if called and called[0] == P:
                assert sum(lane != P for lane in called[1]) <= 2
        else:
            hall.come({"A": A, "P": P, "C": C}[event])
        for since, _ in hall.waiting[P]:
            assert sum(lane != P for lane in hall.calls[since:]) <= 2


@given(events=EVENTS)
def test_no_class_without_a_right_waits_longer_than_the_window_behind_the_others(events):
    """Priority aside, whose right is to go first: process.md section 4."""
    hall = Hall()
    passed = {A: 0, C: 0}
    for event in [*events, *["call"] * 100]:
        if event != "call":
            hall.come({"A": A, "P": P, "C": C}[event])
            continue
        waited = {lane for lane, line in hall.waiting.items() if line}
        called = hall.call()
        for lane, count in passed.items():
            if called is None or called[0] == lane or lane not in waited:
                passed[lane] = 0
            elif called[0] != P:
                passed[lane] = count + 1
            assert passed[lane] <= rules.WINDOW


def test_the_shares_follow_the_weights_while_the_classes_wait():
    hall = Hall()
    for _ in range(100):
        for lane in (A, C):
            hall.come(lane)
    called = [hall.call()[0] for _ in range(90)]

    assert called.count(A) == pytest.approx(60, abs=4)
    assert called.count(C) == pytest.approx(30, abs=4)


def test_a_lane_with_a_right_waits_behind_few_others():
    assert rules.ahead_of_newcomer(own=1, others=14, limit=2) == 3
    assert rules.ahead_of_newcomer(own=1, others=1, limit=2) == 2
    assert rules.ahead_of_newcomer(own=1, others=14, limit=None) == 15


def test_a_number_is_shown_with_its_letter_and_three_digits():
    assert rules.number_text("A", 24) == "A 024"


@given(st.lists(st.sampled_from([A, A, P, C, "call", "call"]), max_size=150))
def test_who_came_later_overtakes_the_first_of_a_class_twelve_times_at_most(day):
    """Without a call among the latest twelve the share of a class is none, and between equals the first came first."""
    line: dict[UUID, list[Head]] = {lane: [] for lane in WEIGHT}
    joined: dict[UUID, int] = {}
    overtaken = dict.fromkeys(WEIGHT, 0)
    calls: list[UUID] = []
    for minute, happening in enumerate(day + ["call"] * len(day)):
        if happening != "call":
            line[happening].append(head(happening, minute))
            joined[line[happening][-1].ticket_id] = len(calls)
            continue
        heads = [
            replace(
                waiting[0], others_before=sum(LIMIT[lane] is None for lane in calls[joined[waiting[0].ticket_id] :])
            )
            for waiting in line.values()
            if waiting
        ]
        choice = rules.choose(heads, latest=calls[::-1])
        if choice is None:
            continue
        for one in heads:
            overtaken[one.lane_id] += one.place < choice.head.place and choice.reason is not Reason.LIMIT
            assert overtaken[one.lane_id] <= rules.WINDOW
        overtaken[choice.head.lane_id] = 0
        calls.append(choice.head.lane_id)
        line[choice.head.lane_id].pop(0)

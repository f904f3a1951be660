"""Groups: nobody waits alone, nobody hears too early, one who fails harms nobody else."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintas.foundation import grouping
from lintas.foundation.grouping import ALONE, Grouper, NoRoom, WaitedTooLong


class Work:
    """What a group does, held back until the test lets it go on."""

    def __init__(self, answer: Callable[[Any], Any] = lambda asked: asked * 2) -> None:
        self.groups: list[list[Any]] = []
        self.may_end = threading.Event()
        self.answer = answer

    def __call__(self, asked):
        self.groups.append(list(asked))
        assert self.may_end.wait(10)
        return [self.answer(one) for one in asked]


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)


def all_of(futures):
    return [future.result(timeout=10) for future in futures]


@pytest.fixture
def crowd():
    with ThreadPoolExecutor(16) as threads:
        yield threads


def test_who_comes_alone_is_served_at_once_and_in_its_own_thread():
    seen = []
    grouper = Grouper(lambda asked: seen.append(threading.get_ident()) or [one + 1 for one in asked])

    assert grouper.ask(1) == 2
    assert seen == [threading.get_ident()]


def test_who_comes_while_one_is_at_work_is_taken_along_together_and_gets_its_own_answer(crowd):
    work = Work()
    grouper = Grouper(work)
    first = crowd.submit(grouper.ask, 0)
    until(lambda: work.groups == [[0]])
    others = [crowd.submit(grouper.ask, number) for number in range(1, 9)]
    until(lambda: len(grouper._waiting) == 8)

    work.may_end.set()

    assert all_of([first, *others]) == [number * 2 for number in range(9)]
    assert [len(group) for group in work.groups] == [1, 8]


def test_nobody_hears_an_answer_before_the_work_of_the_group_is_done(crowd):
    work = Work()
    grouper = Grouper(work)
    futures = [crowd.submit(grouper.ask, number) for number in range(4)]
    until(lambda: len(work.groups) == 1 and len(grouper._waiting) == 3)

    assert not any(future.done() for future in futures)
    work.may_end.set()
    all_of(futures)


def test_a_group_is_never_larger_than_the_most(crowd):
    work = Work()
    grouper = Grouper(work, most=3)
    futures = [crowd.submit(grouper.ask, number) for number in range(8)]
    until(lambda: len(grouper._waiting) == 7)
    work.may_end.set()

    all_of(futures)

    assert max(map(len, work.groups)) <= 3
    assert sorted(one for group in work.groups for one in group) == list(range(8))


def test_an_exception_for_one_is_raised_to_that_one_only(crowd):
    work = Work(answer=lambda asked: KeyError(asked) if asked == 2 else asked)
    grouper = Grouper(work)
    futures = [crowd.submit(grouper.ask, number) for number in range(4)]
    until(lambda: len(grouper._waiting) == 3)
    work.may_end.set()

    with pytest.raises(KeyError):
        futures[2].result(timeout=10)
    assert all_of([futures[0], futures[1], futures[3]]) == [0, 1, 3]


def test_a_group_that_fails_leaves_each_to_the_ordinary_way_and_the_next_group_works():
    def run(asked):
        if asked == ["bad"]:
            raise RuntimeError("the database went away")
        return [] if asked == ["forgotten"] else asked

    grouper = Grouper(run)

    assert grouper.ask("bad") is ALONE
    assert grouper.ask("forgotten") is ALONE
    assert grouper.ask("good") == "good"


def test_a_leader_that_is_interrupted_leaves_nobody_asleep(crowd):
    begun, go = threading.Event(), threading.Event()

    def run(asked):
        begun.set()
        go.wait(10)
        if 0 in asked:
            raise KeyboardInterrupt
        return asked

    grouper = Grouper(run)
    leader = crowd.submit(grouper.ask, 0)
    begun.wait(10)
    followers = [crowd.submit(grouper.ask, number) for number in (1, 2)]
    until(lambda: len(grouper._waiting) == 2)
    go.set()

    assert all_of(followers) == [1, 2]
    with pytest.raises(KeyboardInterrupt):
        leader.result(timeout=10)


def test_when_all_the_room_is_taken_the_next_is_turned_away_at_once(crowd):
    work = Work()
    grouper = Grouper(work, room=2)
    futures = [crowd.submit(grouper.ask, number) for number in range(3)]
    until(lambda: len(grouper._waiting) == 2)

    with pytest.raises(NoRoom):
        grouper.ask(9)

    work.may_end.set()
    assert sorted(all_of(futures)) == [0, 2, 4]
    assert all(9 not in group for group in work.groups)


def test_who_waited_too_long_is_not_done_afterwards(crowd):
    work = Work()
    grouper = Grouper(work, patience=0.05)
    first = crowd.submit(grouper.ask, 0)
    until(lambda: work.groups == [[0]])

    with pytest.raises(WaitedTooLong):
        grouper.ask(1)

    work.may_end.set()
    assert first.result(timeout=10) == 0
    assert work.groups == [[0]]


def test_who_is_already_being_served_is_waited_for_beyond_its_patience(crowd):
    work = Work()
    grouper = Grouper(work, patience=1.0)
    first = crowd.submit(grouper.ask, 0)
    until(lambda: work.groups == [[0]])
    second = crowd.submit(grouper.ask, 1)
    until(lambda: len(grouper._waiting) == 1)
    work.may_end.set()
    work.may_end = threading.Event()
    until(lambda: len(work.groups) == 2)
    time.sleep(1.2)
    assert not second.done()

    work.may_end.set()
    assert (first.result(timeout=10), second.result(timeout=10)) == (0, 2)


def test_a_group_that_is_never_heard_of_again_is_not_waited_for_for_ever(crowd, monkeypatch):
    monkeypatch.setattr(grouping, "LONGEST_SECONDS", 0.05)
    work = Work()
    grouper = Grouper(work, patience=1.0, most=2)
    first = crowd.submit(grouper.ask, 0)
    until(lambda: work.groups == [[0]])
    followers = [crowd.submit(grouper.ask, number) for number in (1, 2)]
    until(lambda: len(grouper._waiting) == 2)
    work.may_end.set()
    work.may_end = threading.Event()

    def outcome(future):
        until(future.done)
        return future.exception()

    until(lambda: len(work.groups) == 2)
    until(lambda: any(future.done() for future in followers))
    assert any(isinstance(outcome(future), WaitedTooLong) for future in followers if future.done())
    work.may_end.set()
    assert first.result(timeout=10) == 0


def test_what_a_waiting_thread_holds_is_let_go_only_when_it_waits(crowd):
    let_go = []
    work = Work()
    grouper = Grouper(work, before_waiting=lambda: let_go.append(threading.get_ident()))
    futures = [crowd.submit(grouper.ask, number) for number in range(3)]
    until(lambda: len(grouper._waiting) == 2)
    work.may_end.set()
    all_of(futures)

    assert len(let_go) == len(set(let_go)) == 2


@settings(max_examples=30)
@given(
    most=st.integers(1, 7),
    plan=st.lists(st.sampled_from(["answer", "refuse", "alone", "break"]), min_size=1, max_size=40),
)
def test_whatever_happens_each_of_many_gets_exactly_its_own_answer(most, plan):
    done: list[int] = []

    def run(asked):
        if any(plan[one] == "break" for one in asked):
            raise RuntimeError
        done.extend(asked)
        return [ALONE if plan[one] == "alone" else KeyError(one) if plan[one] == "refuse" else one for one in asked]

    def ask(number):
        try:
            return grouper.ask(number)
        except KeyError as refusal:
            return refusal

    grouper = Grouper(run, most=most)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(len(plan))))

    assert len(done) == len(set(done))
    for number, answer in enumerate(answers):
        if answer is ALONE:
            assert plan[number] in ("alone", "break") or number not in done
        elif isinstance(answer, KeyError):
            assert (plan[number], answer.args) == ("refuse", (number,))
        else:
            assert (plan[number], answer) == ("answer", number)


def test_a_rush_is_served_by_one_keeper_who_goes_when_nobody_comes_any_more(crowd, monkeypatch):
    monkeypatch.setattr(grouping, "LINGER_SECONDS", 0.5)
    seen, closed = [], []
    monkeypatch.setattr(grouping.connections, "close_all", lambda: closed.append(threading.current_thread().name))
    begun = threading.Barrier(9)

    def run(asked):
        seen.append((threading.current_thread().name, len(asked)))
        time.sleep(0.05)
        return asked

    def ask(number):
        begun.wait(10)
        return [grouper.ask(number) for _ in range(5)]

    grouper = Grouper(run)
    futures = [crowd.submit(ask, number) for number in range(9)]

    assert all_of(futures) == [[number] * 5 for number in range(9)]
    kept = [size for name, size in seen if name == "group-keeper"]
    assert sum(kept) >= 40
    assert len(kept) < 20
    until(lambda: all(thread.name != "group-keeper" for thread in threading.enumerate()))
    assert "group-keeper" in closed
    assert grouper.ask(1) == 1
    assert seen[-1] == (threading.current_thread().name, 1)


def test_those_who_come_one_after_the_other_are_taken_along_together(crowd, monkeypatch):
    monkeypatch.setattr(grouping, "GATHERS_SECONDS", 5.0)
    monkeypatch.setattr(grouping, "PAUSE_SECONDS", 1.0)
    work = Work()
    grouper = Grouper(work)
    futures = [crowd.submit(grouper.ask, 0)]
    until(lambda: work.groups == [[0]])
    futures.append(crowd.submit(grouper.ask, 1))
    until(lambda: len(grouper._waiting) == 1)
    work.may_end.set()

    for number in range(2, 6):
        time.sleep(0.02)
        futures.append(crowd.submit(grouper.ask, number))

    assert all_of(futures) == [number * 2 for number in range(6)]
    assert [len(group) for group in work.groups] == [1, 5]


class OneAtATime:
    """Work that ends a group each time it ``may_end``."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.at_work, self.may_end = threading.Event(), threading.Semaphore(0)

    def __call__(self, asked):
        self.sizes.append(len(asked))
        self.at_work.set()
        assert self.may_end.acquire(timeout=10)
        return asked


def three_at_work(crowd, monkeypatch, work, grouper):
    """A group of three is at work, and from now on the pause of the next would be endless; return the futures so far."""
    futures = [crowd.submit(grouper.ask, "first")]
    assert work.at_work.wait(10)
    futures += [crowd.submit(grouper.ask, one) for one in "abc"]
    until(lambda: len(grouper._waiting) == 3)
    work.may_end.release()
    until(lambda: not grouper._waiting)
    monkeypatch.setattr(grouping, "PAUSE_SECONDS", 1000.0)
    monkeypatch.setattr(grouping, "GATHERS_SECONDS", 1000.0)
    return futures


def test_a_group_as_large_as_the_one_before_begins_at_once(crowd, monkeypatch):
    """Whoever was answered is back: nobody is waited for, however long a pause there would be."""
    work = OneAtATime()
    grouper = Grouper(work)
    futures = three_at_work(crowd, monkeypatch, work, grouper)
    futures += [crowd.submit(grouper.ask, one) for one in "def"]
    until(lambda: len(grouper._waiting) == 3)
    work.may_end.release(2)

    all_of(futures)
    assert work.sizes == [1, 3, 3]


def test_a_keeper_that_waits_for_more_begins_when_as_many_as_before_are_there(crowd, monkeypatch):
    work = OneAtATime()
    grouper = Grouper(work)
    futures = three_at_work(crowd, monkeypatch, work, grouper)
    futures.append(crowd.submit(grouper.ask, "d"))
    until(lambda: len(grouper._waiting) == 1)
    work.may_end.release()
    until(lambda: grouper._somebody_waits._waiters)
    futures += [crowd.submit(grouper.ask, one) for one in "ef"]
    work.may_end.release()

    all_of(futures)
    assert work.sizes == [1, 3, 3]


def test_after_a_group_that_failed_the_keeper_works_on_another_connection(crowd, monkeypatch):
    states = ["open"]
    monkeypatch.setattr(grouping.connections, "close_all", lambda: states.append("open"))
    begun, go = threading.Event(), threading.Event()

    def run(asked):
        if 0 in asked:
            begun.set()
            go.wait(10)
        elif 1 in asked:
            states.append("broken")
        if states[-1] == "broken":
            raise RuntimeError("the connection is gone")
        return asked

    grouper = Grouper(run)
    first = crowd.submit(grouper.ask, 0)
    begun.wait(10)
    second = crowd.submit(grouper.ask, 1)
    until(lambda: len(grouper._waiting) == 1)
    go.set()

    assert first.result(timeout=10) == 0
    assert second.result(timeout=10) is ALONE
    assert grouper.ask(2) == 2

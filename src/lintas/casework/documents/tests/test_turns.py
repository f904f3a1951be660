"""One process cleans so many files at once as it can bear; who comes then hears so at once and loses nothing."""

import threading

import pytest

from lintas.casework.documents import operations
from lintas.casework.documents.cleaning import NoTurn, Turns
from lintas.casework.documents.tests.test_cleaning import photo


def test_given_every_place_is_taken_then_the_next_waits_and_gets_the_first_that_is_free():
    turns = Turns(1, patience=30)
    entered = threading.Event()

    def next_in_line():
        with turns.one():
            entered.set()

    with turns.one():
        waiting = threading.Thread(target=next_in_line)
        waiting.start()
        assert not entered.wait(0.1)
    waiting.join(5)

    assert entered.is_set()


def test_given_nobody_leaves_then_waiting_ends():
    turns = Turns(1, patience=0.05)
    with turns.one(), pytest.raises(NoTurn), turns.one():
        pass

    with turns.one():
        pass


def test_given_as_many_wait_as_may_then_the_next_is_told_at_once():
    turns = Turns(1, waiting=1, patience=30)
    with turns.one():
        waiting = threading.Thread(target=lambda: turns.one().__enter__())
        waiting.start()
        while turns._known._value:
            pass
        with pytest.raises(NoTurn), turns.one():
            pass
    waiting.join(5)


def test_of_twelve_at_once_no_more_than_the_places_are_inside():
    turns, most, inside, lock = Turns(2, patience=30), 0, 0, threading.Lock()
    gate = threading.Barrier(12)

    def come():
        nonlocal most, inside
        gate.wait()
        try:
            with turns.one():
                with lock:
                    inside += 1
                    most = max(most, inside)
                threading.Event().wait(0.05)
                with lock:
                    inside -= 1
        except NoTurn:
            return

    crowd = [threading.Thread(target=come) for _ in range(12)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert most == 2


def test_given_no_turn_then_no_process_is_started_and_the_refusal_says_what_to_do(monkeypatch):
    monkeypatch.setattr(operations, "clean", lambda *_args, **_more: pytest.fail("the file was opened"))
    monkeypatch.setattr(operations, "TURNS", Turns(1, patience=0))

    with operations.TURNS.one(), pytest.raises(operations.CleaningBusy) as refusal:
        operations.make_harmless(photo())

    assert "unggah sekali lagi" in str(refusal.value)


def test_given_a_damaged_file_then_its_place_is_free_again(monkeypatch):
    monkeypatch.setattr(operations, "TURNS", Turns(1, patience=0))
    for _ in range(3):
        with pytest.raises(operations.FileDamaged):
            operations.make_harmless(b"\xff\xd8\xff cut off")

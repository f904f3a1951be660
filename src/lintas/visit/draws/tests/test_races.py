"""Eight at one moment; the database decides, on both databases."""

import threading
from datetime import timedelta

import pytest

from lintas.visit.draws import operations, queries
from lintas.visit.draws.models import Draw, Entry
from lintas.visit.draws.operations import entering
from lintas.visit.draws.tests import factories as make
from lintas.visit.draws.tests.factories import CLOSES

THREADS = 8


def test_of_eight_entries_of_one_identity_one_counts(race, point, people):
    draw_id, person = make.opened(point), people.new()
    persons = [people.same_as(person) for _ in range(THREADS)]

    answers = race(THREADS, lambda number: make.enter(draw_id, persons[number]))

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyEntered"] * 7 + ["tuple"]
    assert race.look(Entry.objects.count) == 1


def test_whoever_was_told_of_their_entry_is_under_the_root_when_the_window_closes_meanwhile(race, point, people):
    draw_id = make.opened(point)
    persons = [people.new() for _ in range(THREADS)]
    last = CLOSES - timedelta(microseconds=1)

    def act(number):
        if number == 0:
            return operations.close_window(draw_id=draw_id, by="x", at=CLOSES)
        return make.enter(draw_id, persons[number], at=last)

    answers = race(THREADS, act)

    acknowledged = sum(isinstance(answer, tuple) for answer in answers)
    refused = sum(isinstance(answer, operations.WindowNotOpen) for answer in answers)
    paper = race.look(lambda: queries.paper(draw_id, "entries"))
    assert (acknowledged + refused, answers[0]) == (THREADS - 1, None)
    assert paper.count(b'"kind":"entry"') == acknowledged == race.look(Entry.objects.count)


@pytest.fixture
def slow_entry(monkeypatch):
    """An entry that stands still between its row and its commit; set when it has come there."""
    there, publish = threading.Event(), entering.publish

    def slowly(event, **given):
        there.set()
        threading.Event().wait(0.7)
        publish(event, **given)

    monkeypatch.setattr(entering, "publish", slowly)
    return there


def enter_while_closing(race, draw_id, person, slow_entry):
    def act(number):
        if number == 0:
            return make.enter(draw_id, person, at=CLOSES - timedelta(microseconds=1))
        slow_entry.wait(10)
        return operations.close_window(draw_id=draw_id, by="x", at=CLOSES)

    answers = race(2, act)
    return answers, race.look(lambda: queries.paper(draw_id, "entries")).count(b'"kind":"entry"')


def test_the_close_waits_for_an_entry_under_way(race, point, people, slow_entry):
    draw_id, person = make.opened(point), people.new()

    answers, under_the_root = enter_while_closing(race, draw_id, person, slow_entry)

    assert isinstance(answers[0], tuple), answers
    assert under_the_root == 1


@pytest.mark.only_on("postgresql", "SQLite has one writer: there is no lock to leave out")
def test_control_without_the_shared_lock_an_acknowledged_entry_is_lost(race, point, people, slow_entry, monkeypatch):
    draw_id, person = make.opened(point), people.new()
    monkeypatch.setattr(entering, "open_now", lambda draw_id, *, at: Draw.objects.get(id=draw_id))

    answers, under_the_root = enter_while_closing(race, draw_id, person, slow_entry)

    assert isinstance(answers[0], tuple), answers
    assert under_the_root == 0


def test_of_eight_who_open_the_last_value_one_does(race, point, people):
    draw_id = make.closed(point, people)
    make.reveal(draw_id, "ombudsman")

    answers = race(THREADS, lambda number: make.reveal(draw_id, "kampus"))

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyOpened"] * 7 + ["NoneType"]
    assert race.look(lambda: make.state_of(draw_id)) == "revealed"

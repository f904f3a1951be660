from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.visit.queueing import queries
from lintas.visit.queueing.tests.factories import act, call, call_and_finish, clock, issue

NOW = clock(9)


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def lane(board, letter):
    return next(one for one in board.lanes if one.letter == letter)


def test_the_board_shows_the_newest_call_the_four_before_and_who_waits(hall, counters):
    for minute in range(7):
        issue(hall, later(minute))
    for minute in range(6):
        call_and_finish(counters[minute % 2], later(10 + minute))

    board = queries.board(hall.id, later(20))

    assert (board.current.number, board.current.counter) == ("A 006", "Loket 2")
    assert [one.number for one in board.recent] == ["A 005", "A 004", "A 003", "A 002"]
    assert lane(board, "A").people == 1
    assert lane(board, "P").people == 0
    assert [one.letter for one in board.lanes] == ["A", "P", "C", "D"]


def test_a_number_called_again_comes_to_the_front_of_the_board_once(hall, counters):
    issue(hall, NOW)
    issue(hall, NOW)
    first = call(counters[0], later(1))
    call(counters[1], later(2))
    act("recall", first, later(3))

    board = queries.board(hall.id, later(3))

    assert [board.current.number, *(one.number for one in board.recent)] == ["A 001", "A 002"]


def test_the_board_of_a_new_day_is_empty(hall, counters):
    issue(hall, NOW)
    call(counters[0], NOW)

    board = queries.board(hall.id, clock(8, day=25))

    assert (board.current, board.recent) == (None, ())
    assert {one.people for one in board.lanes} == {0}


def test_a_visitor_sees_how_many_go_before(hall, counters):
    for _ in range(3):
        issue(hall, later(60))
    mine = issue(hall, later(61))
    priority = issue(hall, later(62), "priority")

    view = queries.ticket_of(mine.subject, later(62))

    assert (view.ticket.number, view.ahead, view.wait) == ("A 004", 4, None)
    assert queries.ticket_of(priority.subject, later(62)).ahead == 2


def test_a_called_visitor_sees_the_counter_and_a_missed_one_the_way_back(hall, counters):
    issue(hall, NOW)
    ticket = call(counters[0], NOW)
    view = queries.ticket_of(ticket.subject, NOW)
    assert (view.ticket.counter, view.ahead, view.wait) == ("Loket 1", None, None)

    act("recall", ticket, NOW)
    act("recall", ticket, NOW)
    act("miss", ticket, NOW)

    assert queries.ticket_of(ticket.subject, NOW).returns_until == later(60)
    assert [one.number for one in queries.skipped(hall.id, "documents", later(59))] == ["A 001"]
    assert queries.skipped(hall.id, "documents", later(60)) == ()


def test_a_visitor_of_yesterday_or_without_a_number_sees_none(hall):
    ticket = issue(hall, clock(9, day=23))

    assert queries.ticket_of(ticket.subject, NOW) is None
    assert queries.ticket_of(uuid4(), NOW) is None


@pytest.mark.parametrize("people", [1, 20])
def test_the_board_costs_seven_queries_whatever_the_hall_holds(hall, counters, people, django_assert_num_queries):
    for _ in range(people):
        issue(hall, NOW)
        call_and_finish(counters[0], NOW)
        issue(hall, NOW, "priority")

    # newest calls, their numbers, waits, lanes, people in line, open counters, hits
    with django_assert_num_queries(7):
        queries.board(hall.id, NOW)


@pytest.mark.parametrize("people", [1, 20])
def test_a_line_costs_one_query_and_a_visitors_own_view_five(hall, people, django_assert_num_queries):
    tickets = [issue(hall, NOW) for _ in range(people)]

    with django_assert_num_queries(1):
        line = queries.waiting(hall.id, "documents", NOW)
    # the ticket, the places in line, a newcomer's wait, the own wait, hits
    with django_assert_num_queries(5):
        queries.ticket_of(tickets[-1].subject, NOW)

    assert [one.id for one in line] == [one.id for one in tickets]

"""Counters and kiosks at one moment, on both databases."""

from contextlib import suppress

import pytest

from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import Call, LaneDay, StationDay, Ticket
from lintas.visit.queueing.states import TicketNotAllowed
from lintas.visit.queueing.tests.conftest import open_hall
from lintas.visit.queueing.tests.factories import DAY, Counter, act, call, clock, issue

NOW = clock(9)
THREADS = 8


def test_eight_numbers_taken_at_once_are_eight_different_numbers_without_a_gap(race, point):
    open_hall(point, [])

    answers = race(THREADS, lambda number: [issue(point, NOW).number for _ in range(5)])

    numbers = sorted(number for given in answers for number in given)
    assert numbers == [f"A {number:03d}" for number in range(1, 41)]
    assert race.look(lambda: LaneDay.objects.get().last_number) == 40


def test_eight_counters_that_call_at_once_get_eight_different_visitors(race, point, counters):
    counters[:] = [Counter(number, "documents") for number in range(1, THREADS + 1)]
    open_hall(point, counters)
    tickets = [issue(point, NOW) for _ in range(6)]

    answers = race(THREADS, lambda number: call(counters[number], NOW))

    called = [answer.id for answer in answers if not isinstance(answer, Exception)]
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert sorted(called) == sorted(ticket.id for ticket in tickets)
    assert [type(answer) for answer in refused] == [operations.NobodyWaiting] * 2


def test_two_counters_that_call_at_once_keep_the_promise_to_priority(race, point, counters):
    counters[:] = [Counter(number, "documents") for number in range(1, THREADS + 1)]
    open_hall(point, counters)
    issue(point, NOW, "priority")
    for _ in range(12):
        issue(point, NOW)
        issue(point, NOW, "accelerated")

    race(THREADS, lambda number: call(counters[number], NOW))

    def order():
        calls = Call.objects.filter(kind="call").order_by("turn")
        return list(calls.values_list("turn", flat=True)), list(calls.values_list("lane__letter", flat=True))

    turns, letters = race.look(order)
    assert turns == list(range(1, THREADS + 1))
    assert letters.index("P") <= 2


def test_one_counter_pressed_twice_at_once_gets_one_visitor(race, point, counters):
    open_hall(point, counters)
    for _ in range(3):
        issue(point, NOW)

    answers = race(4, lambda number: call(counters[0], NOW))

    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert {type(answer) for answer in answers if isinstance(answer, Exception)} == {operations.CounterBusy}
    assert race.look(Ticket.objects.filter(state="called").count) == 1


def test_one_application_that_checks_in_at_eight_kiosks_gets_one_number(race, point):
    open_hall(point, [])
    subject = point.id

    answers = race(THREADS, lambda number: issue(point, NOW, subject=subject))

    refused = [type(answer) for answer in answers if isinstance(answer, Exception)]
    assert refused == [operations.AlreadyHasTicket] * (THREADS - 1)
    assert race.look(lambda: LaneDay.objects.get().last_number) == 1


def test_of_two_officers_at_one_ticket_one_acts(race, point, counters):
    open_hall(point, counters)
    issue(point, NOW)
    ticket = call(counters[0], NOW)
    act("arrive", ticket, NOW)

    answers = race(THREADS, lambda number: act("finish", ticket, NOW))

    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert race.look(Call.objects.filter(kind="finish").count) == 1


def test_a_day_on_which_everything_happens_at_once_still_proves_its_order(race, point, counters):
    day = a_busy_day(race, point, counters)

    assert day.calls >= 4 * THREADS
    assert day.right == day.calls


@pytest.mark.only_on("postgresql", "SQLite has one writer: nothing happens at once")
def test_control_where_joining_does_not_hold_the_station_no_order_can_be_proven(race, point, counters, monkeypatch):
    def looked_up(*, point_id, station, day):
        days = StationDay.objects.filter(point_id=point_id, station=station, day=day)
        return days.values_list("last_turn", flat=True).first() or 0

    for module in ("issuing", "serving", "closing", "steps"):
        monkeypatch.setattr(f"lintas.visit.queueing.operations.{module}.turns_so_far", looked_up)

    days = a_busy_day(race, point, counters)

    assert days.right < days.calls


def a_busy_day(race, point, counters):
    """Eight people at a time come, are called and give up; return the day's order as its page works it out."""
    counters[:] = [Counter(number, "documents") for number in range(1, THREADS + 1)]
    open_hall(point, counters)

    def come_call_and_give_up(number):
        for minute in range(6):
            at = clock(9, minute, number)
            given = issue(point, at, ("regular", "priority", "accelerated")[(number + minute) % 3])
            if minute % 3 == 2:
                with suppress(operations.TicketChanged, TicketNotAllowed):
                    act("cancel", given, at)
            with suppress(operations.NobodyWaiting, operations.TicketChanged):
                ticket = call(counters[number], at)
                act("arrive", ticket, at)
                act("finish", ticket, at)

    answers = race(THREADS, come_call_and_give_up)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    return race.look(lambda: queries.order_of(point_id=point.id, day=DAY))


def test_families_that_form_while_eight_counters_call_keep_an_order_that_can_be_proven(race, point, counters):
    counters[:] = [Counter(number, "documents") for number in range(1, THREADS + 1)]
    open_hall(point, counters)
    shared = [issue(point, clock(8, minute)) for minute in range(THREADS)]

    def join(ticket, other, at):
        with suppress(operations.QueueRefused):
            operations.join_party(
                ticket_id=ticket.id, with_ticket_id=other.id, ground="household", by="officer:x", at=at
            )

    def come_join_and_serve(number):
        for minute in range(5):
            at = clock(9, minute, number)
            given = [issue(point, at) for _ in range(2)]
            join(given[1], given[0], at)
            join(shared[(number + minute) % THREADS], given[0], at)
            with suppress(operations.NobodyWaiting, operations.TicketChanged):
                act("arrive", call(counters[number], at), at)
                while ticket := queries.current_ticket(counters[number].id):
                    act("finish", ticket, at)

    answers = race(THREADS, come_join_and_serve)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    day = race.look(lambda: queries.order_of(point_id=point.id, day=DAY))
    assert race.look(Call.objects.filter(kind="accompany").count) > THREADS
    assert race.look(Ticket.objects.filter(state="beside").count) == 0
    assert day.right == day.calls
    assert day.calls > 4 * THREADS

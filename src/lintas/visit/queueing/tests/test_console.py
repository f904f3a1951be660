"""Parking, taking back, calling out of turn, breaks: each keeps the order of the day provable."""

import random
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox.models import Event
from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import Call, CallIsFinal, CounterBreak, Ticket
from lintas.visit.queueing.states import TicketNotAllowed
from lintas.visit.queueing.tests.factories import DAY, act, call, clock, issue, state_of

ME, OTHER = "officer:me", "officer:other"


def order(point):
    return queries.order_of(point_id=point.id, day=DAY)


def wrong(point):
    return [call for station in order(point).stations for call in station.calls if not call.is_right]


def press(name, ticket, at, **more):
    return getattr(operations, name)(ticket_id=ticket.id, by=ME, at=at, **more)


def my_call(counter, at):
    return operations.call_next(counter_id=counter.id, by=ME, at=at)


def undo(at, by=ME):
    return operations.undo(by=by, at=at)


def columns(ticket):
    return Ticket.objects.filter(id=ticket.id).values().get()


class TestParking:
    def test_a_parked_number_frees_the_counter_and_is_not_called(self, hall, counters):
        first, second = issue(hall, clock(8)), issue(hall, clock(8, 1))
        call(counters[0], clock(8, 2))
        act("arrive", first, clock(8, 2))

        act("park", first, clock(8, 3))

        assert call(counters[0], clock(8, 4)).id == second.id
        assert state_of(first) == "parked"

    def test_it_comes_back_before_those_who_came_later_and_the_day_proves_it(self, hall, counters):
        first, _second, third = (issue(hall, clock(8, minute)) for minute in range(3))
        call(counters[0], clock(8, 5))
        act("arrive", first, clock(8, 5))
        act("park", first, clock(8, 6))
        call(counters[0], clock(8, 7))
        act("unpark", first, clock(8, 8))

        assert call(counters[1], clock(8, 9)).id == first.id
        assert state_of(third) == "waiting"
        assert (order(hall).calls, wrong(hall)) == (3, [])

    def test_a_number_parked_in_line_leaves_it(self, hall, counters):
        first, second = issue(hall, clock(8)), issue(hall, clock(8, 1))
        act("park", first, clock(8, 2))

        assert call(counters[0], clock(8, 3)).id == second.id
        assert wrong(hall) == []


class TestTakingBack:
    @pytest.fixture
    def waiting(self, hall, counters):
        return [issue(hall, clock(8, minute)) for minute in range(3)]

    def test_a_call_pressed_by_mistake(self, hall, counters, waiting):
        my_call(counters[0], clock(9))

        undo(clock(9, 0, 20))

        assert state_of(waiting[0]) == "waiting"
        assert call(counters[1], clock(9, 1)).id == waiting[0].id
        assert (order(hall).calls, wrong(hall)) == (2, []), "the call stays, and the day proves itself"

    @pytest.mark.parametrize(
        ("before", "mistake"),
        [
            ([], "arrive"),
            (["arrive"], "finish"),
            (["arrive"], "park"),
            (["recall", "recall"], "miss"),
            (["recall", "arrive"], "transfer"),
        ],
    )
    def test_the_number_stands_as_before_the_mistake(self, hall, counters, waiting, before, mistake):
        ticket = my_call(counters[0], clock(9))
        for minute, name in enumerate(before):
            press(name, ticket, clock(9, 1 + minute))
        stood = columns(ticket)
        lines = Call.objects.count()
        press(mistake, ticket, clock(9, 5), **({"station": "photo"} if mistake == "transfer" else {}))

        undo(clock(9, 5, 30))

        now = columns(ticket)
        # Where it joined counts again only when it stands in a line.
        assert {name for name in now if now[name] != stood[name]} <= {"since", "since_turn"}
        assert Call.objects.count() == lines + 2, "both stay in the journal"
        assert wrong(hall) == []

    def test_who_was_sent_on_by_mistake_stands_in_no_line(self, hall, counters, waiting):
        ticket = my_call(counters[0], clock(9))
        press("arrive", ticket, clock(9, 1))
        press("transfer", ticket, clock(9, 2), station="photo")
        undo(clock(9, 2, 30))

        with pytest.raises(operations.NobodyWaiting):
            call(counters[2], clock(9, 3))
        press("transfer", ticket, clock(9, 4), station="photo")
        assert call(counters[2], clock(9, 5)).id == ticket.id
        assert wrong(hall) == []

    def test_only_the_own_act(self, hall, counters, waiting):
        my_call(counters[0], clock(9))

        with pytest.raises(operations.NothingToUndo):
            undo(clock(9, 0, 10), by=OTHER)
        assert state_of(waiting[0]) == "called"

    def test_only_the_last_act_and_once(self, hall, counters, waiting):
        ticket = my_call(counters[0], clock(9))
        press("arrive", ticket, clock(9, 0, 5))
        undo(clock(9, 0, 10))

        with pytest.raises(operations.NothingToUndo):
            undo(clock(9, 0, 15))
        assert state_of(ticket) == "called"

    def test_only_for_a_short_time(self, hall, counters, waiting):
        ticket = my_call(counters[0], clock(9))

        with pytest.raises(operations.TooLateToUndo, match="60 detik"):
            undo(clock(9, 1, 1))
        assert state_of(ticket) == "called"

    def test_not_once_somebody_else_has_gone_on_with_the_number(self, hall, counters, waiting):
        ticket = my_call(counters[0], clock(9))
        press("arrive", ticket, clock(9, 0, 1))
        press("transfer", ticket, clock(9, 0, 2), station="photo")
        call(counters[2], clock(9, 0, 10))

        with pytest.raises(operations.NothingToUndo):
            undo(clock(9, 0, 20))

    def test_not_onto_a_counter_that_has_another_visitor(self, hall, counters, waiting):
        ticket = my_call(counters[0], clock(9))
        press("arrive", ticket, clock(9, 0, 1))
        press("finish", ticket, clock(9, 0, 2))
        call(counters[0], clock(9, 0, 3))

        with pytest.raises(operations.CounterBusy):
            undo(clock(9, 0, 4))
        assert state_of(ticket) == "done"

    def test_control_without_its_line_the_day_is_not_proven(self, hall, counters, waiting):
        my_call(counters[0], clock(9))
        undo(clock(9, 0, 10))
        call(counters[1], clock(9, 1))
        # Somebody reaches into the table.
        Call.objects.filter(kind="undo").delete()

        assert [(one.number, one.due) for one in wrong(hall)] == [("A 001", "A 002")]

    def test_no_line_of_the_journal_is_ever_removed(self, hall, counters, waiting):
        my_call(counters[0], clock(9))
        undo(clock(9, 0, 10))

        with pytest.raises(CallIsFinal):
            Call.objects.get(kind="call").delete()
        assert Event.objects.get(name="queueing.ticket_act_undone").body["undone"] == "call"


class TestOutOfTurn:
    def out(self, counter, ticket, reason="last_ride", at=None):
        return operations.call_out_of_turn(
            counter_id=counter.id, ticket_id=ticket.id, reason=reason, by=ME, at=at or clock(9)
        )

    def test_it_is_called_and_the_day_shows_the_reason(self, hall, counters):
        issue(hall, clock(8))
        late = issue(hall, clock(8, 1))

        self.out(counters[0], late)

        [shown] = order(hall).stations[0].calls
        assert (shown.number, shown.due, shown.override, shown.is_out_of_turn) == ("A 002", "A 001", "last_ride", True)
        assert order(hall).out_of_turn == 1
        assert queries.transcript(point_id=hall.id, day=DAY)["lines"][-1]["override"] == "last_ride"
        [told] = Event.objects.filter(name="queueing.ticket_called")
        assert told.body["reason"] == "override:last_ride"

    @pytest.mark.parametrize("reason", ["", "friend"])
    def test_without_a_known_reason_nobody_is_called(self, hall, counters, reason):
        ticket = issue(hall, clock(8))

        with pytest.raises(operations.OverrideReasonNeeded):
            self.out(counters[0], ticket, reason)
        assert state_of(ticket) == "waiting"
        assert not Call.objects.filter(kind="call").exists()

    def test_only_who_waits_at_this_station(self, hall, counters):
        elsewhere = issue(hall, clock(8), station="photo")

        with pytest.raises(operations.NotInLine):
            self.out(counters[0], elsewhere)

    def test_a_busy_counter_calls_nobody_and_takes_no_turn(self, hall, counters):
        issue(hall, clock(8))
        late = issue(hall, clock(8, 1))
        call(counters[0], clock(8, 2))

        with pytest.raises(operations.CounterBusy):
            self.out(counters[0], late)
        assert Call.objects.filter(turn__isnull=False).count() == 1

    def test_the_table_keeps_a_reason_only_on_calls(self, hall, counters):
        ticket = issue(hall, clock(8))
        line = Call.objects.get(ticket_id=ticket.id)

        with pytest.raises(IntegrityError), transaction.atomic():
            Call.objects.filter(id=line.id).update(override="urgent")

    def test_control_an_unexplained_jump_is_no_override(self, hall, counters):
        issue(hall, clock(8))
        favourite = issue(hall, clock(8, 10))
        Ticket.objects.filter(id=favourite.id).update(place_at=clock(7))
        call(counters[0], clock(8, 20))

        assert (len(wrong(hall)), order(hall).out_of_turn) == (1, 0)


class TestBreaks:
    def rest(self, counter, at, reason="rest", minutes=15):
        operations.pause(counter_id=counter.id, reason=reason, minutes=minutes, by=ME, at=at)

    def test_a_counter_that_rests_calls_nobody_until_it_works_again(self, hall, counters):
        ticket = issue(hall, clock(8))
        self.rest(counters[0], clock(9))

        with pytest.raises(operations.CounterPauses):
            call(counters[0], clock(9, 1))
        operations.resume(counter_id=counters[0].id, by=ME, at=clock(9, 10))
        assert call(counters[0], clock(9, 11)).id == ticket.id

    def test_the_hall_reads_which_counter_rests_and_until_when(self, hall, counters):
        self.rest(counters[0], clock(9))

        [sign] = queries.breaks_at(hall.id)
        assert (sign.counter, sign.reason, sign.until) == ("Loket 1", "rest", clock(9, 15))
        assert queries.board(hall.id, clock(9, 1)).counters == 2, "it is not counted among those that work"

    def test_not_with_a_visitor_at_the_counter(self, hall, counters):
        issue(hall, clock(8))
        call(counters[0], clock(9))

        with pytest.raises(operations.CounterBusy):
            self.rest(counters[0], clock(9, 1))
        assert not CounterBreak.objects.exists()

    @pytest.mark.parametrize(("reason", "minutes"), [("prayer", 15), ("rest", 600), ("rest", 0)])
    def test_only_for_the_reasons_and_lengths_offered(self, hall, counters, reason, minutes):
        with pytest.raises(operations.NoSuchBreak):
            self.rest(counters[0], clock(9), reason, minutes)

    def test_once_at_a_time(self, hall, counters):
        self.rest(counters[0], clock(9))

        with pytest.raises(operations.CounterPauses):
            self.rest(counters[0], clock(9, 1))
        operations.resume(counter_id=counters[0].id, by=ME, at=clock(9, 2))
        with pytest.raises(operations.CounterWorks):
            operations.resume(counter_id=counters[0].id, by=ME, at=clock(9, 3))

    def test_closing_the_counter_ends_the_break(self, hall, counters):
        self.rest(counters[0], clock(9))
        operations.close_counter(counter_id=counters[0].id, at=clock(9, 5))

        assert queries.breaks_at(hall.id) == ()


def random_act(chance, hall, counters, at, parked):
    """One act of an officer, of any kind."""
    counter = chance.choice(counters)
    ticket = queries.current_ticket(counter.id)
    name = chance.choice(["next", "next", "next", "park", "unpark", "undo", "undo", "override"])
    if name == "undo":
        operations.undo(by=ME, at=at)
    elif name == "unpark" and parked:
        press("unpark", parked.pop(), at)
    elif ticket is None and name == "override":
        line = queries.waiting(hall.id, counter.station, at)
        if line:
            operations.call_out_of_turn(
                counter_id=counter.id, ticket_id=chance.choice(line).id, reason="our_fault", by=ME, at=at
            )
    elif ticket is None:
        my_call(counter, at)
    elif ticket.state == "called":
        press("arrive", ticket, at)
    elif name == "park":
        parked.append(press("park", ticket, at))
    elif counter.station == "documents":
        press("transfer", ticket, at, station="photo")
    else:
        press("finish", ticket, at)


@pytest.mark.parametrize("seed", range(8))
def test_a_day_with_all_of_it_proves_itself(hall, counters, seed):
    chance, at, parked = random.Random(seed), clock(8), []
    for _ in range(160):
        at += timedelta(seconds=chance.randrange(1, 50))
        if chance.random() < 0.3:
            issue(hall, at, chance.choice(["regular"] * 3 + ["priority", "accelerated"]), subject=uuid4())
        with suppress(operations.QueueRefused, TicketNotAllowed):
            random_act(chance, hall, counters, at, parked)

    day = order(hall)
    assert day.calls > 15
    assert Call.objects.filter(kind="undo").count() > 5
    assert [call for call in wrong(hall) if not call.is_out_of_turn] == []
    assert Entry.objects.count() >= Event.objects.filter(name="queueing.ticket_act_undone").count()

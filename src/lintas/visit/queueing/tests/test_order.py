import random
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import Call, Lane, Ticket
from lintas.visit.queueing.states import TicketNotAllowed
from lintas.visit.queueing.tests.factories import DAY, act, call, clock, issue


def a_day(point, counters, *, seed: int, people: int = 40) -> None:
    """A day as halls have them: people come, are called, go on, step out, give up, miss and return."""
    chance = random.Random(seed)
    at, waiting, away = clock(8), [], []
    for _ in range(people):
        at += timedelta(minutes=chance.randrange(3))
        waiting.append(issue(point, at, chance.choice(["regular"] * 4 + ["priority", "accelerated"])))
        if chance.random() < 0.1:
            act("cancel", waiting.pop(), at)
        elif chance.random() < 0.1:
            act("step_out", waiting[-1], at)
            away.append(waiting.pop())
        elif away and chance.random() < 0.3:
            act("step_in", away.pop(), at)
        for counter in chance.sample(counters, len(counters)):
            serve_one(counter, at, chance)


def serve_one(counter, at, chance) -> None:
    try:
        ticket = call(counter, at)
    except operations.NobodyWaiting:
        return
    if chance.random() < 0.1:
        for again in range(2):
            act("recall", ticket, at + timedelta(minutes=again))
        act("miss", ticket, at)
        if chance.random() < 0.5:
            with suppress(operations.HasReturned):
                act("come_back", ticket, at)
        return
    act("arrive", ticket, at)
    if counter.station == "documents":
        act("transfer", ticket, at, station="photo")
    else:
        act("finish", ticket, at)


def test_who_steps_out_is_not_called_and_stands_before_the_later_ones_again(hall, counters):
    first, second, third = (issue(hall, clock(8, minute)) for minute in range(3))
    act("step_out", first, clock(8, 5))
    assert call(counters[0], clock(8, 6)).id == second.id
    act("step_in", first, clock(8, 10))

    assert call(counters[1], clock(8, 11)).id == first.id
    assert queries.ticket(third.id).state == "waiting"


def test_a_number_that_is_called_cannot_step_out(hall, counters):
    issue(hall, clock(8))
    ticket = call(counters[0], clock(8, 1))

    with pytest.raises(TicketNotAllowed):
        act("step_out", ticket, clock(8, 2))


@pytest.mark.parametrize("seed", range(5))
def test_a_day_as_it_was_served_proves_itself(hall, counters, seed):
    a_day(hall, counters, seed=seed)

    day = queries.order_of(point_id=hall.id, day=DAY)

    assert day.calls == Call.objects.filter(kind="call").count() > 30
    assert [call for station in day.stations for call in station.calls if not call.is_right] == []


def test_control_a_number_pulled_forward_is_seen(hall, counters):
    issue(hall, clock(8))
    favourite = issue(hall, clock(8, 10))
    # Somebody reaches into the table and puts a friend before the first of the line.
    Ticket.objects.filter(id=favourite.id).update(place_at=clock(7))
    call(counters[0], clock(8, 20))

    [station] = queries.order_of(point_id=hall.id, day=DAY).stations

    assert [(call.number, call.due, call.is_right) for call in station.calls] == [("A 002", "A 001", False)]


def test_the_weights_of_a_day_are_those_of_its_first_call(hall, counters):
    for minute in range(4):
        issue(hall, clock(8, minute))
        issue(hall, clock(8, minute), "accelerated")
    call(counters[0], clock(8, 20))
    Lane.objects.filter(queue_class="accelerated").update(weight=90)
    for minute in range(4):
        ticket = call(counters[1], clock(8, 21 + minute))
        act("arrive", ticket, clock(8, 21 + minute))
        act("finish", ticket, clock(8, 21 + minute))

    day = queries.order_of(point_id=hall.id, day=DAY)

    assert (day.calls, day.right) == (5, 5)


def test_the_transcript_says_no_name_and_no_case(hall, counters):
    subject = uuid4()
    issue(hall, clock(8), subject=subject)
    call(counters[0], clock(8, 20))

    told = queries.transcript(point_id=hall.id, day=DAY)

    assert [(line["kind"], line["number"], line["turn"]) for line in told["lines"]] == [
        ("issue", "A 001", None),
        ("call", "A 001", 1),
    ]
    assert told["rule"]["documents"]["P"] == {"weight": 3, "limit": 2}
    assert str(subject) not in str(told)
    assert str(Ticket.objects.get().id) not in str(told)


def test_a_day_of_any_length_asks_three_times(hall, counters, django_assert_num_queries):
    a_day(hall, counters, seed=9)

    with django_assert_num_queries(3):
        queries.order_of(point_id=hall.id, day=DAY)

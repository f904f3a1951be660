"""A day on which families are called proves itself, and what was done to one shows."""

import random
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import Call, Ticket
from lintas.visit.queueing.states import TicketNotAllowed
from lintas.visit.queueing.tests.factories import DAY, Counter, act, call, clock, issue
from lintas.visit.queueing.tests.parties import family, join, split


def a_day(hall, counters, *, seed, arrivals=30):
    """Families and single people come, are called, go on, leave, miss, return; officers join, split and take back."""
    chance = random.Random(seed)
    at, waiting = clock(8), []
    for number in range(arrivals):
        at += timedelta(minutes=chance.randrange(3), seconds=number % 50)
        queue_class = chance.choice(["regular"] * 4 + ["priority", "accelerated"])
        came = [issue(hall, at, queue_class) for _ in range(chance.choice([1, 1, 2, 3, 4]))]
        waiting += came
        for ticket in came[1:]:
            at += timedelta(seconds=1)
            join(ticket, came[0], at)
        at += timedelta(seconds=1)
        with suppress(operations.QueueRefused):
            if chance.random() < 0.3:
                join(came[-1], chance.choice(waiting), at)
        at += timedelta(seconds=1)
        with suppress(operations.QueueRefused, TicketNotAllowed):
            if chance.random() < 0.15:
                split(chance.choice(waiting), at)
        at += timedelta(seconds=1)
        with suppress(TicketNotAllowed):
            if chance.random() < 0.15:
                act(chance.choice(["step_out", "step_in", "cancel", "park", "unpark"]), chance.choice(waiting), at)
        for counter in chance.sample(counters, len(counters)):
            at = serve(counter, at, chance)


def serve(counter, at, chance):
    """One act at the counter, at its own moment; sometimes it is taken back."""
    at += timedelta(seconds=1)
    ticket = queries.current_ticket(counter.id)
    with suppress(operations.NobodyWaiting, operations.NothingToUndo, operations.HasReturned):
        if ticket is None:
            call(counter, at)
        elif ticket.state == "called":
            deed = "arrive" if chance.random() < 0.8 else "recall" if ticket.calls_made < 3 else "miss"
            act(deed, ticket, at)
            if deed == "miss" and chance.random() < 0.7:
                at += timedelta(seconds=1)
                act("come_back", ticket, at)
        elif counter.station == "documents" and chance.random() < 0.8:
            act("transfer", ticket, at, station="photo")
        else:
            act(chance.choice(["finish", "finish", "park"]), ticket, at)
        if chance.random() < 0.1:
            at += timedelta(seconds=1)
            operations.undo(by="officer:x", at=at)
    return at


@pytest.mark.parametrize("seed", range(6))
def test_a_day_with_families_proves_itself(hall, counters, seed):
    counters.append(Counter(4, "photo"))
    operations.open_counter(point_id=hall.id, counter_id=counters[3].id, officer_id=uuid4(), at=clock(8))
    a_day(hall, counters, seed=seed)

    day = queries.order_of(point_id=hall.id, day=DAY)

    along = Call.objects.filter(kind="accompany").count()
    assert day.calls == Call.objects.filter(kind="call").count() + along > 30
    assert along > 10
    assert [call for station in day.stations for call in station.calls if not call.is_right] == []
    assert_nobody_is_forgotten_by_the_family()


def assert_nobody_is_forgotten_by_the_family():
    """Whoever stands beside a counter has one of the family there; whoever is held waits for one at a counter."""
    at_a_counter = Ticket.objects.filter(state__in=["called", "serving"])
    for ticket in Ticket.objects.filter(state="beside"):
        assert at_a_counter.filter(party_id=ticket.party_id, counter_id=ticket.counter_id).exists()
    for ticket in Ticket.objects.filter(state="held"):
        assert at_a_counter.filter(party_id=ticket.party_id).exists()


def test_control_a_stranger_slipped_in_between_a_family_is_seen(hall, counters):
    mother, child = family(hall, 0, 1)
    stranger = issue(hall, clock(8, 40))
    # Somebody reaches into the table and sends a friend along in the place of the child.
    Ticket.objects.filter(id=stranger.id).update(party_id=queries.ticket(mother.id).party_id)
    Ticket.objects.filter(id=child.id).update(party_id=None)
    call(counters[0], clock(9))

    [station] = queries.order_of(point_id=hall.id, day=DAY).stations

    assert [(one.number, one.due) for one in station.calls if not one.is_right] == [("A 003", "A 002")]


def test_control_a_family_that_takes_an_earlier_place_is_seen(hall, counters):
    mother = issue(hall, clock(8))
    stranger = issue(hall, clock(8, 5))
    child = issue(hall, clock(8, 10))
    join(child, mother, clock(8, 12))
    # Somebody gives the family back the place of its first.
    Ticket.objects.exclude(id=stranger.id).update(place_at=clock(8))
    call(counters[0], clock(9))

    [station] = queries.order_of(point_id=hall.id, day=DAY).stations

    assert [(one.number, one.due) for one in station.calls if not one.is_right] == [("A 001", "A 002")]


def test_the_transcript_says_who_is_called_together_and_nothing_else_of_them(hall, counters):
    mother, child = family(hall, 0, 1)
    call(counters[0], clock(9))

    told = queries.transcript(point_id=hall.id, day=DAY)

    gathered = [(line["number"], line["party"], line["line"]) for line in told["lines"] if line["kind"] == "gather"]
    assert gathered == [("A 001", 1, "documents"), ("A 002", 1, "documents")]
    assert [line["party"] for line in told["lines"] if line["turn"]] == [1, 1]
    for secret in (mother.subject, child.subject, queries.ticket(mother.id).party_id, "household"):
        assert str(secret) not in str(told)

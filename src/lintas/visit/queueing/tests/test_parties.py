"""A family has one place in the line, is called as one, and goes through the house together."""

from datetime import timedelta

import pytest

from lintas.foundation.outbox.models import Event
from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import Call, Ticket
from lintas.visit.queueing.states import Action, TicketNotAllowed
from lintas.visit.queueing.tests.factories import act, call, clock, issue, state_of
from lintas.visit.queueing.tests.parties import assert_proven, family, join, split, states_of


def test_a_family_stands_where_its_last_number_stood(hall, counters):
    mother, child = issue(hall, clock(8)), None
    stranger = issue(hall, clock(8, 5))
    child = issue(hall, clock(8, 10))
    join(child, mother, clock(8, 12))

    assert call(counters[0], clock(8, 20)).id == stranger.id
    assert call(counters[1], clock(8, 21)).id == mother.id
    assert_proven(hall, calls=3)


def test_who_gives_up_a_right_waits_with_the_family_under_a_new_number(hall, counters):
    mother, stranger = issue(hall, clock(8)), issue(hall, clock(8, 5))
    grandmother = issue(hall, clock(8, 10), "priority")

    joined = join(grandmother, mother, clock(8, 12), gives_up_right=True)

    assert (grandmother.number, joined.number, joined.subject) == ("P 001", "A 003", grandmother.subject)
    assert state_of(grandmother) == "cancelled"
    assert queries.ticket_of(grandmother.subject, clock(8, 13)).together == ("A 001",)
    assert call(counters[0], clock(8, 20)).id == stranger.id
    assert call(counters[1], clock(8, 21)).id == mother.id
    assert state_of(joined) == "beside"
    assert_proven(hall, calls=3)


def test_the_right_is_given_up_whichever_of_the_two_is_joined_to_the_other(hall):
    grandmother, mother = issue(hall, clock(8), "priority"), issue(hall, clock(8, 5))

    joined = join(mother, grandmother, clock(8, 12), gives_up_right=True)

    assert joined.number == "A 001"
    assert queries.ticket_of(grandmother.subject, clock(8, 13)).ticket.number == "A 002"


def test_a_right_is_not_lost_without_a_word_and_nobody_comes_to_one(hall):
    mother, grandmother = issue(hall, clock(8)), issue(hall, clock(8, 5), "priority")

    for one, other in ((grandmother, mother), (mother, grandmother)):
        with pytest.raises(operations.RightInTheWay, match="P 001"):
            join(one, other, clock(8, 12))

    assert states_of([mother, grandmother]) == ["waiting", "waiting"]


def test_a_right_that_a_family_shares_is_not_given_up_for_all_of_it_at_once(hall):
    grandmother, _grandfather = family(hall, 0, 1, queue_class="priority")
    mother = issue(hall, clock(8, 31))

    with pytest.raises(operations.InAnotherParty):
        join(mother, grandmother, clock(8, 32), gives_up_right=True)


def test_other_classes_do_not_mix_whatever_is_given_up(hall):
    mother, collects = issue(hall, clock(8)), issue(hall, clock(8, 5), "collection")

    with pytest.raises(operations.OtherLine):
        join(collects, mother, clock(8, 12), gives_up_right=True)
    assert states_of([mother, collects]) == ["waiting", "waiting"]


def test_whoever_came_after_the_family_stands_behind_all_of_it(hall, counters):
    mother, child = family(hall, 0, 1, joined=2)
    later = issue(hall, clock(8, 3))

    assert call(counters[0], clock(8, 20)).id == mother.id
    assert call(counters[1], clock(8, 20)).id == later.id
    assert state_of(child) == "beside"


def test_a_family_is_called_to_one_counter_and_each_number_takes_a_turn(hall, counters):
    tickets = family(hall, 0, 1, 2)
    call(counters[0], clock(9))

    assert states_of(tickets) == ["called", "beside", "beside"]
    assert set(Ticket.objects.values_list("counter_id", flat=True)) == {counters[0].id}
    lines = Call.objects.filter(turn__isnull=False).order_by("turn")
    assert [(line.kind, line.turn, line.reason) for line in lines] == [
        ("call", 1, "only"),
        ("accompany", 2, "party"),
        ("accompany", 3, "party"),
    ]
    assert "A 001" in lines[1].why_id
    events = Event.objects.filter(name="queueing.ticket_called").order_by("id")
    assert [(event.body["number"], event.body["reason"]) for event in events] == [
        ("A001", "only"), ("A002", "party"), ("A003", "party"),
    ]  # fmt: skip
    assert_proven(hall, calls=3)


def test_one_after_the_other_is_served_at_the_same_counter(hall, counters):
    tickets = family(hall, 0, 1, 2)
    head = call(counters[0], clock(9))
    act("arrive", head, clock(9, 1))
    act("finish", head, clock(9, 5))
    assert states_of(tickets) == ["done", "serving", "beside"]

    act("finish", tickets[1], clock(9, 8))
    assert states_of(tickets) == ["done", "done", "serving"]
    act("finish", tickets[2], clock(9, 10))

    assert states_of(tickets) == ["done"] * 3
    seconds = Call.objects.filter(kind="finish").order_by("at").values_list("seconds", flat=True)
    assert list(seconds) == [240, 180, 120]


def test_a_family_goes_on_to_the_next_station_together(hall, counters):
    tickets = family(hall, 0, 1)
    stranger = issue(hall, clock(8, 40))
    head = call(counters[0], clock(9))
    act("arrive", head, clock(9, 1))
    act("transfer", head, clock(9, 5), station="photo")
    assert states_of(tickets) == ["held", "serving"]
    with pytest.raises(operations.NobodyWaiting):
        call(counters[2], clock(9, 6))

    act("arrive", call(counters[1], clock(9, 6)), clock(9, 6))
    act("transfer", stranger, clock(9, 7), station="photo")
    act("transfer", tickets[1], clock(9, 9), station="photo")

    assert states_of(tickets) == ["transferred", "transferred"]
    assert call(counters[2], clock(9, 10)).id == stranger.id  # stood there before the last of the family
    act("arrive", stranger, clock(9, 10))
    act("finish", stranger, clock(9, 11))
    assert call(counters[2], clock(9, 12)).id == head.id
    assert states_of(tickets) == ["called", "beside"]
    assert_proven(hall, calls=6)


def test_nobody_of_a_family_waits_for_one_who_is_at_no_counter(hall, counters):
    first, second = family(hall, 0, 1)
    act("step_out", second, clock(8, 50))
    act("arrive", call(counters[0], clock(9)), clock(9))
    act("transfer", first, clock(9, 5), station="photo")

    assert states_of([first, second]) == ["transferred", "away"]
    act("step_in", second, clock(9, 6))
    act("arrive", call(counters[0], clock(9, 7)), clock(9, 7))
    act("finish", second, clock(9, 8))
    assert_proven(hall, calls=2)


def test_who_is_held_goes_on_when_the_last_of_the_family_ends(hall, counters):
    for end in ("finish", "park"):
        first, second = family(hall, 0, 1)
        act("arrive", call(counters[0], clock(9)), clock(9))
        act("transfer", first, clock(9, 5), station="photo")
        act(end, second, clock(9, 6))
        assert state_of(first) == "transferred"


def test_a_family_that_does_not_come_is_missed_and_returns_together(hall, counters):
    tickets = family(hall, 0, 1)
    later = issue(hall, clock(8, 45))
    head = call(counters[0], clock(9))
    for minute in (1, 2):
        act("recall", head, clock(9, minute))
    act("miss", head, clock(9, 3))
    assert states_of(tickets) == ["skipped", "skipped"]
    assert Event.objects.filter(name="queueing.ticket_missed").count() == 2

    act("come_back", tickets[1], clock(9, 10))
    assert states_of(tickets) == ["waiting", "waiting"]
    assert call(counters[0], clock(9, 11)).id == later.id
    assert call(counters[1], clock(9, 11)).id == tickets[0].id
    assert_proven(hall, calls=5)


@pytest.mark.parametrize(
    ("deeds", "after"),
    [
        ((), ["waiting", "waiting"]),
        (("arrive",), ["called", "beside"]),
        (("recall", "recall", "miss"), ["called", "beside"]),
        (("arrive", "transfer"), ["serving", "beside"]),
        (("arrive", "finish"), ["serving", "beside"]),
        (("arrive", "park"), ["serving", "beside"]),
    ],
)
def test_what_an_act_did_to_the_family_is_taken_back_with_it(hall, counters, deeds, after):
    tickets = family(hall, 0, 1)
    head = call(counters[0], clock(9))
    for second, deed in enumerate(deeds, 1):
        act(deed, head, clock(9, 0, second), **({"station": "photo"} if deed == "transfer" else {}))
    told = queries.last_act("officer:x", within=timedelta(minutes=1), at=clock(9, 0, 20))

    operations.undo(by="officer:x", at=clock(9, 0, 20))

    assert states_of(tickets) == after
    assert told.number == "A 001"
    if after == ["waiting", "waiting"]:
        assert call(counters[0], clock(9, 1)).id == head.id
        assert states_of(tickets) == ["called", "beside"]
        assert_proven(hall, calls=4)


def test_taking_back_the_last_transfer_holds_the_first_one_again(hall, counters):
    tickets = family(hall, 0, 1)
    act("arrive", call(counters[0], clock(9)), clock(9, 0, 5))
    act("transfer", tickets[0], clock(9, 5), station="photo")
    act("transfer", tickets[1], clock(9, 6), station="photo")
    assert states_of(tickets) == ["transferred", "transferred"]

    operations.undo(by="officer:x", at=clock(9, 6, 10))

    assert states_of(tickets) == ["held", "serving"]
    act("transfer", tickets[1], clock(9, 7), station="photo")
    call(counters[2], clock(9, 8))
    assert states_of(tickets) == ["called", "beside"]
    assert_proven(hall, calls=4)


def test_once_the_family_has_been_touched_since_nothing_is_taken_back(hall, counters):
    _mother, child = family(hall, 0, 1)
    call(counters[0], clock(9))
    split(child, clock(9, 0, 10))

    with pytest.raises(operations.NothingToUndo):
        operations.undo(by="officer:x", at=clock(9, 0, 20))


def test_who_leaves_the_family_keeps_the_place_and_is_called_alone(hall, counters):
    mother, child = family(hall, 0, 1)
    issue(hall, clock(8, 40))
    assert split(child, clock(8, 50)).party_id is None

    assert call(counters[0], clock(9)).id == mother.id
    assert state_of(child) == "waiting"
    assert call(counters[1], clock(9)).id == child.id
    assert_proven(hall, calls=2)
    [left] = Event.objects.filter(name="queueing.party_left")
    assert (left.subject, left.body["reason"]) == (child.subject, "wish")


def test_who_leaves_a_family_that_is_called_waits_again(hall, counters):
    mother, child = family(hall, 0, 1)
    call(counters[0], clock(9))
    split(child, clock(9, 1), reason="mistake")

    assert states_of([mother, child]) == ["called", "waiting"]
    with pytest.raises(TicketNotAllowed):
        split(mother, clock(9, 2))
    with pytest.raises(operations.InNoParty):
        split(child, clock(9, 2))


def test_the_case_of_one_ends_while_the_family_is_called_and_the_others_wait_for_another_call(hall, counters):
    mother, child = family(hall, 0, 1)
    call(counters[0], clock(9))
    operations.withdraw(subject=mother.subject, by="officer:x", at=clock(9, 1))

    assert states_of([mother, child]) == ["cancelled", "waiting"]
    assert call(counters[0], clock(9, 2)).id == child.id
    assert_proven(hall, calls=3)


def test_the_case_of_one_ends_while_served_and_the_next_is_served(hall, counters):
    mother, child = family(hall, 0, 1)
    act("arrive", call(counters[0], clock(9)), clock(9))
    operations.withdraw(subject=mother.subject, by="officer:x", at=clock(9, 1))

    assert states_of([mother, child]) == ["cancelled", "serving"]


def test_joining_twice_changes_nothing(hall):
    mother, child = family(hall, 0, 1)
    lines = Call.objects.count()

    assert join(child, mother, clock(8, 40)).party_id == queries.ticket(mother.id).party_id
    assert Call.objects.count() == lines


@pytest.mark.parametrize("ground", ["", "friends", "wish"])
def test_strangers_are_no_family(hall, ground):
    tickets = [issue(hall, clock(8)), issue(hall, clock(8, 1))]

    with pytest.raises(operations.GroundNeeded):
        join(tickets[1], tickets[0], clock(8, 5), ground=ground)
    assert set(Ticket.objects.values_list("party_id", flat=True)) == {None}


def test_only_who_waits_at_one_station_in_one_class_today_is_joined(hall, counters):
    first = issue(hall, clock(8))
    collects = issue(hall, clock(8), "collection")
    elsewhere = issue(hall, clock(8), station="photo")
    for other in (collects, elsewhere, first):
        with pytest.raises(operations.OtherLine):
            join(first, other, clock(8, 5))
    call(counters[0], clock(8, 10))
    call(counters[1], clock(8, 10))
    late = issue(hall, clock(8, 11))
    with pytest.raises(operations.OtherLine):
        join(late, first, clock(8, 12))
    with pytest.raises(operations.OldTicket):
        join(late, first, clock(8, 12, day=25))
    assert not Call.objects.filter(kind="gather").exists()


def test_a_party_is_full_with_six_and_nobody_is_in_two(hall):
    tickets = family(hall, *range(6))
    seventh, eighth = issue(hall, clock(8, 40)), issue(hall, clock(8, 41))

    with pytest.raises(operations.PartyFull):
        join(seventh, tickets[0], clock(8, 45))
    join(eighth, seventh, clock(8, 46))
    with pytest.raises(operations.InAnotherParty):
        join(eighth, tickets[0], clock(8, 47))


def test_a_family_of_the_front_and_the_line_stands_in_the_line(hall, counters):
    """Who was sent to the front does not take the family along to it."""
    first = issue(hall, clock(8))
    completed = issue(hall, clock(8, 20), front=True)
    child = issue(hall, clock(8, 25))
    join(child, completed, clock(8, 26))

    assert call(counters[0], clock(9)).id == first.id


def test_a_counter_without_the_house_calls_each_number_by_itself(hall, counters):
    tickets = family(hall, 0, 1, 2)
    act("arrive", call(counters[0], clock(9)), clock(9))
    standing = {one.id: one for one in queries.hall_of(hall.id, clock(9, 1)).standing}
    assert [standing[ticket.id].state for ticket in tickets] == ["serving", "waiting", "waiting"]

    def apart(action, ticket, minute):
        operations.record_apart(
            action=Action(action), ticket_id=ticket.id, counter_id=counters[0].id, by="kiosk:x",
            at=clock(10, minute), made_at=clock(9, minute),
        )  # fmt: skip

    apart("finish", tickets[0], 5)
    assert states_of(tickets) == ["done", "waiting", "waiting"]
    assert set(Ticket.objects.values_list("party_id", flat=True)) == {None}
    apart("call", tickets[1], 6)
    assert states_of(tickets) == ["done", "called", "waiting"]
    assert_proven(hall, calls=4)

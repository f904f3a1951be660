"""What counters did while the house was away, taken over when it is back."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox.models import Event
from lintas.visit.kiosks import operations, queries
from lintas.visit.kiosks.models import Act, Fork, Kiosk
from lintas.visit.kiosks.tests.box import Box
from lintas.visit.kiosks.tests.test_operations import at_the_desk, call_all
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.models import Call, Ticket
from lintas.visit.queueing.tests.conftest import PARAMETERS
from lintas.visit.queueing.tests.factories import DAY, clock


@pytest.fixture
def serving(box, point):
    """The box with which the counters go on; it has a block and was heard at eight."""
    operations.let_serve(kiosk_id=box.id, by="officer:head", at=clock(7))
    box.lease()
    box.tell(clock(8))
    return box


def outcomes():
    return list(Act.objects.order_by("seq").values_list("action", "outcome", "code"))


def test_acts_of_an_hour_apart_are_taken_over_in_order_with_their_times(serving, point, counter):
    first = at_the_desk(point, clock(8, 30))
    serving.act(clock(9), "call", first, counter)
    own = serving.give(clock(9, 1), jump=timedelta(hours=-7))
    serving.act(clock(9, 2), "arrive", first, counter)
    serving.act(clock(9, 7), "finish", first, counter)
    serving.act(clock(9, 8), "call", own, counter)
    serving.act(clock(9, 9), "recall", own, counter)

    serving.tell(clock(10))

    assert [outcome for _, outcome, _ in outcomes()] == ["done"] * 5
    served, called = Ticket.objects.get(id=first.id), Ticket.objects.get(number=own["number"])
    assert (served.state, served.called_at, served.served_from) == ("done", clock(9), clock(9, 2))
    assert Call.objects.get(ticket=served, kind="finish").seconds == 5 * 60
    assert (called.state, called.calls_made, called.called_at) == ("called", 2, clock(9, 9))
    order = tickets.order_of(point_id=point.id, day=DAY)
    assert order.right == order.calls == 2
    assert [one.why.id[:21] for one in order.stations[0].calls] == ["Dipanggil pukul 09.00", "Dipanggil pukul 09.08"]


def miss(serving, ticket, counter, *, at):
    for minute, action in enumerate(["call", "recall", "recall", "miss"]):
        serving.act(at + timedelta(minutes=minute), action, ticket, counter)


def test_who_was_missed_and_came_back_apart_stands_behind_the_others_and_may_not_again(serving, point, counter):
    ticket, other = at_the_desk(point, clock(8, 30)), at_the_desk(point, clock(8, 31))
    miss(serving, ticket, counter, at=clock(9))
    serving.act(clock(9, 10), "come_back", ticket, counter)
    serving.act(clock(9, 11), "call", other, counter)
    serving.tell(clock(10))

    assert {outcome for _, outcome, _ in outcomes()} == {"done"}
    back = Ticket.objects.get(id=ticket.id)
    assert (back.state, back.has_returned, back.place_at, back.calls_made) == ("waiting", True, clock(9, 10), 0)
    order = tickets.order_of(point_id=point.id, day=DAY)
    assert order.right == order.calls == 2


@pytest.mark.parametrize("second_first", [False, True])
def test_of_two_who_came_back_apart_the_first_stays_before_though_somebody_came_since(
    serving, point, counter, second_first
):
    missed = [at_the_desk(point, clock(8, 1)), at_the_desk(point, clock(8, 2))]
    for number, ticket in enumerate(missed, 1):
        miss(serving, ticket, counter, at=clock(8, 10 * number))
    back = missed[::-1] if second_first else missed
    for number, ticket in enumerate(back):
        serving.act(clock(8, 30 + number), "come_back", ticket, counter)
    since = at_the_desk(point, clock(8, 45))

    serving.tell(clock(8, 55))

    assert call_all(counter, clock(9)) == [since.number, *(ticket.number for ticket in back)]


def test_the_window_to_come_back_is_that_of_the_hour_at_which_it_was_done(serving, point, counter):
    in_time, late = at_the_desk(point, clock(8, 30)), at_the_desk(point, clock(8, 31))
    window = tickets.hall_of(point.id, clock(9)).return_window
    miss(serving, in_time, counter, at=clock(9))
    miss(serving, late, counter, at=clock(9, 10))
    serving.act(clock(9, 2) + window, "come_back", in_time, counter)
    serving.act(clock(9, 13) + window, "come_back", late, counter)

    serving.tell(clock(16))

    assert outcomes()[-2:] == [("come_back", "done", ""), ("come_back", "conflict", "queueing.window_over")]


def test_each_act_is_an_entry_of_the_ledger_that_says_when_and_why(serving, point, counter):
    ticket = at_the_desk(point, clock(8, 30))
    serving.act(clock(9), "call", ticket, counter)
    serving.tell(clock(10))

    leaf = bytes(Entry.objects.get(act="queueing.ticket_handled_apart").leaf).decode()
    for fact in ("apart", clock(9).isoformat()[:16], f"kiosk:{serving.id}"):
        assert fact in leaf


def test_a_phone_is_not_called_an_hour_late(serving, point, counter):
    serving.act(clock(9), "call", at_the_desk(point, clock(8, 30)), counter)
    serving.tell(clock(10))

    assert not Event.objects.filter(name="queueing.ticket_called").exists()


def test_telling_twice_takes_nothing_over_twice(serving, point, counter):
    ticket = at_the_desk(point, clock(8, 30))
    for minute, action in enumerate(["call", "arrive", "finish"]):
        serving.act(clock(9, minute), action, ticket, counter)
    first = serving.tell(clock(10))
    again = serving.tell(clock(10, 1))

    assert again.became == first.became
    assert Act.objects.count() == 3
    assert tickets.order_of(point_id=point.id, day=DAY).calls == 1


def test_what_the_house_had_decided_otherwise_stays_and_is_a_conflict(serving, point, counter):
    ticket = at_the_desk(point, clock(8, 30))
    serving.act(clock(9), "call", ticket, counter)
    serving.act(clock(9, 5), "arrive", ticket, counter)
    queue.cancel(ticket_id=ticket.id, by="person:x", at=clock(9, 2))
    later = at_the_desk(point, clock(9, 30))
    serving.act(clock(9, 40), "call", later, counter)

    serving.tell(clock(10))

    assert Ticket.objects.get(id=ticket.id).state == "cancelled"
    assert outcomes() == [
        ("call", "conflict", "queueing.action_not_allowed"),
        ("arrive", "conflict", "queueing.ticket_changed"),
        ("call", "done", ""),
    ]
    assert Event.objects.filter(name="kiosks.act_in_conflict").count() == 2


def test_a_conflict_is_shown_until_somebody_has_looked_at_it(serving, point, counter):
    ticket = at_the_desk(point, clock(8, 30))
    queue.cancel(ticket_id=ticket.id, by="person:x", at=clock(8, 40))
    serving.act(clock(9), "call", ticket, counter)
    serving.tell(clock(10))

    [conflict] = queries.conflicts(point.id)
    assert (conflict.number, conflict.counter, conflict.made_at) == (ticket.number, counter.name, clock(9))
    operations.settle(act_id=conflict.id, by="officer:x", at=clock(10, 5))
    assert queries.conflicts(point.id) == ()
    with pytest.raises(operations.NothingToSettle):
        operations.settle(act_id=conflict.id, by="officer:x", at=clock(10, 6))


def test_a_counter_that_the_house_gave_another_visitor_keeps_that_one(serving, point, counter):
    first, second = at_the_desk(point, clock(8, 30)), at_the_desk(point, clock(8, 31))
    serving.act(clock(9), "call", second, counter)
    queue.call_next(counter_id=counter.id, by="officer:x", at=clock(9, 1))

    serving.tell(clock(10))

    assert outcomes() == [("call", "conflict", "queueing.counter_busy")]
    assert Ticket.objects.get(id=first.id).state == "called"
    assert Ticket.objects.get(id=second.id).state == "waiting"


def test_only_the_box_of_the_hall_may_tell_of_counters(serving, point, counter):
    other = Box(point, name="pintu-2")
    ticket = at_the_desk(point, clock(8, 30))
    other.act(clock(9), "call", ticket, counter)
    other.tell(clock(10))

    assert outcomes() == [("call", "conflict", "kiosks.serves_no_counters")]
    assert Ticket.objects.get(id=ticket.id).state == "waiting"


def test_a_number_that_stands_in_no_line_is_a_conflict(serving, point, counter):
    yesterday = serving.give(clock(9), day=DAY, number=serving.next_number("A", DAY))
    missing = {"id": str(uuid4()), "lane": "A", "number": 77}
    serving.act(clock(9, 1), "call", missing, counter)
    serving.act(clock(9, 2), "call", yesterday, counter)
    serving.tell(clock(10))

    assert [code for *_, code in outcomes()] == ["kiosks.in_no_line", ""]


def test_numbers_are_set_aside_and_sent_on_apart_as_the_rules_say(serving, point, counter):
    gone, on = at_the_desk(point, clock(8, 30)), at_the_desk(point, clock(8, 31))
    serving.act(clock(9), "call", gone, counter)
    serving.act(clock(9, 1), "miss", gone, counter)
    serving.act(clock(9, 2), "recall", gone, counter)
    serving.act(clock(9, 3), "recall", gone, counter)
    serving.act(clock(9, 4), "miss", gone, counter)
    serving.act(clock(9, 5), "call", on, counter)
    serving.act(clock(9, 6), "arrive", on, counter)
    serving.act(clock(9, 9), "transfer", on, counter, station="photo")
    serving.tell(clock(9, 20))

    assert [code for *_, code in outcomes()] == ["", "queueing.calls_left", "", "", "", "", "", ""]
    assert Ticket.objects.get(id=gone.id).skipped_at == clock(9, 4)
    moved = Ticket.objects.get(id=on.id)
    assert (moved.state, moved.station, moved.place_at) == ("transferred", "photo", clock(9, 9))
    queue.come_back(ticket_id=gone.id, by="officer:x", at=clock(9, 25))


def test_two_versions_of_an_act_set_the_box_aside(serving, point, counter):
    ticket = at_the_desk(point, clock(8, 30))
    serving.act(clock(9), "call", ticket, counter)
    kept = serving.lines.copy(), serving.last
    serving.tell(clock(9, 1))
    serving.lines, serving.last = kept[0][:-1], bytes(32)
    serving.act(clock(9, 2), "call", ticket, counter)

    assert serving.tell(clock(9, 3)).forked
    assert Fork.objects.count() == 1
    assert Kiosk.objects.get(id=serving.id).set_aside_at == clock(9, 3)


def test_one_box_of_a_hall_serves_the_counters(boxes, point):
    for box in boxes[:2]:
        operations.let_serve(kiosk_id=box.id, by="officer:head", at=clock(7))

    assert [one.serves_counters for one in queries.kiosks_of(point.id)] == [False, True, False, False]
    with pytest.raises(IntegrityError), transaction.atomic():
        Kiosk.objects.filter(id=boxes[0].id).update(serves_counters=True)


def test_the_house_tells_the_hall_to_that_box_alone_and_once(client, serving, point, counter, monkeypatch):
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(9))
    monkeypatch.setitem(PARAMETERS, "call_interval", timedelta(minutes=1))
    at_the_desk(point, clock(8, 30))
    queue.call_next(counter_id=counter.id, by="officer:x", at=clock(8, 40))
    told = serving.post(client, "ruang", b'{"seen": ""}').json()
    again = serving.post(client, "ruang", json.dumps({"seen": told["digest"]}).encode()).json()
    other = Box(point, name="pintu-2").post(client, "ruang", b'{"seen": ""}')

    assert told["hall"]["rule"]["P"] == [3, 2]
    assert {"id": str(counter.id), "name": counter.name, "station": "documents"} in told["hall"]["counters"]
    [called] = told["hall"]["standing"]
    assert (called["called_at"], told["hall"]["call_seconds"]) == (clock(8, 40).isoformat(), 60)
    assert again["hall"] is None
    assert other.json() == {"serves": False}


@pytest.mark.parametrize("control", [True, False])
def test_numbers_called_apart_are_not_called_again(serving, point, counter, monkeypatch, control):
    """Control: a house that only keeps the acts, and takes no step, calls everybody once more."""
    if control:
        monkeypatch.setattr("lintas.visit.queueing.operations.record_apart", lambda **_: None)
    numbers = [at_the_desk(point, clock(8, minute)) for minute in range(30, 34)]
    for minute, ticket in enumerate(numbers[:2]):
        for action in ("call", "arrive", "finish"):
            serving.act(clock(9, minute), action, ticket, counter)
    serving.tell(clock(10))

    called = call_all(counter, clock(10, 1))
    assert called == [ticket.number for ticket in (numbers if control else numbers[2:])]

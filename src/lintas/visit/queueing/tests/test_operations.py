from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.foundation.live.models import Signal
from lintas.foundation.outbox.models import Event
from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import Call, CallIsFinal, LaneDay, Ticket
from lintas.visit.queueing.states import TicketNotAllowed
from lintas.visit.queueing.tests.factories import act, call, call_and_finish, clock, issue, state_of

NOW = clock(9)


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def test_numbers_of_a_lane_count_up_from_one_and_begin_again_the_next_day(hall):
    today = [issue(hall, NOW).number for _ in range(3)]
    priority = issue(hall, NOW, "priority").number
    tomorrow = issue(hall, clock(9, day=25)).number

    assert today == ["A 001", "A 002", "A 003"]
    assert (priority, tomorrow) == ("P 001", "A 001")


def test_an_application_has_one_number_a_day_while_its_visit_goes_on(hall, counters):
    subject = uuid4()
    issue(hall, NOW, subject=subject)

    with pytest.raises(operations.AlreadyHasTicket):
        issue(hall, NOW, subject=subject)
    assert LaneDay.objects.get().last_number == 1

    call_and_finish(counters[0], NOW)
    assert issue(hall, NOW, subject=subject, front=True).number == "A 002"


def test_a_class_without_a_lane_is_refused(db, point):
    with pytest.raises(operations.NoSuchLane):
        issue(point, NOW)


def test_the_number_after_999_is_refused_and_nothing_changes(hall):
    issue(hall, NOW)
    LaneDay.objects.update(last_number=999)

    with pytest.raises(operations.LaneFull):
        issue(hall, NOW)

    assert Ticket.objects.count() == 1
    assert LaneDay.objects.get().last_number == 999


def test_a_call_takes_the_first_in_line_to_the_counter_and_says_why(hall, counters):
    first, _second = issue(hall, NOW), issue(hall, NOW)

    called = call(counters[0], later(1))

    assert (called.id, called.state, called.counter, called.calls_made) == (first.id, "called", "Loket 1", 1)
    assert "Paspor" in called.why.id
    assert "Passport" in called.why.en or "regular" in called.why.en
    event = Event.objects.get(name="queueing.ticket_called")
    assert (event.subject, event.body["number"], event.body["reason"]) == (first.subject, "A001", "only")


def test_inside_a_class_the_earlier_session_is_called_before_the_earlier_arrival(hall, counters):
    late_session = issue(hall, NOW, place_at=clock(11))
    early_session = issue(hall, later(5), place_at=clock(10))

    assert call(counters[0], later(6)).id == early_session.id
    assert call(counters[1], later(6)).id == late_session.id


def test_who_completed_their_papers_is_called_before_their_class(hall, counters):
    issue(hall, NOW, place_at=clock(8))
    completed = issue(hall, later(5), front=True)

    called = call(counters[0], later(6))

    assert called.id == completed.id
    assert "melengkapi" in called.why.id


def test_a_waiting_priority_number_is_never_behind_more_than_two_others(hall, counters):
    for _ in range(5):
        issue(hall, NOW)
    call_and_finish(counters[0], NOW)
    priority = issue(hall, NOW, "priority")
    for _ in range(3):
        issue(hall, NOW, "accelerated")

    numbers = [call_and_finish(counters[0], NOW).number for _ in range(3)]

    assert priority.number in numbers


def test_a_closed_counter_cannot_call(db, point, counters):
    with pytest.raises(operations.CounterClosed):
        call(counters[0], NOW)


def test_a_counter_with_a_visitor_cannot_call_another(hall, counters):
    issue(hall, NOW)
    issue(hall, NOW)
    call(counters[0], NOW)

    with pytest.raises(operations.CounterBusy):
        call(counters[0], NOW)

    assert Call.objects.filter(kind="call").count() == 1


def test_an_empty_line_is_said_to_be_empty(hall, counters):
    issue(hall, NOW, station="photo")
    issue(hall, clock(9, day=23))

    with pytest.raises(operations.NobodyWaiting):
        call(counters[0], NOW)


def test_a_visitor_is_called_three_times_and_then_set_aside(hall, counters):
    issue(hall, NOW)
    ticket = call(counters[0], NOW)

    with pytest.raises(operations.CallsLeft) as refusal:
        act("miss", ticket, later(1))
    assert "1 dari 3" in str(refusal.value)
    assert act("recall", ticket, later(1)).calls_made == 2
    assert act("recall", ticket, later(2)).calls_made == 3
    with pytest.raises(operations.NoCallsLeft):
        act("recall", ticket, later(3))
    missed = act("miss", ticket, later(3))

    assert (missed.state, missed.counter_id) == ("skipped", None)
    body = Event.objects.get(name="queueing.ticket_missed").body
    assert body["returns_until"] == (later(3) + timedelta(minutes=60)).isoformat()


def skip(counter, at):
    ticket = call(counter, at)
    act("recall", ticket, at)
    act("recall", ticket, at)
    return act("miss", ticket, at)


def test_a_skipped_number_returns_once_to_the_end_of_its_class(hall, counters):
    issue(hall, NOW)
    second = issue(hall, NOW, place_at=clock(10))
    missed = skip(counters[0], NOW)

    returned = act("come_back", missed, later(30))

    assert (returned.number, returned.state, returned.calls_made) == ("A 001", "waiting", 0)
    assert call(counters[1], later(31)).id == second.id
    assert skip(counters[0], later(32)).id == missed.id
    with pytest.raises(operations.HasReturned):
        act("come_back", missed, later(33))


def test_a_skipped_number_returns_within_an_hour(hall, counters):
    issue(hall, NOW)
    missed = skip(counters[0], NOW)

    with pytest.raises(operations.WindowOver):
        act("come_back", missed, later(60))

    assert state_of(missed) == "skipped"
    assert act("come_back", missed, later(59)).state == "waiting"


def test_the_number_ends_when_its_window_or_its_day_is_over(hall, counters):
    issue(hall, NOW)
    missed = skip(counters[0], NOW)

    assert operations.end_skipped(at=later(59)) == 0
    assert operations.end_skipped(at=later(60)) == 1
    assert operations.end_skipped(at=later(60)) == 0
    assert state_of(missed) == "cancelled"
    assert Event.objects.get(name="queueing.ticket_cancelled").body["by_window"] is True


def test_a_visit_goes_through_the_stations_with_one_number(hall, counters):
    issued = issue(hall, NOW)
    ticket = call(counters[0], later(1))
    act("arrive", ticket, later(2))
    moved = act("transfer", ticket, later(8), station="photo")

    assert (moved.number, moved.state, moved.station, moved.counter_id) == ("A 001", "transferred", "photo", None)
    with pytest.raises(operations.NobodyWaiting):
        call(counters[0], later(9))
    again = call(counters[2], later(10))
    assert (again.id, again.counter) == (issued.id, "Loket 3")
    act("arrive", again, later(11))
    assert act("finish", again, later(15)).state == "done"
    assert list(Call.objects.exclude(seconds=None).order_by("at").values_list("station", "seconds")) == [
        ("documents", 360),
        ("photo", 240),
    ]
    assert [line.kind for line in queries.journal(issued.id)] == [
        "issue",
        "call",
        "arrive",
        "transfer",
        "call",
        "arrive",
        "finish",
    ]


def test_a_visitor_is_not_sent_where_they_are(hall, counters):
    issue(hall, NOW)
    ticket = call(counters[0], NOW)
    act("arrive", ticket, NOW)

    with pytest.raises(operations.SameStation):
        act("transfer", ticket, NOW, station="documents")


def test_a_waiting_visitor_may_give_the_number_up(hall):
    ticket = issue(hall, NOW)

    assert act("cancel", ticket, NOW).state == "cancelled"
    with pytest.raises(TicketNotAllowed):
        act("cancel", ticket, NOW)


@pytest.mark.parametrize("name", ["recall", "arrive", "miss", "come_back", "finish"])
def test_an_act_out_of_turn_is_refused_and_changes_nothing(hall, name):
    ticket = issue(hall, NOW)
    lines, events = Call.objects.count(), Event.objects.count()

    with pytest.raises(TicketNotAllowed):
        act(name, ticket, NOW)

    assert state_of(ticket) == "waiting"
    assert (Call.objects.count(), Event.objects.count()) == (lines, events)


def test_a_number_of_yesterday_is_refused_and_named_as_such(hall):
    ticket = issue(hall, clock(15, day=23))

    with pytest.raises(operations.OldTicket) as refusal:
        act("cancel", ticket, NOW)

    assert "bukan dari hari ini" in str(refusal.value)


def test_an_unknown_number_is_refused(hall):
    with pytest.raises(operations.NoSuchTicket):
        operations.finish(ticket_id=uuid4(), by="x", at=NOW)


def test_a_clock_that_jumps_back_does_not_break_a_service(hall, counters):
    issue(hall, NOW)
    ticket = call(counters[0], NOW)
    act("arrive", ticket, later(10))

    act("finish", ticket, later(5))

    assert Call.objects.get(kind="finish").seconds == 0


def test_every_step_tells_the_board_the_desk_and_the_phone(hall):
    Signal.objects.all().delete()
    ticket = issue(hall, NOW)

    topics = set(Signal.objects.values_list("topic", flat=True))
    assert topics == {f"board:{hall.id}", f"desk:{hall.id}", f"case:{ticket.subject}"}


def test_the_journal_cannot_be_changed(hall):
    issue(hall, NOW)
    line = Call.objects.get()

    with pytest.raises(CallIsFinal):
        line.save()
    with pytest.raises(CallIsFinal):
        line.delete()


def test_the_tables_refuse_two_visitors_at_one_counter_and_one_number_twice(hall, counters):
    first, second = issue(hall, NOW), issue(hall, NOW)
    call(counters[0], NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(id=second.id).update(state="called", counter_id=counters[0].id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(id=second.id).update(number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(id=first.id).update(counter_id=None)


def test_a_counter_belongs_to_one_officer_and_an_officer_to_one_counter(db, point, counters):
    officer = uuid4()

    def sit(counter, who):
        operations.open_counter(point_id=point.id, counter_id=counter.id, officer_id=who, at=NOW)

    sit(counters[0], officer)
    sit(counters[0], officer)
    with pytest.raises(operations.CounterTaken):
        sit(counters[0], uuid4())
    with pytest.raises(operations.SitsElsewhere):
        sit(counters[1], officer)
    operations.close_counter(counter_id=counters[0].id, at=NOW)
    sit(counters[1], officer)

    assert queries.counter_of(officer).name == "Loket 2"
    with pytest.raises(operations.CounterClosed):
        operations.close_counter(counter_id=counters[0].id, at=NOW)


def test_a_counter_with_a_visitor_is_not_closed(hall, counters):
    issue(hall, NOW)
    call(counters[0], NOW)

    with pytest.raises(operations.CounterBusy):
        operations.close_counter(counter_id=counters[0].id, at=NOW)


def test_an_unknown_counter_is_refused(db, point):
    with pytest.raises(operations.NoSuchCounter):
        operations.open_counter(point_id=point.id, counter_id=uuid4(), officer_id=uuid4(), at=NOW)

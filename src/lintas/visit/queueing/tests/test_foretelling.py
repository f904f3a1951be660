"""What people in line are told about their wait, and how it is scored."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.visit.queueing import operations, queries, rules
from lintas.visit.queueing.models import Calibration, Foretold, Outlook, Ticket
from lintas.visit.queueing.operations.calibrating import calibrated
from lintas.visit.queueing.queries.stream import stream
from lintas.visit.queueing.tests.factories import DAY, act, call, clock, issue
from lintas.visit.queueing.waiting.play import HORIZON

NOW = clock(9)


def later(minutes: float):
    return NOW + timedelta(minutes=minutes)


def told_at(hall, moment, station="documents"):
    return operations.foretell(point_id=hall.id, station=station, day=DAY, at=moment)


def kinds(hall, station="documents"):
    return [event.kind for event in stream(point_id=hall.id, station=station, day=DAY)]


def serve(counter, *, minutes, at):
    ticket = call(counter, at)
    act("arrive", ticket, at)
    return act("finish", ticket, at + timedelta(minutes=minutes))


def test_a_visit_through_two_stations_is_an_arrival_a_call_and_an_end_at_each(hall, counters):
    issue(hall, NOW)
    ticket = call(counters[0], later(3))
    act("arrive", ticket, later(4))
    act("transfer", ticket, later(9), station="photo")
    call(counters[2], later(11))
    act("arrive", ticket, later(12))
    act("finish", ticket, later(15))

    opened = ["meta", "counter_open", "counter_open"]
    assert kinds(hall) == [*opened, "arrive", "call", "end"]
    assert kinds(hall, "photo") == ["meta", "counter_open", "arrive", "call", "end"]
    seconds = [event.t for event in stream(point_id=hall.id, station="documents", day=DAY)][-3:]
    assert seconds == [9 * 3600, 9 * 3600 + 180, 9 * 3600 + 540]


def test_who_goes_home_from_a_break_does_not_come_back_from_it(hall, counters):
    for counter, home in ((counters[0], later(20)), (counters[1], None)):
        operations.pause(counter_id=counter.id, reason="rest", minutes=15, by="officer:x", at=later(5))
        if home:
            operations.close_counter(counter_id=counter.id, at=home)
        else:
            operations.resume(counter_id=counter.id, by="officer:x", at=later(15))

    told = [(event.kind, event.counter) for event in stream(point_id=hall.id, station="documents", day=DAY)]
    first, second = ([kind for kind, counter in told if counter == str(one.id)] for one in counters[:2])
    assert first == ["counter_open", "counter_close", "counter_close"]
    assert second == ["counter_open", "counter_close", "counter_open"]


def test_leaving_missing_and_returning_are_told_apart(hall, counters):
    away, missed, gone = issue(hall, NOW), issue(hall, later(1)), issue(hall, later(2))
    act("step_out", away, later(3))
    assert call(counters[0], later(4)).id == missed.id
    act("recall", missed, later(5))
    act("recall", missed, later(6))
    act("miss", missed, later(7))
    act("cancel", gone, later(8))
    act("step_in", away, later(9))
    act("come_back", missed, later(10))

    happened = [(event.kind, event.ticket) for event in stream(point_id=hall.id, station="documents", day=DAY)][3:]

    assert happened == [
        ("arrive", str(away.id)),
        ("arrive", str(missed.id)),
        ("arrive", str(gone.id)),
        ("abandon", str(away.id)),
        ("call", str(missed.id)),
        ("no_show", str(missed.id)),
        ("abandon", str(gone.id)),
        ("arrive", str(away.id)),
        ("arrive", str(missed.id)),
    ]


def test_a_call_that_was_taken_back_leads_into_the_line_again(hall, counters):
    ticket = issue(hall, NOW)
    call(counters[0], later(1))
    operations.undo(by="officer:x", at=later(1.5))

    assert kinds(hall)[3:] == ["arrive", "call", "end", "arrive"]
    told_at(hall, later(2))
    assert Foretold.objects.get().ticket_id == ticket.id


def test_a_break_closes_the_counter_and_its_end_opens_it(hall, counters):
    operations.pause(counter_id=counters[0].id, reason="rest", minutes=10, by="officer:x", at=later(5))
    operations.resume(counter_id=counters[0].id, by="officer:x", at=later(12))

    assert kinds(hall)[3:] == ["counter_close", "counter_open"]


def test_an_appointment_stands_by_its_session_and_a_walk_in_by_the_arrival(hall):
    issue(hall, NOW, place_at=later(30))
    issue(hall, later(1))

    due = [event.due for event in stream(point_id=hall.id, station="documents", day=DAY) if event.kind == "arrive"]

    assert due == [9.5 * 3600, None]


def test_past_days_tell_how_long_a_service_takes(hall, counters):
    for visit in range(6):
        yesterday = clock(9, 20 * visit, day=23) if visit < 3 else clock(10, 20 * (visit - 3), day=23)
        issue(hall, yesterday)
        serve(counters[0], minutes=10 + visit % 2, at=yesterday)

    past = stream(point_id=hall.id, station="documents", day=DAY)[0].past

    assert past["A"].mean == pytest.approx(630, abs=60)
    assert set(past) == {"A"}


def test_everybody_in_line_is_told_and_the_last_waits_longest(hall, counters):
    tickets = [issue(hall, later(minute / 10)) for minute in range(12)]
    for counter in counters[:2]:
        act("arrive", call(counter, later(2)), later(2))

    assert told_at(hall, later(3)) == 10

    waits = [queries.ticket_of(ticket.subject, later(3)).wait for ticket in tickets[2:]]
    assert all(low <= high for low, high in waits)
    assert waits[-1][1] > waits[0][1]
    board = queries.board(hall.id, later(3))
    newcomer = next(lane.wait for lane in board.lanes if lane.letter == "A")
    assert newcomer[1] >= waits[-1][1] - 6  # minutes: both ends are drawn, each from futures of its own


def test_what_was_told_first_is_scored_by_the_call_and_counts_once(hall, counters):
    for minute in range(4):
        issue(hall, later(minute / 10))
    told_at(hall, later(1))
    first = Foretold.objects.order_by("joined_at").first()

    call(counters[0], later(2))
    told_at(hall, later(3))
    told_at(hall, later(4))

    scored = Foretold.objects.get(id=first.id)
    assert scored.called_at == later(2)
    assert scored.is_hit is (first.low <= 60 <= first.high)
    hits = queries.hits_of(hall.id, day=DAY)
    assert (hits.told, hits.share) == (1, None)


def test_who_leaves_uncalled_is_not_scored(hall):
    ticket = issue(hall, NOW)
    told_at(hall, later(1))
    act("cancel", ticket, later(2))

    told_at(hall, later(3))

    assert queries.hits_of(hall.id, day=DAY).told == 0


def test_who_comes_again_is_told_anew_and_both_lines_are_kept(hall):
    ticket = issue(hall, NOW)
    told_at(hall, later(1))
    act("step_out", ticket, later(2))
    act("step_in", ticket, later(6))
    told_at(hall, later(7))

    assert [row.joined_at for row in Foretold.objects.order_by("joined_at")] == [NOW, later(6)]


def test_the_share_is_told_by_lane_and_only_when_enough_is_known(hall):
    for number in range(25):
        ticket = issue(hall, later(number / 10))
        row = Foretold(ticket_id=ticket.id, lane_id=lane_of(ticket), point_id=hall.id, station="documents", day=DAY)
        row.joined_at = row.told_at = row.newest_at = row.called_at = NOW
        row.low = row.high = row.newest_low = row.newest_high = 0
        row.is_hit = number < 20
        row.save()

    assert queries.hits_of(hall.id, day=DAY).share == 80
    assert queries.hits_by_lane(hall.id, day=DAY) == {"A": queries.Hits(told=25, hits=20)}
    assert queries.hits_of(hall.id, day=DAY - timedelta(days=1)).told == 0
    assert queries.hits_of(hall.id, day=DAY + timedelta(days=28)).told == 0


def lane_of(ticket):
    return Ticket.objects.get(id=ticket.id).lane_id


def test_nothing_is_shown_when_whoever_foretells_has_stopped(hall, counters):
    issue(hall, NOW)
    ticket = issue(hall, NOW)
    call(counters[0], later(1))
    told_at(hall, later(1))
    assert queries.ticket_of(ticket.subject, later(2)).wait is not None

    later_on = later(1) + rules.FRESH + timedelta(seconds=1)

    assert queries.ticket_of(ticket.subject, later_on).wait is None
    assert all(lane.wait is None for lane in queries.board(hall.id, later_on).lanes)


def last_of_a_line(hall, counters):
    """Return the last of a line at which a counter works, told at ``later(3)`` how long it waits."""
    for minute in range(20):
        issue(hall, later(minute / 10))
    last = issue(hall, later(2))
    call(counters[0], later(2))
    told_at(hall, later(3))
    return last


def test_a_lane_that_nobody_serves_is_told_nothing_and_who_was_told_before_still_knows(hall, counters):
    ticket = last_of_a_line(hall, counters)
    assert any(lane.wait for lane in queries.board(hall.id, later(2)).lanes)

    Outlook.objects.update(low=0.0, high=HORIZON)

    assert not any(lane.wait for lane in queries.board(hall.id, later(2)).lanes)
    assert queries.wait_of_class(hall.id, queue_class="regular", station="documents", at=later(2)) is None
    assert queries.ticket_of(ticket.subject, later(2)).wait is not None


def test_a_phone_does_not_flicker_and_the_minutes_run_down(hall, counters):
    last = last_of_a_line(hall, counters)
    before = queries.ticket_of(last.subject, later(3)).wait

    assert told_at(hall, later(3)) == 0

    after = queries.ticket_of(last.subject, later(5)).wait
    assert before[0] - after[0] == 2
    assert before[1] - after[1] == 2


def test_boards_hear_only_of_what_reads_otherwise(hall, monkeypatch):
    touched = []
    monkeypatch.setattr("lintas.visit.queueing.operations.foretelling.touch", lambda **told: touched.append(told))
    issue(hall, NOW)

    told_at(hall, later(1))
    told_at(hall, later(1.1))

    assert [told["topic"] for told in touched] == [f"board:{hall.id}"]


def test_all_places_are_looked_at_where_somebody_waits_or_serves(hall):
    issue(hall, NOW)

    assert operations.foretell_all(at=later(1)) == 1
    assert set(Outlook.objects.values_list("station", flat=True)) == {"documents", "photo"}


def a_day_of_surprises(hall, counter, day):
    """Let everybody of a day wait longer than they were told: its only counter stands still for an hour."""
    begins = clock(9, day=day)
    for person in range(4):
        issue(hall, begins + timedelta(minutes=person))
    operations.foretell(point_id=hall.id, station="documents", day=begins.date(), at=begins + timedelta(minutes=4))
    Foretold.objects.update(low=0, high=60)
    for person in range(4):
        serve(counter, minutes=1, at=begins + timedelta(minutes=60 + 2 * person))


def test_what_a_day_taught_about_widths_is_learnt_once_and_kept(hall, counters, django_assert_num_queries):
    assert told_at(hall, NOW) == 0
    assert Calibration.objects.get().moved == {}
    Calibration.objects.all().delete()
    a_day_of_surprises(hall, counters[0], 23)

    told_at(hall, NOW)

    kept = Calibration.objects.get(station="documents")
    assert kept.through == DAY - timedelta(days=1)
    assert set(kept.moved) == {"", "service:A", "class:regular, walk-in"}
    assert all(above > 0 for below, above in kept.moved.values())
    with django_assert_num_queries(1):
        assert calibrated(point_id=hall.id, station="documents", day=DAY) == kept.moved
    assert calibrated(point_id=hall.id, station="photo", day=DAY) == {}


def test_given_kept_widths_then_the_next_day_is_told_a_later_end(hall, counters):
    def told_today():
        Foretold.objects.filter(day=DAY).delete()
        told_at(hall, later(3))
        return [row.high for row in Foretold.objects.filter(day=DAY).order_by("joined_at")]

    for minute in range(3):
        issue(hall, later(minute / 10))
    told_at(hall, later(1))
    before = told_today()
    Calibration.objects.update(moved={"": [0.0, 0.4]})

    assert all(later_end > end for end, later_end in zip(before, told_today(), strict=True))


@pytest.mark.parametrize("people", [4, 20])
def test_a_station_costs_the_same_queries_whoever_waits(hall, counters, people, django_assert_num_queries):
    for minute in range(people):
        issue(hall, later(minute / 10))
    told_at(hall, later(3))
    for counter in counters[:2]:
        call(counter, later(4))

    # told; widths; past, rule, sessions, breaks, journal; calls, score; line, news; outlooks, lanes, kept; touch; savepoints
    with django_assert_num_queries(17):
        told_at(hall, later(40))


def test_the_database_refuses_a_score_without_a_call_and_an_interval_that_ends_before_it_begins(hall):
    ticket = issue(hall, NOW)
    told_at(hall, later(1))
    row = Foretold.objects.filter(ticket_id=ticket.id)

    for wrong in ({"is_hit": True}, {"called_at": NOW}, {"low": 10.0, "high": 5.0}, {"newest_low": -1.0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outlook.objects.update(low=10.0, high=1.0)


def test_minutes_are_rounded_outwards_and_never_none():
    assert rules.minutes(61, 119) == (1, 2)
    assert rules.minutes(0, 0) == (0, 1)
    assert rules.still_to_wait(60, 600, since=NOW, at=later(2)) == (0, 480)
    assert not rules.reads_otherwise((600, 1200), (700, 1300))
    assert rules.reads_otherwise((600, 1200), (600, 1340))
    assert not rules.reads_otherwise((600, 12000), (700, 13000))


def test_an_unknown_subject_is_told_nothing(hall):
    assert queries.ticket_of(uuid4(), NOW) is None

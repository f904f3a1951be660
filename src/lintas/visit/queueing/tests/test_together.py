"""Numbers asked for at the same moment: one transaction, each its own act and its own number."""

from uuid import UUID, uuid4

import pytest
from django.db import connections

from lintas.foundation.grouping import ALONE, NoRoom, WaitedTooLong
from lintas.foundation.idempotency.models import Reply
from lintas.foundation.idempotency.together import Act
from lintas.foundation.ids import new_id
from lintas.foundation.ledger.models import Entry
from lintas.foundation.live.models import Signal
from lintas.foundation.outbox.models import Event
from lintas.visit.queueing import operations
from lintas.visit.queueing.models import Call, LaneDay, Ticket
from lintas.visit.queueing.operations import together
from lintas.visit.queueing.tests.conftest import open_hall
from lintas.visit.queueing.tests.factories import clock, issue

NOW = clock(9)


@pytest.fixture
def wants(point):
    def want(**changes) -> operations.Wanted:
        fixed = {
            "ticket_id": new_id(),
            "point_id": point.id,
            "subject": uuid4(),
            "queue_class": "regular",
            "station": "documents",
            "act": Act(row=uuid4(), fingerprint=uuid4().hex * 2, sealed=b"reply", at=NOW),
            "by": "officer:x",
            "at": NOW,
        }
        return operations.Wanted(**{**fixed, **changes})

    return want


def plain(rows, *without):
    return [{name: value for name, value in row.items() if name not in without} for row in rows]


def test_each_has_its_own_number_in_the_order_of_asking_and_keeps_its_reply(hall, wants):
    wanted = [wants() for _ in range(5)]

    answers = operations.issue_tickets(wanted)

    assert answers == [one.ticket_id for one in wanted]
    assert [Ticket.objects.get(id=one.ticket_id).number for one in wanted] == [1, 2, 3, 4, 5]
    assert {reply.id for reply in Reply.objects.all()} == {one.act.row for one in wanted}
    for one in wanted:
        assert Call.objects.get(ticket_id=one.ticket_id).kind == "issue"
        assert Event.objects.get(subject=one.subject).name == "queueing.ticket_issued"
        assert Signal.objects.filter(topic=f"case:{one.subject}").exists()
    assert Entry.objects.filter(subject__in=[one.subject for one in wanted]).count() == 5
    assert Signal.objects.filter(topic=f"board:{hall.id}", at=NOW).count() == 1


def test_all_that_is_written_is_what_a_number_alone_writes(hall, wants):
    issue(hall, NOW)
    operations.issue_tickets([wants(by=Call.objects.get().by)])

    own = ("id", "number", "subject", "ticket_id")
    alone, grouped = plain(Ticket.objects.order_by("number").values(), *own)
    assert alone == grouped
    alone, grouped = plain(Call.objects.order_by("ticket__number").values(), *own)
    assert alone == grouped
    first, second = (
        {name: value for name, value in event.body.items() if name not in ("ticket_id", "number", "subject")}
        for event in Event.objects.filter(name="queueing.ticket_issued")
    )
    assert first == second


def test_numbers_go_on_where_others_left_off_and_lanes_are_counted_apart(hall, wants):
    issue(hall, NOW)

    operations.issue_tickets([wants(), wants(queue_class="priority"), wants()])

    assert sorted(Ticket.objects.values_list("lane__letter", "number")) == [("A", 1), ("A", 2), ("A", 3), ("P", 1)]


@pytest.mark.parametrize("what", ["act", "subject", "has one", "lane", "full"])
def test_what_is_not_plain_is_left_to_the_ordinary_way_and_harms_nobody_else(hall, wants, what):
    good, bad = wants(), wants(queue_class="priority")
    before = [good, wants()]
    if what == "act":
        bad = wants(act=good.act)
    elif what == "subject":
        bad = wants(subject=good.subject)
    elif what == "has one":
        bad = wants(subject=before[1].subject)
    elif what == "lane":
        bad = wants(queue_class="nothing")
    else:
        issue(hall, NOW, "priority")
        LaneDay.objects.filter(lane__queue_class="priority").update(last_number=999)
    operations.issue_tickets(before[1:])

    answers = operations.issue_tickets([good, bad])

    assert answers == [good.ticket_id, ALONE]
    assert not Ticket.objects.filter(id=bad.ticket_id).exists()
    assert {reply.id for reply in Reply.objects.all()} == {before[1].act.row, good.act.row}


def test_an_act_that_was_done_before_gives_no_second_number(hall, wants):
    one = wants()
    operations.issue_tickets([one])

    assert operations.issue_tickets([wants(act=one.act)]) == [ALONE]
    assert Ticket.objects.count() == 1


def test_nothing_stands_when_the_group_breaks(hall, wants, monkeypatch):
    monkeypatch.setattr(together, "let_go", lambda claimed: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        operations.issue_tickets([wants(), wants()])

    assert not Ticket.objects.exists()
    assert not Reply.objects.exists()
    assert not LaneDay.objects.exists()


@pytest.mark.parametrize("trouble", [NoRoom, WaitedTooLong])
def test_when_too_many_ask_each_is_told_to_ask_again(hall, wants, monkeypatch, trouble):
    def refuse(wanted):
        raise trouble

    monkeypatch.setattr(together._grouper, "ask", refuse)

    with pytest.raises(operations.TooManyAtOnce):
        operations.issue_in_a_group(wants())


def test_groups_and_single_numbers_at_once_give_each_number_once_without_a_gap(race, point, wants):
    open_hall(point, [])
    classes = ("regular", "priority")

    def take(number):
        if number % 4 == 3:
            return [issue(point, NOW, classes[turn % 2]).id for turn in range(6)]
        wanted = [wants(queue_class=classes[(turn + number) % 2]) for turn in range(6)]
        given = [one.ticket_id if operations.issue_in_a_group(one) else None for one in wanted]
        connections.close_all()
        return given

    answers = race(8, take)

    found = [ticket for given in answers for ticket in given]
    assert all(isinstance(ticket, UUID) for ticket in found)
    assert sorted(race.look(lambda: list(Ticket.objects.values_list("id", flat=True)))) == sorted(found)
    for letter in ("A", "P"):
        numbers = race.look(
            lambda letter=letter: sorted(Ticket.objects.filter(lane__letter=letter).values_list("number", flat=True))
        )
        assert numbers == list(range(1, 25))


def test_without_the_row_of_the_lane_the_table_refuses_the_whole_group(hall, wants, monkeypatch):
    """The control: a group that counts what is there would give a number twice, and gives none."""
    issue(hall, NOW)
    monkeypatch.setattr(together, "reserve_numbers", lambda *, lane_id, day, count: count)

    assert together._grouper.ask(wants()) is ALONE
    assert Ticket.objects.count() == 1

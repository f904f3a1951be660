"""Kiosks and the desk at one moment, on both databases."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintas.visit.kiosks.models import Block, Given
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.tests.factories import clock

NOW = clock(9)


def test_blocks_asked_for_at_once_beside_the_desk_never_overlap(race, boxes, point):
    def ask(number):
        if number % 2:
            return [queue.issue_ticket(**a_visitor(point)).number for _ in range(3)]
        return boxes[number // 2].lease() + boxes[number // 2].lease("P")

    answers = race(8, ask)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []

    def taken():
        blocks = Block.objects.values_list("lane_id", "first", "last")
        numbers = [(lane, number) for lane, first, last in blocks for number in range(first, last + 1)]
        return numbers + list(Ticket.objects.values_list("lane_id", "number"))

    numbers = race.look(taken)
    assert len(numbers) == len(set(numbers)) == 4 * (40 + 15) + 4 * 3


def test_one_message_that_arrives_eight_times_at_once_counts_once(race, box):
    box.lease()
    for minute in range(5):
        box.give(clock(8, minute))

    answers = race(8, lambda number: box.tell(NOW))

    assert {answer.last_seq for answer in answers} == {5}
    assert race.look(Ticket.objects.count) == race.look(Given.objects.count) == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_expected", [False, True])
def test_whoever_claims_a_number_holds_the_line_before_the_number_as_who_calls_it_does(point, is_expected):
    on_the_way = queue.issue_ticket(**a_visitor(point), is_expected=True)
    claimed = {"ticket_id": queue.issue_ticket(**a_visitor(point)).id, "by": "officer:x", "at": NOW}
    with CaptureQueriesContext(connection) as queries:
        if is_expected:
            queue.show_up_with(**claimed, expected_id=on_the_way.id, keeps_place=True)
        else:
            queue.claim_ticket(**claimed, subject=uuid4())

    asked = [query["sql"] for query in queries.captured_queries]
    line = next(place for place, sql in enumerate(asked) if "queueing_stationday" in sql)
    assert line < next(place for place, sql in enumerate(asked) if sql.startswith('UPDATE "queueing_ticket"'))


def a_visitor(point):
    return {
        "point_id": point.id,
        "subject": uuid4(),
        "queue_class": "regular",
        "station": "documents",
        "by": "officer:x",
        "at": NOW,
    }

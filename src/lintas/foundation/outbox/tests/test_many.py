"""Publishing many at once is publishing each: the same rows, the same order, the same refusals."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox import operations
from lintas.foundation.outbox.events import EventNotAllowed
from lintas.foundation.outbox.models import Delivery, Event
from lintas.foundation.outbox.operations import Told
from lintas.foundation.outbox.tests.witness import BellRung


def told(subject, count, now, **more) -> Told:
    return Told(event=BellRung(subject=subject, office="PDG", count=count, **more), by="system:tests", at=now)


def rows(subjects):
    return [
        [(one.position, one.name, one.body["count"]) for one in Event.objects.filter(subject=who).order_by("position")]
        for who in subjects
    ]


def test_events_of_one_subject_keep_their_order_among_those_of_others(db, now):
    siti, budi, standing = uuid4(), uuid4(), uuid4()
    with transaction.atomic():
        operations.publish(BellRung(subject=standing, count=1), by="system:tests", at=now)
        subjects = [siti, budi, siti, standing, siti]
        operations.publish_many([told(who, number, now) for number, who in enumerate(subjects)])

    name = BellRung.name
    assert rows([siti, budi, standing]) == [
        [(1, name, 0), (2, name, 2), (3, name, 4)],
        [(1, name, 1)],
        [(1, name, 1), (2, name, 3)],
    ]
    deliveries = Delivery.objects.values_list("event__id", "position").distinct()
    assert sorted(deliveries) == sorted(Event.objects.values_list("id", "position"))
    assert Entry.objects.filter(act=name).count() == 6


def test_many_cost_as_many_statements_as_one(db, now):
    def statements(count: int) -> int:
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            operations.publish_many([told(uuid4(), 1, now) for _ in range(count)])
        return len(queries.captured_queries)

    assert statements(1) == statements(30) == 4  # number, event, deliveries, ledger


def test_one_that_is_refused_takes_all_with_it(db, now):
    with pytest.raises(EventNotAllowed), transaction.atomic():
        operations.publish_many([told(uuid4(), 1, now), told(uuid4(), 2, now, code="Siti Contoh")])

    assert not Event.objects.exists()
    assert not Entry.objects.exists()


def test_none_are_nothing_and_outside_a_transaction_many_are_refused(transactional_db, now):
    operations.publish_many([])
    with pytest.raises(operations.OutsideTransaction):
        operations.publish_many([told(uuid4(), 1, now)])

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox import operations, queries
from lintas.foundation.outbox.events import EventNotAllowed
from lintas.foundation.outbox.models import Delivery, Event
from lintas.foundation.outbox.states import State
from lintas.foundation.outbox.tests.witness import BellRung


class PartnerIsDown(Exception):
    pass


def broken(event, **facts):
    raise PartnerIsDown("secret of SITI CONTOH")


def test_publishing_outside_a_transaction_is_refused_and_nothing_is_written(transactional_db, now):
    with pytest.raises(operations.OutsideTransaction):
        operations.publish(BellRung(subject=uuid4()), by="system:tests", at=now)

    assert not Event.objects.exists()


def test_publishing_a_forbidden_value_is_refused_and_nothing_is_written(db, now):
    with pytest.raises(EventNotAllowed), transaction.atomic():
        operations.publish(BellRung(subject=uuid4(), code="Siti Contoh"), by="system:tests", at=now)

    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


def test_an_event_goes_back_with_its_cause(db, now):
    with transaction.atomic():
        operations.publish(BellRung(subject=uuid4()), by="system:tests", at=now)
        transaction.set_rollback(True)

    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


def test_an_event_is_written_into_the_ledger_of_its_office_by_whom_it_was_done(ring, now):
    subject = uuid4()
    ring(subject, count=7)

    entry = Entry.objects.get(subject=subject)
    assert (entry.shard, entry.act, entry.at) == ("PDG/2026", "outbox_tests.bell_rung", now)
    leaf = json.loads(bytes(entry.leaf))
    assert leaf["by"] == "system:tests"
    assert leaf["facts"]["count"] == 7


def test_an_event_that_the_ledger_refuses_is_not_published(db, now):
    with pytest.raises(ValueError, match="owner"), transaction.atomic():
        operations.publish(BellRung(subject=uuid4()), by="system:tests", at=now, detail="about nobody")

    assert not Event.objects.exists()


def test_each_handler_hears_of_an_event_once(ring, witness, now):
    heard = []
    witness.inside = lambda event, *, at: heard.append(("inside", event.count, at))
    witness.outside = lambda event, *, at, delivery: heard.append(("outside", event.count, at))
    ring(uuid4(), count=7)

    assert operations.deliver_due(at=now) == 2
    assert operations.deliver_due(at=now + timedelta(days=1)) == 0

    assert sorted(heard) == [("inside", 7, now), ("outside", 7, now)]


def test_nothing_is_delivered_before_its_moment(ring, witness, now):
    ring(uuid4(), at=now + timedelta(seconds=1))

    assert operations.deliver_due(at=now) == 0
    assert queries.settled(at=now)
    assert not queries.settled(at=now + timedelta(seconds=1))


def test_what_a_failed_handler_changed_is_taken_back(ring, witness, now):
    def change_and_fail(event, *, at):
        operations.publish(BellRung(subject=uuid4()), by="system:tests", at=at)
        raise PartnerIsDown

    witness.inside = change_and_fail
    ring(uuid4())

    operations.deliver_due(at=now)

    assert Event.objects.count() == 1


def test_a_failure_is_tried_again_later_under_the_same_delivery_id(ring, witness, now):
    tries = []

    def fail_once(event, *, at, delivery):
        tries.append((at, delivery))
        if len(tries) == 1:
            raise PartnerIsDown

    witness.outside = fail_once
    ring(uuid4())

    for seconds in (0, 23, 30):
        operations.deliver_due(at=now + timedelta(seconds=seconds))

    assert [at - now for at, _ in tries] == [timedelta(0), timedelta(seconds=30)]
    assert tries[0][1] == tries[1][1]
    assert not Delivery.objects.exclude(state=State.DONE).exists()


def test_only_the_class_of_an_error_is_kept(ring, witness, now):
    witness.inside = broken
    ring(uuid4())

    operations.deliver_due(at=now)

    assert Delivery.objects.get(state=State.WAITING).last_error == "PartnerIsDown"


def test_a_failed_event_holds_up_its_subject_but_not_others(ring, witness, now):
    stuck, free = uuid4(), uuid4()
    heard = []

    def fail_first(event, *, at):
        if event.subject == stuck and event.count == 1 and at < now + timedelta(seconds=30):
            raise PartnerIsDown
        heard.append((event.subject, event.count))

    witness.inside = fail_first
    for count in (1, 2, 3):
        ring(stuck, count=count)
        ring(free, count=count)

    operations.deliver_due(at=now)
    assert heard == [(free, 1), (free, 2), (free, 3)]

    operations.deliver_due(at=now + timedelta(seconds=30))
    assert heard[3:] == [(stuck, 1), (stuck, 2), (stuck, 3)]


def test_after_two_days_of_failing_it_is_a_dead_letter_that_can_be_revived(ring, witness, now):
    subject = uuid4()
    witness.outside = broken
    ring(subject)
    moment, tries = now, 0
    while not queries.dead_letters():
        tries += operations.deliver_due(at=moment)
        moment += timedelta(minutes=10)

    (letter,) = queries.dead_letters()
    assert (letter.subject, letter.error, letter.failing_since) == (subject, "PartnerIsDown", now)
    assert timedelta(hours=48) <= moment - now < timedelta(hours=55)
    assert 15 < tries < 25
    assert operations.deliver_due(at=moment + timedelta(days=9)) == 0

    witness.outside = lambda event, **facts: None
    with pytest.raises(operations.NotDead):
        operations.revive(delivery_id=letter.id, offices={"AGM", ""}, at=moment)
    operations.revive(delivery_id=letter.id, offices={"PDG"}, at=moment)

    assert operations.deliver_due(at=moment) == 1
    assert not queries.dead_letters()


def test_a_dead_letter_no_longer_holds_up_its_subject(ring, witness, now):
    subject = uuid4()
    heard = []

    def fail_the_first(event, *, at):
        if event.count == 1:
            raise PartnerIsDown
        heard.append(event.count)

    witness.inside = fail_the_first
    ring(subject, count=1)
    ring(subject, count=2)
    operations.deliver_due(at=now)

    operations.deliver_due(at=now + timedelta(hours=49))
    operations.deliver_due(at=now + timedelta(hours=49))

    assert heard == [2]


def test_reviving_what_is_not_dead_is_refused_and_changes_nothing(ring, witness, now):
    ring(uuid4())
    before = list(Delivery.objects.order_by("id").values())

    with pytest.raises(operations.NotDead):
        operations.revive(delivery_id=before[0]["id"], offices={"PDG"}, at=now)

    assert list(Delivery.objects.order_by("id").values()) == before


def test_deliver_all_follows_consequences_and_lets_errors_be_seen(ring, witness, deliver, now):
    def ring_back(event, *, at):
        if event.count < 3:
            operations.publish(BellRung(subject=uuid4(), count=event.count + 1), by="system:tests", at=at)

    witness.inside = ring_back
    ring(uuid4())
    assert deliver() == 8

    witness.inside = broken
    ring(uuid4())
    with pytest.raises(PartnerIsDown):
        deliver()


def test_a_delivery_without_its_handler_waits_as_a_failure(ring, witness, now):
    ring(uuid4())
    Delivery.objects.filter(handler__endswith="hear_inside").update(handler="gone.away")

    operations.deliver_due(at=now)

    assert Delivery.objects.get(handler="gone.away").last_error == "UnknownHandler"


def test_done_deliveries_are_forgotten_after_a_month_and_events_stay(ring, witness, now):
    ring(uuid4())
    operations.deliver_due(at=now)

    assert operations.forget_delivered(at=now + timedelta(days=30)) == 0
    assert operations.forget_delivered(at=now + timedelta(days=31)) == 2
    assert Event.objects.count() == 1


def test_taking_up_ten_deliveries_costs_as_many_queries_as_one(ring, witness, now, django_assert_num_queries):
    for _ in range(5):
        ring(uuid4())
    from lintas.foundation.outbox import delivering

    # is anything due; savepoint, lapsed, due with events, mark running, release
    with django_assert_num_queries(6):
        assert len(delivering._take(at=now, limit=10)) == 10

"""A silent call: the heads see it, nobody else does; a drill says how quickly it was answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.ledger.models import Entry
from lintas.foundation.live.models import Signal
from lintas.foundation.outbox.models import Event
from lintas.visit.alarms import operations, queries
from lintas.visit.alarms.models import Alarm

SOON = timedelta(seconds=40)


def an_officer(point, *roles, office_id=None):
    return OfficerInfo(
        id=uuid4(), alias="Petugas", roles=frozenset(roles), office_id=office_id or point.office_id, point_id=point.id
    )


@pytest.fixture
def officer(house):
    return an_officer(house, "loket")


@pytest.fixture
def head(house):
    return an_officer(house, "kasi")


def press(officer, at):
    operations.raise_alarm(officer=officer, point_id=officer.point_id, counter_id=None, at=at)


def test_the_heads_of_the_office_see_it_and_those_of_another_do_not(house, officer, now):
    press(officer, now)

    [alarm] = queries.open_alarms(house.office_id)
    assert (alarm.raised_at, alarm.is_drill) == (now, False)
    assert house.name in alarm.place
    assert queries.open_alarms(uuid4()) == ()


def test_nothing_that_a_visitor_could_watch_knows_of_it(house, officer, now):
    before = Event.objects.count(), Entry.objects.count()
    press(officer, now)

    assert (Event.objects.count(), Entry.objects.count()) == before
    [signal] = Signal.objects.values_list("topic", flat=True)
    assert str(house.office_id) not in signal
    assert str(house.id) not in signal
    assert signal == queries.topic(house.office_id) != queries.topic(uuid4())


def test_pressing_again_is_the_same_call(house, officer, now):
    press(officer, now)
    press(officer, now + SOON)

    assert Alarm.objects.get().raised_at == now


def test_one_head_answers_and_the_next_is_told(house, officer, head, now):
    press(officer, now)
    alarm = Alarm.objects.get()
    with pytest.raises(operations.NoSuchAlarm):
        operations.answer(alarm_id=alarm.id, head=an_officer(house, "kasi", office_id=uuid4()), at=now + SOON)

    operations.answer(alarm_id=alarm.id, head=head, at=now + SOON)

    assert queries.open_alarms(house.office_id) == ()
    with pytest.raises(operations.NoSuchAlarm):
        operations.answer(alarm_id=alarm.id, head=head, at=now + SOON)


def test_the_caller_learns_that_somebody_comes_and_nobody_else_does(house, officer, head, now):
    press(officer, now)
    assert queries.answered_at(officer.id, at=now) is None
    Signal.objects.all().delete()

    operations.answer(alarm_id=Alarm.objects.get().id, head=head, at=now + SOON)

    assert queries.answered_at(officer.id, at=now + SOON) == now + SOON
    assert queries.answered_at(head.id, at=now + SOON) is None
    assert set(Signal.objects.values_list("topic", flat=True)) == {
        queries.topic(house.office_id),
        queries.topic_of_officer(officer.id),
    }
    assert str(officer.id) not in queries.topic_of_officer(officer.id)


def test_an_answer_is_shown_for_a_while_and_not_for_the_next_call(house, officer, head, now):
    press(officer, now)
    operations.answer(alarm_id=Alarm.objects.get().id, head=head, at=now)
    assert queries.answered_at(officer.id, at=now + queries.SHOWN_FOR) is None

    press(officer, now + SOON)

    assert queries.answered_at(officer.id, at=now + SOON) is None


def test_the_table_knows_no_answer_without_somebody_who_gave_it(house, officer, now):
    press(officer, now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Alarm.objects.update(answered_at=now)


def test_a_drill_reports_how_quickly_it_was_answered(house, officer, head, now):
    operations.start_drill(head=head, at=now)
    with pytest.raises(operations.DrillRuns):
        operations.start_drill(head=head, at=now)
    press(officer, now)
    press(an_officer(house, "biometrik"), now)
    operations.answer(alarm_id=Alarm.objects.get(officer_id=officer.id).id, head=head, at=now + SOON)
    operations.end_drill(head=head, at=now + SOON)

    [drill] = queries.drills(house.office_id)
    assert (drill.longest, drill.unanswered, drill.is_running) == (SOON, 1, False)
    assert [alarm.is_drill for alarm in queries.open_alarms(house.office_id)] == [True]
    with pytest.raises(operations.NoDrill):
        operations.end_drill(head=head, at=now)


def test_a_call_after_the_drill_is_none_of_it(house, officer, head, now):
    operations.start_drill(head=head, at=now)
    operations.end_drill(head=head, at=now)
    press(officer, now + SOON)

    assert [alarm.is_drill for alarm in queries.open_alarms(house.office_id)] == [False]

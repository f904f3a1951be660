from datetime import date
from uuid import uuid4

import pytest

from lintas.directory.offices import events, models, operations, queries
from lintas.foundation.outbox.models import Event
from lintas.foundation.words import Bilingual

FLOOD = Bilingual(id="Banjir di jalan menuju kantor", en="Flood on the road to the office")
BY = "officer:01900000-0000-7000-8000-000000000000"


def close(point, now, *, on=date(2026, 11, 25), reason="disaster"):
    return operations.close_point(point_id=point.id, on=on, reason=reason, words=FLOOD, by=BY, at=now)


def told() -> list[tuple[str, str]]:
    return [(event.name, event.body["office"]) for event in Event.objects.order_by("id")]


def test_a_closed_point_is_closed_at_once_and_it_is_told(payakumbuh, days, now):
    assert days.is_open(date(2026, 11, 25))

    close(payakumbuh, now)

    closed = queries.calendar(point_id=payakumbuh.id).closure(date(2026, 11, 25))
    assert (closed.code, closed.words) == ("disaster", FLOOD)
    assert told() == [("offices.point_closed", "AGM")]
    assert events.PointClosed.name == "offices.point_closed"


def test_given_the_day_is_closed_then_closing_again_is_refused_and_nothing_changes(payakumbuh, now):
    close(payakumbuh, now)

    with pytest.raises(operations.AlreadyClosed):
        close(payakumbuh, now, reason="outage")

    assert [closure.reason for closure in models.Closure.objects.all()] == ["disaster"]
    assert len(told()) == 1


def test_a_day_that_is_over_cannot_be_closed_and_nothing_changes(payakumbuh, now):
    with pytest.raises(operations.DayIsPast):
        close(payakumbuh, now, on=date(2026, 11, 23))

    assert not models.Closure.objects.exists()
    assert told() == []


def test_an_unknown_point_or_reason_is_refused_and_nothing_changes(payakumbuh, now):
    with pytest.raises(queries.UnknownPoint):
        operations.close_point(point_id=uuid4(), on=date(2026, 11, 25), reason="disaster", words=FLOOD, by=BY, at=now)
    with pytest.raises(ValueError, match="boredom"):
        close(payakumbuh, now, reason="boredom")

    assert not models.Closure.objects.exists()
    assert told() == []


def test_a_reopened_point_is_open_again_and_it_is_told(payakumbuh, now):
    close(payakumbuh, now)

    operations.reopen_point(point_id=payakumbuh.id, on=date(2026, 11, 25), by=BY, at=now)

    assert queries.calendar(point_id=payakumbuh.id).is_open(date(2026, 11, 25))
    assert told() == [("offices.point_closed", "AGM"), ("offices.point_reopened", "AGM")]


def test_given_nothing_was_closed_then_reopening_is_refused(payakumbuh, now):
    with pytest.raises(operations.NotClosed):
        operations.reopen_point(point_id=payakumbuh.id, on=date(2026, 11, 25), by=BY, at=now)

    assert told() == []


def test_closing_one_point_leaves_the_others_open(payakumbuh, now):
    close(payakumbuh, now)

    for point in queries.points():
        if point.id != payakumbuh.id:
            assert queries.calendar(point_id=point.id).is_open(date(2026, 11, 25))

"""What happens as time passes, at the office's own midnight and however many cases wait."""

from datetime import UTC, datetime, timedelta

import pytest

from lintas.casework.applications import tasks
from lintas.casework.applications.models import Application, Collection


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2026, 12, 1, 16, 59, tzinfo=UTC), 0),
        (datetime(2026, 12, 1, 17, 0, tzinfo=UTC), 1),
    ],
    ids=["one minute before midnight", "midnight in western Indonesia"],
)
def test_a_case_is_late_when_the_promised_day_is_over_at_the_office(walk, at, told):
    walk.interview()
    assert walk.case.due_on.isoformat() == "2026-12-01"
    assert tasks.notice_late(at=at) == told


def test_given_many_books_were_reminded_of_then_the_next_one_is_not_forgotten(walk, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    walk.ready()
    first = Collection.objects.get()
    for number in range(3):
        _another_reminded(first, number)

    assert tasks.remind_to_collect(at=walk.at + timedelta(days=7)) == 1
    first.refresh_from_db()
    assert first.reminded_day == 7


def test_a_reminder_is_not_looked_for_before_its_day(walk):
    walk.ready()
    assert tasks.remind_to_collect(at=walk.at + timedelta(days=6)) == 0
    assert tasks.remind_to_collect(at=walk.at + timedelta(days=21)) == 1
    assert tasks.remind_to_collect(at=walk.at + timedelta(days=22)) == 0


def _another_reminded(like: Collection, number: int) -> None:
    """Put a book on the shelf that has waited a day longer and was reminded of this morning."""
    case = Application.objects.get(id=like.application_id)
    copy = {
        field.attname: getattr(case, field.attname)
        for field in Application._meta.concrete_fields
        if field.attname not in ("id", "reference", "nik_index")
    }
    other = Application.objects.create(**copy, reference=f"PYK-TEST-{number}")
    Collection.objects.create(
        application=other,
        point_id=like.point_id,
        shelf=f"Z-{number:03}",
        ready_at=like.ready_at - timedelta(days=1),
        collect_by=like.collect_by,
        reminded_day=7,
    )

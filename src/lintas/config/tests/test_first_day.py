"""A fresh demonstration begins where its three days are all open, whatever holidays lie between."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from lintas.config.management.commands import set_clock
from lintas.config.management.commands.set_clock import first_day
from lintas.directory.offices import queries as offices


def closed_on(*days: date):
    return lambda day: day not in days


@pytest.mark.parametrize(
    ("today", "closed", "first"),
    [
        # Thursday: Monday, Tuesday and Wednesday were lived.
        (date(2026, 11, 26), (), date(2026, 11, 23)),
        # Monday: the weekend was skipped.
        (date(2026, 11, 23), (), date(2026, 11, 18)),
        # Wednesday was a holiday: no three in a row until the week before.
        (date(2026, 11, 26), (date(2026, 11, 25),), date(2026, 11, 20)),
        # Christmas on Friday and its eve: on Monday the last three open days in a row ended on Wednesday.
        (date(2026, 12, 28), (date(2026, 12, 24), date(2026, 12, 25)), date(2026, 12, 21)),
    ],
)
def test_the_three_days_before_today_are_open_weekdays_in_a_row(today, closed, first):
    assert first_day(before=today, is_open=closed_on(*closed)) == first


def test_given_nothing_was_open_then_there_is_no_first_day():
    assert first_day(before=date(2026, 11, 26), is_open=lambda day: False) is None


@pytest.fixture
def clock_file(tmp_path, monkeypatch):
    file = tmp_path / "clock.json"
    monkeypatch.setenv("LINTAS_CLOCK_FILE", str(file))
    return file


def today_is(monkeypatch, day: date) -> None:
    class Today(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(day.year, day.month, day.day, 10, tzinfo=tz)

    monkeypatch.setattr(set_clock, "datetime", Today)


def test_the_office_calendar_decides(house, clock_file, monkeypatch):
    christmas = date(2026, 12, 25)
    assert not offices.calendar(point_id=house.id).is_open(christmas)
    today_is(monkeypatch, date(2026, 12, 30))

    call_command("set_clock")

    began = datetime.fromtimestamp(json.loads(clock_file.read_text())[1], UTC)
    days = [date(2026, 12, 21), date(2026, 12, 22), date(2026, 12, 23)]
    assert began.isoformat() == "2026-12-20T22:00:00+00:00"
    assert all(offices.calendar(point_id=house.id).is_open(day) for day in days)


def test_given_no_open_days_then_one_sentence_says_so(house, clock_file, monkeypatch):
    monkeypatch.setattr(set_clock, "first_day", lambda **_facts: None)

    with pytest.raises(CommandError, match="3 open weekdays"):
        call_command("set_clock")
    assert not clock_file.exists()

"""A fresh demonstration has a draw to enter and one whose transcript anybody computes again."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from lintas.directory.catalogue import operations as catalogue
from lintas.foundation import clock
from lintas.visit.appointments import operations as places
from lintas.visit.appointments.tests.factories import wib
from lintas.visit.draws import operations, queries, verify_draw

FIRST_MORNING = wib(23, 5)
LOOKED_AT = FIRST_MORNING + timedelta(days=2, hours=4, minutes=40)
"""Two days and a morning later."""


@pytest.fixture
def fresh(house, settings, monkeypatch, tmp_path):
    settings.DEMONSTRATION = True
    settings.SECRETS_DIR = tmp_path
    monkeypatch.setattr(clock, "now", lambda: FIRST_MORNING)
    catalogue.load_catalogue(by="system:test", at=FIRST_MORNING)
    places.load_schedules()
    places.make_slots(at=FIRST_MORNING)
    call_command("specimen_draws", "announce")


def look(monkeypatch, *, at):
    operations.keep_the_calendar(at=at)
    monkeypatch.setattr(clock, "now", lambda: at)
    call_command("specimen_draws", "open")
    operations.keep_the_calendar(at=at)
    return {one.state: one for one in queries.draws(since=FIRST_MORNING)}


@pytest.mark.parametrize("away", [timedelta(0), timedelta(days=2)])
def test_who_comes_to_look_finds_a_draw_to_enter_and_one_to_compute_again(fresh, monkeypatch, away):
    found = look(monkeypatch, at=LOOKED_AT + away)

    assert set(found) == {"open", "published"}
    assert verify_draw.verify(queries.paper(found["published"].id, "transcript"))
    [odds] = found["open"].odds
    assert odds.entries > odds.places > 0
    assert found["open"].closes_at > LOOKED_AT + away + timedelta(days=7)


def test_a_value_is_not_opened_twice(fresh, monkeypatch):
    look(monkeypatch, at=LOOKED_AT)
    assert set(look(monkeypatch, at=LOOKED_AT)) == {"open", "published"}


def test_in_production_nothing_is_announced(db, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="in production"):
        call_command("specimen_draws", "announce")

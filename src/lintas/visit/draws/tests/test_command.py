"""An office works a draw from the command line."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from lintas.foundation import clock
from lintas.visit.appointments.tests.factories import wib
from lintas.visit.draws import operations, queries
from lintas.visit.draws.tests import factories as make

AT = wib(24, 9)
CLOSES = wib(28, 8)


@pytest.fixture
def draw(house, monkeypatch, people):
    """Run ``lintas draw ...`` at some moment; return what it said."""
    monkeypatch.setattr("lintas.directory.people.queries.person", people.info)

    def run(*words: str, at=AT) -> str:
        monkeypatch.setattr(clock, "now", lambda: at)
        said = io.StringIO()
        call_command("draw", *words, stdout=said)
        return said.getvalue().strip()

    return run


def announce(draw) -> str:
    days = ("--from", "2026-12-01", "--to", "2026-12-02", "--pool", "regular", "--pool", "priority")
    times = ("--opens", "2026-11-25T08:00", "--closes", "2026-11-28T08:00", "--reveal-by", "2026-11-28T12:00")
    return draw("announce", "--point", "payakumbuh", "--service", "passport.new.adult", *days, *times)


def test_from_the_announcement_to_the_result(draw, people):
    draw_id = announce(draw)
    values = {key: make.value_of(key, UUID(draw_id)) for key in ("ombudsman", "kampus")}
    for key, value in values.items():
        draw("commit", draw_id, key, f"Saksi {key}", make.fingerprint(value))
    operations.keep_the_calendar(at=wib(25, 8))
    key = next(one.key for one in queries.draw(UUID(draw_id)).sessions if one.pool == "regular")
    make.enter(UUID(draw_id), people.new(), wants=(key,), at=wib(26, 8))
    operations.keep_the_calendar(at=CLOSES)
    for key, value in values.items():
        draw("open", draw_id, key, value, at=CLOSES)
    operations.keep_the_calendar(at=CLOSES)

    found = queries.draw(UUID(draw_id))
    assert {one.pool for one in found.odds} == {"regular", "priority"}
    assert found.closes_at == CLOSES
    assert f"{draw_id}  Hasil diumumkan: {found.places} tempat, 1 peserta" in draw("list", at=CLOSES)


def test_a_refusal_is_a_sentence(draw):
    draw_id = announce(draw)

    with pytest.raises(CommandError, match="64 angka heksadesimal"):
        draw("commit", draw_id, "kampus", "Kampus", "abc")
    with pytest.raises(CommandError, match="sebelum pendaftaran dibuka"):
        draw("commit", draw_id, "kampus", "Kampus", "ab" * 32, at=AT + timedelta(days=2))


def test_an_officer_voids_with_a_reason_that_people_read(draw):
    draw_id = announce(draw)

    draw("void", draw_id, "outage")

    assert "Dinyatakan batal" in draw("list")
    with pytest.raises(CommandError):
        draw("void", draw_id, "not_opened")

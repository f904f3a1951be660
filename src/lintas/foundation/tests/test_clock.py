import os
from datetime import UTC, datetime, timedelta

import pytest

from lintas.foundation import clock

SHOWN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock_file(tmp_path, monkeypatch):
    path = tmp_path / "clock.json"
    monkeypatch.setenv("LINTAS_CLOCK_FILE", str(path))
    monkeypatch.setattr(clock, "_seen", (0, None))
    return path


def test_without_a_clock_file_it_is_now(monkeypatch):
    monkeypatch.delenv("LINTAS_CLOCK_FILE", raising=False)

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_a_clock_file_that_is_not_there_yet_changes_nothing(clock_file):
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_demonstration_may_stand_still_at_another_hour(clock_file):
    clock.set_demonstration_clock(shows=SHOWN, rate=0)

    assert clock.now() == clock.now() == SHOWN


def test_a_demonstration_may_run_faster(clock_file, monkeypatch):
    real = [1_000_000.0]
    monkeypatch.setattr(clock.time, "time", lambda: real[0])
    clock.set_demonstration_clock(shows=SHOWN, rate=60)

    real[0] += 2

    assert clock.now() == SHOWN + timedelta(minutes=2)


def test_moving_the_clock_again_is_noticed_by_those_who_have_read_it(clock_file):
    clock.set_demonstration_clock(shows=SHOWN, rate=0)
    assert clock.now() == SHOWN

    clock.set_demonstration_clock(shows=SHOWN + timedelta(days=3), rate=0)
    os.utime(clock_file, ns=(1, 1))  # however coarse the file system's clock is

    assert clock.now() == SHOWN + timedelta(days=3)


def test_only_a_demonstration_has_a_clock_that_can_be_moved(monkeypatch):
    monkeypatch.delenv("LINTAS_CLOCK_FILE", raising=False)

    with pytest.raises(RuntimeError):
        clock.set_demonstration_clock(shows=SHOWN, rate=1)

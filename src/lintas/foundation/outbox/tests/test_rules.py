from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.foundation.outbox import rules

MOMENT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "longest"),
    [(1, "0:00:30"), (2, "0:01:00"), (3, "0:02:00"), (10, "4:16:00"), (11, "6:00:00"), (500, "6:00:00")],
)
def test_the_pause_doubles_from_half_a_minute_to_six_hours(attempts, longest):
    assert str(rules.pause_before_retry(attempts=attempts, chance=1.0)) == longest


@given(attempts=st.integers(1, 1000), chance=st.floats(0, 1))
def test_chance_shortens_the_pause_by_a_fifth_at_most(attempts, chance):
    longest = rules.pause_before_retry(attempts=attempts, chance=1.0)

    assert longest * 0.79 < rules.pause_before_retry(attempts=attempts, chance=chance) <= longest


def test_hope_ends_after_two_days():
    assert not rules.is_hopeless(failing_since=MOMENT, at=MOMENT + timedelta(hours=47, minutes=59))
    assert rules.is_hopeless(failing_since=MOMENT, at=MOMENT + timedelta(hours=48))

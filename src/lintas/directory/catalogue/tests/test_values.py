from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.directory.catalogue.rules.values import Months, Span, UnreadableValue, WorkingDays, in_words, read_value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("PT15M", "duration", timedelta(minutes=15)),
        ("PT2H", "duration", timedelta(hours=2)),
        ("P7D", "duration", timedelta(days=7)),
        ("P1DT2H3M4S", "duration", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("3", "working_days", WorkingDays(3)),
        ("1", "months", Months(1)),
        ("P6M..P2Y", "span", Span(Months(6), Months(24))),
        ("10:00", "time", time(10, 0)),
        ("0", "count", 0),
        ("yes", "yes_no", True),
        ("no", "yes_no", False),
    ],
)
def test_values_are_read_in_their_unit(text, unit, value):
    assert read_value(text, unit) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", "duration"), ("P", "duration"), ("PT", "duration"), ("P1M", "duration"), ("P1Y", "duration"),
        ("15", "duration"), ("-1", "count"), ("9" * 4400, "count"), (f"P{'9' * 4400}D", "duration"), ("1.5", "count"), ("24:00", "time"), ("9:00", "time"), ("10:60", "time"),
        ("P6M", "span"), ("P..P2Y", "span"), ("true", "yes_no"), ("3", "fortnights"), ("P1D", "months"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_unit_is_refused(text, unit):
    with pytest.raises(UnreadableValue):
        read_value(text, unit)


@given(days=st.integers(0, 999), hours=st.integers(0, 999), minutes=st.integers(1, 999))
def test_a_duration_means_the_sum_of_its_parts(days, hours, minutes):
    value = read_value(f"P{days}DT{hours}H{minutes}M", "duration")
    assert value == timedelta(days=days, hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("text", "unit", "id_", "en"),
    [
        ("PT15M", "duration", "15 menit", "15 minutes"),
        ("PT60M", "duration", "1 jam", "1 hour"),
        ("P7D", "duration", "7 hari", "7 days"),
        ("PT90S", "duration", "90 detik", "90 seconds"),
        ("3", "working_days", "3 hari kerja", "3 working days"),
        ("1", "months", "1 bulan", "1 month"),
        ("P6M..P2Y", "span", "6 bulan sampai 24 bulan", "6 months to 24 months"),
        ("10:00", "time", "10.00", "10:00"),
        ("2", "count", "2", "2"),
        ("no", "yes_no", "tidak", "no"),
    ],
)
def test_officers_read_values_in_words(text, unit, id_, en):
    words = in_words(read_value(text, unit))
    assert (words.id, words.en) == (id_, en)

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation

from lintas.ui import filters

MORNING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "indonesian", "english"),
    [
        (lambda: filters.day(date(2026, 11, 24)), "Selasa, 24 November 2026", "Tuesday, 24 November 2026"),
        (lambda: filters.day(MORNING), "Selasa, 24 November 2026", "Tuesday, 24 November 2026"),
        (lambda: filters.short_day(date(2026, 11, 24)), "Sel, 24 Nov", "Tue, 24 Nov"),
        (lambda: filters.date_only(date(1990, 8, 17)), "17 Agustus 1990", "17 August 1990"),
        (lambda: filters.stretch(date(2026, 11, 23), date(2026, 11, 29)), "23–29 November 2026", "23–29 November 2026"),
        (
            lambda: filters.stretch(date(2026, 4, 27), date(2026, 5, 3)),
            "27 April – 3 Mei 2026",
            "27 April – 3 May 2026",
        ),
        (
            lambda: filters.stretch(date(2026, 12, 28), date(2027, 1, 3)),
            "28 Desember 2026 – 3 Januari 2027",
            "28 December 2026 – 3 January 2027",
        ),
        (lambda: filters.clock(MORNING), "08.30 WIB", "08:30 WIB"),
        (lambda: filters.clock(MORNING, "WITA"), "09.30 WITA", "09:30 WITA"),
        (lambda: filters.clock(MORNING, "Asia/Jayapura"), "10.30 WIT", "10:30 WIT"),
        (lambda: filters.clock(time(15, 0)), "15.00 WIB", "15:00 WIB"),
        (lambda: filters.hour(MORNING), "08.30", "08:30"),
        (
            lambda: filters.moment(MORNING),
            "Selasa, 24 November 2026, 08.30 WIB",
            "Tuesday, 24 November 2026, 08:30 WIB",
        ),
        (lambda: filters.short_moment(MORNING), "24 Nov, 08.30", "24 Nov, 08:30"),
        (lambda: filters.rupiah(950_000), "Rp950.000", "Rp950,000"),
        (lambda: filters.rupiah(0), "Rp0", "Rp0"),
        (lambda: filters.rupiah(-50_000), "−Rp50.000", "−Rp50,000"),
        (lambda: filters.number(1_250_000), "1.250.000", "1,250,000"),
        (lambda: filters.span((10, 20)), "10–20 menit", "10–20 minutes"),
        (lambda: filters.span((3, 4), "work_days"), "3–4 hari kerja", "3–4 working days"),
        (lambda: filters.span((1, 1), "people"), "1 orang", "1 person"),
        (lambda: filters.duration(timedelta(minutes=15)), "15 menit", "15 minutes"),
        (lambda: filters.duration(timedelta(minutes=90)), "90 menit", "90 minutes"),
        (lambda: filters.duration(timedelta(minutes=360)), "6 jam", "6 hours"),
        (lambda: filters.duration(timedelta(hours=24)), "24 jam", "24 hours"),
        (lambda: filters.duration(timedelta(days=3)), "3 hari", "3 days"),
    ],
)
def test_figures_are_written_as_people_write_them(written, indonesian, english):
    with translation.override("id"):
        assert written() == indonesian
    with translation.override("en"):
        assert written() == english


def test_a_day_is_that_of_the_place():
    late = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)

    assert filters.day(late, "WIB") == "Selasa, 24 November 2026"
    assert filters.day(late, "WIT") == "Rabu, 25 November 2026"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        filters.clock(datetime(2026, 11, 24, 8, 30))  # noqa: DTZ001 (that is the fault)

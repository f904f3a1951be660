"""Situations for tests: further offices and points, without hours unless asked for."""

from datetime import date, time

from lintas.directory.offices import models, queries

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def more_points(office_code: str, *, count: int) -> None:
    """Add points with hours, counters, facilities and prefixes of their own to the office."""
    office = models.Office.objects.get(code=office_code)
    region = office.work_area.first()
    for number in range(count):
        point = models.ServicePoint.objects.create(
            slug=f"tambahan-{number}",
            name=f"Tambahan {number}",
            kind="mobile",
            prefix="X" + LETTERS[number // 26] + LETTERS[number % 26],
            office=office,
            region=region,
            seat="Contoh",
            lat=-1.0,
            lng=100.0,
            location_confidence="P",
            confidence="P",
            source="x",
        )
        label = {"point": point, "confidence": "P", "source": "x"}
        models.OpeningHours.objects.create(
            valid_from=date(2026, 1, 1), weekday=1, opens=time(8), closes=time(12), **label
        )
        models.Counter.objects.create(number=1, name="Loket 1", station="documents", **label)
        models.Facility.objects.create(kind="ramp", count=1, **label)
    queries.forget()


def region_outside_any_work_area() -> str:
    """Add a village, with kecamatan and kabupaten, that no office here is in charge of; return its code."""
    label = {"table_version": "x", "confidence": "P", "source": "x", "kind": "contoh"}
    parent = None
    for level, code in enumerate(["18", "18.98", "18.98.01", "18.98.01.2001"], start=1):
        parent, _created = models.Region.objects.get_or_create(
            code=code,
            defaults={"level": level, "name": f"Contoh {code}", "parent": parent, "words": f"contoh {code}", **label},
        )
    queries.forget()
    return "18.98.01.2001"

"""Load the holidays: decreed years whole, other years with the dates that never move."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lintas.directory.offices.models import Holiday, HolidayYear
from lintas.directory.offices.operations.putting import put
from lintas.directory.offices.operations.sources import read_yaml
from lintas.directory.offices.states import HolidayKind, YearStatus


def load_holidays() -> int:
    """Make each year's days equal to the data; return how many days there are."""
    table = read_yaml("holidays.yaml")
    total = 0
    for year, facts in table["years"].items():
        HolidayYear.objects.update_or_create(
            year=year,
            defaults={
                "status": YearStatus(facts["status"]),
                "version": table["version"],
                "source": facts["source"],
                "confidence": facts["confidence"],
            },
        )
        days = list(_days(year, facts, table["fixed"]))
        put((Holiday(**day, year_id=year) for day in days), by=["on"])
        Holiday.objects.filter(year=year).exclude(on__in=[day["on"] for day in days]).delete()
        total += len(days)
    return total


def _days(year: int, facts: dict[str, Any], fixed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if facts["status"] == YearStatus.NOT_FOUND:
        for day in fixed["days"]:
            on = date.fromisoformat(f"{year}-{day['date']}")
            yield _day(on, HolidayKind.NATIONAL, day, fixed["source"])
    for kind in HolidayKind:
        for day in facts[kind.value]:
            yield _day(day["date"], kind, day, facts["source"])


def _day(on: date, kind: HolidayKind, day: dict[str, Any], source: str) -> dict[str, Any]:
    return {"on": on, "kind": kind, "name": day["name"], "name_en": day["en"], "source": source}

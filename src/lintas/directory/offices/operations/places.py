"""Load the offices and their service points."""

from typing import Any

from lintas.directory.offices.models import (
    Counter,
    Facility,
    Office,
    OpeningHours,
    RosterStretch,
    ServicePoint,
    WorkArea,
)
from lintas.directory.offices.operations.putting import put
from lintas.directory.offices.operations.sources import read_yaml
from lintas.directory.offices.states import FacilityKind, PointKind, Station


def load_places() -> tuple[int, int, int]:
    """Load offices with work areas, then points with all that stands there; return how many of each."""
    table = read_yaml("offices.yaml")
    offices = {facts["code"]: _office(facts, table) for facts in table["offices"]}
    counters = 0
    for facts in table["points"]:
        point = _point(facts, offices)
        _hours(point, table["counter_hours"])
        _facilities(point, table["facilities"])
        counters += _counters(point, facts["counters"], table["counters"])
        _roster(point, table["roster"])
    return len(offices), len(table["points"]), counters


def _office(facts: dict[str, Any], table: dict[str, Any]) -> Office:
    office, _created = Office.objects.update_or_create(
        code=facts["code"],
        defaults={
            "name": facts["name"],
            "class_name": facts["class"],
            "address": facts["address"],
            "lat": facts["point"]["lat"],
            "lng": facts["point"]["lng"],
            "location_confidence": facts["point"]["confidence"],
            "zone": facts["zone"],
            "working_days": table["working_days"],
            "welcomes_others": table["welcomes_others"]["value"],
            "confidence": facts["confidence"],
            "source": facts["source"],
        },
    )
    area = facts["work_area"]
    WorkArea.objects.filter(office=office).exclude(region__in=area["regions"]).delete()
    put(
        (
            WorkArea(office=office, region_id=code, confidence=area["confidence"], source=facts["source"])
            for code in area["regions"]
        ),
        by=["region"],
    )
    return office


def _point(facts: dict[str, Any], offices: dict[str, Office]) -> ServicePoint:
    point, _created = ServicePoint.objects.update_or_create(
        slug=facts["slug"],
        defaults={
            "name": facts["name"],
            "kind": PointKind(facts["kind"]),
            "prefix": facts["prefix"],
            "office": offices[facts["office"]],
            "region_id": facts["region"],
            "seat": facts["seat"],
            "address": facts.get("address", ""),
            "lat": facts["location"]["lat"],
            "lng": facts["location"]["lng"],
            "location_confidence": facts["location"]["confidence"],
            "motif": facts["motif"],
            "directions_id": facts["directions"]["id"],
            "directions_en": facts["directions"]["en"],
            "serves_from": facts.get("serves_from"),
            "confidence": facts["confidence"],
            "source": facts["source"],
        },
    )
    return point


def _hours(point: ServicePoint, facts: dict[str, Any]) -> None:
    rows = []
    for stretch in facts["days"]:
        break_starts, break_ends = stretch.get("break", (None, None))
        rows += [
            OpeningHours(
                point=point,
                valid_from=facts["valid_from"],
                weekday=weekday,
                opens=stretch["opens"],
                closes=stretch["closes"],
                break_starts=break_starts,
                break_ends=break_ends,
                confidence=facts["confidence"],
                source=facts["source"],
            )
            for weekday in stretch["weekdays"]
        ]
    put(rows, by=["point", "valid_from", "weekday"])


def _facilities(point: ServicePoint, facts: dict[str, Any]) -> None:
    label = {"confidence": facts["confidence"], "source": facts["source"]}
    rows = (
        Facility(point=point, kind=FacilityKind(kind), count=count, **label) for kind, count in facts["each"].items()
    )
    put(rows, by=["point", "kind"])


def _counters(point: ServicePoint, wanted: dict[str, int], label: dict[str, Any]) -> int:
    stations = [station for station in Station for _each in range(wanted[station.value])]
    rows = (
        Counter(point=point, number=number, name=f"Loket {number}", station=station, **label)
        for number, station in enumerate(stations, start=1)
    )
    put(rows, by=["point", "number"])
    Counter.objects.filter(point=point, number__gt=len(stations)).delete()
    return len(stations)


def _roster(point: ServicePoint, facts: dict[str, Any]) -> None:
    rows = [
        RosterStretch(
            counter=counter,
            valid_from=facts["valid_from"],
            weekday=weekday,
            starts=starts,
            ends=ends,
            confidence=facts["confidence"],
            source=facts["source"],
        )
        for counter in Counter.objects.filter(point=point)
        for starts, ends in [facts["stations"][counter.station]]
        for weekday in facts["weekdays"]
    ]
    put(rows, by=["counter", "valid_from", "weekday", "starts"])

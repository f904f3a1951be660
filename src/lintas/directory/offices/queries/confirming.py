"""What the office still has to confirm."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lintas.directory.offices.models import (
    Counter,
    Facility,
    HolidayYear,
    Office,
    OpeningHours,
    RosterStretch,
    ServicePoint,
    WorkArea,
)
from lintas.directory.offices.states import Confidence, FacilityKind, Station, YearStatus
from lintas.foundation.words import Bilingual


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A fact that is not verified: what it is, the value in use, how sure we are and from where we have it."""

    what: Bilingual
    value: str
    confidence: str
    source: str


def to_be_confirmed() -> tuple[Unconfirmed, ...]:
    """Return each fact of offices, points and holidays whose label is not "verified". Eight queries."""
    return tuple(
        chain(_offices(), _work_areas(), _points(), _hours(), _counters(), _rosters(), _facilities(), _years())
    )


def _offices() -> Iterator[Unconfirmed]:
    for row in Office.objects.exclude(location_confidence=Confidence.VERIFIED).order_by("code"):
        yield Unconfirmed(
            what=Bilingual(id=f"Letak {row.name} di peta", en=f"Map position of {row.name}"),
            value=f"{row.lat}, {row.lng}",
            confidence=row.location_confidence,
            source=row.source,
        )


def _work_areas() -> Iterator[Unconfirmed]:
    rows = WorkArea.objects.exclude(confidence=Confidence.VERIFIED).select_related("office", "region")
    for row in rows.order_by("region"):
        yield Unconfirmed(
            what=Bilingual(id=f"Wilayah kerja {row.office.name}", en=f"Work area of {row.office.name}"),
            value=row.region.name,
            confidence=row.confidence,
            source=row.source,
        )


def _points() -> Iterator[Unconfirmed]:
    for row in ServicePoint.objects.order_by("name"):
        if row.confidence != Confidence.VERIFIED:
            yield Unconfirmed(
                what=Bilingual(id=f"Titik layanan {row.name}", en=f"Service point {row.name}"),
                value=row.seat,
                confidence=row.confidence,
                source=row.source,
            )
        if not row.address:
            yield Unconfirmed(
                what=Bilingual(id=f"Alamat titik layanan {row.name}", en=f"Address of service point {row.name}"),
                value="-",
                confidence=Confidence.PROPOSED,
                source=row.source,
            )
        if row.location_confidence != Confidence.VERIFIED:
            yield Unconfirmed(
                what=Bilingual(id=f"Letak {row.name} di peta", en=f"Map position of {row.name}"),
                value=f"{row.lat}, {row.lng}",
                confidence=row.location_confidence,
                source=row.source,
            )


def _hours() -> Iterator[Unconfirmed]:
    rows = OpeningHours.objects.exclude(confidence=Confidence.VERIFIED).select_related("point")
    for row in rows.order_by("point__name", "valid_from", "weekday"):
        day = row.weekday + 1
        yield Unconfirmed(
            what=Bilingual(
                id=f"Jam layanan {row.point.name}, hari ke-{day}", en=f"Hours of {row.point.name}, weekday {day}"
            ),
            value=f"{row.opens:%H.%M}-{row.closes:%H.%M}",
            confidence=row.confidence,
            source=row.source,
        )


def _counters() -> Iterator[Unconfirmed]:
    rows = Counter.objects.exclude(confidence=Confidence.VERIFIED).select_related("point")
    for row in rows.order_by("point__name", "number"):
        yield Unconfirmed(
            what=Bilingual(
                id=f"Loket {row.number} di {row.point.name}", en=f"Counter {row.number} at {row.point.name}"
            ),
            value=str(Station(row.station).label),
            confidence=row.confidence,
            source=row.source,
        )


def _rosters() -> Iterator[Unconfirmed]:
    rows = RosterStretch.objects.exclude(confidence=Confidence.VERIFIED)
    kept = rows.values_list("counter__point__name", "counter__station", "starts", "ends", "confidence", "source")
    for name, station, starts, ends, confidence, source in kept.distinct().order_by(
        "counter__point__name", "counter__station", "starts"
    ):
        label = Station(station).label
        yield Unconfirmed(
            what=Bilingual(id=f"Jam loket terisi di {name}: {label}", en=f"Counters staffed at {name}: {station}"),
            value=f"{starts:%H.%M}-{ends:%H.%M}",
            confidence=confidence,
            source=source,
        )


def _facilities() -> Iterator[Unconfirmed]:
    rows = Facility.objects.exclude(confidence=Confidence.VERIFIED).select_related("point")
    for row in rows.order_by("point__name", "kind"):
        yield Unconfirmed(
            what=Bilingual(id=f"Sarana di {row.point.name}", en=f"Facility at {row.point.name}"),
            value=f"{FacilityKind(row.kind).label}: {row.count}",
            confidence=row.confidence,
            source=row.source,
        )


def _years() -> Iterator[Unconfirmed]:
    for row in HolidayYear.objects.filter(status=YearStatus.NOT_FOUND).order_by("year"):
        yield Unconfirmed(
            what=Bilingual(id=f"Hari libur {row.year}", en=f"Holidays of {row.year}"),
            value=str(YearStatus(row.status).label),
            confidence=row.confidence,
            source=row.source,
        )

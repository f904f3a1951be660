"""The service points, what stands there and what they offer."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lintas.directory.offices.models import Counter, Facility, ServicePoint
from lintas.directory.offices.queries.memory import remembered
from lintas.directory.offices.states import FacilityKind, PointKind, Station
from lintas.foundation.errors import DomainError
from lintas.foundation.words import Bilingual


class UnknownPoint(DomainError):
    """No service point has this id or name."""

    code = "offices.unknown_point"
    text = _("Titik layanan ini tidak ada. Pilih tempat dari daftar titik layanan.")
    status = 404


@dataclass(frozen=True, slots=True)
class PointInfo:
    """
    A service point and the office it belongs to.

    An empty ``address`` is still to be confirmed; ``seat`` is the town then. ``serves_from`` is the
    first day of service, None when it serves already.
    """

    id: UUID
    slug: str
    name: str
    kind: PointKind
    prefix: str
    address: str
    office_id: UUID
    office_code: str
    office_name: str
    zone: str
    region_code: str
    lat: float
    lng: float
    motif: str
    seat: str
    serves_from: date | None
    office_class: str
    office_address: str
    office_welcomes_others: bool
    directions: Bilingual


@dataclass(frozen=True, slots=True)
class CounterInfo:
    """A counter; its number is unique at the point."""

    id: UUID
    number: int
    name: str
    station: Station


@dataclass(frozen=True, slots=True)
class FacilityInfo:
    """How many of something a person with a need finds; ``confidence`` V, M, D or P."""

    kind: FacilityKind
    count: int
    confidence: str


@remembered
def points() -> tuple[PointInfo, ...]:
    """Return all service points by name. One query, then none for a while."""
    return tuple(_info(found) for found in ServicePoint.objects.select_related("office").order_by("name"))


def point(*, id: UUID | None = None, slug: str | None = None) -> PointInfo:
    """
    Return one service point, by its id or its slug.

    :raises UnknownPoint: there is none.
    """
    found = _by_key().get(slug if id is None else id)
    if found is None:
        raise UnknownPoint
    return found


def counters(*, point_id: UUID, station: str | None = None) -> tuple[CounterInfo, ...]:
    """Return the point's counters by number; those of one station when it is named."""
    every = _counters().get(point_id, ())
    return every if station is None else tuple(counter for counter in every if counter.station == station)


def facilities(*, point_id: UUID) -> tuple[FacilityInfo, ...]:
    """Return what the point offers to people with a need, in the order of `FacilityKind`."""
    return _facilities().get(point_id, ())


@remembered
def _by_key() -> Mapping[object, PointInfo]:
    return {key: found for found in points() for key in (found.id, found.slug)}


@remembered
def _counters() -> Mapping[UUID, tuple[CounterInfo, ...]]:
    grouped = defaultdict(list)
    for row in Counter.objects.order_by("number"):
        grouped[row.point_id].append(
            CounterInfo(id=row.id, number=row.number, name=row.name, station=Station(row.station))
        )
    return {point_id: tuple(infos) for point_id, infos in grouped.items()}


@remembered
def _facilities() -> Mapping[UUID, tuple[FacilityInfo, ...]]:
    order = list(FacilityKind)
    grouped = defaultdict(list)
    for row in Facility.objects.filter(count__gt=0):
        grouped[row.point_id].append(
            FacilityInfo(kind=FacilityKind(row.kind), count=row.count, confidence=row.confidence)
        )
    return {
        point_id: tuple(sorted(infos, key=lambda info: order.index(info.kind))) for point_id, infos in grouped.items()
    }


def _info(found: ServicePoint) -> PointInfo:
    office = found.office
    return PointInfo(
        id=found.id,
        slug=found.slug,
        name=found.name,
        kind=PointKind(found.kind),
        prefix=found.prefix,
        address=found.address,
        office_id=office.id,
        office_code=office.code,
        office_name=office.name,
        zone=office.zone,
        region_code=found.region_id,
        lat=found.lat,
        lng=found.lng,
        motif=found.motif,
        seat=found.seat,
        serves_from=found.serves_from,
        office_class=office.class_name,
        office_address=office.address,
        office_welcomes_others=office.welcomes_others,
        directions=Bilingual(id=found.directions_id, en=found.directions_en),
    )

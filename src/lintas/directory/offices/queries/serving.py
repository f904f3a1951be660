"""Which point serves a person, from the village where they live."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from lintas.directory.offices.models import WorkArea
from lintas.directory.offices.queries.calendars import calendar
from lintas.directory.offices.queries.memory import remembered
from lintas.directory.offices.queries.points import PointInfo, counters, points
from lintas.directory.offices.queries.regions import region
from lintas.directory.offices.rules import OpenState, distance_km, opening, reason_unavailable
from lintas.directory.offices.states import ReasonCode

DONE_FOR_TODAY = frozenset({OpenState.OVER, OpenState.CLOSED})


@dataclass(frozen=True, slots=True)
class PointChoice:
    """
    A point seen from a village.

    ``distance_km`` is the straight line from the kecamatan, None when its place is not known.
    ``serves``: the point's office is in charge of the village and takes people there. ``reason``
    says why the point is of no use now. ``next_on`` is the day on which it can next be used, for a
    point that serves or will.
    """

    point: PointInfo
    distance_km: float | None
    serves: bool
    reason: ReasonCode | None
    next_on: date | None


def points_serving(*, village_code: str, at: datetime) -> tuple[PointChoice, ...]:
    """
    Return every point: first those that serve the region, then the others of its office, each nearest first.

    ``village_code`` may also be that of a kecamatan or kabupaten. No query when warm.

    :raises UnknownRegion: no region of this code is loaded.
    """
    home = region(village_code)
    office_id = _in_charge().get(".".join(home.code.split(".")[:2]))
    place = _place(home.code)
    choices = (_choice(found, in_work_area=found.office_id == office_id, place=place, at=at) for found in points())
    return tuple(sorted(choices, key=_rank))


def _choice(found: PointInfo, *, in_work_area: bool, place: tuple[float, float] | None, at: datetime) -> PointChoice:
    days = calendar(point_id=found.id)
    today = days.local(at).date()
    is_offered = found.serves_from is None or found.serves_from <= today
    has_counter = bool(counters(point_id=found.id))
    is_open_today = opening(days, at).state not in DONE_FOR_TODAY
    first = today if is_open_today else today + timedelta(days=1)
    if found.serves_from is not None:
        first = max(first, found.serves_from)
    return PointChoice(
        point=found,
        distance_km=None if place is None else distance_km(place, (found.lat, found.lng)),
        serves=in_work_area and is_offered and has_counter,
        reason=reason_unavailable(
            in_work_area=in_work_area, is_offered=is_offered, has_counter=has_counter, is_open_today=is_open_today
        ),
        next_on=days.next_open_day(first) if in_work_area and has_counter else None,
    )


def _rank(choice: PointChoice) -> tuple[bool, bool, float, str]:
    far = float("inf") if choice.distance_km is None else choice.distance_km
    return (not choice.serves, choice.reason == ReasonCode.OUTSIDE_WORK_AREA, far, choice.point.name)


def _place(code: str) -> tuple[float, float] | None:
    """Return the point of the region, or of the nearest one around it that has one."""
    here = region(code)
    if here.lat is not None and here.lng is not None:
        return here.lat, here.lng
    return None if here.parent is None else _place(here.parent)


@remembered
def _in_charge() -> Mapping[str, UUID]:
    return dict(WorkArea.objects.values_list("region", "office"))

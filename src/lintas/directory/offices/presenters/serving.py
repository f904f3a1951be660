"""Who serves somebody, told from where they live."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.directory.offices import queries
from lintas.directory.offices.presenters.lines import PointLine, point_line
from lintas.directory.offices.states import ReasonCode
from lintas.ui.filters import day


@dataclass(frozen=True, slots=True)
class Served:
    """
    The points that serve a place, and the others with their reason.

    ``office`` is the name of the office in charge, empty when none of ours is. ``free_choice``:
    whether all of these offices also take people from elsewhere.
    """

    place: str
    office: str
    serving: tuple[PointLine, ...]
    others: tuple[PointLine, ...]
    free_choice: bool


def served(code: str, *, at: datetime) -> Served:
    """
    Return who serves the region of this code.

    :raises queries.UnknownRegion: no region of this code is loaded.
    """
    choices = queries.points_serving(village_code=code, at=at)
    serving = [choice for choice in choices if choice.serves]
    inside = [choice for choice in choices if choice.reason != ReasonCode.OUTSIDE_WORK_AREA]
    return Served(
        place=_place(code),
        office=inside[0].point.office_name if inside else "",
        serving=tuple(_line(choice, at=at) for choice in serving),
        others=tuple(_line(choice, at=at) for choice in choices if not choice.serves),
        free_choice=all(choice.point.office_welcomes_others for choice in choices),
    )


def served_elsewhere(*, at: datetime) -> Served:
    """Return what we can say to somebody from a place that is in none of our lists."""
    points = queries.points()
    reason = _reason(ReasonCode.OUTSIDE_WORK_AREA)
    return Served(
        place="",
        office="",
        serving=(),
        others=tuple(point_line(point, at=at, reason=f"{reason}.") for point in points),
        free_choice=all(point.office_welcomes_others for point in points),
    )


def _line(choice: queries.PointChoice, *, at: datetime) -> PointLine:
    """Return the point; one that serves leads to choosing it."""
    if choice.serves:
        href = reverse("offices:choose", args=[choice.point.slug])
        return point_line(choice.point, at=at, distance_km=choice.distance_km, next_href=href)
    return point_line(choice.point, at=at, distance_km=choice.distance_km, reason=_unavailable(choice))


def _unavailable(choice: queries.PointChoice) -> str:
    reason = _reason(choice.reason) if choice.reason else ""
    if choice.next_on is None:
        return f"{reason}."
    return _("%(reason)s. Melayani mulai %(day)s.") % {"reason": reason, "day": day(choice.next_on)}


def _reason(code: ReasonCode) -> str:
    words = str(code.label)
    return words[:1].upper() + words[1:]


def _place(code: str) -> str:
    """Return the region with those around it, up to the kabupaten: ``Pampangan, Gedong Tataan, Kabupaten Pesawaran``."""
    parts = code.split(".")
    codes = [".".join(parts[:count]) for count in range(len(parts), 1, -1)]
    return ", ".join(queries.region(found).name for found in codes)

"""The counters of a point on one day: when each is staffed, by its week or by a decision for that day."""

from dataclasses import dataclass
from datetime import date, time
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.casework.applications.vocabulary import NOBODY, OTHER, USUAL
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo, StaffedCounter
from lintas.ui import filters

Hours = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class CounterLine:
    """One counter: its station, its hours in words, whether they differ from its week, and where to change them."""

    id: UUID
    number: int
    name: str
    station: str
    hours: str
    usual: str
    changed: bool
    href: str
    current: bool
    stands: dict[str, str]


def lines(point: PointInfo, *, on: date, chosen: int | None) -> tuple[CounterLine, ...]:
    """Return the counters by number. No query while they are remembered."""
    known = {counter.number: counter for counter in offices.counters(point_id=point.id)}
    address = reverse("applications:staffing")
    return tuple(
        CounterLine(
            id=(counter := known[staffed.number]).id,
            number=staffed.number,
            name=counter.name,
            station=str(counter.station.label),
            hours=hours_words(staffed.hours(on)),
            usual=hours_words(staffed.usual(on)),
            changed=on in staffed.changes,
            href=f"{address}?{urlencode({'hari': on.isoformat(), 'loket': staffed.number})}#ubah",
            current=staffed.number == chosen,
            stands=_stands(staffed, on),
        )
        for staffed in offices.roster(point_id=point.id).counters
        if staffed.number in known
    )


def staffed_words(point: PointInfo, *, on: date) -> str:
    """Return how many of the point's counters are staffed on the day, on one line."""
    counters = offices.roster(point_id=point.id).counters
    staffed = sum(bool(counter.hours(on)) for counter in counters)
    words = _("%(staffed)s dari %(all)s") % {"staffed": staffed, "all": len(counters)}
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def hours_words(hours: Hours) -> str:
    """Return the stretches in words."""
    return ", ".join(f"{filters.hour(starts)}\u2013{filters.hour(ends)}" for starts, ends in hours) or _(
        "Tidak ada petugas"
    )


def _stands(staffed: StaffedCounter, on: date) -> dict[str, str]:
    """Return what the form would say to have it as it is now."""
    if on not in staffed.changes:
        return {"how": USUAL}
    hours = staffed.changes[on]
    if not hours:
        return {"how": NOBODY}
    [(starts, ends)] = hours
    return {"how": OTHER, "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}

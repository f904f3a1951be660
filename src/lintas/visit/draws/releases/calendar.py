"""What opens when: places of coming days at each point, and announced draws. Everything that is shown comes from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lintas.directory.offices.queries import PointInfo
from lintas.visit.appointments import queries as appointments
from lintas.visit.draws import queries as draws
from lintas.visit.draws.queries import DrawInfo
from lintas.visit.draws.states import State

DAYS_AHEAD = 28
"""Four weeks, as far as places are opened ahead."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Places of the day ``of`` in these classes are opened on ``on``."""

    on: date
    of: date
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointCalendar:
    """What opens at one point, by day; its draws by the end of their windows."""

    point: PointInfo
    openings: tuple[Opening, ...]
    draws: tuple[DrawInfo, ...]


def calendars(points: Sequence[PointInfo], *, at: datetime, days: int = DAYS_AHEAD) -> tuple[PointCalendar, ...]:
    """Return the calendar of each point. Five queries for any number, beside what the points' own calendars cost."""
    found = appointments.releases(point_ids=[point.id for point in points], days=days, at=at)
    coming = [one for one in draws.draws(since=at) if one.state in (State.ANNOUNCED, State.OPEN) and one.closes_at > at]
    return tuple(
        PointCalendar(
            point=point,
            openings=_openings([one for one in found if one.point_id == point.id]),
            draws=tuple(one for one in coming if one.point_id == point.id),
        )
        for point in points
    )


def _openings(found: Sequence[appointments.Release]) -> tuple[Opening, ...]:
    by_day: dict[tuple[date, date], list[str]] = {}
    for one in found:
        by_day.setdefault((one.on, one.of), []).append(one.service_class)
    return tuple(Opening(on=on, of=of, classes=tuple(sorted(classes))) for (on, of), classes in by_day.items())

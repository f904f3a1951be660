"""How often needs were met, as the open page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lintas.directory.offices import queries as offices
from lintas.visit.needs import rules
from lintas.visit.needs.queries import Met


@dataclass(frozen=True, slots=True)
class Row:
    """One need at one point."""

    need: str
    met: str
    unmet: str


@dataclass(frozen=True, slots=True)
class PointRows:
    """A point and its needs; no totals, from which a small count could be worked out."""

    name: str
    rows: tuple[Row, ...]


def by_point(found: Iterable[Met]) -> tuple[PointRows, ...]:
    """Return the figures of every point."""
    found = tuple(found)
    return tuple(
        PointRows(
            name=point.name,
            rows=tuple(
                Row(capfirst(str(one.need.label)), _figure(one.met), _figure(one.unmet))
                for one in found
                if one.point_id == point.id
            ),
        )
        for point in offices.points()
    )


def _figure(count: int | None) -> str:
    return str(count) if count is not None else _("kurang dari %(fewest)d") % {"fewest": rules.FEWEST}

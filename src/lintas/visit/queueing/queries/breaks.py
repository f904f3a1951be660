"""Which counters rest, and whether any works."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import FilteredRelation, Q

from lintas.visit.queueing.models import CounterBreak, CounterSession
from lintas.visit.queueing.queries.tickets import counter_name
from lintas.visit.queueing.states import BreakReason


@dataclass(frozen=True, slots=True)
class BreakInfo:
    """A counter that rests: its name, why, and until about when."""

    counter_id: UUID
    counter: str
    station: str
    reason: BreakReason
    began_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Unserved:
    """
    A station at which no counter calls now.

    ``rests`` when all that are open are on a break, ``until`` about when the first of them is back; else none is open.
    """

    rests: bool
    until: datetime | None


def unserved(point_id: UUID, station: str) -> Unserved | None:
    """Return why nobody is called at the station now, None while a counter works there. One query."""
    sessions = CounterSession.objects.filter(point_id=point_id, station=station, closed_at__isnull=True)
    running = FilteredRelation("breaks", condition=Q(breaks__ended_at__isnull=True))
    ends = list(sessions.annotate(running=running).values_list("running__until", flat=True))
    return None if None in ends else Unserved(rests=bool(ends), until=min(ends, default=None))


def breaks_at(point_id: UUID) -> tuple[BreakInfo, ...]:
    """Return the counters of the point that rest now, the longest first. One query."""
    rows = CounterBreak.objects.select_related("session").filter(point_id=point_id, ended_at__isnull=True)
    return tuple(_info(row) for row in rows.order_by("began_at"))


def break_of(counter_id: UUID) -> BreakInfo | None:
    """Return the break of the counter, None while it works. One query."""
    rows = CounterBreak.objects.select_related("session").filter(counter_id=counter_id, ended_at__isnull=True)
    return next((_info(row) for row in rows), None)


def _info(row: CounterBreak) -> BreakInfo:
    return BreakInfo(
        counter_id=row.counter_id,
        counter=counter_name(row.point_id, row.counter_id),
        station=row.session.station,
        reason=BreakReason(row.reason),
        began_at=row.began_at,
        until=row.until,
    )

"""Which counters rest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.visit.queueing.models import CounterBreak
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

"""What the days of a station taught about how wide a told interval must be; each day is learnt from once, when it is over."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from lintas.visit.queueing.models import Calibration, Foretold
from lintas.visit.queueing.queries.stream import PAST, Midnight, stream
from lintas.visit.queueing.waiting.forecast import Forecaster
from lintas.visit.queueing.waiting.lines import Event
from lintas.visit.queueing.waiting.spread import Interval

Moved = Mapping[str, Sequence[float]]


def calibrated(*, point_id: UUID, station: str, day: date) -> Moved:
    """
    Return how far earlier days moved the ends of intervals at the station, learning from those not learnt from yet.

    One day teaches too little about a lane in which few wait; kept from day to day, what is told of each comes to hold
    as often as it says. Called within a transaction.
    """
    kept = Calibration.objects.filter(point_id=point_id, station=station).first()
    last, before = day - timedelta(days=1), kept.through if kept else day - PAST
    moved: Moved = kept.moved if kept else {}
    if kept and before >= last:
        return moved
    told = Foretold.objects.filter(point_id=point_id, station=station, day__gt=before, day__lte=last)
    by_day: dict[date, list[Foretold]] = {}
    for row in told.order_by("day"):
        by_day.setdefault(row.day, []).append(row)
    for past, rows in by_day.items():
        moved = lived_through(point_id=point_id, station=station, day=past, told=rows, moved=moved).moved
    Calibration.objects.update_or_create(point_id=point_id, station=station, defaults={"through": last, "moved": moved})
    return moved


def lived_through(*, point_id: UUID, station: str, day: date, told: Iterable[Foretold], moved: Moved) -> Forecaster:
    """Return a forecaster that has seen the day so far, and knows what was told, so that it learns how wide to be."""
    midnight = Midnight(point_id=point_id, day=day)
    steps: list[tuple[float, Event | Foretold]] = [
        (event.t, event) for event in stream(point_id=point_id, station=station, day=day)
    ]
    steps += [(midnight.seconds(row.told_at), row) for row in told]
    forecaster = Forecaster(moved=moved)
    for t, what in sorted(steps, key=lambda step: step[0]):
        if isinstance(what, Event):
            forecaster.take(what)
        else:
            middle = (what.low + what.high) / 2
            forecaster.recall(str(what.ticket_id), Interval(wait=middle, low=what.low, high=what.high), t=t)
    return forecaster

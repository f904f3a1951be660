"""How long a wait was foretold to be, and how often what was told came true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Foretold, Outlook, Ticket
from lintas.visit.queueing.waiting.play import HORIZON

SCORED = timedelta(days=28)
"""So many days of forecasts, the present one with them, are counted."""

ENOUGH = 20
"""With fewer scored forecasts than this no share is told: it would say more than is known."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Of so many forecasts that met their call, ``hits`` had it between their two ends; four of five is meant."""

    told: int
    hits: int

    @property
    def share(self) -> int | None:
        """The share in percent, None while too few are known."""
        return round(100 * self.hits / self.told) if self.told >= ENOUGH else None


def wait_of(ticket: Ticket, *, at: datetime) -> tuple[int, int] | None:
    """
    Return between how many minutes and how many the ticket in line still waits; None when nothing can be told now.

    Who has joined a moment ago sees what a newcomer is told. Two queries.
    """
    newcomer = _newcomers(ticket.point_id, at=at).get((ticket.lane_id, ticket.station))
    told = Foretold.objects.filter(ticket_id=ticket.id, joined_at=ticket.since).first()
    if newcomer is None or told is None:
        return _if_it_tells(newcomer)
    if told.newest_high >= HORIZON:
        return None
    return rules.minutes(*rules.still_to_wait(told.newest_low, told.newest_high, since=told.newest_at, at=at))


def newcomers_wait(point_id: UUID, *, at: datetime) -> Mapping[tuple[UUID, str], tuple[int, int]]:
    """
    Return for lane and station between how many minutes and how many a newcomer would wait. One query.

    A lane that nobody serves, so that nothing can be told, is missing.
    """
    newcomers = {place: _if_it_tells(wait) for place, wait in _newcomers(point_id, at=at).items()}
    return {place: wait for place, wait in newcomers.items() if wait is not None}


def _newcomers(point_id: UUID, *, at: datetime) -> Mapping[tuple[UUID, str], tuple[int, int]]:
    looks = Outlook.objects.filter(point_id=point_id, at__gt=at - rules.FRESH)
    return {(look.lane_id, look.station): rules.minutes(look.low, look.high) for look in looks}


def wait_of_class(point_id: UUID, *, queue_class: str, station: str, at: datetime) -> tuple[int, int] | None:
    """Return the same for one class and station, None when nothing can be told there now. One query."""
    looks = Outlook.objects.filter(
        point_id=point_id, lane__queue_class=queue_class, station=station, at__gt=at - rules.FRESH
    )
    return _if_it_tells(next((rules.minutes(look.low, look.high) for look in looks), None))


def _if_it_tells(wait: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the interval; None for one as long as anything is played, which says only that nobody serves there."""
    return None if wait is None or wait[1] * 60 >= HORIZON else wait


def hits_of(point_id: UUID, *, day: date) -> Hits:
    """Return how often what was told at the point came true, over `SCORED` until ``day``. One query."""
    counted = _scored(point_id, day).aggregate(told=Count("id"), hits=Count("id", filter=Q(is_hit=True)))
    return Hits(**counted)


def hits_by_lane(point_id: UUID, *, day: date) -> Mapping[str, Hits]:
    """Return the same for each lane, by letter. One query."""
    rows = _scored(point_id, day).values("lane__letter").order_by("lane__letter")
    counted = rows.annotate(told=Count("id"), hits=Count("id", filter=Q(is_hit=True)))
    return {row["lane__letter"]: Hits(told=row["told"], hits=row["hits"]) for row in counted}


def _scored(point_id: UUID, day: date) -> QuerySet[Foretold]:
    return Foretold.objects.filter(point_id=point_id, day__gt=day - SCORED, day__lte=day, called_at__isnull=False)

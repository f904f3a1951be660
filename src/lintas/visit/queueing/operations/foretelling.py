"""Telling everybody in line how long it will take, and keeping what was told until it can be scored."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lintas.directory.offices import queries as offices
from lintas.foundation.live.operations import touch
from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Call, CounterSession, Foretold, Lane, Outlook, Ticket
from lintas.visit.queueing.operations.calibrating import calibrated, lived_through
from lintas.visit.queueing.queries.stream import Midnight, arrival
from lintas.visit.queueing.states import TAKES_A_TURN
from lintas.visit.queueing.waiting.forecast import Forecaster, NotWaiting
from lintas.visit.queueing.waiting.lines import Event
from lintas.visit.queueing.waiting.spread import Interval


def foretell_all(*, at: datetime) -> int:
    """Foretell at every station where people wait or a counter is open now; return how many were told something new."""
    told = 0
    for point in offices.points():
        day = offices.calendar(point_id=point.id).local(at).date()
        waiting = Ticket.objects.in_line(point_id=point.id, day=day).values_list("station", flat=True)
        unscored = Foretold.objects.filter(point_id=point.id, day=day, called_at__isnull=True)
        sessions = CounterSession.objects.filter(point_id=point.id, closed_at__isnull=True)
        stations = {*waiting, *unscored.values_list("station", flat=True), *sessions.values_list("station", flat=True)}
        told += sum(foretell(point_id=point.id, station=station, day=day, at=at) for station in sorted(stations))
    return told


@transaction.atomic
def foretell(*, point_id: UUID, station: str, day: date, at: datetime) -> int:
    """
    Foretell the wait of everybody in the station's line and of newcomers; score what was told to those called since.

    What is told changes only when it would be seen to, so that a phone does not flicker. Return how many were told
    something new. Safe to repeat.
    """
    told = {
        (row.ticket_id, row.joined_at): row
        for row in Foretold.objects.filter(point_id=point_id, station=station, day=day)
    }
    moved = calibrated(point_id=point_id, station=station, day=day)
    forecaster = lived_through(point_id=point_id, station=station, day=day, told=told.values(), moved=moved)
    t = Midnight(point_id=point_id, day=day).seconds(at)
    _score(row for row in told.values() if row.called_at is None)
    news = []
    for ticket in Ticket.objects.in_line(point_id=point_id, day=day, station=station).by_place():
        try:
            now = forecaster.answer(Event(kind="query", t=t, ticket=str(ticket.id), query=""))
        except NotWaiting:
            continue
        before = told.get((ticket.id, ticket.since))
        if before is None or rules.reads_otherwise(_left(before, at), (now.low, now.high)):
            news.append(_row(ticket, now, at=at))
    Foretold.objects.bulk_create(
        news,
        update_conflicts=True,
        unique_fields=["ticket", "joined_at"],
        update_fields=["newest_at", "newest_low", "newest_high"],
    )
    if _look_out(forecaster, point_id, station, day, at=at) or news:
        touch(topic=f"board:{point_id}", at=at)
    return len(news)


def _score(open_rows: Iterable[Foretold]) -> None:
    """Keep for each row whether the call came within its interval; who left the line uncalled is not scored."""
    rows = {row.ticket_id: row for row in sorted(open_rows, key=lambda row: row.joined_at)}
    scored = []
    for ticket_id, is_call, at in _next_moves(rows):
        row = rows.get(ticket_id)
        if row is None or at < row.joined_at or (at == row.joined_at and not is_call):
            continue
        del rows[ticket_id]
        if is_call:
            row.called_at = at
            row.is_hit = row.low <= (at - row.told_at).total_seconds() <= row.high
            scored.append(row)
    Foretold.objects.bulk_update(scored, ["called_at", "is_hit"])


def _next_moves(rows: Mapping[UUID, Foretold]) -> Iterator[tuple[UUID, bool, datetime]]:
    """Return the calls of these tickets and their joinings of this line, in the order of time."""
    if not rows:
        return
    station = next(iter(rows.values())).station
    moves = Call.objects.filter(
        Q(kind__in=TAKES_A_TURN, station=station) | Q(line=station, place_at__isnull=False), ticket_id__in=list(rows)
    )
    for ticket_id, kind, at in moves.order_by("at", "id").values_list("ticket_id", "kind", "at"):
        yield ticket_id, kind in TAKES_A_TURN, at


def _left(row: Foretold, at: datetime) -> tuple[float, float]:
    return rules.still_to_wait(row.newest_low, row.newest_high, since=row.newest_at, at=at)


def _row(ticket: Ticket, told: Interval, *, at: datetime) -> Foretold:
    return Foretold(
        ticket=ticket,
        lane_id=ticket.lane_id,
        point_id=ticket.point_id,
        station=ticket.station,
        day=ticket.day,
        joined_at=ticket.since,
        told_at=at,
        low=told.low,
        high=told.high,
        newest_at=at,
        newest_low=told.low,
        newest_high=told.high,
    )


def _look_out(forecaster: Forecaster, point_id: UUID, station: str, day: date, *, at: datetime) -> bool:
    """Keep how long a newcomer of each lane would wait; tell whether any of it reads otherwise than before."""
    midnight = Midnight(point_id=point_id, day=day)
    kept: Mapping[UUID, Outlook] = {
        row.lane_id: row for row in Outlook.objects.filter(point_id=point_id, station=station)
    }
    looks, changed = [], False
    for lane in Lane.objects.filter(point_id=point_id):
        joins = arrival("", lane.letter, lane.queue_class, place_at=at, at=at, midnight=midnight)
        told = forecaster.newcomer(joins)
        before = kept.get(lane.id)
        if before is None or at - before.at > rules.FRESH:
            changed = True
        else:
            changed |= rules.reads_otherwise((before.low, before.high), (told.low, told.high))
        looks.append(Outlook(lane=lane, point_id=point_id, station=station, at=at, low=told.low, high=told.high))
    Outlook.objects.bulk_create(
        looks,
        update_conflicts=True,
        unique_fields=["point_id", "station", "lane"],
        update_fields=["at", "low", "high"],
    )
    return changed

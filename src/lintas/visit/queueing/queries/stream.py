"""The day of one station as the forecaster reads it: from the journal, the sessions of counters and their breaks."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Q, StdDev

from lintas.directory.offices import queries as offices
from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Call, CounterBreak, CounterSession, Lane
from lintas.visit.queueing.states import AT_A_COUNTER, IN_LINE, Action, QueueClass, State
from lintas.visit.queueing.waiting.fair import Fair
from lintas.visit.queueing.waiting.lines import Event, Measured

PAST = timedelta(days=28)
"""How far back the lengths of services are looked at: long enough for rare ones, short enough for today's staff."""

ENOUGH = 5
"""A lane with fewer past services than this has no past of its own."""

FACTS = (
    "ticket_id", "lane__letter", "lane__queue_class", "station", "line", "kind", "from_state", "to_state",
    "counter_id", "turn", "place_at", "at",
)  # fmt: skip


class Midnight:
    """The beginning of a day at a point, from which the forecaster counts its seconds."""

    def __init__(self, *, point_id: UUID, day: date) -> None:
        zone = offices.calendar(point_id=point_id).zone
        self.moment = datetime(day.year, day.month, day.day, tzinfo=zone)

    def seconds(self, at: datetime) -> float:
        """Return the seconds from midnight to ``at``; what began on an earlier day began at midnight."""
        return max(0.0, (at - self.moment).total_seconds())


def stream(*, point_id: UUID, station: str, day: date) -> list[Event]:
    """Return what happened at the station on the day, its head first, in the order of time. Five queries."""
    midnight = Midnight(point_id=point_id, day=day)
    events = [*_counters(point_id, station, midnight), *_people(point_id, station, day, midnight)]
    return [_head(point_id, station, day), *sorted(events, key=lambda event: event.t)]


def arrival(
    ticket: str, letter: str, queue_class: str, *, place_at: datetime, at: datetime, midnight: Midnight
) -> Event:
    """Return the joining of a line; who has a place of another moment than the arrival stands there by appointment."""
    return Event(
        kind="arrive",
        t=midnight.seconds(at),
        ticket=ticket,
        service=letter,
        is_priority=queue_class == QueueClass.PRIORITY,
        due=None if place_at == at else midnight.seconds(place_at),
    )


def _head(point_id: UUID, station: str, day: date) -> Event:
    served = Call.objects.filter(
        point_id=point_id, station=station, day__gte=day - PAST, day__lt=day, seconds__isnull=False
    )
    figures = served.values_list("lane__letter").annotate(Count("id"), Avg("seconds"), StdDev("seconds")).order_by()
    return Event(
        kind="meta",
        t=0.0,
        past={letter: Measured(max(mean, 1.0), sd) for letter, count, mean, sd in figures if count >= ENOUGH},
        weekday=f"{day:%A}",
        planned=len(offices.counters(point_id=point_id, station=station)) or None,
        rule=_rule(point_id),
    )


def _rule(point_id: UUID) -> Fair:
    """Return how the lanes share the calls of a station."""
    lanes = Lane.objects.filter(point_id=point_id).values_list("letter", "weight", "behind_at_most")
    return Fair(window=rules.WINDOW, given={letter: (weight, limit) for letter, weight, limit in lanes})


def _counters(point_id: UUID, station: str, midnight: Midnight) -> Iterator[Event]:
    today = Q(opened_at__gte=midnight.moment, opened_at__lt=midnight.moment + timedelta(days=1))
    sessions = CounterSession.objects.filter(today | Q(closed_at__isnull=True), point_id=point_id, station=station)
    for counter_id, opened_at, closed_at in sessions.values_list("counter_id", "opened_at", "closed_at"):
        yield from _open_and_close(counter_id, opened_at, closed_at, midnight)
    breaks = CounterBreak.objects.filter(session__in=sessions)
    facts = breaks.values_list("counter_id", "ended_at", "began_at", "session__closed_at")
    for counter_id, ended_at, began_at, closed_at in facts:
        yield Event(kind="counter_close", t=midnight.seconds(began_at), counter=str(counter_id))
        if ended_at is not None and ended_at != closed_at:  # who goes home from a break does not come back from it
            yield Event(kind="counter_open", t=midnight.seconds(ended_at), counter=str(counter_id))


def _open_and_close(
    counter_id: UUID, opened_at: datetime, closed_at: datetime | None, midnight: Midnight
) -> Iterator[Event]:
    yield Event(kind="counter_open", t=midnight.seconds(opened_at), counter=str(counter_id))
    if closed_at is not None:
        yield Event(kind="counter_close", t=midnight.seconds(closed_at), counter=str(counter_id))


def _people(point_id: UUID, station: str, day: date, midnight: Midnight) -> Iterator[Event]:
    journal = Call.objects.filter(Q(station=station) | Q(line=station), point_id=point_id, day=day)
    for line in journal.order_by("at", "id").values(*FACTS):
        yield from _of_line(line, station, midnight)


def _of_line(line: dict[str, Any], station: str, midnight: Midnight) -> Iterator[Event]:
    """Return what one line of the journal means to the station: at its counters first, then in its line."""
    t, ticket, counter = midnight.seconds(line["at"]), str(line["ticket_id"]), str(line["counter_id"])
    before, after = State(line["from_state"] or State.WAITING), State(line["to_state"])
    if line["station"] == station:
        if line["kind"] in {Action.CALL, Action.FOLLOW} or (
            line["kind"] == Action.UNDO and after in AT_A_COUNTER - {before}
        ):
            yield Event(kind="call", t=t, ticket=ticket, counter=counter)
        elif before == State.BESIDE and after not in IN_LINE:
            yield Event(kind="abandon", t=t, ticket=ticket)
        elif line["kind"] == Action.MISS:
            yield Event(kind="no_show", t=t, ticket=ticket, counter=counter)
        elif before in AT_A_COUNTER and after not in AT_A_COUNTER:
            yield Event(kind="end", t=t, ticket=ticket, counter=counter)
    if line["line"] == station:
        if after in IN_LINE and line["place_at"] is not None:
            place = {"place_at": line["place_at"], "at": line["at"], "midnight": midnight}
            yield arrival(ticket, line["lane__letter"], line["lane__queue_class"], **place)
        else:
            yield Event(kind="abandon", t=t, ticket=ticket)

"""A day in the hall of one office: people come, are called, served, sent on, miss their call, step out; all by operations."""

import heapq
import random
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import mean, median, quantiles
from typing import Any
from uuid import UUID, uuid4

from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import Call, Foretold, Ticket
from lintas.visit.queueing.states import Action

POINT = "lampung-tengah"
BY = "system:benchmarks.hall_day"
OPENS, LAST_SESSION, CLOSES, HOME = 8, 14, 16, 20
ROUTES = {
    "regular": ("documents", "photo", "interview"),
    "priority": ("documents", "photo", "interview"),
    "accelerated": ("documents", "photo", "interview"),
    "collection": ("handover",),
    "quick": ("documents",),
}
SHARES = {"regular": 0.52, "priority": 0.09, "accelerated": 0.05, "collection": 0.22, "quick": 0.12}
MINUTES = {
    ("documents", "regular"): (4.6, 2.2), ("documents", "priority"): (5.6, 2.6), ("documents", "accelerated"): (4.6, 2.0),
    ("documents", "quick"): (2.0, 1.2), ("photo", ""): (3.0, 1.2), ("interview", ""): (3.2, 1.8), ("handover", ""): (2.8, 1.4),
}  # fmt: skip
"""Mean and standard deviation of a service: our assumption for the exercise (P), not measured at any office."""

ABSENT, COMES_BACK, STEPS_OUT, BY_APPOINTMENT = 0.05, 0.6, 0.02, 0.8
TELLS_EVERY = timedelta(seconds=60)

Act = Callable[[datetime], None]


@dataclass
class Day:
    """One day of the hall, played in the order of time."""

    point: PointInfo
    on: date
    chance: random.Random
    tells: bool
    now: datetime = field(init=False)
    tally: Tally[str] = field(default_factory=Tally)
    _plan: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _free: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    _classes: dict[UUID, str] = field(default_factory=dict)
    _absent: set[UUID] = field(default_factory=set)
    _rests: set[UUID] = field(default_factory=set)

    def hour(self, hour: float) -> datetime:
        """Return the moment of that hour at the office."""
        zone = offices.calendar(point_id=self.point.id).zone
        return datetime(self.on.year, self.on.month, self.on.day, tzinfo=zone) + timedelta(hours=hour)

    def at(self, moment: datetime, act: Act) -> None:
        """Have something done at that moment."""
        heapq.heappush(self._plan, (moment, len(self._plan) + self.tally["planned"], act))
        self.tally["planned"] += 1

    def live(self, visits: int) -> None:
        """Open the counters, let so many people come, and play until the last has gone."""
        for counter in offices.counters(point_id=self.point.id):
            self.at(self.hour(OPENS) + self._seconds(240), self._opening(counter.id, str(counter.station)))
        for _ in range(visits):
            self._expect(self.chance.choices(list(SHARES), list(SHARES.values()))[0])
        moment = self.hour(OPENS - 1)
        while self.tells and moment < self.hour(HOME):
            self.at(moment, self._foretell)
            moment += TELLS_EVERY
        while self._plan:
            self.now, _, act = heapq.heappop(self._plan)
            act(self.now)

    def _expect(self, queue_class: str) -> None:
        by_appointment = queue_class in ("regular", "priority") and self.chance.random() < BY_APPOINTMENT
        session = self.hour(self.chance.randint(OPENS, LAST_SESSION)) if by_appointment else None
        middle = session - timedelta(minutes=8) if session else self.hour(self.chance.triangular(7.8, 14.8, 9.5))
        comes = max(self.hour(OPENS - 0.5), middle + timedelta(minutes=self.chance.gauss(0, 12)))
        self.at(comes, lambda at: self._arrive(queue_class, at))

    def _arrive(self, queue_class: str, at: datetime) -> None:
        ticket = operations.issue_ticket(
            point_id=self.point.id,
            subject=uuid4(),
            queue_class=queue_class,
            station=ROUTES[queue_class][0],
            by=BY,
            at=at,
        )
        self._classes[ticket.id] = queue_class
        self.tally["visits"] += 1
        if self.chance.random() < STEPS_OUT:
            self.at(at + self._seconds(900), lambda moment: self._step_out(ticket.id, moment))
        self._wake(ticket.station, at)

    def _step_out(self, ticket_id: UUID, at: datetime) -> None:
        if Ticket.objects.in_line(point_id=self.point.id, day=self.on).filter(id=ticket_id).exists():
            operations.step_out(ticket_id=ticket_id, by=BY, at=at)
            self.tally["stepped out"] += 1
            self.at(at + timedelta(minutes=self.chance.uniform(5, 20)), lambda moment: self._step_in(ticket_id, moment))

    def _step_in(self, ticket_id: UUID, at: datetime) -> None:
        self._wake(operations.step_in(ticket_id=ticket_id, by=BY, at=at).station, at)

    def _opening(self, counter_id: UUID, station: str) -> Act:
        def open_it(at: datetime) -> None:
            operations.open_counter(point_id=self.point.id, counter_id=counter_id, officer_id=uuid4(), at=at)
            self._is_free(counter_id, station, at)

        turn = self.hour(12) if self.chance.random() < 0.5 else self.hour(12.5)
        self.at(turn + self._seconds(300), lambda at: self._rests.add(counter_id))
        return open_it

    def _is_free(self, counter_id: UUID, station: str, at: datetime) -> None:
        if counter_id in self._rests:
            self._rests.remove(counter_id)
            operations.pause(counter_id=counter_id, reason="rest", minutes=30, by=BY, at=at)
            self.tally["breaks"] += 1
            self._wake(station, at)
            self.at(
                at + timedelta(minutes=30) + self._seconds(180), lambda moment: self._back(counter_id, station, moment)
            )
            return
        try:
            ticket = operations.call_next(counter_id=counter_id, by=BY, at=at)
        except operations.NobodyWaiting:
            self._free[station].append(counter_id)
            return
        if self.chance.random() < ABSENT and ticket.id not in self._absent:
            self._absent.add(ticket.id)
            self.at(at + timedelta(seconds=60), lambda moment: self._call_again(ticket.id, counter_id, station, moment))
        else:
            walk = self._seconds(60)
            self.at(at + walk, lambda moment: self._serve(ticket.id, counter_id, station, moment))

    def _back(self, counter_id: UUID, station: str, at: datetime) -> None:
        operations.resume(counter_id=counter_id, by=BY, at=at)
        self._is_free(counter_id, station, at)

    def _call_again(self, ticket_id: UUID, counter_id: UUID, station: str, at: datetime) -> None:
        try:
            operations.recall(ticket_id=ticket_id, by=BY, at=at)
        except operations.NoCallsLeft:
            operations.miss(ticket_id=ticket_id, by=BY, at=at)
            self.tally["missed"] += 1
            if self.chance.random() < COMES_BACK:
                self.at(
                    at + timedelta(minutes=self.chance.uniform(2, 30)), lambda moment: self._return(ticket_id, moment)
                )
            self._is_free(counter_id, station, at)
        else:
            again = at + timedelta(seconds=60)
            self.at(again, lambda moment: self._call_again(ticket_id, counter_id, station, moment))

    def _return(self, ticket_id: UUID, at: datetime) -> None:
        self._wake(operations.come_back(ticket_id=ticket_id, by=BY, at=at).station, at)
        self.tally["came back"] += 1

    def _serve(self, ticket_id: UUID, counter_id: UUID, station: str, at: datetime) -> None:
        operations.arrive(ticket_id=ticket_id, by=BY, at=at)
        queue_class = self._classes[ticket_id]
        centre, spread = MINUTES.get((station, queue_class)) or MINUTES[station, ""]
        ends = at + timedelta(minutes=self.chance.gammavariate((centre / spread) ** 2, spread**2 / centre))
        self.at(ends, lambda moment: self._end(ticket_id, counter_id, station, moment))

    def _end(self, ticket_id: UUID, counter_id: UUID, station: str, at: datetime) -> None:
        route = ROUTES[self._classes[ticket_id]]
        onward = route[route.index(station) + 1 :]
        if onward:
            operations.transfer(ticket_id=ticket_id, station=onward[0], by=BY, at=at)
            self._wake(onward[0], at)
        else:
            operations.finish(ticket_id=ticket_id, by=BY, at=at)
            self.tally["served to the end"] += 1
        self.at(at + self._seconds(40), lambda moment: self._is_free(counter_id, station, moment))

    def _wake(self, station: str, at: datetime) -> None:
        if self._free[station]:
            counter_id = self._free[station].pop(0)
            self.at(at + self._seconds(5), lambda moment: self._is_free(counter_id, station, moment))

    def _foretell(self, at: datetime) -> None:
        self.tally["told"] += operations.foretell_all(at=at)

    def _seconds(self, most: float) -> timedelta:
        return timedelta(seconds=self.chance.uniform(0, most))


def hall_day(*, visits: int, seed: int, on: str, days: int) -> list[dict[str, Any]]:
    """
    Live a day before, from which lengths are known, and so many days that are told of; return the figures of these.

    What a day taught about how wide intervals must be is known on the next, as in any house.
    """
    point, first, chance = offices.point(slug=POINT), date.fromisoformat(on), random.Random(seed)
    Day(point, first - timedelta(days=1), chance, tells=False).live(visits)
    found = []
    for day in (first + timedelta(days=number) for number in range(days)):
        _close_counters(point)
        told = Day(point, day, chance, tells=True)
        told.live(visits)
        operations.end_skipped(at=told.hour(HOME))
        found.append(
            {
                "on": day.isoformat(),
                "tally": dict(told.tally),
                "order": _order(point, day),
                "waits": _waits(point, day),
                "hits": _hits(point, day),
            }
        )
    return found


def _close_counters(point: PointInfo) -> None:
    for counter in queries.counters_of(point.id):
        if counter.opened_at is not None:
            operations.close_counter(counter_id=counter.id, at=counter.opened_at + timedelta(hours=HOME - OPENS))


def _order(point: PointInfo, day: date) -> dict[str, Any]:
    order = queries.order_of(point_id=point.id, day=day)
    numbers = Ticket.objects.filter(point_id=point.id, day=day).values_list("lane_id", "number")
    return {
        "calls": order.calls,
        "right": order.right,
        "lines": Call.objects.filter(point_id=point.id, day=day).count(),
        "numbers": len(numbers),
        "different": len(set(numbers)),
        "still there": Ticket.objects.filter(point_id=point.id, day=day)
        .exclude(state__in=["done", "cancelled"])
        .count(),
    }


def _waits(point: PointInfo, day: date) -> list[dict[str, Any]]:
    """Return for station and lane how long people waited from joining to the call, in minutes."""
    joined: dict[tuple[UUID, str], datetime] = {}
    waits: dict[tuple[str, str], list[float]] = defaultdict(list)
    lines = Call.objects.filter(point_id=point.id, day=day).order_by("at", "id").select_related("lane")
    for line in lines:
        if line.line and line.place_at is not None:
            joined[line.ticket_id, line.line] = max(line.at, line.place_at) if line.kind == Action.ISSUE else line.at
        elif line.kind == Action.CALL:
            since = joined.pop((line.ticket_id, line.station), line.at)
            waits[line.station, line.lane.letter].append(max(0.0, (line.at - since).total_seconds() / 60))
    return [
        {
            "station": station,
            "lane": letter,
            "people": len(minutes),
            "median": median(minutes),
            "p90": quantiles(minutes, n=10)[-1] if len(minutes) > 1 else minutes[0],
        }
        for (station, letter), minutes in sorted(waits.items())
    ]


def _hits(point: PointInfo, day: date) -> list[dict[str, Any]]:
    """Return for station and lane how what was told first fared, beside the reckoning of people ahead."""
    rows = Foretold.objects.filter(point_id=point.id, day=day, called_at__isnull=False).select_related("lane")
    by_lane: dict[tuple[str, str], list[Foretold]] = defaultdict(list)
    for row in rows:
        by_lane[row.station, row.lane.letter].append(row)
    return [
        {
            "station": station,
            "lane": letter,
            "told": len(told),
            "hits": sum(bool(row.is_hit) for row in told),
            "width": mean(row.high - row.low for row in told) / 60,
        }
        for (station, letter), told in sorted(by_lane.items())
    ]

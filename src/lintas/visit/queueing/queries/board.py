"""The hall board: the newest call, those before it, and who waits how long. No names."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from lintas.directory.offices import queries as offices
from lintas.foundation.words import Bilingual
from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Call, CounterBreak, CounterSession, Lane, Ticket
from lintas.visit.queueing.queries.tickets import counter_name
from lintas.visit.queueing.queries.waits import Hits, hits_of, newcomers_wait
from lintas.visit.queueing.states import Action, QueueClass, State, Station

RECENT = 4
KNOWN = 16
"""So many numbers that were called latest are looked at: more than any hall has counters that call at once."""


@dataclass(frozen=True, slots=True)
class BoardCall:
    """
    The newest call of a number; ``number`` reads ``A 024``, ``counter`` ``Loket 3``.

    ``is_open`` while the visitor is still expected at the counter; ``times`` counts the calls so far.
    ``others`` are the numbers of the same family that were called with it.
    """

    id: UUID
    ticket_id: UUID
    number: str
    counter: str
    station: str
    at: datetime
    is_open: bool
    times: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LaneWaiting:
    """Who waits in a lane, at all its stations; ``wait`` in minutes for a newcomer, None when nobody foretells now."""

    letter: str
    name: Bilingual
    people: int
    wait: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Board:
    """
    What the hall sees. ``calls`` are the latest by number, newest first; ``counters`` work now; ``hits`` how
    often the point's forecasts came true.
    """

    calls: tuple[BoardCall, ...]
    lanes: tuple[LaneWaiting, ...]
    counters: int
    hits: Hits

    @property
    def current(self) -> BoardCall | None:
        """The newest call."""
        return self.calls[0] if self.calls else None

    @property
    def recent(self) -> tuple[BoardCall, ...]:
        """Those before the newest that stay on the board."""
        return self.calls[1 : RECENT + 1]

    @property
    def people(self) -> int:
        """How many wait."""
        return sum(lane.people for lane in self.lanes)


def board(point_id: UUID, at: datetime, *, station: str | None = None) -> Board:
    """Return the board of the point, or of one of its stations. Seven queries, whatever the hall holds."""
    today = offices.calendar(point_id=point_id).local(at).date()
    resting = CounterBreak.objects.filter(ended_at__isnull=True)
    sessions = CounterSession.objects.filter(point_id=point_id, closed_at__isnull=True).exclude(breaks__in=resting)
    return Board(
        calls=_latest_calls(point_id, today, station),
        lanes=tuple(_lanes(point_id, today, station, at=at)),
        counters=(sessions.filter(station=station) if station else sessions).count(),
        hits=hits_of(point_id, day=today),
    )


def _latest_calls(point_id: UUID, today: date, station: str | None) -> tuple[BoardCall, ...]:
    # Each number once, at its newest call: who is called again comes to the front, and pushes nobody out twice. A party
    # is one call, of whoever was called first.
    lines = Call.objects.filter(point_id=point_id, day=today)
    if station is not None:
        lines = lines.filter(station=station)
    made = lines.filter(kind__in=[Action.CALL, Action.RECALL])
    newest = made.values("ticket_id").annotate(newest=Max("at")).order_by("-newest", "-ticket_id")[:KNOWN]
    moments = {row["ticket_id"]: row["newest"] for row in newest}
    shown = made.filter(ticket_id__in=moments)
    parties = shown.filter(party_id__isnull=False).values("party_id")
    along = Q(kind=Action.ACCOMPANY, party_id__in=parties)
    told = list(
        lines.select_related("ticket", "lane").filter(Q(id__in=shown.values("id")) | along).order_by("at", "id")
    )
    others: dict[tuple[UUID | None, datetime], list[str]] = defaultdict(list)
    for line in told:
        if line.kind == Action.ACCOMPANY:
            others[line.counter_id, line.at].append(rules.number_text(line.lane.letter, line.ticket.number))
    calls: dict[UUID, BoardCall] = {}
    family: dict[UUID, tuple[str, ...]] = {}
    for line in told:
        if line.kind == Action.CALL:
            family[line.ticket_id] = tuple(others[line.counter_id, line.at])
        if line.kind != Action.ACCOMPANY:
            calls[line.ticket_id] = _call(point_id, line, family.get(line.ticket_id, ()))
    return tuple(calls[ticket_id] for ticket_id in moments)


def _call(point_id: UUID, line: Call, others: tuple[str, ...]) -> BoardCall:
    ticket = line.ticket
    return BoardCall(
        id=line.id,
        ticket_id=ticket.id,
        number=rules.number_text(line.lane.letter, ticket.number),
        counter=counter_name(point_id, line.counter_id),
        station=line.station,
        at=line.at,
        is_open=ticket.state == State.CALLED and ticket.counter_id == line.counter_id,
        times=ticket.calls_made,
        others=others,
    )


def _lanes(point_id: UUID, today: date, station: str | None, *, at: datetime) -> Iterable[LaneWaiting]:
    waits = newcomers_wait(point_id, at=at)
    lanes = list(Lane.objects.filter(point_id=point_id).order_by("-weight", "letter"))
    counted = (
        Ticket.objects.in_line(point_id=point_id, day=today)
        .values_list("lane_id", "station")
        .annotate(people=Count("id"))
        .order_by()
    )
    people = {(lane_id, where): number for lane_id, where, number in counted}
    for lane in lanes:
        first = station or first_station(lane.queue_class)
        own = people.get((lane.id, first), 0)
        everywhere = sum(number for (lane_id, _where), number in people.items() if lane_id == lane.id)
        yield LaneWaiting(
            letter=lane.letter,
            name=lane.words,
            people=own if station else everywhere,
            wait=waits.get((lane.id, first)),
        )


def first_station(queue_class: str) -> str:
    """Return where a visitor of the class begins."""
    return Station.HANDOVER if queue_class == QueueClass.COLLECTION else Station.DOCUMENTS

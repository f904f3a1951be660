"""Tickets: one visitor's own, those in line, and how each came to stand where it is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, When

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.words import Bilingual
from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Call, Ticket
from lintas.visit.queueing.queries.parties import party_numbers
from lintas.visit.queueing.queries.waits import Hits, hits_of, wait_of
from lintas.visit.queueing.states import IN_LINE, IN_THE_HOUSE, State


@dataclass(frozen=True, slots=True)
class TicketInfo:
    """
    A ticket as others see it; ``number`` reads ``A 024``. Whose it is stays with the application ``subject``.

    ``counter`` is the counter's name while the ticket is there, ``why`` the reason when it was just chosen.
    """

    id: UUID
    point_id: UUID
    subject: UUID
    number: str
    lane: Bilingual
    queue_class: str
    station: str
    state: str
    party_id: UUID | None
    is_front: bool
    calls_made: int
    counter_id: UUID | None
    counter: str
    issued_at: datetime
    since: datetime
    called_at: datetime | None
    served_from: datetime | None
    why: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class TicketView:
    """
    What the visitor's phone shows. ``ahead`` people go before by present knowledge; ``wait`` is in minutes,
    None when nobody foretells now, ``hits`` how often such forecasts came true; a skipped number may return until
    ``returns_until``. ``together`` are the numbers of the same family.
    """

    ticket: TicketInfo
    ahead: int | None
    wait: tuple[int, int] | None
    hits: Hits | None
    returns_until: datetime | None
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of a ticket's journal."""

    at: datetime
    by: str
    kind: str
    station: str
    to_state: str
    counter_id: UUID | None
    reason: str


def info(ticket: Ticket, *, why: Bilingual | None = None) -> TicketInfo:
    """Return the ticket as others see it. No query when its lane is loaded."""
    lane = ticket.lane
    return TicketInfo(
        id=ticket.id,
        point_id=ticket.point_id,
        subject=ticket.subject,
        number=rules.number_text(lane.letter, ticket.number),
        lane=lane.words,
        queue_class=lane.queue_class,
        station=ticket.station,
        state=ticket.state,
        party_id=ticket.party_id,
        is_front=ticket.is_front,
        calls_made=ticket.calls_made,
        counter_id=ticket.counter_id,
        counter=counter_name(ticket.point_id, ticket.counter_id),
        issued_at=ticket.issued_at,
        since=ticket.since,
        called_at=ticket.called_at,
        served_from=ticket.served_from,
        why=why,
    )


def counter_name(point_id: UUID, counter_id: UUID | None) -> str:
    """Return the counter's name, such as ``Loket 3``; empty without one."""
    return next((known.name for known in offices.counters(point_id=point_id) if known.id == counter_id), "")


def ticket(ticket_id: UUID) -> TicketInfo | None:
    """Return one ticket, None when there is none. One query."""
    found = Ticket.objects.select_related("lane").filter(id=ticket_id).first()
    return None if found is None else info(found)


def ticket_of(subject: UUID, at: datetime) -> TicketView | None:
    """Return the application's ticket of today that is in play, else its latest, None without any. At most six queries."""
    is_over = Case(When(state__in=sorted(IN_THE_HOUSE), then=0), default=1)
    found = Ticket.objects.select_related("lane").filter(subject=subject).order_by("-day", is_over, "-issued_at", "-id")
    return _todays_view(found.first(), at=at)


def ticket_view(ticket_id: UUID, at: datetime) -> TicketView | None:
    """Return the ticket for its holder's phone, None when it is not of today. At most six queries."""
    return _todays_view(Ticket.objects.select_related("lane").filter(id=ticket_id).first(), at=at)


def ticket_numbered(point_id: UUID, letter: str, number: int, *, day: date) -> UUID | None:
    """Return the id of the day's ticket with this number, None when nobody had it. One query."""
    tickets = Ticket.objects.filter(point_id=point_id, day=day, lane__letter=letter, number=number)
    return tickets.values_list("id", flat=True).first()


def day_of(ticket_id: UUID) -> date | None:
    """Return the day on which the number counts, None when there is none. One query."""
    return Ticket.objects.filter(id=ticket_id).values_list("day", flat=True).first()


def whose(text: str, *, point_id: UUID, at: datetime) -> UUID | None:
    """
    Return the subject of today's number that reads so and is in play, one on its way included; None when nobody has it.

    Written as people write it: ``a-24`` is ``A 024``. One query.
    """
    asked = rules.read_number(text)
    if asked is None:
        return None
    letter, number = asked
    today = offices.calendar(point_id=point_id).local(at).date()
    tickets = Ticket.objects.filter(point_id=point_id, day=today, lane__letter=letter, number=number)
    return tickets.filter(state__in=sorted(IN_THE_HOUSE)).values_list("subject", flat=True).first()


def _todays_view(found: Ticket | None, *, at: datetime) -> TicketView | None:
    if found is None or found.day != offices.calendar(point_id=found.point_id).local(at).date():
        return None
    ahead = wait = hits = None
    if found.state in IN_LINE:
        line = Ticket.objects.in_line(point_id=found.point_id, day=found.day, station=found.station)
        places = list(line.by_place().values_list("id", "lane_id"))
        own = [ticket_id for ticket_id, lane_id in places if lane_id == found.lane_id]
        before = own.index(found.id) if found.id in own else 0
        others = len(places) - len(own)
        ahead = rules.ahead_of_newcomer(own=before, others=others, limit=found.lane.behind_at_most)
        wait, hits = wait_of(found, at=at), hits_of(found.point_id, day=found.day)
    return TicketView(
        ticket=info(found),
        ahead=ahead,
        wait=wait,
        hits=hits,
        returns_until=may_come_back(found),
        together=party_numbers(found.party_id, but=found.id),
    )


def waiting(point_id: UUID, station: str, at: datetime) -> tuple[TicketInfo, ...]:
    """Return the tickets in line at the station today, in the order of their places. One query."""
    today = offices.calendar(point_id=point_id).local(at).date()
    line = Ticket.objects.select_related("lane").in_line(point_id=point_id, day=today, station=station)
    return tuple(info(found) for found in line.by_place())


def skipped(point_id: UUID, station: str, at: datetime) -> tuple[TicketInfo, ...]:
    """Return today's skipped tickets of the station that may still return, latest first. One query."""
    today = offices.calendar(point_id=point_id).local(at).date()
    rows = Ticket.objects.select_related("lane").filter(
        point_id=point_id, day=today, station=station, state=State.SKIPPED
    )
    return tuple(info(row) for row in rows.order_by("-skipped_at") if (until := may_come_back(row)) and at < until)


def journal(ticket_id: UUID) -> tuple[CallRow, ...]:
    """Return every line of the ticket, oldest first. One query."""
    lines = Call.objects.filter(ticket_id=ticket_id).order_by("at", "id")
    return tuple(
        CallRow(
            at=line.at,
            by=line.by,
            kind=line.kind,
            station=line.station,
            to_state=line.to_state,
            counter_id=line.counter_id,
            reason=line.reason,
        )
        for line in lines
    )


def parked(point_id: UUID, station: str, at: datetime) -> tuple[TicketInfo, ...]:
    """Return the numbers that officers have set aside at the station today, by place. One query."""
    today = offices.calendar(point_id=point_id).local(at).date()
    rows = Ticket.objects.select_related("lane").filter(
        point_id=point_id, day=today, station=station, state=State.PARKED
    )
    return tuple(info(row) for row in rows.by_place())


def may_come_back(found: Ticket) -> datetime | None:
    """Return until when the skipped ticket may return (parameter skipped_return_window); None when it may not."""
    if found.state != State.SKIPPED or found.skipped_at is None or found.has_returned:
        return None
    office = offices.point(id=found.point_id).office_code
    window = catalogue.duration("skipped_return_window", office_code=office, on=found.day)
    return found.skipped_at + window

"""What a hall did while it was cut off from the house: the same steps, written down later with the time of each."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.foundation.words import Bilingual
from lintas.visit.queueing import events, queries
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.operations.calling import calls_allowed
from lintas.visit.queueing.operations.closing import back_in_line
from lintas.visit.queueing.operations.errors import (
    CallsLeft,
    CounterBusy,
    NoCallsLeft,
    NoSuchCounter,
    NoSuchTicket,
    OldTicket,
    SameStation,
    TicketChanged,
)
from lintas.visit.queueing.operations.parties import dissolve
from lintas.visit.queueing.operations.steps import office_of, plain_number, step, today_at
from lintas.visit.queueing.operations.turns import next_turn, rule_of_day, turns_so_far
from lintas.visit.queueing.states import Action, Station

REASON = "apart"
"""Why a call is in the journal though nobody here chose it."""

TO_THE_STATION = frozenset({Action.CALL, Action.COME_BACK})
"""What a counter does with a number that waits or waited for its station and is at no counter."""

APART = TO_THE_STATION | {Action.RECALL, Action.ARRIVE, Action.MISS, Action.TRANSFER, Action.FINISH}
"""What a counter may do while it is cut off. All else waits until the house is back."""


def record_apart(
    *, action: Action, ticket_id: UUID, counter_id: UUID, station: str = "", by: str, at: datetime, made_at: datetime
) -> queries.TicketInfo:
    """
    Write down at ``at`` what a counter without the house did with a number at ``made_at``.

    It is the step that the number would have taken then, by the same table of steps: the clocks of the number show
    ``made_at``, the journal and the ledger ``at``, and both say that it was done apart. A call takes a turn like any
    other; who was due is worked out on the page of the day as always. That whoever was called had time to come is seen
    to by the box, which knows when it called: what it wrote down has happened. A counter
    without the house calls each number by itself, so a party is one no more. ``station`` is where a transfer leads.

    :raises TicketChanged: the house had decided otherwise meanwhile. :raises TicketNotAllowed: the step leads nowhere.
    :raises CounterBusy: the counter has another visitor. :raises OldTicket: the number was not of that day.
    :raises NoSuchTicket: :raises NoSuchCounter: :raises SameStation: :raises NoCallsLeft: :raises CallsLeft:
    :raises HasReturned: :raises WindowOver: as in the house, by ``made_at``.
    Source: our proposal (P).
    """
    try:
        with transaction.atomic():
            ticket = _then(ticket_id, made_at=made_at)
            if ticket.party_id is not None:
                dissolve(ticket.party_id, by=by, at=at)
                ticket = _then(ticket_id, made_at=made_at)
            _at_its_counter(ticket, action, counter_id)
            took = made_at - (ticket.served_from or made_at) if action in (Action.TRANSFER, Action.FINISH) else None
            line = _line(ticket, action, made_at=made_at)
            changes = _changes(ticket, action, counter_id, station, at=at, made_at=made_at)
            before = ticket.station
            step(ticket, action, by=by, at=at, reason=REASON, took=_not_less(took), **line, **changes)
            publish(
                events.TicketHandledApart(
                    subject=ticket.subject,
                    office=office_of(ticket),
                    ticket_id=ticket.id,
                    point_id=ticket.point_id,
                    station=before,
                    to_station=ticket.station,
                    counter_id=counter_id,
                    number=plain_number(ticket),
                    action=str(action),
                    reason=REASON,
                    made_at=made_at,
                ),
                by=by,
                at=at,
            )
            return queries.info(ticket)
    except IntegrityError:
        raise CounterBusy from None


def _then(ticket_id: UUID, *, made_at: datetime) -> Ticket:
    ticket = Ticket.objects.select_related("lane").filter(id=ticket_id).first()
    if ticket is None:
        raise NoSuchTicket
    if ticket.day != today_at(ticket.point_id, at=made_at):
        raise OldTicket
    return ticket


def _at_its_counter(ticket: Ticket, action: Action, counter_id: UUID) -> None:
    if action not in APART:
        raise TicketChanged
    counter = next((one for one in offices.counters(point_id=ticket.point_id) if one.id == counter_id), None)
    if counter is None:
        raise NoSuchCounter
    belongs = str(counter.station) == ticket.station if action in TO_THE_STATION else ticket.counter_id == counter_id
    if not belongs:
        raise TicketChanged


def _line(ticket: Ticket, action: Action, *, made_at: datetime) -> dict[str, Any]:
    """Return the turn of a call and its reason in words; nothing for other steps."""
    if action != Action.CALL:
        return {}
    place: dict[str, Any] = {"point_id": ticket.point_id, "station": ticket.station, "day": ticket.day}
    turn = next_turn(**place)
    rule_of_day(**place)
    return {"turn": turn, "why": why_apart(made_at, offices.calendar(point_id=ticket.point_id).zone)}


def why_apart(made_at: datetime, zone: ZoneInfo) -> Bilingual:
    """Return in words why such a call is in the journal."""
    hour = f"{made_at.astimezone(zone):%H.%M}"
    return Bilingual(
        id=f"Dipanggil pukul {hour} saat loket terputus dari server, menurut aturan yang sama; dicatat kemudian.",
        en=f"Called at {hour} while the counter was cut off from the server, by the same rule; written down later.",
    )


def _changes(
    ticket: Ticket, action: Action, counter_id: UUID, station: str, *, at: datetime, made_at: datetime
) -> dict[str, Any]:
    match action:
        case Action.CALL:
            return {"counter_id": counter_id, "called_at": made_at, "calls_made": 1}
        case Action.RECALL:
            allowed, made = calls_allowed(ticket), ticket.calls_made
            if made >= allowed:
                raise NoCallsLeft(calls=allowed)
            return {"called_at": made_at, "calls_made": made + 1}
        case Action.ARRIVE:
            return {"served_from": made_at}
        case Action.MISS:
            allowed, made = calls_allowed(ticket), ticket.calls_made
            if made < allowed:
                raise CallsLeft(made=made, calls=allowed)
            return {"skipped_at": made_at, "counter_id": None}
        case Action.COME_BACK:
            return back_in_line(ticket, at=at, came_at=made_at)
        case Action.TRANSFER:
            return _onward(ticket, station, at=at, made_at=made_at)
    return {"counter_id": None}


def _onward(ticket: Ticket, station: str, *, at: datetime, made_at: datetime) -> dict[str, Any]:
    if station == ticket.station or station not in Station.values:
        raise SameStation
    return {
        "station": station,
        "counter_id": None,
        "is_front": False,
        "place_at": made_at,
        "since": at,
        "since_turn": turns_so_far(point_id=ticket.point_id, station=station, day=ticket.day),
        "calls_made": 0,
        "called_at": None,
        "served_from": None,
    }


def _not_less(took: timedelta | None) -> timedelta | None:
    return None if took is None else max(took, timedelta(0))

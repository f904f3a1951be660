"""Giving numbers, and loading the lanes they belong to."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import IntegrityError, transaction
from django.db.models import Min

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.queueing import events, queries
from lintas.visit.queueing.models import Lane, Ticket
from lintas.visit.queueing.operations.errors import AlreadyHasTicket, NoSuchLane, NumberGiven
from lintas.visit.queueing.operations.steps import joining, office_of, plain_number, tell_pages, today_at, write
from lintas.visit.queueing.operations.turns import next_number, turns_so_far
from lintas.visit.queueing.states import IN_THE_HOUSE, Action, State

DATA = Path(__file__).parents[1] / "data" / "lanes.yaml"


def issue_ticket(
    *,
    point_id: UUID,
    subject: UUID,
    queue_class: str,
    station: str,
    by: str,
    at: datetime,
    front: bool = False,
    place_at: datetime | None = None,
    number: int | None = None,
    is_expected: bool = False,
) -> queries.TicketInfo:
    """
    Give the application a number of the class's lane, waiting at the station.

    Inside the class people are called by arrival: ``place_at`` is the moment that counts when it is not ``at``, such
    as that at which a cut-off kiosk gave the number. ``front`` puts the ticket before its class, for who was
    served and asked to complete something (process.yaml P13).
    ``number`` is one that was reserved before (`reserve_numbers`) and shown to the person already.

    Who ``is_expected`` is still on the way: the number stands in no line until `show_up`, with ``place_at`` as its
    place.

    :raises NoSuchLane: the point has no such class. :raises LaneFull: no numbers are left today.
    :raises AlreadyHasTicket: the application has a number of today already. :raises NumberGiven: ``number`` was used.
    Source: process.yaml P10, P11, P13.
    """
    day = today_at(point_id, at=at)
    lane = Lane.objects.filter(point_id=point_id, queue_class=queue_class).first()
    if lane is None:
        raise NoSuchLane
    if Ticket.objects.filter(subject=subject, day=day, state__in=IN_THE_HOUSE).exists():
        raise AlreadyHasTicket
    try:
        with transaction.atomic():
            ticket = Ticket.objects.create(
                point_id=point_id,
                lane=lane,
                day=day,
                number=next_number(lane_id=lane.id, day=day) if number is None else number,
                subject=subject,
                station=station,
                is_front=front,
                place_at=_front_place(lane, day, at=at) if front else place_at or at,
                since=at,
                since_turn=turns_so_far(point_id=point_id, station=station, day=day),
                issued_at=at,
                state=State.EXPECTED if is_expected else State.WAITING,
            )
            joins = {} if is_expected else joining(ticket)
            write(ticket, Action.ISSUE, before="", after=ticket.state, by=by, at=at, **joins)
            publish(issued(ticket), by=by, at=at)
            tell_pages(ticket, at=at)
            return queries.info(ticket)
    except IntegrityError:
        if number is not None and Ticket.objects.filter(lane=lane, day=day, number=number).exists():
            raise NumberGiven from None
        raise AlreadyHasTicket from None


def issued(ticket: Ticket) -> events.TicketIssued:
    """Return what is told of a ticket whose lane is loaded."""
    return events.TicketIssued(
        subject=ticket.subject,
        office=office_of(ticket),
        ticket_id=ticket.id,
        point_id=ticket.point_id,
        station=ticket.station,
        queue_class=ticket.lane.queue_class,
        number=plain_number(ticket),
    )


def _front_place(lane: Lane, day: date, *, at: datetime) -> datetime:
    # Not later than anybody who waits in the lane, so that the class loses nothing by letting one go first.
    line = Ticket.objects.in_line(point_id=lane.point_id, day=day).filter(lane=lane)
    return min(at, line.aggregate(first=Min("place_at"))["first"] or at)


@transaction.atomic
def load_lanes(*, path: Path = DATA) -> int:
    """Bring the lanes of every point up to date with the file; return how many are new. Safe to repeat."""
    book = yaml.safe_load(path.read_text(encoding="utf-8"))
    before = Lane.objects.count()
    Lane.objects.bulk_create(
        _lanes(book),
        update_conflicts=True,
        unique_fields=["point_id", "queue_class"],
        update_fields=["letter", "name_id", "name_en", "weight", "behind_at_most", "confidence"],
    )
    return Lane.objects.count() - before


def _lanes(book: dict[str, Any]) -> Iterator[Lane]:
    for point in offices.points():
        for facts in book["lanes"]:
            yield Lane(
                point_id=point.id,
                letter=facts["letter"],
                queue_class=facts["queue_class"],
                name_id=facts["id"],
                name_en=facts["en"],
                weight=facts["weight"],
                behind_at_most=facts.get("behind_at_most"),
                confidence=book["confidence"],
            )

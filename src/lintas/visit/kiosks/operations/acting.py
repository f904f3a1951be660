"""What counters did while the house was away, and which box serves them then."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.directory.offices import queries as offices
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish
from lintas.visit.kiosks import events
from lintas.visit.kiosks.models import Act, Given, Kiosk
from lintas.visit.kiosks.operations.errors import NothingToSettle
from lintas.visit.kiosks.operations.hearing import locked
from lintas.visit.kiosks.operations.lines import ActLine, Became
from lintas.visit.kiosks.states import Recorded
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import Action

NOT_SERVING = "kiosks.serves_no_counters"
"""The box is not the one with which the counters of its hall go on."""

IN_NO_LINE = "kiosks.in_no_line"
"""The number was given by the box and stands in no line here."""


@transaction.atomic
def let_serve(*, kiosk_id: UUID, by: str, at: datetime) -> None:
    """
    Let the counters of the hall go on with this box while the house is away; another box that did so does no longer.

    :raises NoSuchKiosk: :raises IsSetAside:
    """
    kiosk = locked(kiosk_id)
    if kiosk.serves_counters:
        return
    Kiosk.objects.filter(point_id=kiosk.point_id, serves_counters=True).update(serves_counters=False)
    kiosk.serves_counters = True
    kiosk.save(update_fields=["serves_counters"])
    _tell(kiosk, events.KioskServesCounters, at=at, by=by)


@dataclass(frozen=True, slots=True)
class Shown:
    """
    The hall as a box is shown it, None for one that serves no counters; up to ``seq`` its own lines are in it.

    ``placed_at`` is the moment of the last of them: what it writes down next is later.
    """

    seq: int
    placed_at: datetime | None
    hall: tickets.Hall | None


@transaction.atomic
def show_hall(*, kiosk_id: UUID, at: datetime) -> Shown:
    """Return the hall for the box. :raises NoSuchKiosk: :raises IsSetAside:"""
    kiosk = locked(kiosk_id)
    hall = tickets.hall_of(kiosk.point_id, at) if kiosk.serves_counters else None
    return Shown(kiosk.last_seq, kiosk.placed_at, hall)


def record(kiosk: Kiosk, line: ActLine, digest: bytes, *, made_at: datetime, at: datetime) -> Became:
    """Take the number the step that the counter took, and write it down; if the house knows otherwise, as a conflict."""
    ticket_id, code = _ticket_of(kiosk, line), ""
    try:
        if ticket_id is None:
            code = IN_NO_LINE
        elif not kiosk.serves_counters:
            code = NOT_SERVING
        else:
            queue.record_apart(
                action=Action(line.action),
                ticket_id=ticket_id,
                counter_id=line.counter_id,
                station=line.station,
                by=f"kiosk:{kiosk.id}",
                at=at,
                made_at=made_at,
            )
    except DomainError as refusal:
        code = refusal.code
    outcome = Recorded.CONFLICT if code else Recorded.DONE
    Act.objects.create(
        id=line.id,
        kiosk=kiosk,
        seq=line.seq,
        digest=digest,
        action=line.action,
        number=line.number,
        ticket_id=ticket_id,
        counter_id=line.counter_id,
        station=line.station,
        wall=line.told.wall,
        made_at=made_at,
        merged_at=at,
        outcome=outcome,
        code=code,
    )
    if code:
        point = offices.point(id=kiosk.point_id)
        told = events.ActInConflict(
            subject=line.id,
            office=point.office_code,
            point_id=point.id,
            kiosk_id=kiosk.id,
            ticket_id=ticket_id,
            action=line.action,
            code=code,
            made_at=made_at,
        )
        publish(told, by=f"kiosk:{kiosk.id}", at=at)
    return Became(line.id, outcome)


@transaction.atomic
def settle(*, act_id: UUID, by: str, at: datetime) -> None:
    """
    Take an act that was in conflict off the list: somebody has looked at it. What was recorded stays.

    :raises NothingToSettle: it is in no conflict, or somebody was faster.
    """
    act = Act.objects.select_related("kiosk").filter(id=act_id).first()
    waiting = Act.objects.filter(id=act_id, outcome=Recorded.CONFLICT, settled_at__isnull=True)
    if act is None or not waiting.update(settled_at=at):
        raise NothingToSettle
    office = offices.point(id=act.kiosk.point_id).office_code
    publish(events.ConflictSettled(subject=act.id, office=office, kiosk_id=act.kiosk_id), by=by, at=at)


def _ticket_of(kiosk: Kiosk, line: ActLine) -> UUID | None:
    given = Given.objects.filter(kiosk=kiosk, id=line.ticket).first()
    if given is not None:
        return given.ticket_id
    found = tickets.ticket(line.ticket)
    return found.id if found is not None and found.point_id == kiosk.point_id else None


def _tell(kiosk: Kiosk, kind: type[events.KioskEvent], *, at: datetime, by: str) -> None:
    office = offices.point(id=kiosk.point_id).office_code
    publish(kind(subject=kiosk.id, office=office, point_id=kiosk.point_id), by=by, at=at)

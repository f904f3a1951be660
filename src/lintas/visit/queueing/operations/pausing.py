"""A counter's break, with a sign that the hall can read."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.directory.offices import queries as offices
from lintas.foundation.live.operations import touch
from lintas.foundation.outbox.operations import publish
from lintas.visit.queueing import events
from lintas.visit.queueing.models import CounterBreak, CounterSession, Ticket
from lintas.visit.queueing.operations.calling import working
from lintas.visit.queueing.operations.errors import CounterBusy, CounterPauses, CounterWorks, NoSuchBreak
from lintas.visit.queueing.operations.steps import today_at
from lintas.visit.queueing.states import AT_A_COUNTER, BREAK_LENGTHS, BreakReason


def pause(*, counter_id: UUID, reason: str, minutes: int, by: str, at: datetime) -> None:
    """
    Let the counter rest; the board says why and until about when, and nobody is called there.

    :raises NoSuchBreak: ``reason`` or ``minutes`` is none of those offered. :raises CounterClosed:
    :raises CounterPauses: it rests already. :raises CounterBusy: it has a visitor.
    Source: our proposal (P).
    """
    if reason not in BreakReason.values or minutes not in BREAK_LENGTHS:
        raise NoSuchBreak
    session = working(counter_id)
    day = today_at(session.point_id, at=at)
    until = at + timedelta(minutes=minutes)
    try:
        with transaction.atomic():
            if Ticket.objects.filter(counter_id=counter_id, day=day, state__in=AT_A_COUNTER).exists():
                raise CounterBusy
            CounterBreak.objects.create(
                session=session,
                point_id=session.point_id,
                counter_id=counter_id,
                reason=reason,
                began_at=at,
                until=until,
            )
            _tell(
                session,
                events.CounterPaused(
                    subject=counter_id,
                    office=_office(session),
                    point_id=session.point_id,
                    reason=reason,
                    until=until,
                ),
                by=by,
                at=at,
            )
    except IntegrityError:
        raise CounterPauses from None


def resume(*, counter_id: UUID, by: str, at: datetime) -> None:
    """End the counter's break. :raises CounterWorks: it is on none."""
    with transaction.atomic():
        running = CounterBreak.objects.select_related("session").filter(counter_id=counter_id, ended_at__isnull=True)
        found = running.first()
        if found is None or not running.filter(id=found.id).update(ended_at=at):
            raise CounterWorks
        resumed = events.CounterResumed(subject=counter_id, office=_office(found.session), point_id=found.point_id)
        _tell(found.session, resumed, by=by, at=at)


def _tell(
    session: CounterSession, event: events.CounterPaused | events.CounterResumed, *, by: str, at: datetime
) -> None:
    publish(event, by=by, at=at)
    for topic in (f"board:{session.point_id}", f"desk:{session.point_id}"):
        touch(topic=topic, at=at)


def _office(session: CounterSession) -> str:
    return offices.point(id=session.point_id).office_code

"""Opening and closing counters."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.directory.offices import queries as offices
from lintas.foundation.live.operations import touch
from lintas.visit.queueing.models import CounterSession, Ticket
from lintas.visit.queueing.operations.errors import (
    CounterBusy,
    CounterClosed,
    CounterTaken,
    NoSuchCounter,
    SitsElsewhere,
)
from lintas.visit.queueing.operations.steps import today_at
from lintas.visit.queueing.states import AT_A_COUNTER


def open_counter(*, point_id: UUID, counter_id: UUID, officer_id: UUID, at: datetime) -> None:
    """
    Let the officer sit down at the counter; opening one's own open counter again changes nothing.

    :raises NoSuchCounter: the point has no such counter. :raises CounterTaken: another officer sits there.
    :raises SitsElsewhere: the officer sits at another counter.
    """
    known = {counter.id: counter for counter in offices.counters(point_id=point_id)}
    counter = known.get(counter_id)
    if counter is None:
        raise NoSuchCounter
    try:
        with transaction.atomic():
            CounterSession.objects.create(
                counter_id=counter_id,
                point_id=point_id,
                station=str(counter.station),
                officer_id=officer_id,
                opened_at=at,
            )
            _tell(point_id, at=at)
    except IntegrityError:
        mine = CounterSession.objects.filter(officer_id=officer_id, closed_at__isnull=True).first()
        if mine is None:
            raise CounterTaken from None
        if mine.counter_id != counter_id:
            raise SitsElsewhere from None


def close_counter(*, counter_id: UUID, at: datetime) -> None:
    """
    Let the officer leave the counter.

    :raises CounterClosed: it is not open. :raises CounterBusy: it has a visitor.
    """
    with transaction.atomic():
        session = CounterSession.objects.filter(counter_id=counter_id, closed_at__isnull=True).first()
        if session is None:
            raise CounterClosed
        if Ticket.objects.filter(
            counter_id=counter_id, state__in=AT_A_COUNTER, day=today_at(session.point_id, at=at)
        ).exists():
            raise CounterBusy
        session.breaks.filter(ended_at__isnull=True).update(ended_at=at)
        CounterSession.objects.filter(id=session.id).update(closed_at=at)
        _tell(session.point_id, at=at)


def _tell(point_id: UUID, *, at: datetime) -> None:
    for topic in (f"board:{point_id}", f"desk:{point_id}"):
        touch(topic=topic, at=at)

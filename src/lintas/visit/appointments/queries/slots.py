"""The sessions of one day at one point."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from lintas.visit.appointments.models import KeptPlaces, Slot


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A session that has not begun; ``left`` is 0 when it is full, or what is left is decided by a draw (``is_drawn``)."""

    id: UUID
    point_id: UUID
    service_class: str
    on: date
    starts_at: datetime
    ends_at: datetime
    left: int
    capacity: int
    is_drawn: bool = False


def open_slots(*, point_id: UUID, on: date, service_class: str = "regular", at: datetime) -> tuple[OpenSlot, ...]:
    """
    Return the day's sessions that have not begun at ``at``, earliest first; full ones with ``left`` 0. One query.

    ``on`` is the calendar day at the office. No session is returned while the point is closed.
    """
    sessions = Slot.objects.bookable(at=at).filter(point_id=point_id, on=on, service_class=service_class)
    kept = Exists(KeptPlaces.objects.filter(slot=OuterRef("pk"), left__gt=0))
    found = sessions.annotate(is_drawn=kept).order_by("starts_at")
    return tuple(replace(shown(session), is_drawn=session.is_drawn and not shown(session).left) for session in found)


def slot(slot_id: UUID) -> OpenSlot | None:
    """Return one session, whether or not it can still be booked; None when there is none. One query."""
    session = Slot.objects.filter(id=slot_id).first()
    return None if session is None else shown(session)


def slots(slot_ids: Collection[UUID]) -> dict[UUID, OpenSlot]:
    """Return those of the sessions that exist, as `slot` does. One query."""
    return {session.id: shown(session) for session in Slot.objects.filter(id__in=slot_ids)}


def withdrawn(slot_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the sessions that the office has closed after all. One query."""
    return frozenset(Slot.objects.filter(id__in=slot_ids, offered=False).values_list("id", flat=True))


def shown(session: Slot) -> OpenSlot:
    """Return the session as an answer."""
    return OpenSlot(
        id=session.id,
        point_id=session.point_id,
        service_class=session.service_class,
        on=session.on,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        left=session.capacity - session.taken,
        capacity=session.capacity,
    )

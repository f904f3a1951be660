"""Blocks of numbers that one kiosk alone may give."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lintas.directory.offices import queries as offices
from lintas.visit.kiosks import rules
from lintas.visit.kiosks.models import Block, Given, Kiosk
from lintas.visit.kiosks.offers import offers
from lintas.visit.kiosks.operations.errors import NotUnderstood
from lintas.visit.kiosks.operations.hearing import locked
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets


@dataclass(frozen=True, slots=True)
class Wish:
    """A block that a kiosk asks for, under an id of its own making, so that asking again gives the same."""

    id: UUID
    letter: str
    day: date


@dataclass(frozen=True, slots=True)
class Leased:
    """A block; both ends included."""

    id: UUID
    letter: str
    day: date
    first: int
    last: int


@transaction.atomic
def lease(*, kiosk_id: UUID, wishes: Iterable[Wish], at: datetime) -> tuple[Leased, ...]:
    """
    Give the kiosk the blocks it asks for, as far as it may have them; what it may not have is left out.

    A wish that was granted before gives the same block again.

    :raises NoSuchKiosk: :raises IsSetAside: :raises NotUnderstood: a wish belongs to another kiosk.
    """
    kiosk = locked(kiosk_id)
    lanes = {lane.letter: lane for lane in tickets.lanes_of(kiosk.point_id)}
    today = offices.calendar(point_id=kiosk.point_id).local(at).date()
    granted = []
    # In one order, since each takes the row of its lane and day.
    for wish in sorted(wishes, key=lambda wish: (wish.day, wish.letter, wish.id)):
        lane = lanes.get(wish.letter)
        block = Block.objects.filter(id=wish.id).first()
        if block is not None and block.kiosk_id != kiosk.id:
            raise NotUnderstood
        if block is None and lane is not None and rules.may_use(wish.day, today=today):
            block = _cut(kiosk, wish, lane, at=at)
        if block is not None:
            granted.append(Leased(block.id, wish.letter, block.day, block.first, block.last))
    return tuple(granted)


def _cut(kiosk: Kiosk, wish: Wish, lane: tickets.LaneOfPoint, *, at: datetime) -> Block | None:
    offer = offers().by_class.get(lane.queue_class)
    if offer is None:
        return None
    held = Block.objects.filter(kiosk=kiosk, lane_id=lane.id, day=wish.day).values_list("first", "last")
    given = Given.objects.filter(kiosk=kiosk, lane_id=lane.id, day=wish.day).count()
    runs = [rules.Run(first, last) for first, last in held]
    if not rules.may_lease(runs, given=given, size=offer.block, most=offers().blocks_held):
        return None
    try:
        last = queue.reserve_numbers(lane_id=lane.id, day=wish.day, count=offer.block)
    except queue.LaneFull:
        return None
    return Block.objects.create(
        id=wish.id,
        kiosk=kiosk,
        lane_id=lane.id,
        day=wish.day,
        first=last - offer.block + 1,
        last=last,
        leased_at=at,
    )

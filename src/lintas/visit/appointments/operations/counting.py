"""Taking places and giving them back: conditional updates that the database decides, never a count and an insert."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Least

from lintas.foundation.among import among
from lintas.foundation.prepared import prepared, prepared_update
from lintas.visit.appointments.models import Slot
from lintas.visit.appointments.operations.errors import NoRoomForLate, NoSuchSlot, SlotBegun, SlotClosed, SlotFull

_FIELDS = [field.attname for field in Slot._meta.concrete_fields]


def open_slot(slot_id: UUID, *, at: datetime) -> Slot:
    """
    Return the session if it can still be booked; the cheap refusal before anything is written. One query.

    :raises NoSuchSlot: :raises SlotBegun: :raises SlotClosed: :raises SlotFull:
    """
    slot = Slot.objects.filter(id=slot_id).first()
    return bookable(slot, left=slot.capacity - slot.taken if slot else 0, at=at)


def bookable(slot: Slot | None, *, left: int, at: datetime) -> Slot:
    """
    Return the session if one more may have a place while ``left`` are left. The rule of every way to a place.

    :raises NoSuchSlot: :raises SlotBegun: :raises SlotClosed: :raises SlotFull:
    """
    if slot is None:
        raise NoSuchSlot
    if slot.starts_at <= at:
        raise SlotBegun
    if not slot.offered:
        raise SlotClosed
    if left < 1:
        raise SlotFull
    return slot


def sessions(slot_ids: Collection[UUID]) -> dict[UUID, Slot]:
    """Return those of the sessions that there are, by their ids. One query."""
    found = [Slot.from_db(None, _FIELDS, row) for row in _sessions(slot_ids)]
    return {slot.id: slot for slot in found}


@prepared
def _sessions(slot_ids: Collection[UUID]) -> QuerySet[Slot, tuple[Any, ...]]:
    return Slot.objects.filter(among("id", slot_ids)).values_list(*_FIELDS)


def take(slot_id: UUID, *, at: datetime) -> None:
    """
    Take one place of a session. Call it last in the transaction: it locks the session until the commit.

    :raises SlotFull: the last place went to somebody else meanwhile.
    """
    take_many({slot_id: 1}, at=at)


def must_seat(slot_id: UUID) -> None:
    """
    Refuse somebody late, already recorded as present, when the session has fewer places than people who came.

    A booked place is counted in ``taken``, which the table never lets above the capacity; only a session that was
    made smaller by hand has no room. Call it last in the transaction: those who come late at one moment are counted
    one after the other.

    :raises NoRoomForLate: the transaction must be taken back.
    """
    slot = _in_turn(slot_id)
    if slot.appointments.present().count() > slot.capacity:
        raise NoRoomForLate


def _in_turn(slot_id: UUID) -> Slot:
    """Return the session, locked until the commit; what is read after it has seen everybody before us."""
    return Slot.objects.select_for_update(of=("self",)).get(id=slot_id)


def take_many(counts: Mapping[UUID, int], *, at: datetime) -> None:
    """
    Take so many places of each session, all or none. Call it last, as `take`.

    One session is one statement. Several are locked before in the order of their ids, as `exchange` does, so that
    nobody locks up with anybody; those of which the same number is taken are one statement then.

    :raises SlotFull: one of them has no longer so many, or is no longer offered.
    """
    if len(counts) > 1:
        _lock_together(counts)
    alike: defaultdict[int, list[UUID]] = defaultdict(list)
    for slot_id, count in counts.items():
        alike[count].append(slot_id)
    if any(_take(slot_ids, count, at) < len(slot_ids) for count, slot_ids in alike.items()):
        raise SlotFull


@prepared_update
def _take(slot_ids: Collection[UUID], count: int, at: datetime) -> tuple[QuerySet[Slot], dict[str, Any]]:
    with_room = Slot.objects.bookable(at=at).filter(among("id", slot_ids), taken__lte=F("capacity") - count)
    return with_room, {"taken": F("taken") + count}


def _lock_together(slot_ids: Collection[UUID]) -> None:
    """Lock the sessions until the commit, in the order of their ids."""
    list(Slot.objects.select_for_update(no_key=True).filter(id__in=slot_ids).order_by("id").values_list("id"))


def give_back(slot_id: UUID, count: int = 1) -> None:
    """
    Give one place back, or several; the table's constraint refuses to count below zero.

    Where more places are taken than the session has, it is given up instead: nobody can have it next.
    """
    surplus = Least(F("beyond"), Value(count))
    Slot.objects.filter(id=slot_id).update(
        taken=F("taken") - count, capacity=F("capacity") - surplus, beyond=F("beyond") - surplus
    )

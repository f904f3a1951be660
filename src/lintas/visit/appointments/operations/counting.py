"""Taking places and giving them back: conditional updates that the database decides, never a count and an insert."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Value, When
from django.db.models.functions import Least

from lintas.visit.appointments.models import Slot
from lintas.visit.appointments.operations.errors import NoRoomForLate, NoSuchSlot, SlotBegun, SlotClosed, SlotFull


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


def take(slot_id: UUID, *, at: datetime) -> None:
    """
    Take one place of a session. Call it last in the transaction: it locks the session until the commit.

    :raises SlotFull: the last place went to somebody else meanwhile.
    """
    if not Slot.objects.bookable(at=at).with_room().filter(id=slot_id).update(taken=F("taken") + 1):
        raise SlotFull


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

    One session is one statement; several are locked before in the order of their ids, as `exchange` does, so that
    nobody locks up with anybody.

    :raises SlotFull: one of them has no longer so many, or is no longer offered.
    """
    more: Any
    if len(counts) == 1:
        [more] = counts.values()
    else:
        _lock_together(counts)
        more = Case(*(When(id=slot_id, then=Value(count)) for slot_id, count in counts.items()))
    open_still = Slot.objects.bookable(at=at).filter(id__in=counts, taken__lte=F("capacity") - more)
    if open_still.update(taken=F("taken") + more) < len(counts):
        raise SlotFull


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

"""Setting places of sessions apart, giving them to those who are to have them, and letting the others go."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from lintas.visit.appointments.models import Appointment, KeptPlaces, Slot
from lintas.visit.appointments.operations.cooling import set_aside
from lintas.visit.appointments.operations.counting import give_back, take_many
from lintas.visit.appointments.operations.errors import AlreadyHoldsPlace, SlotBegun, SlotFull
from lintas.visit.appointments.operations.holding import write_hold
from lintas.visit.appointments.operations.letting_go import lapse, release_place
from lintas.visit.appointments.states import State

NONE_BUT_THOSE: Mapping[UUID, int] = MappingProxyType({})


@transaction.atomic
def keep_places(
    slot_ids: Collection[UUID], *, keeper: UUID, instead_of: UUID | None = None, at: datetime
) -> dict[UUID, int]:
    """
    Keep for ``keeper`` all places that are left in the sessions; return how many that is in each.

    With them go the places that ``instead_of`` kept there, which nobody can take in between. From then on they count as
    taken for everybody else. The sessions are locked until the commit.

    :raises SlotFull: one of them has no place left, or cannot be booked.
    """
    taken_over = _take_over(slot_ids, instead_of) if instead_of else {}
    free = {slot.id: slot.capacity - slot.taken for slot in _in_turn(slot_ids, at=at)}
    counts = {slot_id: count + taken_over.get(slot_id, 0) for slot_id, count in free.items()}
    if len(counts) < len(set(slot_ids)) or not all(counts.values()):
        raise SlotFull
    KeptPlaces.objects.bulk_create(
        KeptPlaces(slot_id=slot_id, keeper=keeper, kept=count, left=count) for slot_id, count in counts.items()
    )
    take_many(free, at=at)
    return counts


def _take_over(slot_ids: Collection[UUID], keeper: UUID) -> dict[UUID, int]:
    """Take the places out of this keeper's hands, still counted as taken; return how many of each session."""
    rows = KeptPlaces.objects.select_for_update(of=("self",)).filter(keeper=keeper, slot_id__in=slot_ids, left__gt=0)
    found = {row.slot_id: row.left for row in rows.order_by("slot_id")}
    for slot_id, count in found.items():
        _use_up(slot_id, keeper, count)
    return found


def give_kept(
    *,
    slot_id: UUID,
    keeper: UUID,
    subject: UUID,
    person_id: UUID,
    service_key: str,
    until: datetime,
    by: str,
    at: datetime,
) -> UUID:
    """
    Turn one kept place into a hold of the application until ``until``; return the appointment's id.

    The session counts as many taken as before. A place that the application holds elsewhere is let go for it. Where the
    office has closed the day meanwhile the place is given all the same: once paid, it is replaced as everybody's is.

    :raises SlotFull: none is kept there any more. :raises SlotBegun: the session has begun.
    :raises AlreadyHoldsPlace: the application or the person has a booked place for this service.
    """
    try:
        with transaction.atomic():
            slot = Slot.objects.get(id=slot_id)
            if slot.starts_at <= at:
                raise SlotBegun
            # The kept places before the person's own and those before the sessions: the order of everybody here.
            _use_up(slot_id, keeper, 1)
            _free_the_person(subject, person_id, service_key, by=by, at=at)
            return write_hold(slot, subject, person_id=person_id, service_key=service_key, until=until, by=by, at=at)
    except IntegrityError:
        raise AlreadyHoldsPlace from None


@transaction.atomic
def open_kept(*, keeper: UUID, but: Mapping[UUID, int] = NONE_BUT_THOSE, at: datetime) -> int:
    """
    Let all go that ``keeper`` still keeps, ``but`` so many of each session; return how many.

    Those who wait for that day come first, as with places that the office adds; the rest is open to everybody.
    """
    rows = KeptPlaces.objects.select_for_update(of=("self",)).filter(keeper=keeper, left__gt=0).order_by("slot_id")
    surplus = {row.slot_id: row.left - but.get(row.slot_id, 0) for row in rows}
    for slot_id, count in surplus.items():
        _let_go(slot_id, keeper, max(0, count), at=at)
    return sum(max(0, count) for count in surplus.values())


@transaction.atomic
def open_one_kept(*, slot_id: UUID, keeper: UUID, at: datetime) -> None:
    """Let one kept place go that its person cannot have. :raises SlotFull: none is kept there any more."""
    _let_go(slot_id, keeper, 1, at=at)


def _in_turn(slot_ids: Collection[UUID], *, at: datetime) -> QuerySet[Slot]:
    """Return the sessions that can be booked, locked in the order of their ids, as by everybody who takes several."""
    found = Slot.objects.select_for_update(no_key=True).bookable(at=at)
    return found.filter(id__in=slot_ids).order_by("id")


def _use_up(slot_id: UUID, keeper: UUID, count: int) -> None:
    """:raises SlotFull: fewer are kept; the row count decides, so that of two at once one wins."""
    enough = KeptPlaces.objects.filter(slot_id=slot_id, keeper=keeper, left__gte=count)
    if not enough.update(left=F("left") - count):
        raise SlotFull


def _let_go(slot_id: UUID, keeper: UUID, count: int, *, at: datetime) -> None:
    if count:
        _use_up(slot_id, keeper, count)
        give_back(slot_id, count)
        set_aside(slot_id, at=at)


def _free_the_person(subject: UUID, person_id: UUID, service_key: str, *, by: str, at: datetime) -> None:
    """:raises AlreadyHoldsPlace: what stands in the way is more than a hold of the application itself."""
    theirs = Q(subject=subject) | Q(person_id=person_id, service_key=service_key)
    standing = Appointment.objects.select_for_update(of=("self",)).select_related("slot").holding_a_place()
    for appointment in standing.filter(theirs).order_by("id"):
        if lapse(appointment, at=at):
            continue
        if appointment.subject != subject or appointment.state != State.HELD:
            raise AlreadyHoldsPlace
        release_place(subject=subject, by=by, at=at)

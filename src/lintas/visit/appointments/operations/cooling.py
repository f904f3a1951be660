"""Letting a freed place rest, and opening it to everybody at a moment that nobody could know."""

from datetime import datetime
from random import Random, SystemRandom
from uuid import UUID

from django.db import transaction
from django.db.models import F

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import rules
from lintas.visit.appointments.models import FreedPlace, Slot, Waiting
from lintas.visit.appointments.operations.counting import give_back, open_slot, take
from lintas.visit.appointments.operations.errors import SlotFull
from lintas.visit.appointments.queries.owners import owners_in
from lintas.visit.appointments.queries.replaced import stranded_before
from lintas.visit.appointments.states import Action, Cause, Rest, State

CHANCE: Random = SystemRandom()
"""Nobody can foretell it; tests put a seeded one here."""


def let_rest(slot: Slot, subject: UUID, action: Action, *, left: str, at: datetime) -> None:
    """
    Let the place rest that the application lets go in state ``left``; call it in the transaction that frees it.

    Where the published window is nothing, and in a session that has begun, it is open at once. In a session that the
    office has closed, or that has fewer places than are taken, nothing rests: there is nothing to open.
    """
    if not slot.offered or slot.beyond:
        give_back(slot.id)
        return
    opens_at = rules.opens_at(
        _window(slot, left=left, at=at), freed_at=at, starts_at=slot.starts_at, chance=CHANCE.random()
    )
    if opens_at <= at:
        give_back(slot.id)
    else:
        cause = Cause(action.value)
        FreedPlace.objects.create(slot_id=slot.id, subject=subject, cause=cause, freed_at=at, opens_at=opens_at)


def set_aside(slot_id: UUID, *, at: datetime) -> int:
    """
    Keep the session's free places for those who wait for them, as many as they are; return how many that is.

    These are who is on the list for its day, and who had a place on an earlier day that the office closed.

    Call it in the transaction in which the office added the places, so that nobody overtakes who waits. They rest as
    short as a place that was only held; where that is nothing, they are open at once.
    """
    slot = Slot.objects.select_for_update(of=("self",)).get(id=slot_id)
    if not slot.offered or slot.starts_at <= at:
        return 0
    free = min(slot.capacity - slot.taken, _wanted(slot))
    if free <= 0:
        return 0
    window = _window(slot, left=State.HELD, at=at)
    moments = [
        rules.opens_at(window, freed_at=at, starts_at=slot.starts_at, chance=CHANCE.random()) for _place in range(free)
    ]
    kept = [
        FreedPlace(slot=slot, cause=Cause.ADDED, freed_at=at, opens_at=opens_at)
        for opens_at in moments
        if opens_at > at
    ]
    if kept:
        Slot.objects.filter(id=slot.id).update(taken=F("taken") + len(kept))
        FreedPlace.objects.bulk_create(kept)
    return len(kept)


def end_a_rest(slot_id: UUID, *, at: datetime) -> None:
    """
    Let one resting place of the session rest no longer, for the person whom the caller takes there.

    The caller gives it back to the session and takes it, in the same transaction. The place is locked before its
    session, as everywhere. :raises SlotFull: none rests there any more.
    """
    resting = FreedPlace.objects.resting().filter(slot_id=slot_id).order_by("freed_at", "id")
    for place in resting.values_list("id", flat=True):
        if FreedPlace.objects.resting().filter(id=place).update(state=Rest.GIVEN, ended_at=at):
            return
    raise SlotFull


def _wanted(slot: Slot) -> int:
    """Return how many wait for a place like the session's for whom none rests yet."""
    waiting = Waiting.objects.waiting().filter(
        party__point_id=slot.point_id,
        party__service_class=slot.service_class,
        party__first_on__lte=slot.on,
        party__last_on__gte=slot.on,
    )
    resting = FreedPlace.objects.resting().filter(
        slot__point_id=slot.point_id, slot__service_class=slot.service_class, slot__offered=True
    )
    wanted = waiting.count()
    if stranded := stranded_before(slot.on, point_id=slot.point_id, service_class=slot.service_class):
        on_other_days = resting.filter(slot__on__gt=min(stranded)).exclude(slot__on=slot.on).count()
        wanted += max(0, sum(stranded.values()) - on_other_days)
    return max(0, wanted - resting.filter(slot__on=slot.on).count())


def take_back(slot_id: UUID, subject: UUID, *, at: datetime) -> bool:
    """Give the place back to the application that let it go, while it rests; return whether there was one."""
    mine = FreedPlace.objects.resting().filter(slot_id=slot_id, subject=subject, slot__offered=True)
    for place in mine.filter(slot__starts_at__gt=at).values_list("id", flat=True):
        if FreedPlace.objects.resting().filter(id=place).update(state=Rest.TAKEN_BACK, ended_at=at):
            return True
    return False


def take_or_take_back(slot_id: UUID, subject: UUID, *, at: datetime) -> None:
    """
    Take one place of a session, or take back one's own that rests there. Call it last in the transaction.

    :raises SlotFull: the last place went to somebody else meanwhile.
    """
    try:
        take(slot_id, at=at)
    except SlotFull:
        if not take_back(slot_id, subject, at=at):
            raise


def exchange(old: Slot, new: Slot, subject: UUID, action: Action, *, left: str, at: datetime) -> None:
    """
    Take a place of one session for one of another, in the order of their ids so that two exchanges never lock up.

    :raises SlotFull: the new session's last place went to somebody else meanwhile.
    """
    if old.id < new.id:
        let_rest(old, subject, action, left=left, at=at)
        take_or_take_back(new.id, subject, at=at)
    else:
        take_or_take_back(new.id, subject, at=at)
        let_rest(old, subject, action, left=left, at=at)


def room_in(slot_id: UUID, subject: UUID, *, at: datetime) -> Slot:
    """
    Return the session if the application can have a place there: an open one, the one it holds, or its own that rests.

    The cheap refusal before anything is written. One query, and two more when the session is full.

    :raises NoSuchSlot: :raises SlotBegun: :raises SlotClosed: :raises SlotFull:
    """
    try:
        return open_slot(slot_id, at=at)
    except SlotFull:
        if not owners_in({slot_id}, subjects={subject}):
            raise
        return Slot.objects.get(id=slot_id)


def open_rested(*, at: datetime, limit: int = 500) -> int:
    """
    Open every place whose rest is over to everybody, each in its own transaction; return how many.

    Safe to run late, twice and beside itself: the place's row decides which run opens it.
    """
    due = FreedPlace.objects.due(at=at).order_by("opens_at").values_list("id", "slot_id")[:limit]
    return sum(_open(place, slot_id, at=at) for place, slot_id in due)


@transaction.atomic
def _open(place: UUID, slot_id: UUID, *, at: datetime) -> bool:
    if not FreedPlace.objects.due(at=at).filter(id=place).update(state=Rest.OPENED, ended_at=at):
        return False
    give_back(slot_id)
    return True


def rest_again(place: FreedPlace, *, at: datetime) -> None:
    """Let an offered place that was not accepted rest once more, from ``at`` on."""
    given = _window(place.slot, left="", at=at)
    opens_at = rules.opens_at(given, freed_at=at, starts_at=place.slot.starts_at, chance=CHANCE.random())
    FreedPlace.objects.filter(id=place.id, state=Rest.OFFERED).update(state=Rest.RESTING, opens_at=opens_at)


def _window(slot: Slot, *, left: str, at: datetime) -> rules.Window:
    """Return the window of the office: a place that was only held rests shorter than one that was booked."""
    point = offices.point(id=slot.point_id)
    on = offices.calendar(point_id=point.id).local(at).date()
    kind = "held" if left == State.HELD else "booked"
    return rules.Window(
        shortest=catalogue.duration(f"cooldown_{kind}_shortest", office_code=point.office_code, on=on),
        longest=catalogue.duration(f"cooldown_{kind}_longest", office_code=point.office_code, on=on),
        part=catalogue.count("cooldown_part", office_code=point.office_code, on=on),
    )

"""
Holding places for many at once: the rules of `hold_place`, a few statements for all of them.

Only the plain case is done here: a place for somebody who has none yet. Whoever already holds one, or asks twice, is
left to `hold_place`. The order of locks is that of `hold_place` too: the sessions come last and are held only for the
commit, so that groups and single requests never lock each other up.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from lintas.directory.offices import queries as offices
from lintas.foundation import rows
from lintas.foundation.ids import new_ids
from lintas.foundation.outbox.operations import Told, publish_many
from lintas.visit.appointments import events
from lintas.visit.appointments.models import Appointment, AppointmentStep, Slot
from lintas.visit.appointments.operations.counting import bookable, sessions, take_many
from lintas.visit.appointments.operations.errors import BookingRefused, SlotFull
from lintas.visit.appointments.queries.owners import owners_in
from lintas.visit.appointments.states import Action, State

Result = TypeVar("Result")

TRIES = 3
"""How often a group is decided anew because others took places between its look and its taking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """
    One person's wish for a place; the fields are the arguments of `hold_place`.

    ``within`` are the point and the class of which the session must be; another, even one that does not exist, is left
    to whoever asks. None: any.
    """

    slot_id: UUID
    subject: UUID
    person_id: UUID
    service_key: str
    until: datetime
    by: str
    at: datetime
    within: tuple[UUID, str] | None = None


class Outrun(Exception):
    """Others took places between the group's look and its taking: nothing of what it wrote may stand."""


Outcome = UUID | BookingRefused | None
"""The appointment's id, why there is none, or None: nothing was done, ask `hold_place`."""


@dataclass(frozen=True, slots=True)
class _Held:
    number: int
    wish: Wish
    slot: Slot
    id: UUID


def anew_when_outrun(act: Callable[[], Result]) -> Result | None:
    """Return what ``act`` returns, in one durable transaction; None when it was `Outrun` each of `TRIES` times."""
    for _ in range(TRIES):
        with suppress(Outrun), transaction.atomic(durable=True):
            return act()
    return None


def hold_places(wishes: Sequence[Wish]) -> list[Outcome]:
    """
    Keep a place for each of the wishes that can have one, first come first served; return an outcome for each.

    All in the caller's transaction: what is returned is true once that is committed.

    :raises Outrun: the transaction must be taken back; `anew_when_outrun` does that, and tries again.
    """
    slots = sessions({wish.slot_id for wish in wishes})
    left = Counter({slot.id: slot.capacity - slot.taken for slot in slots.values()})
    outcomes: list[Outcome] = [None] * len(wishes)
    held: list[_Held] = []
    undecided = [(number, wish) for number, wish in enumerate(wishes) if _may_be(wish, slots.get(wish.slot_id))]
    while undecided:
        chosen, undecided = _choose(undecided, slots, left, outcomes)
        written = _insert(chosen)
        left.subtract(one.slot.id for one in written)
        held += written
    for one in held:
        outcomes[one.number] = one.id
    _leave_owners_alone(wishes, outcomes)
    if held:
        _write_down(held)
        _take(held)
    return outcomes


def _take(held: Sequence[_Held]) -> None:
    try:
        take_many(Counter(one.slot.id for one in held), at=max(one.wish.at for one in held))
    except SlotFull:
        raise Outrun from None


def _may_be(wish: Wish, slot: Slot | None) -> bool:
    return wish.within is None or (slot is not None and wish.within == (slot.point_id, slot.service_class))


def _choose(
    undecided: Sequence[tuple[int, Wish]], slots: dict[UUID, Slot], left: Counter[UUID], outcomes: list[Outcome]
) -> tuple[list[_Held], list[tuple[int, Wish]]]:
    """
    Return who gets a place if nothing stands in their way, and who must wait for how that went.

    Those who cannot have one in any case get their refusal.
    """
    chosen: list[_Held] = []
    later = []
    spoken_for: Counter[UUID] = Counter()
    for (number, wish), row in zip(undecided, new_ids(len(undecided)), strict=True):
        taken = spoken_for[wish.slot_id]
        try:
            slot = bookable(slots.get(wish.slot_id), left=left[wish.slot_id] - taken, at=wish.at)
        except BookingRefused as refusal:
            if taken and isinstance(refusal, SlotFull):
                later.append((number, wish))
            else:
                outcomes[number] = refusal
        else:
            spoken_for[slot.id] += 1
            chosen.append(_Held(number, wish, slot, row))
    return chosen, later


def _insert(chosen: Sequence[_Held]) -> list[_Held]:
    """Write the appointments; return those that the constraints let stand, in the order they came."""
    # One order for all writers: two groups with the same people wait for each other instead of locking each other up.
    written = rows.insert(
        Appointment,
        (
            "id",
            "slot",
            "subject",
            "person_id",
            "service_key",
            "state",
            "held_until",
            "made_at",
            "arrival",
            "moves_used",
        ),
        [
            (
                one.id,
                one.slot.id,
                one.wish.subject,
                one.wish.person_id,
                one.wish.service_key,
                State.HELD.value,
                one.wish.until,
                one.wish.at,
                "",
                0,
            )
            for one in sorted(chosen, key=lambda one: (one.wish.person_id.int, one.number))
        ],
        on_conflict="DO NOTHING",
        returning=("id",),
    )
    stands = {row for (row,) in written}
    return [one for one in chosen if one.id in stands]


def _leave_owners_alone(wishes: Sequence[Wish], outcomes: list[Outcome]) -> None:
    """
    A full session is not full for those who have a place of their own in it: `hold_place` keeps it for them.

    It is one they hold, or one they let go that still rests.
    """
    refused = {
        number: (wishes[number].slot_id, wishes[number].subject)
        for number, outcome in enumerate(outcomes)
        if isinstance(outcome, SlotFull)
    }
    if not refused:
        return
    owners = owners_in({slot_id for slot_id, _ in refused.values()}, subjects={one for _, one in refused.values()})
    for number, own in refused.items():
        if own in owners:
            outcomes[number] = None


def _write_down(held: Sequence[_Held]) -> None:
    """Write the journal's lines and tell of the places."""
    rows.insert(
        AppointmentStep,
        ("id", "appointment", "action", "from_state", "to_state", "slot", "by", "at", "reason"),
        [
            (line, one.id, Action.HOLD.value, "", State.HELD.value, one.slot.id, one.wish.by, one.wish.at, "")
            for line, one in zip(new_ids(len(held)), held, strict=True)
        ],
    )
    offices_of = {point: offices.point(id=point).office_code for point in {one.slot.point_id for one in held}}
    publish_many(
        [
            Told(
                event=events.PlaceHeld(
                    subject=one.wish.subject,
                    office=offices_of[one.slot.point_id],
                    appointment_id=one.id,
                    slot_id=one.slot.id,
                    starts_at=one.slot.starts_at,
                    until=one.wish.until,
                ),
                by=one.wish.by,
                at=one.wish.at,
            )
            for one in held
        ]
    )

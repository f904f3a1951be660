"""Announcing a draw, and the witnesses' commitments to it."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.directory.offices import queries as offices
from lintas.foundation.ids import new_id
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.queries import OpenSlot
from lintas.visit.draws import events, seeds
from lintas.visit.draws.models import Draw, Session, Witness
from lintas.visit.draws.operations.errors import (
    CommitmentNotTaken,
    NotAFingerprint,
    NotVoid,
    SessionsNotFit,
    TimesNotFit,
    TooLateToCommit,
)
from lintas.visit.draws.operations.steps import locked, write
from lintas.visit.draws.rules.hashing import commitment_of
from lintas.visit.draws.states import Action, Pool, State
from lintas.visit.draws.terms import house_terms

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
WITNESS = re.compile(r"(?!seed$)[a-z][a-z0-9-]{0,39}")


@transaction.atomic
def announce(
    *,
    point_id: UUID,
    service_key: str,
    slot_ids: Collection[UUID],
    opens_at: datetime,
    closes_at: datetime,
    reveal_by: datetime,
    again_of: UUID | None = None,
    by: str,
    at: datetime,
) -> UUID:
    """
    Announce a draw for the places that are left in the sessions, and bind the office to a seed; return its id.

    The places are kept from the same moment on: nobody can book them any more.

    ``again_of`` names a void draw: its entries take part again when the window opens, which may be shorter. What is kept
    of its places goes over to this one, and is let go where this one does not have the session.

    :raises TimesNotFit: :raises SessionsNotFit: :raises NotVoid:
    Source: security guide, section 4, "Draw"; terms of `data/terms.yaml`, confidence P.
    """
    point, terms = offices.point(id=point_id), house_terms()
    least = terms.again_least if again_of else terms.window_least
    _may_be_repeated(again_of, point_id, service_key)
    slots = _slots(point_id, slot_ids, kept=appointments.kept_for(again_of) if again_of else {})
    if not (at <= opens_at and opens_at + least <= closes_at < reveal_by < min(slot.starts_at for slot in slots)):
        raise TimesNotFit(hours=int(least.total_seconds() // 3600))
    draw_id = new_id()
    commitment = commitment_of(seeds.seed_of(draw_id)).hex()
    draw = Draw(
        id=draw_id,
        point_id=point_id,
        office_code=point.office_code,
        service_key=service_key,
        state=State.ANNOUNCED,
        announced_at=at,
        opens_at=opens_at,
        closes_at=closes_at,
        reveal_by=reveal_by,
        credit_cap=terms.credit_cap,
        household_most=terms.household_most,
        wants_most=terms.wants_most,
        witnesses_least=terms.witnesses_least,
        seed_commitment=commitment,
        again_of_id=again_of,
    )
    draw.save(force_insert=True)
    kept = _keep(draw, slots, at=at)
    _offer(draw, slots, kept)
    if again_of:
        Draw.objects.filter(id=again_of).update(keeps_until=None)
        places.open_kept(keeper=again_of, at=at)
    write(draw, Action.ANNOUNCE, before="", by=by, at=at)
    publish(
        events.DrawAnnounced(
            subject=draw_id,
            office=point.office_code,
            point_id=point_id,
            service_key=service_key,
            opens_at=opens_at,
            closes_at=closes_at,
            reveal_by=reveal_by,
            places=sum(kept.values()),
            seed_commitment=commitment,
        ),
        by=by,
        at=at,
    )
    return draw_id


@transaction.atomic
def commit(*, draw_id: UUID, witness: str, name: str, commitment: str, by: str, at: datetime) -> None:
    """
    Bind a witness to a value: ``commitment`` is its SHA-256, ``witness`` a short key, ``name`` what people read.

    :raises TooLateToCommit: :raises NotAFingerprint: :raises CommitmentNotTaken: :raises NoSuchDraw:
    """
    if not FINGERPRINT.fullmatch(commitment) or not WITNESS.fullmatch(witness) or not 0 < len(name) <= 120:
        raise NotAFingerprint
    draw = locked(draw_id)
    if draw.state != State.ANNOUNCED or at >= draw.opens_at:
        raise TooLateToCommit
    if commitment == draw.seed_commitment:
        raise CommitmentNotTaken
    try:
        with transaction.atomic():
            Witness.objects.create(draw=draw, key=witness, name=name, commitment=commitment, committed_at=at)
    except IntegrityError:
        raise CommitmentNotTaken from None
    told = events.WitnessCommitted(subject=draw_id, office=draw.office_code, witness=witness, commitment=commitment)
    publish(told, by=by, at=at)


def _slots(point_id: UUID, slot_ids: Collection[UUID], *, kept: Mapping[UUID, int]) -> list[OpenSlot]:
    found = [appointments.slot(slot_id) for slot_id in sorted(set(slot_ids))]
    slots = [
        slot for slot in found if slot is not None and slot.point_id == point_id and slot.left + kept.get(slot.id, 0)
    ]
    if not slots or len(slots) < len(found) or any(slot.service_class not in Pool.values for slot in slots):
        raise SessionsNotFit
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.service_class))


def _keep(draw: Draw, slots: list[OpenSlot], *, at: datetime) -> dict[UUID, int]:
    """Take the places out of everybody's reach until the draw is decided or void; return how many of each session."""
    try:
        return places.keep_places([slot.id for slot in slots], keeper=draw.id, instead_of=draw.again_of_id, at=at)
    except places.SlotFull:
        raise SessionsNotFit from None


def _offer(draw: Draw, slots: list[OpenSlot], kept: dict[UUID, int]) -> None:
    try:
        with transaction.atomic():
            Session.objects.bulk_create(
                Session(
                    draw=draw,
                    key=f"{'P' if slot.service_class == Pool.PRIORITY else 'S'}{number}",
                    slot_id=slot.id,
                    pool=slot.service_class,
                    starts_at=slot.starts_at,
                    ends_at=slot.ends_at,
                    places=kept[slot.id],
                )
                for number, slot in enumerate(slots, 1)
            )
    except IntegrityError:
        raise SessionsNotFit from None


def _may_be_repeated(again_of: UUID | None, point_id: UUID, service_key: str) -> None:
    if again_of is None:
        return
    void = Draw.objects.filter(id=again_of, state=State.VOID, point_id=point_id, service_key=service_key, again=None)
    if not void.exists():
        raise NotVoid
    locked(again_of)

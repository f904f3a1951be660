"""
Opening what was promised.

Every promised value goes into the key, none can be left out, and it counts by what it opens, not by who
brings it: a sealed copy kept by somebody else opens as well. The office's seed is opened by the house
itself in the act that opens the last witness's value, so nobody ever knows the result and may still stop.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.foundation.outbox.operations import publish
from lintas.visit.draws import events, seeds
from lintas.visit.draws.models import Draw
from lintas.visit.draws.operations.announcing import FINGERPRINT
from lintas.visit.draws.operations.errors import (
    AlreadyOpened,
    NoSuchWitness,
    NotAFingerprint,
    TooLateToOpen,
    ValueDoesNotOpen,
)
from lintas.visit.draws.operations.steps import locked, step
from lintas.visit.draws.rules.hashing import opens
from lintas.visit.draws.states import Action, ActionNotAllowed, State


@transaction.atomic
def open_value(*, draw_id: UUID, witness: str, value: str, by: str, at: datetime) -> None:
    """
    Open a witness's value (64 hexadecimal digits); with the last one the seed opens and the result is settled.

    :raises NotAFingerprint: :raises NoSuchWitness: :raises ValueDoesNotOpen: :raises AlreadyOpened:
    :raises TooLateToOpen: the published limit is over. :raises ActionNotAllowed: the window is not closed yet.
    """
    if not FINGERPRINT.fullmatch(value):
        raise NotAFingerprint
    draw = locked(draw_id)
    if draw.state == State.CLOSED and at > draw.reveal_by:
        raise TooLateToOpen
    found = draw.witnesses.filter(key=witness).first()
    if found is None:
        raise NoSuchWitness
    if found.value:
        raise AlreadyOpened
    if draw.state != State.CLOSED:
        raise ActionNotAllowed(state=State(draw.state).label)
    if not opens(bytes.fromhex(value), bytes.fromhex(found.commitment)):
        raise ValueDoesNotOpen
    found.value, found.opened_at = value, at
    found.save(update_fields=["value", "opened_at"])
    publish(events.ValueOpened(subject=draw.id, office=draw.office_code, witness=witness, value=value), by=by, at=at)
    if not draw.witnesses.filter(value="").exists():
        _open_the_seed(draw, by=by, at=at)


def _open_the_seed(draw: Draw, *, by: str, at: datetime) -> None:
    seed = seeds.seed_of(draw.id)
    if opens(seed, bytes.fromhex(draw.seed_commitment)):
        step(draw, Action.REVEAL, by=by, at=at, seed=seed.hex())
        publish(events.SeedOpened(subject=draw.id, office=draw.office_code, seed=seed.hex()), by=by, at=at)

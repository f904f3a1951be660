"""Taking part in a draw, alone or together, and leaving it. When, by whom and how fast makes no difference."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.directory.people import queries as people
from lintas.foundation.outbox.operations import publish
from lintas.visit.draws import events
from lintas.visit.draws.models import Claim, Credit, Draw, Entry, Household
from lintas.visit.draws.operations.errors import (
    AlreadyEntered,
    HouseholdTooLarge,
    IdentityNotShown,
    NoSuchEntry,
    WantsNotFit,
)
from lintas.visit.draws.operations.steps import open_now
from lintas.visit.draws.states import Pool, ShownBy

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are misread or misheard."""


@dataclass(frozen=True, slots=True)
class Comer:
    """
    One who takes part; ``shown_by`` says how it was made sure that the identity is theirs.

    ``subject`` is the application that gets the place.
    """

    person_id: UUID
    shown_by: ShownBy
    subject: UUID | None = None


@transaction.atomic
def enter(
    *,
    draw_id: UUID,
    comers: Sequence[Comer],
    pool: Pool,
    wants: Sequence[str],
    assisted: bool = False,
    by: str,
    at: datetime,
) -> tuple[UUID, ...]:
    """
    Enter one person, or several who get places in the same session or none; return the entries' ids.

    ``wants`` are keys of the draw's sessions, the dearest first. The caller has made sure of each identity.

    :raises WindowNotOpen: :raises IdentityNotShown: :raises AlreadyEntered: :raises WantsNotFit:
    :raises HouseholdTooLarge: :raises NoSuchDraw:
    """
    draw = open_now(draw_id, at=at)
    if not 0 < len(comers) <= draw.household_most:
        raise HouseholdTooLarge(most=draw.household_most)
    offered = set(draw.sessions.filter(pool=pool).values_list("key", flat=True))
    if not 0 < len(wants) == len(set(wants)) <= draw.wants_most or not offered.issuperset(wants):
        raise WantsNotFit(most=draw.wants_most)
    home = Household.objects.create(draw=draw, code=fresh_code("K")) if len(comers) > 1 else None
    entries = [_entry(draw, comer, pool=pool, home=home, wants=wants, assisted=assisted, at=at) for comer in comers]
    try:
        with transaction.atomic():
            Entry.objects.bulk_create(entries)
            Claim.objects.bulk_create(claim_of(entry) for entry in entries)
    except IntegrityError:
        raise AlreadyEntered from None
    for entry in entries:
        made = events.EntryMade(
            subject=entry.id, office=draw.office_code, draw_id=draw.id, pool=str(pool), assisted=assisted
        )
        publish(made, by=by, at=at)
    return tuple(entry.id for entry in entries)


@transaction.atomic
def withdraw(*, entry_id: UUID, by: str, at: datetime) -> None:
    """
    Take the entry out of the draw while the window is open; the rest of a household stays in. It may enter again.

    :raises NoSuchEntry: :raises WindowNotOpen:
    """
    entry = Entry.objects.taking_part().filter(id=entry_id).first()
    if entry is None:
        raise NoSuchEntry
    draw = open_now(entry.draw_id, at=at)
    if not Entry.objects.taking_part().filter(id=entry_id).update(withdrawn_at=at):
        raise NoSuchEntry
    Claim.objects.filter(entry_id=entry_id).delete()
    publish(events.EntryWithdrawn(subject=entry_id, office=draw.office_code, draw_id=draw.id), by=by, at=at)


def claim_of(entry: Entry) -> Claim:
    """Return the claim that keeps the entry's identity from entering elsewhere for the service."""
    return Claim(entry=entry, identity=entry.identity, service_key=entry.service_key)


def fresh_code(letter: str) -> str:
    """Return a random code of 80 bits such as ``E-7K2M9QXW4T0B5HND``: it says nothing of whom, when or where."""
    return f"{letter}-" + "".join(secrets.choice(LETTERS) for _ in range(16))


def _entry(
    draw: Draw,
    comer: Comer,
    *,
    pool: Pool,
    home: Household | None,
    wants: Sequence[str],
    assisted: bool,
    at: datetime,
) -> Entry:
    identity = people.person(comer.person_id).nik_index
    if identity is None:
        raise IdentityNotShown
    lost = Credit.objects.filter(identity=identity, service_key=draw.service_key).values_list("lost", flat=True).first()
    return Entry(
        draw=draw,
        code=fresh_code("E"),
        person_id=comer.person_id,
        subject=comer.subject,
        identity=identity,
        service_key=draw.service_key,
        shown_by=ShownBy(comer.shown_by),
        assisted=assisted,
        pool=pool,
        household=home,
        credit=min(lost or 0, draw.credit_cap),
        wants=list(wants),
        entered_at=at,
    )

"""Opening and closing the window in which people enter, at the published moments."""

import hashlib
import zlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.foundation.outbox.operations import publish
from lintas.visit.draws import events, queries
from lintas.visit.draws.models import Claim, Draw, Entry, Household, Paper
from lintas.visit.draws.operations.entering import claim_of
from lintas.visit.draws.operations.errors import NotYet, TooFewWitnesses
from lintas.visit.draws.operations.steps import locked, step
from lintas.visit.draws.rules import papers
from lintas.visit.draws.states import Action


@transaction.atomic
def open_window(*, draw_id: UUID, by: str, at: datetime) -> None:
    """
    Take entries from now on; those of a void round that this one repeats take part again.

    :raises NotYet: :raises TooFewWitnesses: :raises NoSuchDraw: :raises ActionNotAllowed:
    """
    draw = locked(draw_id)
    if at < draw.opens_at:
        raise NotYet
    if draw.witnesses.count() < draw.witnesses_least:
        raise TooFewWitnesses(least=draw.witnesses_least)
    step(draw, Action.OPEN, by=by, at=at)
    if draw.again_of is not None:
        _carry_over(draw.again_of, draw)
    offer = hashlib.sha256(papers.header(queries.offer_of(draw))).hexdigest()
    publish(events.WindowOpened(subject=draw.id, office=draw.office_code, offer=offer), by=by, at=at)


@transaction.atomic
def close_window(*, draw_id: UUID, by: str, at: datetime) -> None:
    """
    Fix the entries under their root and publish them, before any value is open. Waits for entries under way.

    :raises NotYet: :raises NoSuchDraw: :raises ActionNotAllowed:
    """
    draw = locked(draw_id)
    if at < draw.closes_at:
        raise NotYet
    entries = queries.entries_of_draw(draw.id)
    paper, root = papers.entries_paper(queries.offer_of(draw), entries)
    step(draw, Action.CLOSE, by=by, at=at, entries_root=root.hex(), entries_count=len(entries))
    keep(draw, Paper.Part.ENTRIES, paper, at=at)
    told = events.WindowClosed(subject=draw.id, office=draw.office_code, root=root.hex(), entries=len(entries))
    publish(told, by=by, at=at)


def keep(draw: Draw, part: str, content: bytes, *, at: datetime) -> None:
    """Keep a paper for good, as it will be read."""
    Paper.objects.create(
        draw=draw,
        part=part,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        packed=zlib.compress(content),
        made_at=at,
    )


def _carry_over(void: Draw, draw: Draw) -> None:
    """Let those of the void round take part again, with their codes and, where both rounds have it, their sessions."""
    slots = dict(void.sessions.values_list("key", "slot_id"))
    keys = dict(draw.sessions.values_list("slot_id", "key"))
    homes = {home.id: Household(draw=draw, code=home.code) for home in void.households.all()}
    former = Entry.objects.taking_part().filter(draw=void)
    # Who has entered elsewhere meanwhile stays there.
    claims = Claim.objects.filter(service_key=draw.service_key, identity__in=former.values("identity"))
    elsewhere = {bytes(identity) for identity in claims.values_list("identity", flat=True)}
    carried = []
    for entry in former:
        wants = [keys[slots[want]] for want in entry.wants if slots[want] in keys]
        if wants and bytes(entry.identity) not in elsewhere:
            carried.append(_again(entry, draw, homes, wants))
    Household.objects.bulk_create(homes.values())
    Entry.objects.bulk_create(carried)
    Claim.objects.bulk_create(claim_of(entry) for entry in carried)


def _again(entry: Entry, draw: Draw, homes: dict[UUID, Household], wants: list[str]) -> Entry:
    return Entry(
        draw=draw,
        code=entry.code,
        person_id=entry.person_id,
        subject=entry.subject,
        identity=entry.identity,
        service_key=entry.service_key,
        shown_by=entry.shown_by,
        assisted=entry.assisted,
        pool=entry.pool,
        household=homes[entry.household_id] if entry.household_id else None,
        credit=entry.credit,
        wants=wants,
        entered_at=entry.entered_at,
    )

"""One person's entries; never who else takes part."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.visit.draws.models import Entry
from lintas.visit.draws.states import State


@dataclass(frozen=True, slots=True)
class EntryInfo:
    """
    An entry as its own person, or a room that acts on `events.PlaceWon`, may see it.

    ``rank`` and ``slot_id`` are empty until the result is published; ``household`` is the code of those together,
    ``identity`` the keyed index of whoever takes part.
    """

    id: UUID
    draw_id: UUID
    person_id: UUID
    subject: UUID | None
    code: str
    service_key: str
    pool: str
    household: str
    credit: int
    wants: tuple[str, ...]
    identity: bytes
    entered_at: datetime
    withdrawn_at: datetime | None
    rank: int | None
    slot_id: UUID | None
    starts_at: datetime | None


def entry(entry_id: UUID) -> EntryInfo | None:
    """Return one entry, None when there is none. One query."""
    row = Entry.objects.select_related("draw", "household", "result__session").filter(id=entry_id).first()
    return None if row is None else _shown(row)


def entry_of(draw_id: UUID, *, subject: UUID) -> EntryInfo | None:
    """Return the application's entry that takes part in the draw, None when there is none. One query."""
    rows = Entry.objects.select_related("draw", "household", "result__session").taking_part()
    row = rows.filter(draw_id=draw_id, subject=subject).first()
    return None if row is None else _shown(row)


def won_with(subject: UUID) -> frozenset[UUID]:
    """Return the other applications of the household with which this one was given a place by lot. One query."""
    won = Entry.objects.filter(result__settled_at__isnull=False, household__isnull=False, subject__isnull=False)
    mine = won.filter(subject=subject).values("household_id")
    others = won.filter(household_id__in=mine).exclude(subject=subject)
    return frozenset(subject for subject in others.values_list("subject", flat=True) if subject)


def won_by_another(person_id: UUID, *, slot_id: UUID, identity: bytes | None) -> bool:
    """Say whether the person's record won a place of the session under another identity than this one. One query."""
    won = Entry.objects.filter(person_id=person_id, result__session__slot_id=slot_id, result__settled_at__isnull=False)
    return won.exclude(identity=identity or b"").exists()


def entries_of(person_id: UUID) -> tuple[EntryInfo, ...]:
    """Return the person's entries, the newest first. One query."""
    rows = Entry.objects.select_related("draw", "household", "result__session").filter(person_id=person_id)
    return tuple(_shown(row) for row in rows.order_by("-entered_at", "-id"))


def _shown(row: Entry) -> EntryInfo:
    result = getattr(row, "result", None) if row.draw.state == State.PUBLISHED else None
    session = result.session if result else None
    return EntryInfo(
        id=row.id,
        draw_id=row.draw_id,
        person_id=row.person_id,
        subject=row.subject,
        code=row.code,
        service_key=row.service_key,
        pool=row.pool,
        household=row.household.code if row.household else "",
        credit=row.credit,
        wants=tuple(row.wants),
        identity=bytes(row.identity),
        entered_at=row.entered_at,
        withdrawn_at=row.withdrawn_at,
        rank=result.rank if result else None,
        slot_id=session.slot_id if session else None,
        starts_at=session.starts_at if session else None,
    )

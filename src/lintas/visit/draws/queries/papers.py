"""The papers of a draw, and what they are made from."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from lintas.directory.offices import queries as offices
from lintas.visit.draws.models import Draw, Entry, Paper
from lintas.visit.draws.rules import papers
from lintas.visit.draws.rules.entries import Entry as Chance
from lintas.visit.draws.rules.entries import Session, Terms
from lintas.visit.draws.states import State


@dataclass(frozen=True, slots=True)
class PaperInfo:
    """A paper that may be read: its ``sha256`` and its size in bytes."""

    part: str
    sha256: str
    size: int
    made_at: datetime


def papers_of(draw_id: UUID) -> tuple[PaperInfo, ...]:
    """Return the papers that are public: the entries since the close, the transcript since the end. One query."""
    rows = _public(draw_id).order_by("made_at").values_list("part", "sha256", "size", "made_at")
    return tuple(PaperInfo(*row) for row in rows)


def paper(draw_id: UUID, part: str) -> bytes | None:
    """Return a public paper byte for byte, None when there is none yet. One query."""
    packed = _public(draw_id).filter(part=part).values_list("packed", flat=True).first()
    return None if packed is None else zlib.decompress(packed)


def offer_of(draw: Draw) -> papers.Offer:
    """Return what was promised for a draw. Two queries beside the point's."""
    return papers.Offer(
        draw=str(draw.id),
        service=draw.service_key,
        point=offices.point(id=draw.point_id).slug,
        closes_at=draw.closes_at,
        reveal_by=draw.reveal_by,
        terms=Terms(credit_cap=draw.credit_cap, household_most=draw.household_most),
        sessions=tuple(
            (Session(key=one.key, pool=one.pool, places=one.places), one.starts_at)
            for one in draw.sessions.order_by("starts_at", "key")
        ),
        seed_commitment=bytes.fromhex(draw.seed_commitment),
        witnesses=tuple(
            papers.Promise(key=one.key, name=one.name, commitment=bytes.fromhex(one.commitment))
            for one in draw.witnesses.all()
        ),
    )


def entries_of_draw(draw_id: UUID) -> list[Chance]:
    """Return the entries that take part, as the draw sees them. One query."""
    rows = Entry.objects.taking_part().filter(draw_id=draw_id)
    return [
        Chance(code=code, pool=pool, household=home or "", credit=credit, wants=tuple(wants))
        for code, pool, home, credit, wants in rows.values_list("code", "pool", "household__code", "credit", "wants")
    ]


def _public(draw_id: UUID) -> QuerySet[Paper]:
    whole = Draw.objects.filter(id=draw_id, state=State.PUBLISHED).exists()
    parts = [Paper.Part.ENTRIES, Paper.Part.TRANSCRIPT] if whole else [Paper.Part.ENTRIES]
    return Paper.objects.filter(draw_id=draw_id, part__in=parts)

"""The read side: which papers a case has. Pictures are opened by `operations.open_page`, which is recorded."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from lintas.casework.documents.models import Page


@dataclass(frozen=True, slots=True)
class PageInfo:
    """One page, without its picture."""

    id: UUID
    number: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PaperInfo:
    """The pages given for one requirement. ``content_hash`` changes when any picture or their order does."""

    requirement: str
    document: str
    pages: tuple[PageInfo, ...]
    content_hash: str


def papers(subject: UUID) -> tuple[PaperInfo, ...]:
    """Return the papers of the case by requirement. One query."""
    rows = Page.objects.filter(subject=subject).order_by("requirement", "number")
    return tuple(_paper(requirement, list(pages)) for requirement, pages in groupby(rows, lambda row: row.requirement))


def _paper(requirement: str, rows: list[Page]) -> PaperInfo:
    return PaperInfo(
        requirement=requirement,
        document=rows[-1].document,
        pages=tuple(PageInfo(id=row.id, number=row.number, width=row.width, height=row.height) for row in rows),
        content_hash=_hash(row.digest for row in rows),
    )


def _hash(digests: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()

"""What other apps may hear of papers."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class PageAdded(Event):
    """A page was made harmless and kept."""

    name: ClassVar[str] = "documents.page_added"
    page_id: UUID
    requirement: str


@dataclass(frozen=True, kw_only=True)
class PageRemoved(Event):
    """A page was taken back and its file deleted."""

    name: ClassVar[str] = "documents.page_removed"
    page_id: UUID
    requirement: str

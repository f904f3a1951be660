"""What other apps may hear of enquiries."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class EnquiryAsked(Event):
    """A question waits to be put to the other system."""

    name: ClassVar[str] = "agencies.enquiry_asked"
    enquiry_id: UUID
    kind: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class EnquiryAnswered(Event):
    """The answer came, or was given up on. What it says is sealed with the enquiry, and stands in no leaf (R8)."""

    name: ClassVar[str] = "agencies.enquiry_answered"
    enquiry_id: UUID
    kind: str

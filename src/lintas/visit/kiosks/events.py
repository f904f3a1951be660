"""What others may hear about kiosks."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class KioskEvent(Event):
    """The part that all of these share; the subject is the kiosk."""

    name: ClassVar[str] = "kiosks.kiosk"
    point_id: UUID


@dataclass(frozen=True, kw_only=True)
class KioskEnrolled(KioskEvent):
    """A box has shown its key and may give numbers."""

    name: ClassVar[str] = "kiosks.enrolled"


@dataclass(frozen=True, kw_only=True)
class KioskRevoked(KioskEvent):
    """A box is not listened to any more."""

    name: ClassVar[str] = "kiosks.revoked"


@dataclass(frozen=True, kw_only=True)
class KioskSetAside(KioskEvent):
    """A box told two versions of one line: its disk was put back, or somebody has its key."""

    name: ClassVar[str] = "kiosks.set_aside"
    seq: int


@dataclass(frozen=True, kw_only=True)
class KioskServesCounters(KioskEvent):
    """The counters of the hall go on with this box while the house is away."""

    name: ClassVar[str] = "kiosks.serves_counters"


@dataclass(frozen=True, kw_only=True)
class ActInConflict(Event):
    """
    A counter that was cut off did something with a number, and the house had decided otherwise; nothing changed here.

    The subject is the id that the kiosk made for the act; ``code`` is why.
    """

    name: ClassVar[str] = "kiosks.act_in_conflict"
    point_id: UUID
    kiosk_id: UUID
    ticket_id: UUID | None
    action: str
    code: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConflictSettled(Event):
    """An officer has looked at such an act; the subject is the act."""

    name: ClassVar[str] = "kiosks.conflict_settled"
    kiosk_id: UUID


@dataclass(frozen=True, kw_only=True)
class NumberTaken(Event):
    """
    Somebody took a number at a kiosk; the subject is the id that the kiosk made for it, as on the ticket.

    ``reference`` is the case's, as far as somebody showed its code; empty otherwise.
    """

    name: ClassVar[str] = "kiosks.number_taken"
    kiosk_id: UUID
    ticket_id: UUID
    reference: str

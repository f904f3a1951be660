"""What others may hear about needs: that something was said or done, never what."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class NeedsStated(Event):
    """The person answered what they need; it may be nothing. The subject is the application."""

    name: ClassVar[str] = "needs.stated"


@dataclass(frozen=True, kw_only=True)
class NeedsArranged(Event):
    """What the person needs was looked at for the session; there may have been nothing to keep."""

    name: ClassVar[str] = "needs.arranged"
    point_id: UUID
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class NeedsAnswered(Event):
    """
    Somebody said whether their needs were met. The subject is the point.

    Not the application: who is asked has had a need.
    """

    name: ClassVar[str] = "needs.answered"

"""What other apps may hear of a case."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class ApplicationOpened(Event):
    """Somebody began an application."""

    name: ClassVar[str] = "applications.opened"
    service_key: str
    policy_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationAdvanced(Event):
    """
    A case followed one arrow of the process; ``transition`` is its id, P01 to P32.

    Why, is in the step alone: a ground such as signs of trafficking stands in no event and no leaf (R8).
    """

    name: ClassVar[str] = "applications.advanced"
    transition: str
    source: str
    target: str
    step_id: UUID
    point_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ItemDecided(Event):
    """An officer accepted a paper, or returned it with a reason that is sealed with the paper (R8)."""

    name: ClassVar[str] = "applications.item_decided"
    item: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class AnswersSaved(Event):
    """A step of the form was saved, or the case moved on to a newer policy while still a draft."""

    name: ClassVar[str] = "applications.answers_saved"
    step: str


@dataclass(frozen=True, kw_only=True)
class CodeGiven(Event):
    """An officer gave a new resume code to somebody who showed this document."""

    name: ClassVar[str] = "applications.code_given"
    document: str


@dataclass(frozen=True, kw_only=True)
class ApplicationLate(Event):
    """The standard time has passed and the case is not ready."""

    name: ClassVar[str] = "applications.late"


@dataclass(frozen=True, kw_only=True)
class TimeToLeave(Event):
    """Somebody who asked for it has to leave home now, to be there at ``arrive_at``."""

    name: ClassVar[str] = "applications.time_to_leave"
    arrive_at: datetime


@dataclass(frozen=True, kw_only=True)
class CollectionReminderDue(Event):
    """A book has been waiting on the shelf; ``day`` counts from the day it was ready."""

    name: ClassVar[str] = "applications.collection_reminder_due"
    day: int


@dataclass(frozen=True, kw_only=True)
class StockReceived(Event):
    """Blank books came into the stock of a point, which is the subject."""

    name: ClassVar[str] = "applications.stock_received"
    kind: str
    count: int

"""What others may hear about the queue. The subject is always the application that the visit is for."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """The parts that all of these share."""

    name: ClassVar[str] = "queueing.ticket"
    ticket_id: UUID
    point_id: UUID
    station: str


@dataclass(frozen=True, kw_only=True)
class TicketIssued(TicketEvent):
    """The visitor has a number, written without its space: ``A024``."""

    name: ClassVar[str] = "queueing.ticket_issued"
    queue_class: str
    number: str


@dataclass(frozen=True, kw_only=True)
class TicketClaimed(TicketEvent):
    """A number that was taken at a kiosk stands for this application from now on."""

    name: ClassVar[str] = "queueing.ticket_claimed"
    number: str


@dataclass(frozen=True, kw_only=True)
class TicketShownUp(TicketEvent):
    """Who took the number before coming is here; it waits in line from now on."""

    name: ClassVar[str] = "queueing.ticket_shown_up"
    number: str


@dataclass(frozen=True, kw_only=True)
class TicketCalled(TicketEvent):
    """
    The visitor is called to a counter; ``calls`` counts from 1, ``reason`` is why this one was next, after
    ``override:`` why it was called out of turn.
    """

    name: ClassVar[str] = "queueing.ticket_called"
    counter_id: UUID | None
    number: str
    calls: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketArrived(TicketEvent):
    """The visitor stands at the counter; the service begins."""

    name: ClassVar[str] = "queueing.ticket_arrived"
    counter_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class TicketApproached(TicketEvent):
    """An officer walked over to look for the visitor, whom the calls had not reached."""

    name: ClassVar[str] = "queueing.ticket_approached"
    counter_id: UUID | None
    number: str


@dataclass(frozen=True, kw_only=True)
class TicketMissed(TicketEvent):
    """All calls were made and nobody came; the number may return once until ``returns_until``."""

    name: ClassVar[str] = "queueing.ticket_missed"
    number: str
    returns_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class TicketReturned(TicketEvent):
    """The visitor came back within the window and waits again."""

    name: ClassVar[str] = "queueing.ticket_returned"


@dataclass(frozen=True, kw_only=True)
class TicketSteppedOut(TicketEvent):
    """The visitor left the waiting room for a while and keeps the place."""

    name: ClassVar[str] = "queueing.ticket_stepped_out"


@dataclass(frozen=True, kw_only=True)
class TicketSteppedIn(TicketEvent):
    """The visitor is back in the waiting room, at the place of before."""

    name: ClassVar[str] = "queueing.ticket_stepped_in"


@dataclass(frozen=True, kw_only=True)
class TicketParked(TicketEvent):
    """An officer set the number aside for a while; it keeps its place."""

    name: ClassVar[str] = "queueing.ticket_parked"


@dataclass(frozen=True, kw_only=True)
class TicketUnparked(TicketEvent):
    """The number waits again, at the place of before."""

    name: ClassVar[str] = "queueing.ticket_unparked"


@dataclass(frozen=True, kw_only=True)
class TicketActUndone(TicketEvent):
    """An officer took back the own last act, ``undone``; the number stands as ``state`` again."""

    name: ClassVar[str] = "queueing.ticket_act_undone"
    undone: str
    state: str


@dataclass(frozen=True, kw_only=True)
class PartyJoined(TicketEvent):
    """The number is called together with the others of ``party_id`` from now on; ``ground`` says why they may be."""

    name: ClassVar[str] = "queueing.party_joined"
    party_id: UUID
    number: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class PartyLeft(TicketEvent):
    """The number stands alone again, at the place of its party."""

    name: ClassVar[str] = "queueing.party_left"
    party_id: UUID
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CounterPaused(Event):
    """A counter rests until about ``until``. The subject is the counter."""

    name: ClassVar[str] = "queueing.counter_paused"
    point_id: UUID
    reason: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class CounterResumed(Event):
    """A counter works again. The subject is the counter."""

    name: ClassVar[str] = "queueing.counter_resumed"
    point_id: UUID


@dataclass(frozen=True, kw_only=True)
class TicketTransferred(TicketEvent):
    """The visitor goes on to ``station`` with the same number."""

    name: ClassVar[str] = "queueing.ticket_transferred"
    from_station: str


@dataclass(frozen=True, kw_only=True)
class TicketServed(TicketEvent):
    """The visit's last counter is done."""

    name: ClassVar[str] = "queueing.ticket_served"


@dataclass(frozen=True, kw_only=True)
class TicketCancelled(TicketEvent):
    """The number ended unused; ``by_window`` when the time to return ran out."""

    name: ClassVar[str] = "queueing.ticket_cancelled"
    by_window: bool


@dataclass(frozen=True, kw_only=True)
class TicketHandledApart(TicketEvent):
    """
    A counter that was cut off from the house did ``action`` with the number at ``made_at``; it is written down now.

    ``reason`` is always ``apart``. ``to_station`` is where the number stands after it.
    """

    name: ClassVar[str] = "queueing.ticket_handled_apart"
    to_station: str
    counter_id: UUID
    number: str
    action: str
    reason: str
    made_at: datetime

"""Situations in a hall for tests."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from lintas.visit.queueing import operations
from lintas.visit.queueing.models import Lane, Ticket
from lintas.visit.queueing.queries import TicketInfo

WIB = ZoneInfo("Asia/Jakarta")
DAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Point:
    """The parts of a service point that the queue looks at."""

    id: UUID = field(default_factory=uuid4)
    slug: str = "payakumbuh"
    name: str = "Payakumbuh"
    office_id: UUID = field(default_factory=uuid4)
    office_code: str = "AGM"
    office_name: str = "Kantor Imigrasi Agam"
    zone: str = "Asia/Jakarta"
    motif: str = "payakumbuh"


@dataclass(frozen=True)
class Counter:
    """A counter of the point."""

    number: int
    station: str
    id: UUID = field(default_factory=uuid4)

    @property
    def name(self) -> str:
        return f"Loket {self.number}"


class Calendar:
    """The clocks of the point."""

    zone = WIB

    def local(self, at: datetime) -> datetime:
        return at.astimezone(WIB)


def clock(hour: int, minute: int = 0, second: int = 0, *, day: int = 24) -> datetime:
    """A moment of a November day at the point, in UTC."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=WIB).astimezone(UTC)


def make_lanes(point_id: UUID) -> None:
    """The four lanes of the data file."""
    for letter, queue_class, name, weight, limit in [
        ("A", "regular", "Paspor", 4, None),
        ("P", "priority", "Prioritas", 3, 2),
        ("C", "accelerated", "Selesai hari ini", 2, None),
        ("D", "collection", "Pengambilan", 2, None),
    ]:
        Lane.objects.create(
            point_id=point_id,
            letter=letter,
            queue_class=queue_class,
            name_id=name,
            name_en=queue_class,
            weight=weight,
            behind_at_most=limit,
            confidence="P",
        )


def issue(point: Point, at: datetime, queue_class: str = "regular", **more) -> TicketInfo:
    """A number for an invented application."""
    return operations.issue_ticket(
        point_id=point.id,
        subject=more.pop("subject", None) or uuid4(),
        queue_class=queue_class,
        station=more.pop("station", "documents"),
        by="officer:x",
        at=at,
        **more,
    )


def call(counter: Counter, at: datetime) -> TicketInfo:
    """The next visitor to the counter."""
    return operations.call_next(counter_id=counter.id, by="officer:x", at=at)


def act(name: str, ticket: TicketInfo, at: datetime, **more) -> TicketInfo:
    """One of the operations on a ticket."""
    return getattr(operations, name)(ticket_id=ticket.id, by="officer:x", at=at, **more)


def call_and_finish(counter: Counter, at: datetime) -> TicketInfo:
    """Serve the next visitor in no time."""
    ticket = call(counter, at)
    act("arrive", ticket, at)
    return act("finish", ticket, at)


def state_of(ticket: TicketInfo) -> str:
    """The ticket's state."""
    return Ticket.objects.get(id=ticket.id).state

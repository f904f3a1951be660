"""Situations of places for tests: a point that opens Monday to Friday, and sessions in it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from lintas.visit.appointments import operations
from lintas.visit.appointments.models import Appointment, Slot

WIB = ZoneInfo("Asia/Jakarta")
SERVICE = "passport.new.adult"
MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(16))


@dataclass(frozen=True)
class Point:
    """The parts of a service point that appointments look at."""

    id: UUID = field(default_factory=uuid4)
    slug: str = "payakumbuh"
    name: str = "Payakumbuh"
    office_code: str = "AGM"
    office_name: str = "Kantor Imigrasi Agam"
    zone: str = "Asia/Jakarta"
    motif: str = "payakumbuh"
    address: str = "Payakumbuh"


@dataclass
class Calendar:
    """Open from Monday to Friday, shorter on Friday, except on the days named as closed."""

    closed: set[date] = field(default_factory=set)
    zone: ZoneInfo = WIB

    def is_open(self, day: date) -> bool:
        return day.isoweekday() <= 5 and day not in self.closed

    def hours(self, day: date) -> tuple[tuple[time, time], ...]:
        morning = (time(8), time(11, 30)) if day.isoweekday() == 5 else MORNING
        return (morning, AFTERNOON) if self.is_open(day) else ()

    def closure(self, day: date) -> None:
        return None

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)


def wib(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """A moment in November 2026 at a point in western Indonesia, in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def make_slot(point_id: UUID, starts_at: datetime, *, capacity: int = 2, taken: int = 0, **more: Any) -> Slot:
    """A session of one hour."""
    return Slot.objects.create(
        point_id=point_id,
        service_class=more.pop("service_class", "regular"),
        on=starts_at.astimezone(WIB).date(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        capacity=capacity,
        taken=taken,
        **more,
    )


def hold(slot: Slot, *, at: datetime, subject: UUID | None = None, minutes: int = 15, **more: Any) -> UUID:
    """Hold a place for an invented application; return the application."""
    subject = subject or uuid4()
    operations.hold_place(
        slot_id=slot.id,
        subject=subject,
        person_id=more.pop("person_id", None) or uuid4(),
        service_key="passport.new.adult",
        until=at + timedelta(minutes=minutes),
        by="person:x",
        at=at,
    )
    return subject


def wish(
    slot_id: UUID, person: UUID | None = None, *, subject: UUID | None = None, at: datetime | None = None
) -> operations.Wish:
    """A wish for a place of the session, by one person with one application."""
    subject, at = subject or uuid4(), at or wib(20, 9)
    until = at + timedelta(minutes=15)
    return operations.Wish(
        slot_id=slot_id,
        subject=subject,
        person_id=person or subject,
        service_key=SERVICE,
        until=until,
        by=f"person:{person or subject}",
        at=at,
    )


def book(slot: Slot, *, at: datetime, **more: Any) -> UUID:
    """Book a place for an invented application; return the application."""
    subject = hold(slot, at=at, **more)
    operations.confirm_place(subject=subject, by="system:x", at=at)
    return subject


def state_of(subject: UUID) -> str:
    """The state of the application's latest appointment."""
    return Appointment.objects.filter(subject=subject).latest("made_at", "id").state


def taken(slot: Slot) -> int:
    """How many places the slot counts as taken, after checking that its appointments, resting and kept places say so."""
    slot.refresh_from_db()
    nobodys = slot.freed.keeping_a_place().count() + sum(slot.kept.values_list("left", flat=True))
    assert slot.taken == slot.appointments.counting_as_taken().count() + nobodys
    return slot.taken

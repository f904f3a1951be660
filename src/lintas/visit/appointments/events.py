"""
What others may hear about places.

The subject is the application that the place is for; of `ExtraPlacesSet` the session, of `OverbookingDecided` the point.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class PlaceHeld(Event):
    """A place is kept until ``until`` while the person finishes and pays."""

    name: ClassVar[str] = "appointments.place_held"
    appointment_id: UUID
    slot_id: UUID
    starts_at: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class HoldProlonged(Event):
    """The same place is kept longer, for example until the billing code expires."""

    name: ClassVar[str] = "appointments.hold_prolonged"
    appointment_id: UUID
    until: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentBooked(Event):
    """The place is the person's."""

    name: ClassVar[str] = "appointments.booked"
    appointment_id: UUID
    slot_id: UUID
    point_id: UUID
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentMoved(Event):
    """The appointment is now at another hour; ``reason`` is the office's code, empty when the person moved it."""

    name: ClassVar[str] = "appointments.moved"
    appointment_id: UUID
    from_slot_id: UUID
    slot_id: UUID
    point_id: UUID
    from_starts_at: datetime
    starts_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class PlaceFreed(Event):
    """The person gave the place back."""

    name: ClassVar[str] = "appointments.place_freed"
    appointment_id: UUID
    slot_id: UUID


@dataclass(frozen=True, kw_only=True)
class HoldLapsed(Event):
    """The time ran out before the place was confirmed; it rests before it is open to others."""

    name: ClassVar[str] = "appointments.hold_lapsed"
    appointment_id: UUID
    slot_id: UUID


@dataclass(frozen=True, kw_only=True)
class CheckedIn(Event):
    """The person is at the office; ``arrival`` is early, on_time or late."""

    name: ClassVar[str] = "appointments.checked_in"
    appointment_id: UUID
    point_id: UUID
    arrival: str


@dataclass(frozen=True, kw_only=True)
class AppointmentServed(Event):
    """The visit that the place was for is done."""

    name: ClassVar[str] = "appointments.served"
    appointment_id: UUID


@dataclass(frozen=True, kw_only=True)
class AppointmentMissed(Event):
    """The person did not come; the capacity is not given to that day again."""

    name: ClassVar[str] = "appointments.missed"
    appointment_id: UUID
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class WaitingJoined(Event):
    """The person waits for a place that is freed, on a day from ``first_on`` to ``last_on``."""

    name: ClassVar[str] = "appointments.waiting_joined"
    waiting_id: UUID
    point_id: UUID
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class WaitingEnded(Event):
    """The person is off the waiting list; ``outcome`` is placed, left or over."""

    name: ClassVar[str] = "appointments.waiting_ended"
    waiting_id: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PlaceOffered(Event):
    """A freed place is kept for the person until ``until``; ``allotment_id`` tells how that was decided."""

    name: ClassVar[str] = "appointments.place_offered"
    offer_id: UUID
    allotment_id: UUID
    slot_id: UUID
    starts_at: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class OfferClosed(Event):
    """The offer was accepted, declined, passed or withdrawn; ``stays`` says whether the person waits on."""

    name: ClassVar[str] = "appointments.offer_closed"
    offer_id: UUID
    outcome: str
    stays: bool


@dataclass(frozen=True, kw_only=True)
class ReminderDue(Event):
    """The visit comes near; ``number`` is 1 or 2."""

    name: ClassVar[str] = "appointments.reminder_due"
    reminder_id: UUID
    appointment_id: UUID
    slot_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class ReplacementAnswered(Event):
    """The person said what they think of the place given for one on a closed day; ``answer`` is accepted or other."""

    name: ClassVar[str] = "appointments.replacement_answered"
    appointment_id: UUID
    answer: str


@dataclass(frozen=True, kw_only=True)
class ReplacementAwaited(Event):
    """The person's day is closed and nothing equal is free yet; ``reason`` is a `MoveReason`."""

    name: ClassVar[str] = "appointments.replacement_awaited"
    notice_id: UUID
    slot_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class PlaceStandsAgain(Event):
    """A day is open again of which the person was told that it is closed, and they still have their place there."""

    name: ClassVar[str] = "appointments.place_stands_again"
    notice_id: UUID
    slot_id: UUID


@dataclass(frozen=True, kw_only=True)
class OverbookingDecided(Event):
    """From the day ``from_on`` on sessions of the point may have extra places, or none."""

    name: ClassVar[str] = "appointments.overbooking_decided"
    from_on: date
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class ExtraPlacesSet(Event):
    """The session takes ``extra`` people more than it has seats, ``was`` before."""

    name: ClassVar[str] = "appointments.extra_places_set"
    point_id: UUID
    starts_at: datetime
    service_class: str
    was: int
    extra: int

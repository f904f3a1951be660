"""When a number may be taken before coming, where it waits, and what keeps its place."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from lintas.casework.applications import rules
from lintas.casework.applications.states import State
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.visit.appointments.queries import AppointmentInfo
from lintas.visit.queueing.states import QueueClass, Station


@dataclass(frozen=True, slots=True)
class Ahead:
    """
    A number before coming: from ``opens_at`` to ``closes_at`` it may be taken, to wait at the station in its class.

    Its place is never earlier than ``place_from``: who is in the hall by then stands before. Who shows up by
    ``kept_until`` has that place, who comes later stands where newcomers stand.
    """

    queue_class: str
    station: Station
    opens_at: datetime
    closes_at: datetime
    place_from: datetime
    kept_until: datetime


class Coming(Protocol):
    """A case, or what was looked at of it."""

    @property
    def id(self) -> UUID: ...

    @property
    def state(self) -> str: ...

    @property
    def queue_class(self) -> str: ...

    @property
    def office_code(self) -> str: ...

    @property
    def point_id(self) -> UUID | None: ...


def ahead(case: Coming, appointment: AppointmentInfo | None, *, taken_at: datetime) -> Ahead | None:
    """
    Return the hours of a number taken at ``taken_at`` for the next visit of the case; None for who is not expected.

    A finished book may be collected whenever the point is open; while it is closed these are the hours of its next
    opening. No query when parameters and calendars are remembered.

    Source: our proposal (P), docs/queue-order.md.
    """
    if case.state == State.SCHEDULED and appointment is not None and appointment.state == "booked":
        return _for_session(case, appointment)
    if case.state == State.READY and case.point_id is not None:
        return _for_collection(case, offices.calendar(point_id=case.point_id), taken_at=taken_at)
    return None


def _for_session(case: Coming, appointment: AppointmentInfo) -> Ahead:
    """Source: parameters phone_number_opens_before, checkin_opens_before, checkin_grace_after (P)."""

    def parameter(name: str) -> timedelta:
        return _duration(name, case, on=appointment.on)

    grace_ends_at = appointment.starts_at + parameter("checkin_grace_after")
    return Ahead(
        queue_class=case.queue_class,
        station=Station.DOCUMENTS,
        opens_at=appointment.starts_at - parameter("phone_number_opens_before"),
        closes_at=grace_ends_at,
        place_from=appointment.starts_at - parameter("checkin_opens_before"),
        kept_until=grace_ends_at,
    )


def _for_collection(case: Coming, calendar: offices.WorkCalendar, *, taken_at: datetime) -> Ahead | None:
    """
    Return None while no opening is known.

    Source: parameters collection_hall_first, collection_number_kept_for (P).
    """
    open_hours = _opening_hours(calendar, after=taken_at)
    if not open_hours:
        return None
    opens_at, closes_at = open_hours[0]
    on = calendar.local(taken_at).date()
    kept_for = collection_number_kept_for(case, on=on)
    return Ahead(
        queue_class=QueueClass.COLLECTION,
        station=Station.HANDOVER,
        opens_at=opens_at,
        closes_at=closes_at,
        place_from=min(opens_at + _duration("collection_hall_first", case, on=on), closes_at),
        kept_until=rules.kept_until(taken_at=taken_at, kept_for=kept_for, open_hours=open_hours),
    )


def collection_number_kept_for(case: Coming, *, on: date) -> timedelta:
    """Return how much opening time the place of a collection number outlasts. Source: our proposal (P)."""
    return _duration("collection_number_kept_for", case, on=on)


def _opening_hours(calendar: offices.WorkCalendar, *, after: datetime) -> list[tuple[datetime, datetime]]:
    """Return what is left of today's opening hours, else those of the next open day; empty when none is known."""
    today = calendar.local(after).date()
    left = [(opens, closes) for opens, closes in _moments(calendar, today) if after < closes]
    if left:
        return left
    next_day = calendar.next_open_day(today + timedelta(days=1))
    return _moments(calendar, next_day) if next_day else []


def _moments(calendar: offices.WorkCalendar, day: date) -> list[tuple[datetime, datetime]]:
    def at(clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=calendar.zone)

    return [(at(opens), at(closes)) for opens, closes in calendar.hours(day)]


def _duration(name: str, case: Coming, *, on: date) -> timedelta:
    return catalogue.duration(name, office_code=case.office_code, on=on)

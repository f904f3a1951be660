"""Which alarms stand open, and how quickly those of a drill were answered."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from lintas.directory.offices import queries as offices
from lintas.directory.people import queries as persons
from lintas.visit.alarms.models import Alarm, Drill


@dataclass(frozen=True, slots=True)
class AlarmInfo:
    """An open alarm: whose, where, since when. ``place`` is empty when the officer sat at no counter."""

    id: UUID
    officer: str
    place: str
    raised_at: datetime
    is_drill: bool


SHOWN_FOR = timedelta(minutes=10)
"""So long the officer who called reads that somebody comes. Source: our proposal (P)."""


@dataclass(frozen=True, slots=True)
class DrillInfo:
    """A drill and how long each of its alarms waited for its answer; None for one that nobody answered."""

    started_at: datetime
    is_running: bool
    waits: tuple[timedelta | None, ...]

    @property
    def longest(self) -> timedelta | None:
        """The longest wait of those that were answered."""
        return max((wait for wait in self.waits if wait is not None), default=None)

    @property
    def unanswered(self) -> int:
        """How many nobody answered."""
        return sum(wait is None for wait in self.waits)


def topic(office_id: UUID) -> str:
    """Return what a head's page listens to: live topics are open to all, so this one cannot be guessed."""
    return f"alarm:{_hidden(b'alarms/' + office_id.bytes)}"


def topic_of_officer(officer_id: UUID) -> str:
    """Return what the console of one officer listens to: as hard to guess, and named like what every desk hears."""
    return f"desk:{_hidden(b'alarms/officer/' + officer_id.bytes)}"


def _hidden(name: bytes) -> UUID:
    return UUID(bytes=hmac.digest(settings.SECRET_KEY.encode(), name, hashlib.sha256)[:16])


def answered_at(officer_id: UUID, *, at: datetime) -> datetime | None:
    """Return when a head said to come to the officer's latest call; None while nobody did, and a while after. One query."""
    latest = Alarm.objects.filter(officer_id=officer_id, raised_at__lte=at).order_by("-raised_at", "-id")
    moment = latest.values_list("answered_at", flat=True).first()
    return moment if moment is not None and at - moment < SHOWN_FOR else None


def open_alarms(office_id: UUID) -> tuple[AlarmInfo, ...]:
    """Return the office's alarms that nobody answered, the longest first. Two queries."""
    rows = list(Alarm.objects.filter(office_id=office_id, answered_at__isnull=True).order_by("raised_at"))
    names = persons.aliases({row.officer_id for row in rows})
    return tuple(
        AlarmInfo(row.id, names.get(row.officer_id, ""), _place(row), row.raised_at, row.drill_id is not None)
        for row in rows
    )


def zone_of(office_id: UUID) -> str:
    """Return the zone of the office's clocks."""
    return next((point.zone for point in offices.points() if point.office_id == office_id), "Asia/Jakarta")


def drills(office_id: UUID, *, limit: int = 10) -> tuple[DrillInfo, ...]:
    """Return the office's latest drills, the newest first. Two queries."""
    rows = Drill.objects.filter(office_id=office_id).order_by("-started_at").prefetch_related("alarms")[:limit]
    return tuple(
        DrillInfo(
            started_at=row.started_at,
            is_running=row.ended_at is None,
            waits=tuple(
                one.answered_at - one.raised_at if one.answered_at else None
                for one in sorted(row.alarms.all(), key=lambda one: one.raised_at)
            ),
        )
        for row in rows
    )


def _place(row: Alarm) -> str:
    if row.point_id is None:
        return ""
    point = offices.point(id=row.point_id)
    counter = next((one.name for one in offices.counters(point_id=point.id) if one.id == row.counter_id), "")
    return f"{point.name} · {counter}"

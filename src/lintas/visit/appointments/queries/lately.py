"""
The same answers, at most two seconds old.

Most of a rush are people who look and find nothing; they are answered from the memory of the process.
What is shown may be a moment behind; who gets a place is decided by `operations.hold_place` alone.
"""

import threading
import time
from collections.abc import Callable, Collection, Hashable
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from lintas.visit.appointments.queries.days import DayPlaces, classes_offered, days_ahead, next_place
from lintas.visit.appointments.queries.slots import OpenSlot, open_slots
from lintas.visit.appointments.queries.sums import DayWhy, why_so_many

SECONDS = 2.0
MOST = 500

Answer = TypeVar("Answer")

_lock = threading.Lock()
_kept: dict[Hashable, tuple[float, object]] = {}


def days_ahead_lately(
    *, point_ids: Collection[UUID], service_class: str = "regular", from_on: date, days: int, at: datetime
) -> dict[UUID, tuple[DayPlaces, ...]]:
    """Return what `days_ahead` said within the last two seconds."""
    points = tuple(point_ids)
    return _lately(
        ("days", points, service_class, from_on, days),
        lambda: days_ahead(point_ids=points, service_class=service_class, from_on=from_on, days=days, at=at),
    )


def next_place_lately(
    *, point_ids: Collection[UUID], service_class: str = "regular", at: datetime
) -> dict[UUID, datetime | None]:
    """Return what `next_place` said within the last two seconds."""
    points = tuple(point_ids)
    return _lately(
        ("next", points, service_class),
        lambda: next_place(point_ids=points, service_class=service_class, at=at),
    )


def open_slots_lately(
    *, point_id: UUID, on: date, service_class: str = "regular", at: datetime
) -> tuple[OpenSlot, ...]:
    """Return what `open_slots` said within the last two seconds."""
    return _lately(
        ("slots", point_id, on, service_class),
        lambda: open_slots(point_id=point_id, on=on, service_class=service_class, at=at),
    )


def why_so_many_lately(*, point_id: UUID, on: date, at: datetime) -> DayWhy:
    """Return what `why_so_many` said within the last two seconds."""
    return _lately(("why", point_id, on), lambda: why_so_many(point_id=point_id, on=on, at=at))


def classes_offered_lately() -> frozenset[str]:
    """Return what `classes_offered` said within the last two seconds."""
    return _lately("classes", classes_offered)


def forget() -> None:
    """Forget everything; the next question is asked anew."""
    with _lock:
        _kept.clear()


def _lately(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    found = _kept.get(key)
    if found is not None and time.monotonic() < found[0]:
        return found[1]  # type: ignore[return-value]
    fresh = ask()
    with _lock:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = (time.monotonic() + SECONDS, fresh)
    return fresh

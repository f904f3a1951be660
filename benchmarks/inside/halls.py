"""Five halls at work: at each a counter whose officer calls, receives and lets go, one act after the other."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.live import queries as live
from lintas.foundation.live.models import Signal
from lintas.visit.queueing import operations

BY = "system:benchmarks.halls"
_at_work: dict[str, tuple[UUID, int, UUID | None]] = {}
"""By topic: the counter, how many acts its officer has done, and the ticket before it."""


def open_halls(*, people: int) -> list[str]:
    """Open a counter at every point and give so many numbers at each; return the topics of their boards."""
    for point in offices.points():
        counter = offices.counters(point_id=point.id, station="documents")[0]
        operations.open_counter(point_id=point.id, counter_id=counter.id, officer_id=uuid4(), at=clock.now())
        for _ in range(people):
            operations.issue_ticket(
                point_id=point.id, subject=uuid4(), queue_class="regular", station="documents", by=BY, at=clock.now()
            )
        _at_work[f"board:{point.id}"] = (counter.id, 0, None)
    return sorted(_at_work)


def seen() -> str:
    """Return the cursor of what is committed now."""
    return live.cursor()


def act(*, topics: list[str]) -> list[dict[str, Any]]:
    """Let the officer of each of the boards do their next act; return what was touched and the moment before each commit."""
    return [_next(topic) for topic in topics]


def _next(topic: str) -> dict[str, Any]:
    counter, done, ticket = _at_work[topic]
    steps: tuple[Callable[..., Any], ...] = (operations.call_next, operations.arrive, operations.finish)
    about = {"counter_id": counter} if done % 3 == 0 else {"ticket_id": ticket}
    with transaction.atomic():
        found = steps[done % 3](**about, by=BY, at=clock.now())
        position = Signal.objects.filter(topic=topic).aggregate(last=Max("position"))["last"]
        moment = time.monotonic()
    _at_work[topic] = (counter, done + 1, found.id if done % 3 == 0 else ticket)
    return {"topic": topic, "position": position, "at": moment}

"""A hall at work: a counter, numbers in line, and a call whose commit is timed."""

import time
from typing import Any
from uuid import UUID, uuid4

from benchmarks.inside.prepare import POINT
from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.visit.queueing import operations


def hall(*, people: int) -> dict[str, Any]:
    """Open a counter for papers and give so many numbers; return their ids in order, and the point's."""
    point = offices.point(slug=POINT)
    counter = offices.counters(point_id=point.id, station="documents")[0]
    said: dict[str, Any] = {"at": clock.now()}
    operations.open_counter(point_id=point.id, counter_id=counter.id, officer_id=uuid4(), **said)
    tickets = [
        operations.issue_ticket(
            point_id=point.id,
            subject=uuid4(),
            queue_class="regular",
            station="documents",
            by="system:benchmarks.hall",
            **said,
        )
        for _ in range(people)
    ]
    return {"point": str(point.id), "counter": str(counter.id), "tickets": [str(ticket.id) for ticket in tickets]}


def call(*, counter: str) -> dict[str, Any]:
    """Call the next number to the counter, at which nobody is any more; return it and when it was committed."""
    said: dict[str, Any] = {"by": "system:benchmarks.hall", "at": clock.now()}
    ticket = operations.call_next(counter_id=UUID(counter), **said)
    return {"ticket": str(ticket.id), "number": ticket.number, "committed": time.time()}


def done(*, ticket: str) -> dict[str, Any]:
    """Serve the called number and let it go."""
    said: dict[str, Any] = {"by": "system:benchmarks.hall", "at": clock.now()}
    operations.arrive(ticket_id=UUID(ticket), **said)
    operations.finish(ticket_id=UUID(ticket), **said)
    return {}

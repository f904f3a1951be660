"""The read side of the outbox."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.foundation.outbox.models import Delivery
from lintas.foundation.outbox.states import State


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that failed until we gave up; ``error`` names the class of the last exception."""

    id: UUID
    event: str
    handler: str
    subject: UUID
    attempts: int
    failing_since: datetime
    error: str


def dead_letters(*, offices: Collection[str] | None = None, limit: int = 100) -> tuple[DeadLetter, ...]:
    """
    Return the deliveries that need a person, longest failing first. One query.

    ``offices`` are codes of offices whose events to keep, "" for events of none; without it all are returned.
    """
    rows = Delivery.objects.dead(offices=offices).order_by("failing_since", "id")
    wanted = ("id", "event__name", "handler", "subject", "attempts", "failing_since", "last_error")
    return tuple(DeadLetter(*row) for row in rows.values_list(*wanted)[:limit])


def settled(*, at: datetime) -> bool:
    """Say whether nothing is being delivered and nothing is due at ``at``. One query."""
    unfinished = Delivery.objects.filter(state=State.RUNNING) | Delivery.objects.filter(
        state=State.WAITING, due_at__lte=at
    )
    return not unfinished.exists()

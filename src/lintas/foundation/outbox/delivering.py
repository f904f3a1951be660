"""
The delivery itself: take what is due, run its handler, remember how it went.

Taking is a short transaction of its own and leaves a lease, so that a delivery whose worker was
killed is seen and counted. The handler's transaction locks the delivery first: while it runs nobody
else takes it up, and a worker that lost its lease changes nothing.
"""

import logging
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, QuerySet

from lintas.foundation.errors import name_and_place
from lintas.foundation.outbox import registry, rules
from lintas.foundation.outbox.events import Event, decode
from lintas.foundation.outbox.models import Delivery
from lintas.foundation.outbox.states import State
from lintas.foundation.prepared import prepared

logger = logging.getLogger(__name__)

AT_ONCE = 10
"""Taken with one lease: few enough that the last one's turn comes well within it."""


class LeaseLapsed(Exception):
    """The worker did not come back in time, or another one has taken the delivery."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery in our hands; ``attempt`` proves it as long as nobody took it after us."""

    id: UUID
    handler: str
    name: str
    body: dict
    attempt: int


def _never() -> bool:
    return False


def deliver_due(*, at: datetime, limit: int = 100, stopping: Callable[[], bool] = _never) -> int:
    """
    Run the handlers of up to ``limit`` deliveries due at ``at``; return how many were taken up.

    A handler that fails is tried again later; its error never reaches the caller. When ``stopping``
    turns true, the handler at work ends and what it has not begun is given back.
    """
    taken_up = 0
    while taken_up < limit and not stopping():
        taken = _take(at=at, limit=min(AT_ONCE, limit - taken_up))
        if not taken:
            break
        for place, delivery in enumerate(taken):
            if stopping():
                _give_back(taken[place:], at=at)
                break
            _attempt(delivery, at=at)
        taken_up += len(taken)
    return taken_up


def deliver_all(at: datetime | None = None) -> int:
    """
    Deliver what is due and what follows from it until nothing is left; return how many.

    Without ``at``, at the moment when the last waiting delivery falls due.

    :raises Exception: what a handler raised, after it was noted: here nothing fails quietly.
    """
    delivered = 0
    while True:
        moment = at or Delivery.objects.filter(state=State.WAITING).aggregate(last=Max("due_at"))["last"]
        taken = _take(at=moment, limit=AT_ONCE) if moment else []
        if not taken:
            return delivered
        failures = [failure for delivery in taken if (failure := _attempt(delivery, at=moment))]
        if failures:
            raise failures[0]
        delivered += len(taken)


def _take(*, at: datetime, limit: int) -> list[Taken]:
    # Looking first without a lock keeps an idle worker from holding up SQLite's one writer.
    if not _anything_due(at):
        return []
    with transaction.atomic():
        lapsed = Delivery.objects.lapsed(at).select_for_update(skip_locked=True)
        for delivery in lapsed[:limit]:
            _put_back(delivery, error=LeaseLapsed.__name__, at=at)
        due = Delivery.objects.due(at).select_for_update(skip_locked=True, of=("self",))
        rows = list(due.select_related("event").order_by("due_at", "position")[:limit])
        Delivery.objects.filter(id__in=[row.id for row in rows]).update(
            state=State.RUNNING, due_at=at + rules.LEASE, attempts=F("attempts") + 1
        )
    return [Taken(row.id, row.handler, row.event.name, row.event.body, row.attempts + 1) for row in rows]


@prepared
def _anything_due(at: datetime) -> QuerySet[Delivery, tuple[Any, ...]]:
    open_ones = Delivery.objects.filter(state__in=(State.WAITING, State.RUNNING), due_at__lte=at)
    return open_ones.order_by().values_list("id")[:1]


def _attempt(taken: Taken, *, at: datetime) -> Exception | None:
    """Run the handler once; return what it raised."""
    try:
        handler = registry.handler(taken.handler)
        event = decode(taken.name, taken.body)
        if handler.outside:
            handler.run(event, at=at, delivery=taken.id)
        _finish(taken, () if handler.outside else ((handler, event),), at=at)
    except LeaseLapsed:
        return None
    except Exception as failure:
        _note_failure(taken, failure, at=at)
        return failure
    return None


def _finish(taken: Taken, inside: Iterable[tuple[registry.Registered, Event]], *, at: datetime) -> None:
    with transaction.atomic():
        if _ours(taken).select_for_update().first() is None:
            raise LeaseLapsed
        for handler, event in inside:
            handler.run(event, at=at)
        _ours(taken).update(state=State.DONE, done_at=at, failing_since=None, last_error="")


def _note_failure(taken: Taken, failure: Exception, *, at: datetime) -> None:
    logger.warning("Delivery %s to %s failed: %s", taken.id, taken.handler, name_and_place(failure))
    with transaction.atomic():
        delivery = _ours(taken).select_for_update().first()
        if delivery is not None:
            _put_back(delivery, error=type(failure).__name__, at=at)


def _give_back(untouched: Iterable[Taken], *, at: datetime) -> None:
    for taken in untouched:
        _ours(taken).update(state=State.WAITING, due_at=at, attempts=F("attempts") - 1)


def _put_back(delivery: Delivery, *, error: str, at: datetime) -> None:
    delivery.last_error = error
    delivery.failing_since = delivery.failing_since or at
    if rules.is_hopeless(failing_since=delivery.failing_since, at=at):
        delivery.state = State.DEAD
        logger.error("Delivery %s to %s is given up: %s", delivery.id, delivery.handler, error)
    else:
        chance = random.random()  # noqa: S311 (spreads load, keeps no secret)
        delivery.state = State.WAITING
        delivery.due_at = at + rules.pause_before_retry(attempts=delivery.attempts, chance=chance)
        _let_the_line_wait(delivery)
    delivery.save(update_fields=["state", "due_at", "failing_since", "last_error"])


def _let_the_line_wait(delivery: Delivery) -> None:
    """Move those behind it, which may not pass, out of the way of the search for what is due."""
    Delivery.objects.filter(
        handler=delivery.handler,
        subject=delivery.subject,
        position__gt=delivery.position,
        state=State.WAITING,
        due_at__lt=delivery.due_at,
    ).update(due_at=delivery.due_at)


def _ours(taken: Taken):
    return Delivery.objects.filter(id=taken.id, state=State.RUNNING, attempts=taken.attempt)

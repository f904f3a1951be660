"""Publish events, and deliver them: the front door of the outbox."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from lintas.foundation import rows
from lintas.foundation.ids import new_ids
from lintas.foundation.ledger import operations as ledger
from lintas.foundation.outbox import registry
from lintas.foundation.outbox.delivering import deliver_all, deliver_due
from lintas.foundation.outbox.events import Event, encode
from lintas.foundation.outbox.models import Delivery, Subject
from lintas.foundation.outbox.models import Event as EventRow
from lintas.foundation.outbox.states import State

__all__ = [
    "NotDead",
    "OutsideTransaction",
    "Told",
    "deliver_all",
    "deliver_due",
    "forget_delivered",
    "publish",
    "publish_many",
    "revive",
]

KEEP_DELIVERED = timedelta(days=30)
"""Done deliveries only show how we worked; the facts stay in the events and in the ledger."""


class OutsideTransaction(RuntimeError):
    """An event was published on its own, apart from the change it tells of."""


class NotDead(LookupError):
    """The delivery is not among the dead letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event with who made it so and when; ``detail`` may be personal, see `publish`."""

    event: Event
    by: str
    at: datetime
    detail: str = ""
    owner: UUID | None = None


def publish(event: Event, *, by: str, at: datetime, detail: str = "", owner: UUID | None = None) -> None:
    """
    Tell of something that happened at ``at``, in the transaction that makes it so.

    Writes the event, a delivery for each handler and the ledger's entry. ``detail`` may be personal:
    the ledger commits to its hash and keeps it sealed under the key of ``owner``.

    :raises OutsideTransaction: there is no transaction that could take the event back with its cause.
    :raises EventNotAllowed: a value is of a kind that events must not carry.
    """
    publish_many([Told(event=event, by=by, at=at, detail=detail, owner=owner)])


def publish_many(told: Sequence[Told]) -> None:
    """
    Tell of all of them, as `publish` does of one, in four statements. Events of one subject keep their order.

    :raises OutsideTransaction: :raises EventNotAllowed: as `publish`; then nothing is told.
    """
    if not told:
        return
    if not connection.in_atomic_block:
        raise OutsideTransaction(told[0].event.name)
    bodies = [encode(one.event) for one in told]
    positions = _next_positions([one.event.subject for one in told])
    ids = new_ids(len(told))
    rows.insert(
        EventRow,
        ("id", "name", "subject", "position", "body", "published_at"),
        [
            (row, one.event.name, one.event.subject, position, body, one.at)
            for row, one, position, body in zip(ids, told, positions, bodies, strict=True)
        ],
    )
    Delivery.objects.bulk_create(
        Delivery(event_id=row, handler=handler.name, subject=one.event.subject, position=position, due_at=one.at)
        for row, one, position in zip(ids, told, positions, strict=True)
        for handler in registry.handlers_of(one.event.name)
    )
    ledger.append_many([_act(one, body) for one, body in zip(told, bodies, strict=True)])


@transaction.atomic
def revive(*, delivery_id: UUID, offices: Collection[str], at: datetime) -> None:
    """
    Try a dead letter again from ``at`` on, with new patience. Later events may have been handled meanwhile.

    :raises NotDead: it is not, or no longer, dead, or is none of these ``offices``'.
    """
    letter = Delivery.objects.dead(offices=offices).filter(id=delivery_id)
    revived = letter.update(state=State.WAITING, due_at=at, failing_since=None, last_error="")
    if not revived:
        raise NotDead(delivery_id)


def forget_delivered(*, at: datetime) -> int:
    """Delete the traces of deliveries done long ago; return how many."""
    deleted, _ = Delivery.objects.filter(state=State.DONE, done_at__lt=at - KEEP_DELIVERED).delete()
    return deleted


def _act(told: Told, body: Mapping[str, Any]) -> ledger.Act:
    event = told.event
    return ledger.Act(
        shard=ledger.shard_of(office=event.office, at=told.at),
        act=event.name,
        subject=event.subject,
        by=told.by,
        at=told.at,
        facts={name: value for name, value in body.items() if name not in ("subject", "office")},
        detail=told.detail,
        owner=told.owner,
    )


def _next_positions(subjects: Sequence[UUID]) -> list[int]:
    # One statement, the same on both databases; it holds the subjects' rows until the commit, in the order of their
    # ids, so that two who tell of the same subjects wait for each other instead of locking each other up.
    wanted = sorted(Counter(subjects).items(), key=lambda one: one[0].int)
    last = dict(
        rows.insert(
            Subject,
            ("id", "last_position"),
            wanted,
            on_conflict="(id) DO UPDATE SET last_position = outbox_subject.last_position + excluded.last_position",
            returning=("id", "last_position"),
        )
    )
    following = {subject: last[subject] - count for subject, count in wanted}
    positions = []
    for subject in subjects:
        following[subject] += 1
        positions.append(following[subject])
    return positions

"""Acts that a group does in one transaction: each claimed with its reply, which is known beforehand."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from lintas.foundation import rows
from lintas.foundation.idempotency import replies, sealing
from lintas.foundation.idempotency.models import Reply
from lintas.foundation.idempotency.requests import key_of, parts_of, principal_of


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the group: where its reply is kept, what it asks, and the sealed reply it will get if it is done."""

    row: UUID
    fingerprint: str
    sealed: bytes
    at: datetime


def act_of(request: HttpRequest, reply: HttpResponse, *, at: datetime) -> Act:
    """Return the act that the request asks for. :raises KeyMissing: 400, the form has no key."""
    packed = replies.pack(reply, request, session_before=request.session.session_key)
    return act(key=key_of(request), principal=principal_of(request), parts=parts_of(request), packed=packed, at=at)


def act(*, key: UUID, principal: str, parts: Iterable[bytes], packed: bytes, at: datetime) -> Act:
    """Return the act of a request that is not Django's; the arguments as `requests` and `replies` make them."""
    row = sealing.row_id(principal=principal, key=key)
    sealed = sealing.seal(packed, key=key, row=row)
    return Act(row=row, fingerprint=sealing.fingerprint(parts, key=key), sealed=sealed, at=at)


def claim_many(acts: Sequence[Act]) -> set[UUID]:
    """
    Take the acts for this transaction, their replies with them; return the rows of those taken. One statement.

    What is missing from the answer was done before, or stands twice in the group. Waits while other transactions have
    taken some of them; in the order of the rows, so that two groups never wait for each other.
    """
    taken = rows.insert(
        Reply,
        ("id", "fingerprint", "sealed", "made_at"),
        [(act.row, act.fingerprint, act.sealed, act.at) for act in sorted(acts, key=lambda act: act.row.int)],
        on_conflict="(id) DO NOTHING",
        returning=("id",),
    )
    return {row for (row,) in taken}


def let_go(claimed: Collection[UUID]) -> None:
    """Free acts that this transaction has taken and did not do. One statement; none for none."""
    if claimed:
        Reply.objects.filter(id__in=claimed).delete()

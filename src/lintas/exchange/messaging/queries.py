"""The read side: what was sent for a case, without its contents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lintas.exchange.messaging.models import Message
from lintas.exchange.messaging.states import Channel, State
from lintas.foundation.prepared import prepared


@dataclass(frozen=True, slots=True)
class SentInfo:
    """One message of a case: when, by which way, how far. ``sent_at`` is None until it was handed over."""

    id: UUID
    channel: Channel
    state: State
    queued_at: datetime
    sent_at: datetime | None
    attempts: int

    @property
    def channel_label(self) -> str:
        """The channel's name for people."""
        return str(self.channel.label)

    @property
    def state_label(self) -> str:
        """The state's name for people."""
        return str(self.state.label)


def sent(reference: str) -> tuple[SentInfo, ...]:
    """Return the messages of the case, newest first, without contents or addresses. One query."""
    if not reference:
        return ()
    return tuple(
        SentInfo(
            id=row_id,
            channel=Channel(channel),
            state=State(state),
            queued_at=queued_at,
            sent_at=sent_at,
            attempts=attempts,
        )
        for row_id, channel, state, queued_at, sent_at, attempts in _messages(reference)
    )


@prepared
def _messages(reference: str) -> QuerySet[Message, tuple[Any, ...]]:
    found = Message.objects.filter(reference=reference).order_by("-id")
    return found.values_list("id", "channel", "state", "queued_at", "sent_at", "attempts")

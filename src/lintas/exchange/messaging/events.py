"""What other apps may hear of; the subject is the message."""

from dataclasses import dataclass
from typing import ClassVar

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageQueued(Event):
    """A message waits to be sent. Each is its own subject: one that cannot be sent holds up no other."""

    name: ClassVar[str] = "messaging.message_queued"


@dataclass(frozen=True, kw_only=True)
class MessageFailed(Event):
    """A message was given up: the address does not exist, or its time is over."""

    name: ClassVar[str] = "messaging.message_failed"
    channel: str

"""How messages leave the house: one small protocol, one adapter for each channel."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Undeliverable(Exception):
    """The other side says that this will never arrive; ``reason`` is its code, never its text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotNow(Exception):
    """It did not work this time; worth another try."""


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """What leaves the house; ``id`` stays the same when sent again, so that the receiver can drop the copy."""

    id: UUID
    address: str
    subject: str
    body: str


class Transport(Protocol):
    """A way out."""

    def send(self, message: Outgoing) -> None:
        """Hand the message over. :raises NotNow: try later. :raises Undeliverable: never try again."""
        ...

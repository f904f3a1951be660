"""An event of these tests and handlers that tell what they heard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event
from lintas.foundation.outbox.registry import handles


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    name: ClassVar[str] = "outbox_tests.bell_rung"
    count: int = 0
    loud: bool = False
    code: str = ""
    on: date | None = None
    rung_at: datetime | None = None
    ringer: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class BellHeard(Event):
    """An effect of a handler; nobody handles it."""

    name: ClassVar[str] = "outbox_tests.bell_heard"


def nothing(event: BellRung, **facts: object) -> None:
    """Do nothing."""


class Witness:
    """What the handlers do; tests put their own behaviour in and take it out again."""

    inside: Callable[..., None] = staticmethod(nothing)
    outside: Callable[..., None] = staticmethod(nothing)


@handles(BellRung)
def hear_inside(event: BellRung, *, at: datetime) -> None:
    Witness.inside(event, at=at)


@handles(BellRung, outside=True)
def hear_outside(event: BellRung, *, at: datetime, delivery: UUID) -> None:
    Witness.outside(event, at=at, delivery=delivery)

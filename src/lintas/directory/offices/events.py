"""What others may hear of the offices."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class PointClosed(Event):
    """A point will not serve on a day that it otherwise would; ``subject`` is the point."""

    name: ClassVar[str] = "offices.point_closed"
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class PointReopened(Event):
    """A closure was taken back; ``subject`` is the point."""

    name: ClassVar[str] = "offices.point_reopened"
    on: date


@dataclass(frozen=True, kw_only=True)
class RosterChanged(Event):
    """A counter is staffed otherwise on one day; ``subject`` is the point, ``counter`` the number of the counter."""

    name: ClassVar[str] = "offices.roster_changed"
    on: date
    counter: int

"""
What time it is on the box.

The clock of a box may be set wrong and jump. What it cannot do is count wrongly while it runs, so the hour is the one
that the house last told, and what has passed since; after a restart without the house, its clock is believed as long as
it does not go back behind what was written before.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as the box has it: which start it runs since, milliseconds of it, and what its clock shows."""

    boot: str
    ticks: int
    wall: datetime


@dataclass(frozen=True, slots=True)
class Anchor:
    """The house's hour, and when the box was told it."""

    boot: str
    ticks: int
    hour: datetime


class Clock:
    """The clocks of this machine. Running time goes on while it sleeps and outlives this program."""

    def read(self) -> Instant:
        """Return the moment."""
        boot = BOOT_ID.read_text(encoding="ascii").strip()
        ticks = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
        return Instant(boot=boot, ticks=ticks, wall=datetime.now(UTC))


def hour(now: Instant, anchor: Anchor | None, *, known: Iterable[datetime]) -> datetime:
    """
    Return the hour by all that the box knows, in UTC.

    ``known`` are hours that have passed, such as that of the last thing written: after a restart it cannot be earlier.
    """
    if anchor is not None and anchor.boot == now.boot:
        return anchor.hour + timedelta(milliseconds=max(0, now.ticks - anchor.ticks))
    return max([now.wall, *known, *([anchor.hour] if anchor else [])])


def is_close(anchor: Anchor | None, other: Anchor) -> bool:
    """Say whether both anchors tell the same hour within a second, so that nothing need be written anew."""
    if anchor is None or anchor.boot != other.boot:
        return False
    drift = (other.hour - anchor.hour) - timedelta(milliseconds=other.ticks - anchor.ticks)
    return abs(drift) < timedelta(seconds=1)

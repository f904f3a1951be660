"""
The time of day, asked for once at the door and passed in from there.

Operations take the moment as ``at``; only views, tasks and handlers ask for it. A demonstration
may live at another hour: then ``LINTAS_CLOCK_FILE`` names a small file that says which.
"""

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple


class Shift(NamedTuple):
    """A demonstration's clock: at real second ``since`` it showed ``shown``, and runs ``rate`` times as fast."""

    since: float
    shown: float
    rate: float


_seen: tuple[int, Shift | None] = (0, None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    shift = _shift()
    if shift is None:
        return datetime.now(UTC)
    seconds = shift.shown + (time.time() - shift.since) * shift.rate
    return datetime.fromtimestamp(seconds, UTC)


def set_demonstration_clock(*, shows: datetime, rate: float) -> None:
    """
    Let the demonstration's clock show ``shows`` from now on, running ``rate`` times as fast; 0 stands still.

    :raises RuntimeError: this installation has no demonstration clock.
    """
    path = _path()
    if path is None:
        raise RuntimeError("LINTAS_CLOCK_FILE is not set: only a demonstration has a clock that can be moved.")
    shift = Shift(since=time.time(), shown=shows.timestamp(), rate=rate)
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps(shift))
    fresh.replace(path)


def _path() -> Path | None:
    name = os.environ.get("LINTAS_CLOCK_FILE")
    return Path(name) if name else None


def _shift() -> Shift | None:
    global _seen
    path = _path()
    if path is None:
        return None
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    if changed != _seen[0]:
        _seen = (changed, Shift(*json.loads(path.read_text())))
    return _seen[1]

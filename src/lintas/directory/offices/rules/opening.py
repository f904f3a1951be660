"""How it is at a point right now: open until, on its noon break, or closed and open again when."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from lintas.directory.offices.rules.calendar import ClosedDay, WorkCalendar


class OpenState(StrEnum):
    """How it is at a point at one moment."""

    OPEN = "open"
    NOT_YET = "not_yet"
    BREAK = "break"
    OVER = "over"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Opening:
    """
    The state of a point at one moment, in local time.

    ``until`` is when the present stretch ends, while open. ``next_on`` and ``next_at`` say when it
    opens next, otherwise; both None when no open day is known. ``reason`` is why today is closed.
    """

    state: OpenState
    until: time | None = None
    next_on: date | None = None
    next_at: time | None = None
    reason: ClosedDay | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody can be served now."""
        return self.state == OpenState.OPEN


def opening(calendar: WorkCalendar, at: datetime) -> Opening:
    """Return how it is at the point of the calendar at the moment."""
    local = calendar.local(at)
    today, moment = local.date(), local.time()
    stretches = calendar.hours(today)
    for opens, closes in stretches:
        if moment < opens:
            state = OpenState.NOT_YET if (opens, closes) == stretches[0] else OpenState.BREAK
            return Opening(state=state, next_on=today, next_at=opens)
        if moment < closes:
            return Opening(state=OpenState.OPEN, until=closes)
    next_on = calendar.next_open_day(today + timedelta(days=1))
    return Opening(
        state=OpenState.OVER if stretches else OpenState.CLOSED,
        next_on=next_on,
        next_at=calendar.hours(next_on)[0][0] if next_on else None,
        reason=None if stretches else calendar.closure(today),
    )

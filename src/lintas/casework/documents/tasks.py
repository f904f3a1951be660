"""What returns by itself: pictures that belong to no page any more are deleted."""

import time
from datetime import datetime, timedelta

from lintas.casework.documents import operations
from lintas.foundation.jobs.registry import periodic

EVERY = timedelta(hours=1)


@periodic(name="documents.sweep_pictures", every=EVERY)
def sweep_pictures(*, at: datetime) -> int:
    """Delete what an upload that was taken back, or a process that ended too early, left behind: a part each hour."""
    hours = int(at.timestamp() // EVERY.total_seconds())
    # Files carry the machine's own time, whatever the calendar of a demonstration says.
    return operations.sweep_pictures(turn=hours, now=time.time())

"""The periodic work of the limits."""

from datetime import datetime, timedelta

from lintas.foundation.jobs.registry import periodic
from lintas.foundation.limits import operations


@periodic(name="limits.forget_windows", every=timedelta(minutes=10))
def forget_windows(*, at: datetime) -> int:
    """Delete the counts of windows that are over."""
    return operations.forget_windows(at=at)

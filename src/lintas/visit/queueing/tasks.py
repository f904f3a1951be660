"""What returns by itself: ending numbers that nobody came back for, and telling how long it will take."""

from datetime import datetime, timedelta

from lintas.foundation.jobs.registry import periodic
from lintas.visit.queueing import operations


@periodic(name="queueing.end_skipped", every=timedelta(minutes=1))
def end_skipped(*, at: datetime) -> int:
    """End the skipped numbers whose time to return is over."""
    return operations.end_skipped(at=at)


@periodic(name="queueing.end_expected", every=timedelta(hours=1))
def end_expected(*, at: datetime) -> int:
    """End the numbers of past days whose holders never came."""
    return operations.end_expected(at=at)


@periodic(name="queueing.foretell", every=timedelta(seconds=15))
def foretell(*, at: datetime) -> int:
    """Tell everybody in line how long it will take."""
    return operations.foretell_all(at=at)

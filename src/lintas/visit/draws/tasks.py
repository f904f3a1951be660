"""What returns by itself: the calendar of the draws, and the news to those who took part."""

from datetime import datetime, timedelta

from lintas.foundation.jobs.registry import periodic
from lintas.visit.draws import operations


@periodic(name="draws.keep_the_calendar", every=timedelta(seconds=30))
def keep_the_calendar(*, at: datetime) -> int:
    """Open, close, decide, publish or void the draws whose moment has come."""
    return operations.keep_the_calendar(at=at)


@periodic(name="draws.tell_results", every=timedelta(seconds=5))
def tell_results(*, at: datetime) -> int:
    """Tell the next entries of published draws how they fared, and those of void draws that there is no result."""
    by = "system:draws.tell_results"
    return operations.tell_results(by=by, at=at) + operations.tell_void(by=by, at=at)

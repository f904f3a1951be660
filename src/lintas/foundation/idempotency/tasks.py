"""The periodic work of idempotency."""

from datetime import datetime, timedelta

from lintas.foundation.idempotency import operations
from lintas.foundation.jobs.registry import periodic


@periodic(name="idempotency.forget_replies", every=timedelta(hours=1))
def forget_replies(*, at: datetime) -> int:
    """Delete the replies that are older than we promise."""
    return operations.forget_replies(at=at)

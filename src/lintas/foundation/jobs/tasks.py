"""The periodic work of the rooms below this one."""

from datetime import datetime, timedelta

from lintas.foundation.jobs.registry import periodic
from lintas.foundation.live import operations as live
from lintas.foundation.outbox import operations as outbox


@periodic(name="outbox.forget_delivered", every=timedelta(hours=6))
def forget_delivered(*, at: datetime) -> int:
    """Delete the traces of deliveries done long ago."""
    return outbox.forget_delivered(at=at)


@periodic(name="live.forget_signals", every=timedelta(minutes=10))
def forget_signals(*, at: datetime) -> int:
    """Delete signals that no open page still needs."""
    return live.forget_signals(at=at)

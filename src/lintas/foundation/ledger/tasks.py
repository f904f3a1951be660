"""The sequencer as periodic work."""

from datetime import datetime, timedelta

from lintas.foundation.jobs.registry import periodic
from lintas.foundation.ledger import operations


@periodic(name="ledger.sequence", every=timedelta(seconds=2))
def number_and_sign(*, at: datetime) -> int:
    """Number what was committed and sign what was numbered. :raises LedgerRolledBack: the witness knows better."""
    return operations.sequence() + operations.checkpoint(at=at)

"""What this app does by the clock."""

import logging
from datetime import datetime, timedelta

from lintas.exchange import wire
from lintas.exchange.payments import operations, queries
from lintas.exchange.payments.adapters import simponi
from lintas.foundation.jobs.registry import periodic

logger = logging.getLogger(__name__)

ASKS_AGAIN = "system:payments.ask_again"
BY = "system:payments.close_run_out"
AT_ONCE = 100
ENOUGH_MISSES = 3
"""Questions without an answer after which SIMPONI counts as unreachable for this run."""


@periodic(name="payments.ask_again", every=queries.NOTICEABLE)
def ask_again(*, at: datetime) -> int:
    """
    Ask SIMPONI again for every code that has not come; return how many came.

    The delivery of the bill's event waits longer each time and is given up after two days; the person still waits.
    """
    came = missed = 0
    for missing in queries.codes_missing(at=at, limit=AT_ONCE):
        try:
            came += operations.ask_for_code(bill_id=missing.bill_id, by=ASKS_AGAIN, at=at)
        except wire.Unavailable as problem:
            missed += 1
            logger.warning("SIMPONI issued no code for bill %s: %s", missing.bill_id, type(problem).__name__)
            if missed == ENOUGH_MISSES:
                break
        except wire.Refused as problem:
            # One bill that a person must look at keeps no other waiting.
            logger.error("SIMPONI refused a code for bill %s: status %s", missing.bill_id, problem.status)
    return came


@periodic(name="payments.close_run_out", every=timedelta(seconds=20))
def close_run_out(*, at: datetime) -> int:
    """
    Ask SIMPONI once more about every code that ran out, record what was paid, and let the rest lapse; return how many.

    Without an answer nothing lapses: unavailable is never unpaid. The next run tries again.
    """
    lapsed = missed = 0
    system = simponi.installed()
    for bill_id, code in queries.codes_run_out(at=at, limit=AT_ONCE):
        try:
            payments = system.query_code(code=code)
            for payment in payments:
                operations.record_payment(payment, by=BY, at=at)
        except wire.Unavailable as problem:
            missed += 1
            logger.warning("SIMPONI did not answer about bill %s: %s", bill_id, type(problem).__name__)
            if missed == ENOUGH_MISSES:
                break
        except (wire.Refused, operations.ContradictingNotice) as problem:
            # One code that a person must look at keeps no other waiting.
            logger.error("Bill %s cannot be closed: %s", bill_id, type(problem).__name__)
        else:
            lapsed += operations.expire_code(bill_id=bill_id, by=BY, at=at)
    return lapsed

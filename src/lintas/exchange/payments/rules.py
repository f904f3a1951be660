"""Where money belongs, and whether it can pay another bill: values in, answer out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.exchange.payments.states import CREDITABLE, STILL_OWED, BillState, MoneyState


@dataclass(frozen=True, slots=True)
class Owed:
    """What a payment is held against: the bill of its code. ``expires_at`` is the code's last moment, exclusive."""

    state: BillState
    total_idr: int
    expires_at: datetime


def placement(owed: Owed | None, *, amount_idr: int, paid_at: datetime) -> MoneyState:
    """
    Return the one state into which money comes first.

    ``paid_at`` is the bank's moment of payment: a notice that is slow to reach us makes nobody late as long as the
    bill still waits. Once the bill lapsed its place may be gone, so that even money paid in time is held.

    Legal source: process.yaml, transitions P02 and P03 ("before expiry, amount equal").
    """
    if owed is None:
        return MoneyState.UNKNOWN_CODE
    if owed.state is BillState.SETTLED:
        return MoneyState.DUPLICATE
    if owed.state is BillState.WITHDRAWN:
        return MoneyState.AFTER_WITHDRAWAL
    if owed.state not in STILL_OWED or paid_at >= owed.expires_at:
        return MoneyState.LATE_HELD
    if amount_idr == owed.total_idr:
        return MoneyState.MATCHED
    return MoneyState.SHORT if amount_idr < owed.total_idr else MoneyState.OVER


def can_be_credited(state: MoneyState, *, amount_idr: int, payer: UUID, to_pay_idr: int, person: UUID) -> bool:
    """Say whether held money can pay a new bill: the same person's, of exactly the same amount."""
    return state in CREDITABLE and payer == person and amount_idr == to_pay_idr

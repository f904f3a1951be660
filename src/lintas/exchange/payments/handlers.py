"""What follows from a bill and from a notice: SIMPONI is asked outside any transaction, notices are understood."""

from datetime import datetime
from uuid import UUID

from lintas.exchange.payments import operations
from lintas.exchange.payments.events import BillRaised, CodeWanted, NoticeArrived
from lintas.foundation.outbox.registry import handles


@handles(BillRaised, outside=True)
def ask_for_code(event: BillRaised, *, at: datetime, delivery: UUID) -> None:
    """Ask SIMPONI for the bill's code."""
    operations.ask_for_code(bill_id=event.bill_id, by="system:payments.ask_for_code", at=at)


@handles(CodeWanted, outside=True)
def ask_once_more(event: CodeWanted, *, at: datetime, delivery: UUID) -> None:
    """Ask SIMPONI for a code that an officer misses."""
    operations.ask_for_code(bill_id=event.bill_id, by="system:payments.ask_once_more", at=at)


@handles(NoticeArrived)
def record_notice(event: NoticeArrived, *, at: datetime) -> None:
    """Record the payment that the notice tells of."""
    operations.record_notice(notice_id=event.subject, at=at)

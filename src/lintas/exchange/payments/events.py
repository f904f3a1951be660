"""What other apps may hear of. The subject is the case that the bill belongs to, where there is one."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class BillRaised(Event):
    """A case owes money."""

    name: ClassVar[str] = "payments.bill_raised"
    bill_id: UUID
    total_idr: int


@dataclass(frozen=True, kw_only=True)
class CodeWanted(Event):
    """An officer wants SIMPONI asked once more for a code that has not come."""

    name: ClassVar[str] = "payments.code_wanted"
    bill_id: UUID


@dataclass(frozen=True, kw_only=True)
class CodeIssued(Event):
    """There is a billing code to pay with, until ``expires_at``."""

    name: ClassVar[str] = "payments.code_issued"
    bill_id: UUID
    code_id: UUID
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class BillPaid(Event):
    """The bill is settled; ``paid_at`` is the bank's moment, or that of raising a bill with nothing left to pay."""

    name: ClassVar[str] = "payments.bill_paid"
    bill_id: UUID
    paid_at: datetime


@dataclass(frozen=True, kw_only=True)
class CodeExpired(Event):
    """The code ran out; SIMPONI was asked once more and knew of no payment that settles the bill."""

    name: ClassVar[str] = "payments.code_expired"
    bill_id: UUID


@dataclass(frozen=True, kw_only=True)
class BillWithdrawn(Event):
    """The bill need not be paid any more."""

    name: ClassVar[str] = "payments.bill_withdrawn"
    bill_id: UUID


@dataclass(frozen=True, kw_only=True)
class MoneyNeedsAttention(Event):
    """Money arrived that settles nothing. Without a bill (unknown code) the subject is the money itself."""

    name: ClassVar[str] = "payments.money_needs_attention"
    bill_id: UUID | None
    money_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class MoneyReferred(Event):
    """An officer passed held money on for a refund by the Treasury."""

    name: ClassVar[str] = "payments.money_referred"
    bill_id: UUID | None
    money_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoticeArrived(Event):
    """SIMPONI sent a genuine notice, kept as it came; the subject is the notice."""

    name: ClassVar[str] = "payments.notice_arrived"

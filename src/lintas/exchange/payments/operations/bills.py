"""The steps every change of a bill shares: lock it, advance it with its code, settle it."""

from datetime import datetime
from uuid import UUID

from lintas.exchange.payments.events import BillPaid
from lintas.exchange.payments.models import Bill, BillingCode
from lintas.exchange.payments.states import CODE_OF, BillAction, bill_after
from lintas.foundation.outbox.operations import publish


def locked(bill_id: UUID) -> Bill:
    """Return the bill, held until the commit. A bill is always locked before its code and its money."""
    return Bill.objects.select_for_update().get(id=bill_id)


def advance(bill: Bill, action: BillAction, *, paid_at: datetime | None = None) -> None:
    """Move the locked bill, and its code with it. :raises ActionNotAllowed: the action leads nowhere."""
    bill.state = bill_after(bill.state, action)
    bill.paid_at = paid_at
    bill.save(update_fields=["state", "paid_at"])
    BillingCode.objects.filter(bill=bill).update(state=CODE_OF[bill.state])


def settle(bill: Bill, *, paid_at: datetime, by: str, at: datetime) -> None:
    """Close the locked bill as paid, and tell."""
    advance(bill, BillAction.SETTLE, paid_at=paid_at)
    publish(BillPaid(subject=bill.subject, office=bill.office_code, bill_id=bill.id, paid_at=paid_at), by=by, at=at)

"""A code runs out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.exchange.payments.events import CodeExpired
from lintas.exchange.payments.models import BillingCode
from lintas.exchange.payments.operations.bills import advance, locked
from lintas.exchange.payments.states import BillAction, BillState
from lintas.foundation.outbox.operations import publish


@transaction.atomic
def expire_code(*, bill_id: UUID, by: str, at: datetime) -> bool:
    """
    Let the bill lapse when its code has run out by ``at`` and it still waits; return whether it did.

    The caller has asked SIMPONI just before and recorded what it told: money on its way is not made late by us.

    Legal source: process.yaml, transition P03 ("no payment after reconciliation").
    """
    bill = locked(bill_id)
    code = BillingCode.objects.get(bill=bill)
    if bill.state != BillState.OPEN or code.expires_at is None or code.expires_at > at:
        return False
    advance(bill, BillAction.LAPSE)
    publish(CodeExpired(subject=bill.subject, office=bill.office_code, bill_id=bill.id), by=by, at=at)
    return True

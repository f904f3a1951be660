"""Money arrives: the one way in, whether SIMPONI told us or we asked."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.exchange.payments.adapters import Payment
from lintas.exchange.payments.models import BillingCode, MoneyEvent
from lintas.exchange.payments.operations import money
from lintas.exchange.payments.operations.bills import locked
from lintas.exchange.payments.states import MoneyState
from lintas.foundation.errors import DomainError


class ContradictingNotice(DomainError):
    """SIMPONI told of one NTPN twice, with different facts. Nothing is changed; a person must look."""

    code = "payments.contradicting_notice"
    text = _("Dua pemberitahuan dengan NTPN yang sama berbeda isinya. Periksa langsung di SIMPONI.")


@transaction.atomic
def record_payment(payment: Payment, *, by: str, at: datetime) -> UUID:
    """
    Put the payment into the state where it belongs and return its id; an NTPN that is known changes nothing.

    :raises ContradictingNotice: the NTPN is known with another code or amount.
    """
    code = BillingCode.objects.filter(code=payment.code).first()
    bill = locked(code.bill_id) if code else None
    known = MoneyEvent.objects.filter(ntpn=payment.ntpn).first()
    if known is None:
        known = MoneyEvent(
            ntpn=payment.ntpn,
            ntb=payment.ntb,
            code=payment.code,
            amount_idr=payment.amount_idr,
            paid_at=payment.paid_at,
            received_at=at,
        )
        money.arrive(known, bill=bill, expires_at=code.expires_at if code else None, by=by, at=at)
    elif (known.code, known.amount_idr) != (payment.code, payment.amount_idr):
        raise ContradictingNotice
    elif known.state == MoneyState.UNKNOWN_CODE and bill is not None and code is not None and code.expires_at:
        # The code became known in the very moment the money came.
        money.place(known, bill=bill, expires_at=code.expires_at, by=by, at=at)
    return known.id

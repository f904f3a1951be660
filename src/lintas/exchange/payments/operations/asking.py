"""Asking SIMPONI for a code: after the bill was raised, again while none has come, and when an officer wants it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.exchange.payments import queries
from lintas.exchange.payments.adapters import Line, simponi
from lintas.exchange.payments.events import CodeWanted
from lintas.exchange.payments.models import Bill
from lintas.exchange.payments.operations.billing import record_code
from lintas.exchange.payments.states import BillState
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class NoCodeMissing(DomainError):
    """The bill is not one of the office's that waits for a code."""

    code = "payments.no_code_missing"
    text = _("Tagihan ini tidak menunggu kode billing lagi. Muat ulang halaman untuk melihat keadaan terbaru.")


def ask_for_code(*, bill_id: UUID, by: str, at: datetime) -> bool:
    """
    Ask SIMPONI for the bill's code and keep it; say whether the bill waited for one. Not inside a transaction.

    The bill's id is the request's, so that a repetition gets the same code. The validity runs from now: a person
    loses no minute to an outage of SIMPONI.

    :raises wire.Unavailable, wire.Refused: SIMPONI gave none.
    """
    wanted = queries.code_wanted(bill_id)
    if wanted is None:
        return False
    issued = simponi.installed().create_code(
        request_id=bill_id,
        reference=wanted.reference,
        office_code=wanted.office_code,
        lines=[Line(line.fee_id, line.amount_idr) for line in wanted.lines],
        expires_at=at + wanted.expires_in,
    )
    record_code(bill_id=bill_id, code=issued.code, expires_at=issued.expires_at, by=by, at=at)
    return True


@transaction.atomic
def want_code(*, bill_id: UUID, office_code: str, by: str, at: datetime) -> None:
    """
    Note that an officer of the office wants the missing code asked for now.

    :raises NoCodeMissing: the bill has its code, or is another office's.
    """
    bill = Bill.objects.filter(id=bill_id, office_code=office_code, state=BillState.ASKED).first()
    if bill is None:
        raise NoCodeMissing
    publish(CodeWanted(subject=bill.subject, office=office_code, bill_id=bill_id), by=by, at=at)

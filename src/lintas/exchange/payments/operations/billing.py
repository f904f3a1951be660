"""A bill's life until money comes: raised, given a code, withdrawn."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lintas.exchange.payments import rules
from lintas.exchange.payments.events import BillRaised, BillWithdrawn, CodeIssued
from lintas.exchange.payments.models import Bill, BillingCode, MoneyEvent
from lintas.exchange.payments.operations import money
from lintas.exchange.payments.operations.bills import advance, locked, settle
from lintas.exchange.payments.queries import BillLine
from lintas.exchange.payments.states import BillAction, BillState, CodeState, MoneyAction, MoneyState, money_after
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class BillWrong(DomainError):
    """A line has a negative amount, or the code would not be valid for any time."""

    code = "payments.bill_wrong"
    text = _("Rincian biaya ini tidak bisa ditagih. Muat ulang halaman; bila terulang, beri tahu petugas.")
    status = 422


class BillStillOpen(DomainError):
    """The case has a bill that waits for its code or for money."""

    code = "payments.bill_still_open"
    text = _("Tagihan untuk permohonan ini masih berlaku. Bayar dengan kode billing yang sudah ada.")


class NoOpenBill(DomainError):
    """The case has no bill that could be withdrawn."""

    code = "payments.no_open_bill"
    text = _("Tidak ada tagihan yang menunggu pembayaran untuk permohonan ini.")


class CreditNotUsable(DomainError):
    """The money named as credit does not exist, is somebody else's, is used, or has another amount."""

    code = "payments.credit_not_usable"
    text = _(
        "Uang dari pembayaran sebelumnya tidak bisa dipakai untuk tagihan ini karena jumlah atau statusnya berbeda. "
        "Lanjutkan dengan kode billing baru, atau tanyakan kepada petugas."
    )


@transaction.atomic
def raise_bill(
    *,
    subject: UUID,
    reference: str,
    person_id: UUID,
    point_id: UUID,
    office_code: str,
    lines: Sequence[BillLine],
    expires_in: timedelta,
    credit_from: UUID | None = None,
    by: str,
    at: datetime,
) -> UUID:
    """
    Bill the case ``subject`` and return the bill's id.

    SIMPONI is asked for a code after the commit; the code is valid for ``expires_in`` from the moment of asking.
    With nothing to pay, or with ``credit_from`` (the id of held money, see `queries.credits_of`) of the same person
    and amount, the bill is settled at once and no code is asked for.

    :raises BillWrong: a negative amount, or a validity that is not above zero.
    :raises BillStillOpen: the case already owes; withdraw that bill first.
    :raises CreditNotUsable: the money cannot pay this bill.
    Legal source: process.yaml, transition P01 and parameters ``billing_expiry_*``.
    """
    if any(line.amount_idr < 0 for line in lines) or expires_in <= timedelta(0):
        raise BillWrong
    total = sum(line.amount_idr for line in lines)
    try:
        with transaction.atomic():
            bill = Bill.objects.create(
                subject=subject,
                reference=reference,
                person_id=person_id,
                point_id=point_id,
                office_code=office_code,
                lines=[line.as_json() for line in lines],
                total_idr=total,
                expires_in=expires_in,
                raised_at=at,
            )
    except IntegrityError:
        raise BillStillOpen from None
    publish(BillRaised(subject=subject, office=office_code, bill_id=bill.id, total_idr=total), by=by, at=at)
    if credit_from is not None:
        _pay_with_credit(bill, money_id=credit_from, by=by, at=at)
    elif total == 0:
        settle(bill, paid_at=at, by=by, at=at)
    else:
        BillingCode.objects.create(bill=bill)
    return bill.id


@transaction.atomic
def record_code(*, bill_id: UUID, code: str, expires_at: datetime, by: str, at: datetime) -> None:
    """
    Keep the code that SIMPONI issued for the bill; safe to repeat.

    A bill withdrawn meanwhile keeps the code too, so that money paid on it is recognised. Money that came before we
    knew the code is put where it belongs.
    """
    bill = locked(bill_id)
    known = BillingCode.objects.get(bill=bill)
    if known.code is not None:
        return
    is_awaited = bill.state == BillState.ASKED
    BillingCode.objects.filter(id=known.id).update(
        code=code,
        issued_at=at,
        expires_at=expires_at,
        state=CodeState.ISSUED if is_awaited else known.state,
    )
    if is_awaited:
        advance(bill, BillAction.ISSUE)
        event = CodeIssued(
            subject=bill.subject, office=bill.office_code, bill_id=bill.id, code_id=known.id, expires_at=expires_at
        )
        publish(event, by=by, at=at)
    for waiting in MoneyEvent.objects.filter(code=code, state=MoneyState.UNKNOWN_CODE).order_by("paid_at", "id"):
        money.place(waiting, bill=bill, expires_at=expires_at, by=by, at=at)


@transaction.atomic
def withdraw_bill(*, subject: UUID, by: str, at: datetime) -> None:
    """
    Take back the case's bill that is still owed; money that comes for it later is held under its own name.

    :raises NoOpenBill: the case owes nothing, because it has no bill or because it is settled, lapsed or withdrawn.
    """
    bill = Bill.objects.still_owed().select_for_update().filter(subject=subject).first()
    if bill is None:
        raise NoOpenBill
    advance(bill, BillAction.WITHDRAW)
    publish(BillWithdrawn(subject=subject, office=bill.office_code, bill_id=bill.id), by=by, at=at)


def _pay_with_credit(bill: Bill, *, money_id: UUID, by: str, at: datetime) -> None:
    held = MoneyEvent.objects.select_for_update(of=("self",)).select_related("bill").filter(id=money_id).first()
    if held is None or held.bill is None:
        raise CreditNotUsable
    is_usable = rules.can_be_credited(
        MoneyState(held.state),
        amount_idr=held.amount_idr,
        payer=held.bill.person_id,
        to_pay_idr=bill.total_idr,
        person=bill.person_id,
    )
    if not is_usable:
        raise CreditNotUsable
    money.move(held, money_after(held.state, MoneyAction.CREDIT), settles=bill, by=by, at=at)
    settle(bill, paid_at=at, by=by, at=at)

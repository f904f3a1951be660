"""Money moves from one named state to another, and each move is written down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.exchange.payments import rules
from lintas.exchange.payments.events import MoneyNeedsAttention, MoneyReferred
from lintas.exchange.payments.models import Bill, MoneyEvent, MoneyStep
from lintas.exchange.payments.operations.bills import settle
from lintas.exchange.payments.states import (
    NEEDS_ATTENTION,
    BillState,
    MoneyAction,
    MoneyState,
    money_after,
)
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class MoneyNotFound(DomainError):
    """There is no such money among those the officer may care for."""

    code = "payments.money_not_found"
    text = _("Uang ini tidak ditemukan di daftar kantor Anda. Muat ulang halaman.")
    status = 404


def move(money: MoneyEvent, after: MoneyState, *, settles: Bill | None = None, by: str, at: datetime) -> None:
    """Write the step and the new state of money that is already in our hands."""
    MoneyStep.objects.create(money=money, before=money.state, after=after, by=by, at=at)
    money.state, money.settles = after, settles
    money.save(update_fields=["state", "settles", "bill"])


def arrive(money: MoneyEvent, *, bill: Bill | None, expires_at: datetime | None, by: str, at: datetime) -> None:
    """Write new money into its first state, under its locked bill, with everything that follows from it."""
    money.state = _belongs(money, bill, expires_at)
    money.bill = bill
    money.settles = bill if money.state == MoneyState.MATCHED else None
    money.save(force_insert=True)
    MoneyStep.objects.create(money=money, before="", after=money.state, by=by, at=at)
    _tell(money, bill, by=by, at=at)


def place(money: MoneyEvent, *, bill: Bill, expires_at: datetime, by: str, at: datetime) -> None:
    """Put money that had an unknown code under the locked bill whose code it turned out to be."""
    state = _belongs(money, bill, expires_at)
    money.bill = bill
    move(money, state, settles=bill if state == MoneyState.MATCHED else None, by=by, at=at)
    _tell(money, bill, by=by, at=at)


@transaction.atomic
def refer_money(*, money_id: UUID, office_code: str, by: str, at: datetime) -> None:
    """
    Note that held money was passed on for a refund, which is a procedure of the Treasury outside the office.

    ``office_code`` is the officer's: money of another office is not found; money without a bill is every office's.

    :raises MoneyNotFound: no such money in this office.
    :raises ActionNotAllowed: it has paid a bill, or was passed on before.
    """
    money = MoneyEvent.objects.select_for_update(of=("self",)).select_related("bill").filter(id=money_id).first()
    if money is None or (money.bill is not None and money.bill.office_code != office_code):
        raise MoneyNotFound
    move(money, money_after(money.state, MoneyAction.REFER), by=by, at=at)
    subject = money.bill.subject if money.bill else money.id
    event = MoneyReferred(subject=subject, office=office_code, bill_id=money.bill_id, money_id=money.id)
    publish(event, by=by, at=at)


def _belongs(money: MoneyEvent, bill: Bill | None, expires_at: datetime | None) -> MoneyState:
    owed = None
    if bill is not None and expires_at is not None:
        owed = rules.Owed(state=BillState(bill.state), total_idr=bill.total_idr, expires_at=expires_at)
    return rules.placement(owed, amount_idr=money.amount_idr, paid_at=money.paid_at)


def _tell(money: MoneyEvent, bill: Bill | None, *, by: str, at: datetime) -> None:
    if money.state == MoneyState.MATCHED and bill is not None:
        settle(bill, paid_at=money.paid_at, by=by, at=at)
    elif money.state in NEEDS_ATTENTION:
        event = MoneyNeedsAttention(
            subject=bill.subject if bill else money.id,
            office=bill.office_code if bill else "",
            bill_id=bill.id if bill else None,
            money_id=money.id,
            state=money.state,
        )
        publish(event, by=by, at=at)

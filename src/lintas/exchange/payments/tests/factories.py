"""Bills, codes and payments in the situations that tests need."""

import itertools
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from lintas.exchange.payments import operations
from lintas.exchange.payments.adapters import Payment
from lintas.exchange.payments.models import Bill
from lintas.foundation.words import Bilingual

PASSPORT = operations.BillLine("epassport_10y", Bilingual("Paspor elektronik 10 tahun", "Electronic passport"), 950_000)
BY = "system:test"
_serial = itertools.count(1)


def raise_bill(*, at: datetime, **changes) -> Bill:
    """Raise a bill; by default one e-passport, payable for two hours, of somebody new."""
    return Bill.objects.get(id=raised(at=at, **changes))


def raised(*, at: datetime, lines=(PASSPORT,), **changes) -> UUID:
    """Raise the same bill in one transaction and nothing beside it, as racing threads need it; return its id."""
    facts = {
        "subject": uuid4(),
        "reference": "PYK-7K3M-Q2XD",
        "person_id": uuid4(),
        "point_id": uuid4(),
        "office_code": "AGM",
        "expires_in": timedelta(hours=2),
        "by": BY,
    }
    return operations.raise_bill(at=at, lines=lines, **(facts | changes))


def open_bill(*, at: datetime, **changes) -> Bill:
    """Raise a bill whose code is known."""
    bill = raise_bill(at=at, **changes)
    give_code(bill, at=at)
    return Bill.objects.select_related("code").get(id=bill.id)


def give_code(bill: Bill, *, at: datetime) -> str:
    """Record a code as if SIMPONI had issued it."""
    code = f"820261124{next(_serial):06d}"
    operations.record_code(bill_id=bill.id, code=code, expires_at=at + bill.expires_in, by=BY, at=at)
    return code


def payment(code: str, *, paid_at: datetime, amount_idr: int = 950_000, ntpn: str = "") -> Payment:
    """A payment as SIMPONI tells of it."""
    return Payment(
        code=code,
        ntpn=ntpn or uuid4().hex[:16].upper(),
        ntb="123456789012",
        amount_idr=amount_idr,
        paid_at=paid_at,
    )


def pay(bill: Bill, *, at: datetime, paid_at: datetime | None = None, **changes) -> UUID:
    """Let a payment on the bill's code arrive; return the money's id."""
    return operations.record_payment(payment(bill.code.code, paid_at=paid_at or at, **changes), by=BY, at=at)

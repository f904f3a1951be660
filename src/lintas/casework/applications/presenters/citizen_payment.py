"""Paying: the code, until when, how, and what happens to the money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from lintas.casework.applications.presenters.citizen_start import Price
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.states import PAID_AT_THE_COUNTER
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.exchange.payments.queries import BillInfo, MoneyInfo
from lintas.exchange.payments.states import BillState
from lintas.ui import filters
from lintas.visit.appointments.queries import AppointmentInfo


@dataclass(frozen=True, slots=True)
class Payment:
    """
    The page of paying. ``stage``: waiting (for the code), open, paid, expired, uncoded (no code ever came), lapsed
    (a code of a case that is paid at the counter ran out), ended.

    ``is_slow`` when the code takes longer than one can wait for at the page. ``at_the_counter`` when the case is paid
    there. ``try_href`` leads to the simulated bank of a demonstration.
    """

    case: CaseInfo
    stage: str
    point: PointInfo
    bill: BillInfo | None
    rows: tuple[Price, ...]
    starts_at: datetime | None
    money: tuple[MoneyInfo, ...]
    try_href: str
    early: str
    is_slow: bool
    at_the_counter: bool

    @property
    def spoken_code(self) -> str:
        """The code as one reads it aloud."""
        return grouped(self.bill.code) if self.bill and self.bill.code else ""


SLOW = timedelta(minutes=1)
"""A code that has not come by then deserves an explanation."""


def is_owed(case: CaseInfo, bill: BillInfo | None) -> bool:
    """Say whether a person who is paid for at the counter still owes."""
    return case.state in PAID_AT_THE_COUNTER and bill is not None and bill.state != BillState.SETTLED


def payment(case: CaseInfo, bill: BillInfo | None, appointment: AppointmentInfo | None, *, at: datetime) -> Payment:
    """Return the page of paying as things stand."""
    assert case.point_id is not None  # noqa: S101 (a constraint of the table: what was submitted has a point)
    money = bill.money if bill else ()
    on = catalogue.today(at)
    return Payment(
        case=case,
        stage=_stage(case, bill),
        point=offices.point(id=case.point_id),
        bill=bill,
        rows=tuple(Price(text=str(line.text), amount_idr=line.amount_idr, note="") for line in bill.lines)
        if bill
        else (),
        starts_at=appointment.starts_at if appointment else None,
        money=money,
        try_href=_simulated_bank(bill),
        early=filters.duration(catalogue.duration("checkin_opens_before", office_code=case.office_code, on=on)),
        is_slow=bill is not None and at - bill.raised_at >= SLOW,
        at_the_counter=case.state in PAID_AT_THE_COUNTER,
    )


def grouped(code: str) -> str:
    """Return the code as one reads it aloud, in groups of three."""
    return " ".join(code[start : start + 3] for start in range(0, len(code), 3))


def how_to_pay() -> Sequence[str]:
    """Return the ways to pay a billing code, one sentence each."""
    return (
        _("Teller atau ATM bank: pilih Penerimaan Negara atau MPN, lalu masukkan kode billing."),
        _("Internet atau mobile banking: menu Penerimaan Negara (MPN), lalu masukkan kode billing."),
        _("Kantor pos, minimarket, dan dompet digital yang menerima pembayaran penerimaan negara."),
    )


def _stage(case: CaseInfo, bill: BillInfo | None) -> str:
    if case.state == "expired":
        return "uncoded" if bill is not None and bill.state == BillState.WITHDRAWN and not bill.code else "expired"
    if case.state == "awaiting_payment" or is_owed(case, bill):
        if bill is not None and bill.state == BillState.LAPSED:
            return "lapsed" if case.state in PAID_AT_THE_COUNTER else "expired"
        if bill is None or bill.state == BillState.ASKED:
            return "waiting"
        return "paid" if bill.state == BillState.SETTLED else "open"
    return "ended" if case.has_ended else "paid"


def _simulated_bank(bill: BillInfo | None) -> str:
    if not settings.DEMONSTRATION or bill is None or not bill.code or bill.state != BillState.OPEN:
        return ""
    return f"{settings.SIMPONI_URL.rstrip('/')}/bayar/?{urlencode({'kode': bill.code})}"

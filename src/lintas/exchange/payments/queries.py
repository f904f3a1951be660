"""The read side: a case's bill, what money a person has with us, and what officers must look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, Sum

from lintas.exchange.payments.models import Bill, BillingCode, MoneyEvent
from lintas.exchange.payments.states import (
    CREDITABLE,
    NEEDS_ATTENTION,
    WHAT_HAPPENS,
    BillState,
    MoneyState,
)
from lintas.foundation.words import Bilingual

BANKING_ZONE = ZoneInfo("Asia/Jakarta")
"""SIMPONI's books close at midnight in western Indonesia, whatever the zone of the office."""


@dataclass(frozen=True, slots=True)
class BillLine:
    """One fee on a bill; ``fee_id`` names the tariff entry it comes from."""

    fee_id: str
    text: Bilingual
    amount_idr: int

    def as_json(self) -> dict[str, Any]:
        """Return the line as the bill keeps it."""
        return {"fee": self.fee_id, "id": self.text.id, "en": self.text.en, "idr": self.amount_idr}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "BillLine":
        """Return the line that the bill kept."""
        return cls(fee_id=kept["fee"], text=Bilingual(id=kept["id"], en=kept["en"]), amount_idr=kept["idr"])


@dataclass(frozen=True, slots=True)
class MoneyInfo:
    """One payment: its state in words, and what happens to it."""

    state: MoneyState
    amount_idr: int
    received_at: datetime
    id: UUID
    ntpn: str
    paid_at: datetime

    @property
    def label(self) -> str:
        """The state's name for people."""
        return str(self.state.label)

    @property
    def what_happens(self) -> str:
        """The answer to "what happens to my money?"."""
        return str(WHAT_HAPPENS[self.state])


@dataclass(frozen=True, slots=True)
class BillInfo:
    """A bill as pages show it. ``code`` is None until SIMPONI has issued it, and when there is nothing to pay."""

    id: UUID
    raised_at: datetime
    state: BillState
    total_idr: int
    lines: tuple[BillLine, ...]
    code: str | None
    expires_at: datetime | None
    paid_at: datetime | None
    ntpn: str | None
    money: tuple[MoneyInfo, ...]

    @property
    def label(self) -> str:
        """The state's name for people."""
        return str(self.state.label)


def bill_of(subject: UUID) -> BillInfo | None:
    """
    Return the newest bill of the case, or None. Two queries.

    ``money`` is all money that came on any code of the case, oldest first.
    """
    bill = Bill.objects.filter(subject=subject).select_related("code").order_by("-id").first()
    if bill is None:
        return None
    money = list(MoneyEvent.objects.filter(Q(bill__subject=subject) | Q(settles=bill)).order_by("received_at", "id"))
    code: BillingCode | None = getattr(bill, "code", None)
    return BillInfo(
        id=bill.id,
        raised_at=bill.raised_at,
        state=BillState(bill.state),
        total_idr=bill.total_idr,
        lines=tuple(BillLine.from_json(line) for line in bill.lines),
        code=code.code if code else None,
        expires_at=code.expires_at if code else None,
        paid_at=bill.paid_at,
        ntpn=next((paid.ntpn for paid in money if paid.settles_id == bill.id), None),
        money=tuple(_money(event) for event in money),
    )


def credits_of(person_id: UUID, *, amount_idr: int) -> tuple[MoneyInfo, ...]:
    """Return held money that can pay a new bill of this person and amount, oldest first. One query."""
    held = MoneyEvent.objects.filter(bill__person_id=person_id, state__in=CREDITABLE, amount_idr=amount_idr)
    return tuple(_money(event) for event in held.order_by("received_at", "id"))


@dataclass(frozen=True, slots=True)
class WantedCode:
    """What SIMPONI must be told to issue a code."""

    reference: str
    office_code: str
    lines: tuple[BillLine, ...]
    expires_in: timedelta


def code_wanted(bill_id: UUID) -> WantedCode | None:
    """Return what to ask SIMPONI for; None when the bill does not, or no longer, wait for a code. One query."""
    bill = Bill.objects.filter(id=bill_id, state=BillState.ASKED).first()
    if bill is None:
        return None
    lines = tuple(BillLine.from_json(line) for line in bill.lines)
    return WantedCode(reference=bill.reference, office_code=bill.office_code, lines=lines, expires_in=bill.expires_in)


NOTICEABLE = timedelta(minutes=10)
"""A code usually comes in seconds; what takes longer is asked for again by the clock and shown to officers."""


@dataclass(frozen=True, slots=True)
class MissingCode:
    """A bill for which SIMPONI has issued no code yet, and since when it was asked."""

    bill_id: UUID
    reference: str
    total_idr: int
    raised_at: datetime


def codes_missing(*, at: datetime, office_code: str | None = None, limit: int = 200) -> tuple[MissingCode, ...]:
    """Return bills that have waited noticeably long for their code, longest first. One query."""
    bills = Bill.objects.filter(state=BillState.ASKED, raised_at__lte=at - NOTICEABLE)
    if office_code is not None:
        bills = bills.filter(office_code=office_code)
    rows = bills.order_by("raised_at", "id").values_list("id", "reference", "total_idr", "raised_at")
    return tuple(MissingCode(*row) for row in rows[:limit])


def settled_of(subjects: Iterable[UUID]) -> list[UUID]:
    """Return those of the cases whose bill is settled, the longest settled first. One query."""
    settled = Bill.objects.filter(subject__in=list(subjects), state=BillState.SETTLED)
    return list(settled.order_by("paid_at", "id").values_list("subject", flat=True))


def codes_run_out(*, at: datetime, limit: int) -> list[tuple[UUID, str]]:
    """Return (bill, code) of issued codes whose last moment has come, longest first. One query."""
    return list(BillingCode.objects.run_out(at).values_list("bill_id", "code")[:limit])


@dataclass(frozen=True, slots=True)
class HeldMoney:
    """Money that needs somebody's attention; ``reference`` and ``office_code`` are empty for an unknown code."""

    money: MoneyInfo
    code: str
    reference: str
    office_code: str
    total_idr: int | None


def money_needing_attention(*, office_code: str, limit: int = 200) -> tuple[HeldMoney, ...]:
    """Return the office's held money and that of unknown codes, oldest first. One query."""
    held = MoneyEvent.objects.filter(Q(bill__office_code=office_code) | Q(bill__isnull=True), state__in=NEEDS_ATTENTION)
    return tuple(_held(event) for event in held.select_related("bill").order_by("received_at", "id")[:limit])


@dataclass(frozen=True, slots=True)
class UnpaidCase:
    """A bill that the day left without money: settled without any, or past its code's end and not yet closed."""

    reference: str
    total_idr: int
    state: BillState
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One banking day. ``sums`` holds the rupiah received in the day, by the state they are in now."""

    on: date
    paid_without_application: tuple[HeldMoney, ...]
    application_without_payment: tuple[UnpaidCase, ...]
    amount_differs: tuple[HeldMoney, ...]
    sums: dict[MoneyState, int]

    @property
    def received_idr(self) -> int:
        """All rupiah received in the day."""
        return sum(self.sums.values())


def reconciliation(on: date, *, at: datetime) -> Reconciliation:
    """
    Return the report of the banking day ``on`` (WIB) as things stand at ``at``. Three queries.

    Legal source: register of agencies, SIMPONI: paid without application, application without payment, amount
    differs.
    """
    start = datetime.combine(on, time(), BANKING_ZONE)
    day = (start, start + timedelta(days=1))
    received = MoneyEvent.objects.filter(received_at__gte=day[0], received_at__lt=day[1])
    sums = received.order_by().values_list("state").annotate(Sum("amount_idr"))
    held = [_held(event) for event in received.filter(state__in=NEEDS_ATTENTION).select_related("bill").order_by("id")]
    differs = {MoneyState.SHORT, MoneyState.OVER}
    return Reconciliation(
        on=on,
        paid_without_application=tuple(item for item in held if item.money.state not in differs),
        application_without_payment=_unpaid(day, at=at),
        amount_differs=tuple(item for item in held if item.money.state in differs),
        sums={MoneyState(state): amount for state, amount in sums},
    )


def _unpaid(day: Sequence[datetime], *, at: datetime) -> tuple[UnpaidCase, ...]:
    settled = Q(state=BillState.SETTLED, paid_at__gte=day[0], paid_at__lt=day[1], total_idr__gt=0, paid_by=None)
    overdue = Q(state=BillState.OPEN, code__expires_at__gte=day[0], code__expires_at__lt=min(day[1], at))
    bills = Bill.objects.filter(settled | overdue).annotate(ends=F("code__expires_at")).order_by("id")
    return tuple(UnpaidCase(bill.reference, bill.total_idr, BillState(bill.state), bill.ends) for bill in bills)


def _held(event: MoneyEvent) -> HeldMoney:
    bill = event.bill
    return HeldMoney(
        money=_money(event),
        code=event.code,
        reference=bill.reference if bill else "",
        office_code=bill.office_code if bill else "",
        total_idr=bill.total_idr if bill else None,
    )


def _money(event: MoneyEvent) -> MoneyInfo:
    return MoneyInfo(
        state=MoneyState(event.state),
        amount_idr=event.amount_idr,
        received_at=event.received_at,
        id=event.id,
        ntpn=event.ntpn,
        paid_at=event.paid_at,
    )

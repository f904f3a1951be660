"""SIMPONI over signed HTTP: the wire format of codes, reports and notices, and the adapter that speaks it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, TypeVar
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, ValidationError
from pydantic.types import StrictInt

from lintas.exchange import wire
from lintas.exchange.payments.adapters import IssuedCode, Line, Payment

PROVIDER = "simponi"
MOST_IDR = 10**12

Amount = Annotated[StrictInt, Field(gt=0, le=MOST_IDR)]
Answer = TypeVar("Answer", bound=BaseModel)


class Receipt(BaseModel, frozen=True):
    """A payment inside an answer or a notice. Receipt numbers have 16 characters (M), so we are not strict."""

    ntpn: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{8,32}$")]
    ntb: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{0,32}$")] = ""
    amount_idr: Amount
    paid_at: AwareDatetime


class PaymentNotice(Receipt, frozen=True):
    """What the billing system posts to us; the code is what the payer typed."""

    event_id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{8,64}$")]
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,32}$")]


class CodeReport(BaseModel, frozen=True):
    """What the billing system answers about a code."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{15}$")]
    amount_idr: Amount
    expires_at: AwareDatetime
    payments: tuple[Receipt, ...] = ()


class NotUnderstood(ValueError):
    """A genuine message does not have the agreed form."""


class Simponi:
    """The adapter: see `adapters.BillingSystem`."""

    def __init__(self, *, url: str, key: bytes) -> None:
        self._url = url.rstrip("/")
        self._key = key

    def create_code(
        self, *, request_id: UUID, reference: str, office_code: str, lines: Sequence[Line], expires_at: datetime
    ) -> IssuedCode:
        """Ask for a code. :raises wire.Unavailable: also when the answer is not about this amount."""
        amount = sum(line.amount_idr for line in lines)
        content = {
            "request_id": str(request_id),
            "reference": reference,
            "office": office_code,
            "amount_idr": amount,
            "lines": [{"fee": line.fee_id, "amount_idr": line.amount_idr} for line in lines],
            "expires_at": expires_at.astimezone(UTC).isoformat(),
        }
        answer = wire.ask("POST", f"{self._url}/billing", key=self._key, content=content)
        report = _understood(CodeReport, answer)
        if report.amount_idr != amount:
            raise wire.Unavailable("answer for another amount")
        return IssuedCode(code=report.code, expires_at=report.expires_at.astimezone(UTC))

    def query_code(self, *, code: str) -> tuple[Payment, ...]:
        """Ask what was paid on the code. :raises wire.Unavailable: also when the answer is about another code."""
        report = _understood(CodeReport, wire.ask("GET", f"{self._url}/billing/{quote(code)}", key=self._key))
        if report.code != code:
            raise wire.Unavailable("answer about another code")
        return tuple(_payment(report.code, receipt) for receipt in report.payments)


def installed() -> Simponi:
    """Return the adapter for the billing system named by the settings."""
    return Simponi(url=settings.SIMPONI_URL, key=wire.keys(PROVIDER)[0])


def read_notice(body: bytes) -> tuple[str, Payment]:
    """Return the event id and the payment of a notice. :raises NotUnderstood: it has another form."""
    try:
        notice = PaymentNotice.model_validate_json(body)
    except ValidationError:
        raise NotUnderstood from None
    return notice.event_id, _payment(notice.code, notice)


def _payment(code: str, receipt: Receipt) -> Payment:
    return Payment(
        code=code,
        ntpn=receipt.ntpn.upper(),
        ntb=receipt.ntb,
        amount_idr=receipt.amount_idr,
        paid_at=receipt.paid_at.astimezone(UTC),
    )


def _understood(form: type[Answer], answer: bytes) -> Answer:
    try:
        return form.model_validate_json(answer)
    except ValidationError:
        raise wire.Unavailable("answer not understood") from None

"""The books of the billing system: codes, payments, and nothing forgotten at a restart."""

import json
import random
import string
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
_RECEIPT = string.ascii_uppercase + string.digits


class Refused(Exception):
    """The bank does not take this payment; the text says why, in Indonesian."""


@dataclass(slots=True)
class Payment:
    """Money that arrived; moments are ISO 8601 in UTC."""

    ntpn: str
    ntb: str
    amount_idr: int
    paid_at: str


@dataclass(slots=True)
class Code:
    """A billing code that was asked for."""

    code: str
    request_id: str
    reference: str
    amount_idr: int
    created_at: str
    expires_at: str
    payments: list[Payment] = field(default_factory=list)

    def state(self, now: datetime) -> str:
        """Return ``paid``, ``expired`` or ``unpaid``."""
        if self.payments:
            return "paid"
        return "expired" if now >= datetime.fromisoformat(self.expires_at) else "unpaid"


class Books:
    """Keep codes and payments in memory and, line by line, in a file that a restart reads back."""

    def __init__(self, *, now: Callable[[], datetime], file: Path | None = None) -> None:
        self._now = now
        self._lock = threading.RLock()
        self._codes: dict[str, Code] = {}
        self._by_request: dict[str, Code] = {}
        self._serial = 0
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists():
                self._read_back(file)
        self._file = file.open("a", encoding="utf-8") if file is not None else None

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def create(self, *, request_id: str, reference: str, amount_idr: int, expires_at: datetime) -> Code:
        """Return the code for the request; the same request gets the same code again."""
        with self._lock:
            if known := self._by_request.get(request_id):
                return known
            now = self._now()
            code = Code(
                code=self._next_code(now),
                request_id=request_id,
                reference=reference,
                amount_idr=amount_idr,
                created_at=now.isoformat(),
                expires_at=expires_at.isoformat(),
            )
            self._keep(code)
            self._write({"code": asdict(code)})
            return code

    def find(self, code: str) -> Code | None:
        """Return the code, or None."""
        with self._lock:
            return self._codes.get(code)

    def pay(self, code: str, *, amount_idr: int | None = None, late: bool = False, again: bool = False) -> Payment:
        """
        Take money for the code: by default its full amount, now, once.

        ``late`` lets the money arrive after the code ran out; ``again`` on a code that is paid.

        :raises Refused: the code is unknown, ran out or is paid, and the fault was not asked for.
        """
        with self._lock:
            known = self._codes.get(code)
            if known is None:
                raise Refused("Kode billing ini tidak ditemukan. Periksa kembali 15 angkanya.")
            now, end = self._now(), datetime.fromisoformat(known.expires_at)
            if known.payments and not again:
                raise Refused("Kode billing ini sudah dibayar.")
            if now >= end and not (late or again):
                raise Refused("Kode billing ini sudah melewati batas waktu.")
            paid_at = max(now, end + timedelta(minutes=1)) if late else now
            payment = _receipt(amount_idr or known.amount_idr, paid_at)
            known.payments.append(payment)
            self._write({"paid": code, **asdict(payment)})
            return payment

    def pay_unknown(self, *, amount_idr: int) -> tuple[str, Payment]:
        """Take money for a code that nobody asked for, as a typing error at a bank would."""
        with self._lock:
            now = self._now()
            return self._next_code(now), _receipt(amount_idr, now)

    def _next_code(self, now: datetime) -> str:
        self._serial += 1
        return f"820{now.astimezone(WIB):%y%m%d}{self._serial % 1_000_000:06d}"

    def _keep(self, code: Code) -> None:
        self._codes[code.code] = code
        self._by_request[code.request_id] = code

    def _write(self, line: dict[str, Any]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()

    def _read_back(self, file: Path) -> None:
        for text in file.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            if "code" in line:
                self._keep(Code(**line["code"]))
            else:
                self._codes[line.pop("paid")].payments.append(Payment(**line))
        self._serial = max((int(code[-6:]) for code in self._codes), default=0)


def _receipt(amount_idr: int, paid_at: datetime) -> Payment:
    return Payment(
        ntpn="".join(random.choices(_RECEIPT, k=16)),
        ntb="".join(random.choices(string.digits, k=12)),
        amount_idr=amount_idr,
        paid_at=paid_at.isoformat(),
    )

"""The addresses of the billing system: signed ones for Lintas, open ones for whoever pays."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from simulators.counter import Counter
from simulators.daytime import Daytime
from simulators.simponi import pages
from simulators.simponi.books import Books, Code, Payment, Refused
from simulators.simponi.notices import Messenger, SimponiFaults
from simulators.wire import Gate


class Window(Counter):
    """``POST /billing``, ``GET /billing/<code>`` (signed); ``/bayar/``, ``POST /bayar`` and ``POST /faults`` (open)."""

    books: Books
    gate: Gate
    messenger: Messenger
    daytime: Daytime
    faults: SimponiFaults

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> None:
        if path == "/billing" or path.startswith("/billing/"):
            self._answer_partner(method, path, body)
        elif (method, path) == ("POST", "/bayar"):
            self._pay_by_program(body)
        elif path == "/bayar/":
            self._pay_by_form(method, query, body)
        elif (method, path) == ("POST", "/faults"):
            self.change_faults(body)
        elif path == "/":
            self.send_page(pages.form(code=query.get("kode", "")))
        elif path == "/siap":
            self.send_json({"waiting_notices": self.messenger.waiting, "acknowledged": self.messenger.acknowledged})
        else:
            self.send_nothing(404)

    def _answer_partner(self, method: str, path: str, body: bytes) -> None:
        if self.is_down():
            self.send_nothing(503)
        elif not self.gate.admits(method=method, path=self.path, headers=self.headers, body=body):
            self.send_nothing(401)
        elif (method, path) == ("POST", "/billing"):
            self._create(body)
        elif method == "GET" and (code := self.books.find(path.removeprefix("/billing/"))):
            self.send_json(self._told(code))
        else:
            self.send_json({"error": "unknown code"}, status=404)

    def _create(self, body: bytes) -> None:
        try:
            wanted = json.loads(body)
            expires_at = datetime.fromisoformat(wanted["expires_at"]).astimezone(UTC)
            amount = _amount(wanted["amount_idr"])
            request_id, reference = str(wanted["request_id"]), str(wanted["reference"])
            if sum(line["amount_idr"] for line in wanted["lines"]) != amount:
                raise ValueError("the lines do not add up to the amount")
        except (ValueError, KeyError, TypeError) as problem:
            self.send_json({"error": str(problem)}, status=422)
            return
        code = self.books.create(request_id=request_id, reference=reference, amount_idr=amount, expires_at=expires_at)
        self.send_json(self._told(code), status=201)

    def _told(self, code: Code) -> dict[str, Any]:
        return {
            "code": code.code,
            "request_id": code.request_id,
            "amount_idr": code.amount_idr,
            "expires_at": code.expires_at,
            "state": code.state(self.daytime.now()),
            "payments": [
                {"ntpn": paid.ntpn, "ntb": paid.ntb, "amount_idr": paid.amount_idr, "paid_at": paid.paid_at}
                for paid in code.payments
            ],
        }

    def _pay_by_program(self, body: bytes) -> None:
        try:
            wanted = json.loads(body)
            amount = _amount(wanted["amount_idr"]) if "amount_idr" in wanted else None
            late, again = bool(wanted.get("late")), bool(wanted.get("again"))
            if wanted.get("unknown"):
                code, payment = self.books.pay_unknown(amount_idr=_amount(wanted["amount_idr"]))
            else:
                code = str(wanted["code"])
                payment = self.books.pay(code, amount_idr=amount, late=late, again=again)
        except Refused as refusal:
            self.send_json({"error": str(refusal)}, status=409)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            self.send_json({"error": f"wrong request: {problem}"}, status=422)
        else:
            self.messenger.tell(code, payment)
            self.send_json({"code": code, "ntpn": payment.ntpn, "paid_at": payment.paid_at, **_short(payment)})

    def _pay_by_form(self, method: str, query: dict[str, str], body: bytes) -> None:
        if method == "GET":
            self.send_page(pages.form(code=query.get("kode", "")))
            return
        given = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        code = "".join(sign for sign in given.get("kode", "") if sign.isdigit())
        how = given.get("cara", "biasa")
        known = self.books.find(code)
        amount = known.amount_idr - 50_000 if known and how == "kurang" and known.amount_idr > 50_000 else None
        try:
            payment = self.books.pay(code, amount_idr=amount, late=how == "lewat", again=how == "dua-kali")
        except Refused as refusal:
            self.send_page(pages.form(code=code, problem=str(refusal)), status=409)
            return
        self.messenger.tell(code, payment)
        self.send_page(pages.receipt(code=code, payment=payment))


def _amount(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 10**12:
        raise ValueError("amount_idr must be a whole number of rupiah above zero")
    return value


def _short(payment: Payment) -> dict[str, Any]:
    return {"ntb": payment.ntb, "amount_idr": payment.amount_idr}

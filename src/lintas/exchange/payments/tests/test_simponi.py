"""The real adapter against the running billing system, over HTTP."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from lintas.exchange import wire
from lintas.exchange.payments import queries
from lintas.exchange.payments.adapters import Line
from lintas.exchange.payments.adapters import simponi as adapter
from lintas.exchange.payments.models import BillingCode, MoneyEvent
from lintas.exchange.payments.tasks import close_run_out
from lintas.exchange.payments.tests.factories import raise_bill
from tests.outside import SimulatorRefused, eventually

LINES = [Line("epassport_10y", 950_000), Line("accelerated", 1_000_000)]


def ask(now: datetime, **changes):
    """Ask for a code that lasts two hours."""
    facts = {"request_id": uuid4(), "reference": "PYK-7K3M-Q2XD", "office_code": "AGM", "lines": LINES}
    return adapter.installed().create_code(expires_at=now + timedelta(hours=2), **(facts | changes))


def test_a_code_has_fifteen_digits_and_the_asked_validity(simponi, now):
    issued = ask(now)

    assert issued.code.startswith("820261124")
    assert len(issued.code) == 15
    assert issued.expires_at == now + timedelta(hours=2)


def test_the_same_request_gets_the_same_code_and_its_first_validity(simponi, now):
    request_id = uuid4()
    first = ask(now, request_id=request_id)

    again = ask(now + timedelta(minutes=10), request_id=request_id)

    assert again == first
    assert ask(now) != first


def test_an_unpaid_code_has_no_payments(simponi, now):
    assert adapter.installed().query_code(code=ask(now).code) == ()


def test_a_code_that_simponi_does_not_know_is_not_unpaid(simponi, now):
    with pytest.raises(wire.Refused):
        adapter.installed().query_code(code="820000000000000")


def test_an_answer_about_another_code_is_no_answer(simponi, now, monkeypatch):
    one, other = ask(now).code, ask(now).code
    really = wire.ask
    monkeypatch.setattr(wire, "ask", lambda method, url, **said: really(method, url.replace(one, other), **said))

    with pytest.raises(wire.Unavailable):
        adapter.installed().query_code(code=one)


def test_payments_are_told_with_their_receipt_numbers(simponi, now):
    code = ask(now).code
    paid = simponi.post("/bayar", {"code": code})

    [payment] = adapter.installed().query_code(code=code)

    assert (payment.code, payment.ntpn, payment.amount_idr) == (code, paid["ntpn"], 1_950_000)
    assert payment.paid_at == datetime.fromisoformat(paid["paid_at"])


def test_an_outage_is_said_to_be_one(simponi, now):
    simponi.post("/faults", {"unavailable": 1.0})

    with pytest.raises(wire.Unavailable):
        ask(now)


def test_nobody_there_is_an_outage_too(settings, now):
    settings.SIMPONI_URL = "http://127.0.0.1:9"

    with pytest.raises(wire.Unavailable):
        ask(now)


def test_another_key_is_refused(simponi, now):
    stranger = adapter.Simponi(url=simponi.url, key=b"x" * 32)

    with pytest.raises(wire.Refused) as refusal:
        stranger.query_code(code="820000000000000")

    assert refusal.value.status == 401


def test_the_bank_refuses_to_pay_twice_or_late_unless_told_to(simponi, street, now):
    code = ask(now).code
    simponi.post("/bayar", {"code": code})

    with pytest.raises(SimulatorRefused) as refusal:
        simponi.post("/bayar", {"code": code})

    assert refusal.value.args == (409,)
    assert simponi.post("/bayar", {"code": code, "again": True})["ntpn"]


def test_a_bill_gets_its_code_from_simponi_after_the_commit(simponi, now, deliver):
    bill = raise_bill(at=now)

    deliver(now)

    info = queries.bill_of(bill.subject)
    assert (info.state, info.expires_at) == ("open", now + timedelta(hours=2))
    assert len(info.code) == 15


def test_an_outage_costs_the_person_no_minute(simponi, now, deliver):
    bill = raise_bill(at=now)
    simponi.post("/faults", {"unavailable": 1.0})
    with pytest.raises(wire.Unavailable):
        deliver(now)
    assert queries.bill_of(bill.subject).state == "asked"

    simponi.post("/faults", {"unavailable": 0})
    later = now + timedelta(hours=1)
    deliver(later)

    assert queries.bill_of(bill.subject).expires_at == later + timedelta(hours=2)


def test_no_code_is_asked_for_a_bill_withdrawn_meanwhile(simponi, now, deliver):
    from lintas.exchange.payments import operations

    bill = raise_bill(at=now)
    operations.withdraw_bill(subject=bill.subject, by="system:test", at=now)

    deliver(now)

    assert BillingCode.objects.get(bill=bill).code is None


def test_a_code_that_runs_out_unpaid_lapses_after_simponi_was_asked(simponi, street, now, deliver):
    bill = raise_bill(at=now)
    deliver(now)
    end = now + timedelta(hours=2)

    assert close_run_out(at=end - timedelta(seconds=1)) == 0
    assert close_run_out(at=end) == 1

    assert queries.bill_of(bill.subject).state == "lapsed"
    assert close_run_out(at=end) == 0


def test_money_whose_notice_is_still_on_its_way_is_found_before_the_code_expires(simponi, street, now, deliver):
    bill = raise_bill(at=now)
    deliver(now)
    simponi.post("/faults", {"hold_notices": 1})
    simponi.post("/bayar", {"code": queries.bill_of(bill.subject).code})

    assert close_run_out(at=now + timedelta(hours=2)) == 0

    info = queries.bill_of(bill.subject)
    assert (info.state, [money.state for money in info.money]) == ("settled", ["matched"])


def test_while_simponi_is_silent_nothing_lapses(simponi, now, deliver):
    bill = raise_bill(at=now)
    deliver(now)
    simponi.post("/faults", {"unavailable": 1.0})

    assert close_run_out(at=now + timedelta(days=1)) == 0

    assert queries.bill_of(bill.subject).state == "open"


def test_a_payer_uses_the_banks_page_and_is_told_that_it_is_a_simulator(simponi, street, now):
    from urllib.parse import urlencode
    from urllib.request import urlopen

    code = ask(now).code
    page = simponi.get(f"/bayar/?kode={code}")
    form = urlencode({"kode": code, "cara": "kurang"}).encode()
    with urlopen(f"{simponi.url}/bayar/", form, timeout=5) as answer:
        receipt = answer.read().decode()

    assert "SIMULATOR" in page
    assert code in page
    assert "NTPN" in receipt
    assert "Rp1.900.000" in receipt
    eventually(lambda: any(code.encode() in body for _, _, body in street.posted))


def test_money_is_named_by_what_the_bank_did(simponi, street, now, deliver):
    bill = raise_bill(at=now)
    deliver(now)
    code = queries.bill_of(bill.subject).code
    for how in ({"amount_idr": 1}, {"again": True}, {"late": True, "again": True}, {"unknown": True, "amount_idr": 7}):
        simponi.post("/bayar", {"code": code} | how)
    assert not MoneyEvent.objects.exists()
    close_run_out(at=now + timedelta(hours=2))

    states = MoneyEvent.objects.order_by("received_at", "id").values_list("state", flat=True)
    assert list(states) == ["short", "matched", "duplicate"]

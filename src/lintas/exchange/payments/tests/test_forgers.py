"""Promise S19: forged notices do nothing, genuine ones act once, however often they come."""

import json
import os
import random
import time
from uuid import uuid4

import pytest
from django.test import Client

from lintas.exchange import wire
from lintas.exchange.payments import operations
from lintas.exchange.payments.models import MoneyEvent, Notice
from lintas.exchange.payments.tests.factories import open_bill
from lintas.exchange.payments.tests.test_notices import PATH, notice

FULL = os.environ.get("LINTAS_TEST_STORM") == "full"
FORGED, GENUINE = (5_000, 1_000) if FULL else (400, 25)
SEED = 19

pytestmark = pytest.mark.storm


def sign(body: bytes, key: bytes) -> dict[str, str]:
    return wire.signed_headers(key, method="POST", path=PATH, body=body)


def forgeries(chance: random.Random, key: bytes):
    """Each a genuine notice with one thing wrong."""
    while True:
        body = notice(event_id=str(uuid4()), ntpn=uuid4().hex[:16])
        headers = sign(body, key)
        what = chance.randrange(7)
        if what == 0:
            headers = sign(body, chance.randbytes(32))
        elif what == 1:
            at = chance.randrange(len(body))
            body = body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]
        elif what == 2:
            headers["X-Wire-Signature"] = chance.randbytes(32).hex()
        elif what == 3:
            headers["X-Wire-Time"] = str(int(headers["X-Wire-Time"]) + chance.choice([-1, 1, 3600]))
        elif what == 4:
            headers["X-Wire-Nonce"] = chance.randbytes(16).hex()
        elif what == 5:
            del headers[chance.choice(sorted(headers))]
        else:
            headers = sign(body, key[1:])  # not the end: a key that ends in zero is the same without it
        yield body, headers


def test_forged_notices_are_refused_and_do_nothing(db):
    client, chance, key = Client(), random.Random(SEED), wire.keys("simponi")[0]
    forged = forgeries(chance, key)

    statuses = {_send(client, *next(forged)) for _ in range(FORGED)}

    assert statuses == {401}
    assert not Notice.objects.exists()


def test_genuine_notices_act_once_each_though_sent_three_times_in_any_order(db, deliver, now):
    client, chance, key = Client(), random.Random(SEED), wire.keys("simponi")[0]
    bills = [open_bill(at=now) for _ in range(GENUINE)]
    bodies = [
        notice(event_id=str(uuid4()), ntpn=uuid4().hex[:16], code=bill.code.code, paid_at=now.isoformat())
        for bill in bills
    ]
    sent = bodies * 3
    chance.shuffle(sent)
    took = []

    for body in sent:
        began = time.perf_counter()
        assert _send(client, body, sign(body, key)) == 200
        took.append(time.perf_counter() - began)
    deliver()

    assert MoneyEvent.objects.filter(state="matched").count() == MoneyEvent.objects.count() == GENUINE
    if FULL:
        assert sorted(took)[int(len(took) * 0.99)] < 0.5


def test_control_without_the_check_the_forger_gets_money_written(db, deliver, monkeypatch):
    """The mechanism switched off must show: otherwise the tests above prove nothing."""
    monkeypatch.setattr(wire, "check", lambda *_, headers, **__: headers.get("X-Wire-Nonce", ""))
    body = notice(event_id=str(uuid4()))

    assert _send(Client(), body, sign(body, b"x" * 32)) == 200
    deliver()

    assert MoneyEvent.objects.count() == 1


def test_control_without_the_inbox_rule_a_repeated_notice_would_be_kept_twice(db, now):
    """What makes it once is the unique event id, not luck: another id is another notice."""
    body = json.loads(notice())
    for number in range(2):
        body["event_id"] = f"event-{number}"
        operations.accept_notice(event_id=body["event_id"], nonce=uuid4().hex, body=json.dumps(body).encode(), at=now)

    assert Notice.objects.count() == 2


def _send(client: Client, body: bytes, headers: dict[str, str]) -> int:
    return client.post(PATH, data=body, content_type="application/json", headers=headers).status_code

"""Notices come in: genuine ones once, all others not at all."""

import json
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings

from lintas.exchange import wire
from lintas.exchange.payments import queries
from lintas.exchange.payments.adapters import simponi as adapter
from lintas.exchange.payments.models import MoneyEvent, Notice
from lintas.exchange.payments.tests.factories import open_bill, raise_bill
from lintas.foundation.outbox.models import Event

PATH = "/hubung/simponi/pembayaran/"


def notice(**changes) -> bytes:
    """The body of a notice."""
    content = {
        "event_id": "11111111-1111-4111-8111-111111111111",
        "code": "820261124000001",
        "ntpn": "A1B2C3D4E5F6G7H8",
        "ntb": "123456789012",
        "amount_idr": 950_000,
        "paid_at": "2026-11-24T02:00:00+00:00",
    }
    return json.dumps(content | changes).encode()


def signed(body: bytes, *, key: bytes | None = None, at: float | None = None, path: str = PATH) -> dict[str, str]:
    """Headers that prove the body."""
    key = key or wire.keys("simponi")[0]
    with patch.object(wire.time, "time", return_value=at or time.time()):
        return wire.signed_headers(key, method="POST", path=path, body=body)


def post(client, body: bytes, headers: dict[str, str]):
    """Send it as SIMPONI would."""
    return client.post(PATH, data=body, content_type="application/json", headers=headers)


def assert_refused(answer, status: int = 401) -> None:
    """Nothing was said and nothing was done."""
    assert (answer.status_code, answer.content) == (status, b"")
    assert not Notice.objects.exists()
    assert not Event.objects.exists()


def test_a_genuine_notice_is_kept_raw_and_understood_after_the_reply(db, client, now, deliver):
    bill = open_bill(at=now)
    body = notice(code=bill.code.code)

    answer = post(client, body, signed(body))

    assert (answer.status_code, answer.content) == (200, b"")
    assert bytes(Notice.objects.get().body) == body
    assert not MoneyEvent.objects.exists()

    deliver()

    assert queries.bill_of(bill.subject).state == "settled"
    assert Notice.objects.get().handled_at is not None


def test_a_notice_repeated_with_a_new_signature_acts_once(db, client, now, deliver):
    body = notice()

    answers = [post(client, body, signed(body)).status_code for _ in range(3)]
    deliver()

    assert answers == [200, 200, 200]
    assert (Notice.objects.count(), MoneyEvent.objects.count()) == (1, 1)


def test_a_second_notice_of_the_same_receipt_number_adds_no_rupiah(db, client, now, deliver):
    for event_id in ("first-event", "second-event"):
        body = notice(event_id=event_id)
        assert post(client, body, signed(body)).status_code == 200
    deliver()

    assert (Notice.objects.count(), MoneyEvent.objects.count()) == (2, 1)


def test_an_overheard_copy_is_refused(db, client):
    body = notice()
    headers = signed(body)
    post(client, body, headers)

    answer = post(client, body, headers)

    assert (answer.status_code, answer.content) == (401, b"")
    assert Notice.objects.count() == 1


def test_a_forged_notice_is_refused(db, client):
    body = notice()

    assert_refused(post(client, body, signed(body, key=b"x" * 32)))


def test_a_changed_notice_is_refused(db, client):
    assert_refused(post(client, notice(amount_idr=1), signed(notice())))


def test_a_notice_signed_for_another_address_is_refused(db, client):
    body = notice()

    assert_refused(post(client, body, signed(body, path="/billing")))


@pytest.mark.parametrize("seconds", [-wire.WINDOW_SECONDS - 5, wire.WINDOW_SECONDS + 5])
def test_a_notice_of_another_hour_is_refused(db, client, seconds):
    body = notice()

    assert_refused(post(client, body, signed(body, at=time.time() + seconds)))


@pytest.mark.parametrize("dropped", ["X-Wire-Time", "X-Wire-Nonce", "X-Wire-Signature"])
def test_an_unsigned_notice_is_refused(db, client, dropped):
    body = notice()
    headers = signed(body)
    del headers[dropped]

    assert_refused(post(client, body, headers))


def test_too_large_a_notice_is_refused_even_when_genuine(db, client):
    body = notice() + b" " * (256 * 1024)

    assert_refused(post(client, body, signed(body)))


def test_nothing_is_read_before_it_is_proven(db, client):
    body = notice()
    with patch.object(adapter.PaymentNotice, "model_validate_json", side_effect=AssertionError("was read")) as read:
        assert_refused(post(client, body, signed(body, key=b"x" * 32)))

    read.assert_not_called()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"{" * 5_000,
        notice(amount_idr=0),
        notice(amount_idr=-5),
        notice(amount_idr=950_000.5),
        notice(amount_idr="950000"),
        notice(amount_idr=10**13),
        notice(ntpn=""),
        notice(ntpn="A' OR 1=1 --    "),
        notice(paid_at="2026-11-24T02:00:00"),
        notice(event_id="x" * 65),
        notice(code="82026112400000A"),
    ],
)
def test_a_genuine_message_that_is_no_notice_is_answered_so(db, client, body):
    assert_refused(post(client, body, signed(body)), status=400)


def test_a_browser_that_looks_by_finds_no_page(db, client):
    assert client.get(PATH).status_code == 405


def test_while_the_key_is_changed_the_one_before_is_accepted_too(db, client):
    before = settings.SECRETS_DIR / "simponi.previous.key"
    before.write_bytes(b"p" * 32)
    body = notice()
    try:
        assert post(client, body, signed(body, key=b"p" * 32)).status_code == 200
    finally:
        before.unlink()


def test_taking_a_notice_costs_the_same_however_many_came_before(db, client, django_assert_max_num_queries):
    for number in range(20):
        body = notice(event_id=f"event-{number:04d}")
        post(client, body, signed(body))

    body = notice(event_id="event-last")
    with django_assert_max_num_queries(12):  # the notice in its savepoint; the event, delivery and ledger entry
        post(client, body, signed(body))


def test_what_the_billing_system_posts_settles_the_bill(simponi, street, client, now, deliver):
    street.answer = 503
    bill = raise_bill(at=now)
    deliver(now)
    simponi.post("/faults", {"repeat_notices": 1})

    simponi.post("/bayar", {"code": queries.bill_of(bill.subject).code})
    street.wait_for(2)
    street.answer = 200
    posted = street.wait_for(4)

    answers = [
        client.post(path, data=body, content_type="application/json", headers=headers).status_code
        for path, headers, body in posted[:4]
    ]
    deliver()
    assert answers == [200] * 4
    assert len({headers["X-Wire-Nonce"] for _, headers, _ in posted[:4]}) == 4
    info = queries.bill_of(bill.subject)
    assert (info.state, [money.state for money in info.money]) == ("settled", ["matched"])
    assert now - timedelta(seconds=1) <= info.paid_at <= now + timedelta(minutes=1)

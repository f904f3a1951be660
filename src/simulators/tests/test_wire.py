"""The outside world checks signatures as the real one does."""

import time

import pytest

from simulators.wire import WINDOW_SECONDS, Gate, shared_key, signature, signed_headers

KEY = b"k" * 32
BODY = b'{"amount_idr": 950000}'


def test_a_signature_is_what_the_agreed_lines_say():
    assert (
        signature(b"test-secret", method="POST", path="/billing", at="1763700000", nonce="00" * 16, body=b"{}")
        == "84efddc6c728397d7a8e664fdfc0748d72e016c0be4e2483fad3d6262a37104a"
    )


def test_a_genuine_message_is_admitted_once():
    gate, headers = Gate(KEY), signed_headers(KEY, method="POST", path="/billing", body=BODY)

    assert gate.admits(method="POST", path="/billing", headers=headers, body=BODY)
    assert not gate.admits(method="POST", path="/billing", headers=headers, body=BODY)


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "GET"},
        {"path": "/billing/1"},
        {"body": BODY + b" "},
    ],
)
def test_what_was_changed_on_the_way_is_refused(changed):
    headers = signed_headers(KEY, method="POST", path="/billing", body=BODY)
    message = {"method": "POST", "path": "/billing", "body": BODY} | changed

    assert not Gate(KEY).admits(headers=headers, **message)


def test_another_key_is_refused():
    headers = signed_headers(b"x" * 32, method="POST", path="/billing", body=BODY)

    assert not Gate(KEY).admits(method="POST", path="/billing", headers=headers, body=BODY)


@pytest.mark.parametrize("seconds", [-WINDOW_SECONDS - 2, WINDOW_SECONDS + 2])
def test_a_message_of_another_hour_is_refused(seconds):
    at, nonce = str(int(time.time()) + seconds), "ab" * 16
    proof = signature(KEY, method="GET", path="/", at=at, nonce=nonce, body=b"")
    headers = {"X-Wire-Time": at, "X-Wire-Nonce": nonce, "X-Wire-Signature": proof}

    assert not Gate(KEY).admits(method="GET", path="/", headers=headers, body=b"")


@pytest.mark.parametrize("headers", [{}, {"X-Wire-Signature": "ä"}, {"X-Wire-Time": "now", "X-Wire-Signature": "0"}])
def test_nonsense_is_refused(headers):
    assert not Gate(KEY).admits(method="GET", path="/", headers=headers, body=b"")


def test_both_sides_find_the_same_key_and_nobody_else_may_read_it(tmp_path):
    first, second = shared_key(tmp_path, "some.key"), shared_key(tmp_path, "some.key")

    assert first == second
    assert len(first) == 32
    assert (tmp_path / "some.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["some.key"]

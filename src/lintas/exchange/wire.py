"""
The signed line to another system: what every adapter of the exchange wing speaks.

Headers: ``X-Wire-Time`` (Unix seconds), ``X-Wire-Nonce`` (32 hexadecimal characters, used once) and
``X-Wire-Signature``, the hexadecimal HMAC-SHA256 over method, path with query, time, nonce and the SHA-256 of the
raw body, each on its own line. The window in time guards the wire, not the office: it is real time, also when a
demonstration's clock has been moved.
"""

import atexit
import hashlib
import hmac
import json
import os
import re
import secrets
import time
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

WINDOW_SECONDS = 300
CONNECT_SECONDS, READ_SECONDS = 5.0, 15.0
"""Time limits towards every partner; past them the answer is "unavailable"."""

MOST_ANSWER_BYTES = 256 * 1024
_NONCE = re.compile(r"[0-9a-f]{32}")


class Unavailable(Exception):
    """The other system did not answer, or said that it cannot now. Worth another try."""


class Refused(Exception):
    """The other system understood and said no; trying again will not help. ``status`` is its HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


class NotGenuine(Exception):
    """The message is not signed by the partner, or is from another hour."""


def keys(name: str) -> tuple[bytes, ...]:
    """
    Return the live keys shared with a partner, the one to sign with first.

    The first is the file ``<name>.key`` among the secrets, made on first use. While a key is being changed,
    ``<name>.previous.key`` is accepted as well.
    """
    folder = Path(settings.SECRETS_DIR)
    current, previous = folder / f"{name}.key", folder / f"{name}.previous.key"
    if not current.exists():
        _make(current)
    return tuple(path.read_bytes() for path in (current, previous) if path.exists())


def signature(key: bytes, *, method: str, path: str, at: str, nonce: str, body: bytes) -> str:
    """Return the hexadecimal signature of one message."""
    lines = "\n".join([method, path, at, nonce, hashlib.sha256(body).hexdigest()])
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()


def signed_headers(key: bytes, *, method: str, path: str, body: bytes) -> dict[str, str]:
    """Return the headers that prove who sent the message, and when."""
    at, nonce = str(int(time.time())), secrets.token_hex(16)
    proof = signature(key, method=method, path=path, at=at, nonce=nonce, body=body)
    return {"X-Wire-Time": at, "X-Wire-Nonce": nonce, "X-Wire-Signature": proof}


def check(accepted: Iterable[bytes], *, method: str, path: str, headers: Mapping[str, str], body: bytes) -> str:
    """
    Return the nonce of a genuine message; whoever stores it can tell a copy.

    :raises NotGenuine: no accepted key signed it, or its time is outside the window.
    """
    at, nonce = headers.get("X-Wire-Time", ""), headers.get("X-Wire-Nonce", "")
    given = headers.get("X-Wire-Signature", "").encode("ascii", "replace")
    fits = [
        hmac.compare_digest(signature(key, method=method, path=path, at=at, nonce=nonce, body=body).encode(), given)
        for key in accepted
    ]
    if not any(fits) or not _NONCE.fullmatch(nonce):
        raise NotGenuine
    if not (at.isascii() and at.isdigit() and len(at) < 12) or abs(time.time() - int(at)) > WINDOW_SECONDS:
        raise NotGenuine
    return nonce


def ask(method: str, url: str, *, key: bytes, content: Mapping[str, Any] | None = None) -> bytes:
    """
    Send one signed message and return the raw answer, at most 256 KiB.

    :raises Unavailable: no connection, no answer in time, too much of it, or a status that invites another try.
    :raises Refused: any other status that is not a success.
    """
    address = urlsplit(url)
    path = address.path + (f"?{address.query}" if address.query else "")
    body = json.dumps(content).encode() if content is not None else b""
    headers = signed_headers(key, method=method, path=path, body=body) | {"Content-Type": "application/json"}
    try:
        with _client().stream(method, url, content=body, headers=headers) as answer:
            parts, size = [], 0
            for part in answer.iter_bytes():
                size += len(part)
                if size > MOST_ANSWER_BYTES:
                    raise Unavailable("answer too large")
                parts.append(part)
    except httpx.HTTPError as problem:
        raise Unavailable(type(problem).__name__) from None
    if answer.status_code >= 500 or answer.status_code in {408, 425, 429}:
        raise Unavailable(f"status {answer.status_code}")
    if not answer.is_success:
        raise Refused(answer.status_code)
    return b"".join(parts)


@cache
def _client() -> httpx.Client:
    limits = httpx.Limits(max_connections=40, max_keepalive_connections=8, keepalive_expiry=30)
    client = httpx.Client(timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS), limits=limits)
    atexit.register(client.close)
    return client


def _make(path: Path) -> None:
    # Written apart and linked into place, so that the other side never reads half a key.
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass  # the other side was quicker: its key is the key
    finally:
        fresh.unlink()

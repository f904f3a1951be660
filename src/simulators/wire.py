"""
How the outside world signs what it says, and checks what it hears.

The wire format: ``X-Wire-Time`` (Unix seconds), ``X-Wire-Nonce`` (32 hexadecimal characters, used once) and
``X-Wire-Signature``, the hexadecimal HMAC-SHA256 over method, path with query, time, nonce and the SHA-256 of the
raw body, each on its own line. The key is a file that both sides share.
"""

import hashlib
import hmac
import os
import secrets
import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Protocol

WINDOW_SECONDS = 300
_REMEMBERED = 50_000


def shared_key(folder: Path, name: str) -> bytes:
    """Return the key in ``folder/name``; made on first use, whole or not at all, readable by the owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        fresh = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass  # the other side was quicker: its key is the key
        finally:
            fresh.unlink()
    return path.read_bytes()


def signature(key: bytes, *, method: str, path: str, at: str, nonce: str, body: bytes) -> str:
    """Return the hexadecimal signature of one message."""
    lines = "\n".join([method, path, at, nonce, hashlib.sha256(body).hexdigest()])
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()


def signed_headers(key: bytes, *, method: str, path: str, body: bytes) -> dict[str, str]:
    """Return the headers that prove who sent the message, and when."""
    at, nonce = str(int(time.time())), secrets.token_hex(16)
    proof = signature(key, method=method, path=path, at=at, nonce=nonce, body=body)
    return {"X-Wire-Time": at, "X-Wire-Nonce": nonce, "X-Wire-Signature": proof}


class Headers(Protocol):
    """Headers as a server or a test has them."""

    def get(self, name: str, default: str, /) -> str:
        """Return the header's value, or the default."""
        ...


class Gate:
    """Admit genuine messages, each of them once."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def admits(self, *, method: str, path: str, headers: Headers, body: bytes) -> bool:
        """Say whether the message is signed by the key, fresh, and not a copy of an earlier one."""
        at, nonce = headers.get("X-Wire-Time", ""), headers.get("X-Wire-Nonce", "")
        given = headers.get("X-Wire-Signature", "")
        proof = signature(self._key, method=method, path=path, at=at, nonce=nonce, body=body)
        if not hmac.compare_digest(proof.encode(), given.encode("ascii", "replace")):
            return False
        if not at.isdigit() or abs(time.time() - int(at)) > WINDOW_SECONDS:
            return False
        with self._lock:
            if nonce in self._seen:
                return False
            self._seen[nonce] = None
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return True

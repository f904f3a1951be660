"""The line to the house: signed messages, short patience."""

import hashlib
import http.client
import json
import os
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PATIENCE_SECONDS = 2.5
"""
The house counts as away after this long; a number never waits for it.

With what lies between two meetings the counters go on by themselves within five.
"""
MOST_BYTES = 1024 * 1024
"""A hall in which everybody waits who can have a number takes about a third of it."""


class Away(Exception):
    """The house did not answer, or not sensibly."""


class Refused(Exception):
    """The house answered no; ``code`` says why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


def private_key(folder: Path) -> Ed25519PrivateKey:
    """Return the box's key, made on first use; it is readable by the box alone and never leaves it."""
    path = folder / "kiosk.key"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        fresh = folder / ".kiosk.key"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


class Line:
    """Messages from one kiosk to one house."""

    def __init__(self, house: str, kiosk: str, key: Ed25519PrivateKey, *, patience: float = PATIENCE_SECONDS) -> None:
        self._house, self._kiosk, self._key, self._patience = urlsplit(house), kiosk, key, patience

    def send(self, act: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """
        Send one message and return the answer. Safe to repeat: what it asks for carries ids of our making.

        :raises Away: no sensible answer in time. :raises Refused: a no.
        """
        path = f"/mesin/anjungan/{self._kiosk}/{act}/"
        body = json.dumps(content).encode()
        text = "\n".join(["lintas kiosk 1", path, self._kiosk, hashlib.sha256(body).hexdigest()])
        headers = {"Content-Type": "application/json", "X-Kiosk-Signature": self._key.sign(text.encode()).hex()}
        return _understood(*self._ask("POST", path, body, headers))

    def fetch(self, path: str) -> bytes:
        """
        Return a file that the house shows to anybody.

        :raises Away: no sensible answer in time. :raises Refused: a no.
        """
        status, raw = self._ask("GET", path, b"", {})
        if status != 200:
            _understood(status, b"")
            raise Refused(status, "")
        return raw

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        line = self._connection()
        try:
            line.request(method, path, body or None, dict(headers))
            answer = line.getresponse()
            return answer.status, answer.read(MOST_BYTES)
        except (OSError, http.client.HTTPException) as problem:
            raise Away(type(problem).__name__) from None
        finally:
            line.close()

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._house.hostname or "", self._house.port
        if self._house.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self._patience, context=context)
        return http.client.HTTPConnection(host, port, timeout=self._patience)


def _understood(status: int, raw: bytes) -> dict[str, Any]:
    if status >= 500 or status in {408, 425, 429}:
        raise Away(f"status {status}")
    try:
        found = json.loads(raw or b"{}")
    except ValueError:
        if status == 200:
            raise Away("not understood") from None
        found = {}
    if status == 200 and isinstance(found, dict):
        return found
    raise Refused(status, str(found.get("code", "")) if isinstance(found, dict) else "")

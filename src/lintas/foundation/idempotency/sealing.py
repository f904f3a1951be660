"""Hashes and seals that only the holder of an act's key can make again."""

import hashlib
import hmac
import os
from collections.abc import Iterable
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_LARGE = 4096
"""Bytes; smaller parts are digested together, since each call costs as much as some hundred of them."""


def row_id(*, principal: str, key: UUID) -> str:
    """Return where the reply to this act of this principal is kept."""
    return _keyed(key, b"row", [principal.encode()])


def fingerprint(parts: Iterable[bytes], *, key: UUID) -> str:
    """Return a hash of the parts, in their order, that nobody can check guesses against without the key."""
    return _keyed(key, b"fingerprint", parts)


def seal(content: bytes, *, key: UUID, row: str) -> bytes:
    """Return the content readable only with the key and only in its row."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(key).encrypt(nonce, content, row.encode())


def unseal(sealed: bytes, *, key: UUID, row: str) -> bytes:
    """Return what was sealed."""
    return _cipher(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], row.encode())


def _cipher(key: UUID) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lintas.idempotency.reply").derive(key.bytes))


def _keyed(key: UUID, purpose: bytes, parts: Iterable[bytes]) -> str:
    digest = hmac.new(key.bytes, purpose, hashlib.sha256)
    gathered: list[bytes] = []
    for part in parts:
        # The length goes first, so that no two different lists of parts look the same.
        gathered += (len(part).to_bytes(8, "big"), part)
        if len(part) > _LARGE:
            digest.update(b"".join(gathered))
            gathered.clear()
    digest.update(b"".join(gathered))
    return digest.hexdigest()

"""Hashes and seals that only the holder of an act's key can make again."""

import hashlib
import hmac
import os
from collections.abc import Iterable
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_LARGE = 4096
"""Bytes; smaller parts are digested together, since each call costs as much as some hundred of them."""


def row_id(*, principal: str, key: UUID) -> UUID:
    """Return where the reply to this act of this principal is kept: as much of a hash as an id of the database holds."""
    return UUID(bytes=_keyed(key, b"row", [principal.encode()])[:16])


def fingerprint(parts: Iterable[bytes], *, key: UUID) -> str:
    """Return a hash of the parts, in their order, that nobody can check guesses against without the key."""
    return _keyed(key, b"fingerprint", parts).hex()


def seal(content: bytes, *, key: UUID, row: UUID) -> bytes:
    """Return the content readable only with the key and only in its row."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(key).encrypt(nonce, content, row.bytes)


def unseal(sealed: bytes, *, key: UUID, row: UUID) -> bytes:
    """Return what was sealed."""
    return _cipher(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], row.bytes)


def _cipher(key: UUID) -> AESGCM:
    return AESGCM(_keyed(key, b"reply", []))


def _keyed(key: UUID, purpose: bytes, parts: Iterable[bytes]) -> bytes:
    told = hashlib.sha256()
    gathered: list[bytes] = []
    for part in parts:
        # The length goes first, so that no two different lists of parts look the same.
        gathered += (len(part).to_bytes(8, "big"), part)
        if len(part) > _LARGE:
            told.update(b"".join(gathered))
            gathered.clear()
    told.update(b"".join(gathered))
    return hmac.digest(key.bytes, purpose + told.digest(), "sha256")

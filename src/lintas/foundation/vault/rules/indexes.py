"""Blind indexes: equal values can be found without being readable."""

import hashlib
import hmac
import unicodedata

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from lintas.foundation.vault.rules.cells import framed

SIZE = 16


def index_of(value: str, *, kind: str, version: int, key: bytes) -> bytes:
    """Return the version (1 byte) and the first 16 bytes of the keyed hash of the normalised value."""
    kind_key = HKDFExpand(SHA256(), 32, framed(["lintas blind index", kind])).derive(key)
    digest = hmac.new(kind_key, normalised(value).encode(), hashlib.sha256).digest()
    return bytes([version]) + digest[:SIZE]


def normalised(value: str) -> str:
    """Return the value as it is compared: one width of characters, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())

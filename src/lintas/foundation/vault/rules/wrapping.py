"""Keys wrapped under a root key: AES-256-GCM-SIV, which forgives even a repeated nonce."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from lintas.foundation.vault.errors import SealBroken
from lintas.foundation.vault.rules.cells import framed

NONCE = 12


def new_key() -> bytes:
    """Return a fresh 256-bit key."""
    return AESGCMSIV.generate_key(256)


def wrap(key: bytes, *, root: bytes, root_version: int, name: str, subject: bytes, version: int) -> bytes:
    """Return the key wrapped under the root key and bound to what it is for: ``name`` and ``subject``."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCMSIV(root).encrypt(nonce, key, _bound(root_version, name, subject, version))


def unwrap(
    stored: bytes | memoryview, *, root: bytes, root_version: int, name: str, subject: bytes, version: int
) -> bytes:
    """Return the key. :raises SealBroken: altered, or wrapped for something else."""
    wrapped = bytes(stored)
    try:
        bound = _bound(root_version, name, subject, version)
        return AESGCMSIV(root).decrypt(wrapped[:NONCE], wrapped[NONCE:], bound)
    except (InvalidTag, ValueError):
        raise SealBroken from None


def fingerprint(root: bytes) -> bytes:
    """Return 16 bytes that recognise a root key without telling anything of it."""
    return HKDFExpand(SHA256(), 16, b"lintas root key fingerprint").derive(root)


def _bound(root_version: int, name: str, subject: bytes, version: int) -> bytes:
    return framed(["lintas", name, subject, bytes([version]), bytes([root_version])])

"""
Values sealed into the cell of a table.

Layout: format, key version, nonce (12 bytes), AES-256-GCM ciphertext. The associated data names
schema, table, column, row, person and version, so that a value moved elsewhere does not open.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from lintas.foundation.vault.errors import SealBroken

SCHEMA = "lintas"
FORMAT = 1
NONCE = 12
HEADER = 2
STEP = 32
"""Values are padded to whole steps, so that the length does not tell *ya* from *tidak*."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The one place where a sealed value opens. ``owner`` is the person whose key seals it."""

    owner: UUID
    table: str
    column: str
    row: UUID


@dataclass(frozen=True, slots=True)
class PersonSecret:
    """A person's unwrapped key, and its version."""

    version: int
    key: bytes


def seal_value(value: str, *, cell: Cell, secret: PersonSecret) -> bytes:
    """Return the value sealed into the cell."""
    header, nonce = bytes([FORMAT, secret.version]), os.urandom(NONCE)
    plain = value.encode() + b"\x80"
    plain += bytes(-len(plain) % STEP)
    return header + nonce + AESGCM(field_key(cell, secret)).encrypt(nonce, plain, associated(cell, header))


def open_value(sealed: bytes, *, cell: Cell, secret: PersonSecret) -> str:
    """Return the value. :raises SealBroken: altered, or sealed for another cell, person or version."""
    sealed = bytes(sealed)
    header, nonce, body = sealed[:HEADER], sealed[HEADER : HEADER + NONCE], sealed[HEADER + NONCE :]
    if header != bytes([FORMAT, secret.version]) or len(nonce) != NONCE:
        raise SealBroken
    try:
        plain = AESGCM(field_key(cell, secret)).decrypt(nonce, body, associated(cell, header))
    except InvalidTag:
        raise SealBroken from None
    return plain.rstrip(b"\x00")[:-1].decode()


def field_key(cell: Cell, secret: PersonSecret, *, use: str = "value") -> bytes:
    """Return the key of one column for one person."""
    info = framed(["lintas vault", use, cell.table, cell.column])
    return HKDFExpand(SHA256(), 32, info).derive(secret.key)


def associated(cell: Cell, header: bytes) -> bytes:
    """Return what the ciphertext is bound to; ``header`` holds the format and the key's version."""
    return framed([SCHEMA, cell.table, cell.column, cell.row.bytes, cell.owner.bytes, header])


def framed(parts: Iterable[str | bytes]) -> bytes:
    """Join the parts, each after its length, so that no two lists give the same bytes."""
    encoded = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)

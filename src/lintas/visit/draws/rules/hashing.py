"""
Commitments, the key of a draw and the score of a ticket.

Every hash of several parts names what it is for and puts the length before each part, so that no two
different inputs are ever hashed alike.
"""

import hashlib
import hmac
from collections.abc import Iterable

SECRET = 32
"""Bytes of a seed and of a witness's value."""

KEY_DOMAIN = b"lintas/draw/key/1"
TICKET_DOMAIN = b"lintas/draw/ticket/1"


def packed(*parts: bytes) -> bytes:
    """Return the parts one after the other, each with its length in eight bytes before it."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def commitment_of(secret: bytes) -> bytes:
    """Return the promise of a secret: its SHA-256, so that anybody can check it with any tool."""
    return hashlib.sha256(secret).digest()


def opens(secret: bytes, commitment: bytes) -> bool:
    """Say whether the secret is the one that was promised. Who brings it does not matter."""
    return len(secret) == SECRET and hmac.compare_digest(commitment_of(secret), commitment)


def draw_key(*, header: bytes, root: bytes, count: int, seed: bytes, values: Iterable[tuple[str, bytes]]) -> bytes:
    """
    Return the key that decides everything.

    ``header`` is the published first line (places, rules, commitments); ``root`` and ``count`` are of the
    entries; ``values`` are the witnesses' keys and values. All but seed and values are public beforehand.
    """
    said = [part for key, value in sorted(values) for part in (key.encode(), value)]
    return hashlib.sha256(packed(KEY_DOMAIN, header, root, count.to_bytes(8, "big"), seed, *said)).digest()


def score(key: bytes, code: str, *, tickets: int) -> bytes:
    """Return the best, that is smallest, of the ticket numbers of an entry or a household."""
    return min(
        hmac.digest(key, packed(TICKET_DOMAIN, code.encode(), number.to_bytes(4, "big")), "sha256")
        for number in range(tickets)
    )

"""The cards that a browser keeps: its place in line, and that it has been let in. Signed; they say nothing of anybody."""

import hmac
from functools import cache
from hashlib import sha256

from django.conf import settings

from lintas.config.doors.line import Card

PLACE, INSIDE = "tempat-antre", "sudah-masuk"
INSIDE_SECONDS = 20 * 60
"""How long one who was let in is not sent outside again: enough to fill in the first steps."""

LONGEST = 120


def place(card: Card) -> str:
    """Return the place in line as a cookie's value."""
    return _signed(PLACE, f"{card.came_ms:x}.{card.number:x}.{card.looks:x}")


def read_place(text: str) -> Card | None:
    """Return the place in line; None when it is not ours."""
    said = _read(PLACE, text)
    return None if said is None else Card(*(int(part, 16) for part in said.split(".")))


def inside(now: float) -> str:
    """Return the value that says: let in until `INSIDE_SECONDS` after ``now``."""
    return _signed(INSIDE, f"{int(now) + INSIDE_SECONDS:x}")


def is_inside(text: str, *, now: float) -> bool:
    """Say whether this browser has been let in, not too long ago."""
    said = _read(INSIDE, text)
    return said is not None and int(said, 16) >= now


def _signed(name: str, said: str) -> str:
    return f"{said}.{_seal(name, said)}"


def _read(name: str, text: str) -> str | None:
    said, _, seal = text[:LONGEST].rpartition(".")
    return said if hmac.compare_digest(seal.encode(), _seal(name, said).encode()) else None


def _seal(name: str, said: str) -> str:
    return hmac.digest(_key(settings.SECRET_KEY), f"{name}.{said}".encode(), sha256).hex()[:32]


@cache
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"lintas.config.doors", sha256)

"""Identifiers: UUIDv7 for the machine, references with a check character for people."""

import secrets
import struct
import threading
import time
from datetime import timedelta
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not mistaken for each other when written or read aloud."""

_LENGTH = 7
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_REDUCER = 0b100101  # x^5 + x^2 + 1, irreducible: the 32 characters form a field

_lock = threading.Lock()
_last: tuple[int, int] = (0, 0)


class MistypedReference(ValueError):
    """The text is not a reference, or a character of it is wrong."""


def new_id() -> UUID:
    """Return a UUIDv7; ids made by one process ascend, also within a millisecond."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[UUID]:
    """Return so many ids, ascending; together they cost less than one by one."""
    global _last
    with _lock:
        millisecond = time.time_ns() // 1_000_000
        if millisecond > _last[0]:
            first = secrets.randbits(41)
        else:
            millisecond, first = _last[0], _last[1] + 1
        _last = (millisecond, first + count - 1)
    fixed, chance = millisecond << 80 | 0x7 << 76 | 0b10 << 62, secrets.token_bytes(4 * count)
    return [
        UUID(int=fixed | (counter >> 30 & 0xFFF) << 64 | (counter & 0x3FFFFFFF) << 32 | tail)
        for counter, (tail,) in zip(range(first, first + count), struct.iter_unpack(">I", chance), strict=True)
    ]


def age(made: UUID) -> timedelta:
    """Return how long ago a UUIDv7 was made, by this machine's clock, which no demonstration moves."""
    return timedelta(milliseconds=time.time_ns() // 1_000_000 - (made.int >> 80))


def new_reference(prefix: str) -> str:
    """Return an unguessable reference such as ``PYK-7K3M-Q2XD``; the last character checks the rest."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    return _shown(prefix, body + check_character(prefix, body))


def normalise_reference(text: str) -> str:
    """
    Return the reference as we write it, forgiving case, spaces and look-alike letters.

    :raises MistypedReference: it has another shape, or the check character does not fit.
    """
    letters = "".join(character for character in text.upper() if character.isalnum())
    prefix, body = letters[: -_LENGTH - 1], letters[-_LENGTH - 1 :].translate(_LOOKALIKES)
    if (
        not (prefix.isascii() and prefix.isalpha())
        or len(prefix) > 4
        or any(character not in ALPHABET for character in body)
    ):
        raise MistypedReference(text)
    if check_character(prefix, body[:-1]) != body[-1]:
        raise MistypedReference(text)
    return _shown(prefix, body)


def check_character(prefix: str, body: str) -> str:
    """
    Return the character that notices any one wrong character and any swapped neighbours.

    The characters are elements of GF(32), each weighted with another power of its generator.
    """
    total, weight = 0, 1
    for character in prefix.translate(_LOOKALIKES) + body:
        weight = _times(weight, 2)
        total ^= _times(weight, ALPHABET.index(character))
    return ALPHABET[total]


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _REDUCER
        right >>= 1
    return product


def _shown(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:]}"

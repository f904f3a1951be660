"""
Sealed files: chunks of 64 KiB under a key of their own, which is wrapped by the person's.

Layout: format, key version, wrapped file key, chunks. Each chunk is bound to its number and to
whether it is the last, so that a file cut short, extended, reordered or swapped is refused.
"""

import os
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lintas.foundation.vault.errors import SealBroken
from lintas.foundation.vault.rules.cells import HEADER, NONCE, Cell, PersonSecret, associated, field_key

FORMAT = 2
CHUNK = 64 * 1024
TAG = 16
WRAPPED_KEY = NONCE + 32 + TAG


def seal_content(content: bytes, *, cell: Cell, secret: PersonSecret) -> Iterator[bytes]:
    """Yield the parts of the sealed file in their order."""
    header, nonce = bytes([FORMAT, secret.version]), os.urandom(NONCE)
    bound, key = associated(cell, header), AESGCM.generate_key(256)
    yield header + nonce + AESGCM(field_key(cell, secret, use="file")).encrypt(nonce, key, bound)
    cipher, count = AESGCM(key), max(1, -(-len(content) // CHUNK))
    for number in range(count):
        place = _place(number, last=number == count - 1)
        yield cipher.encrypt(place, content[number * CHUNK : (number + 1) * CHUNK], bound + place)


def open_content(sealed: bytes, *, cell: Cell, secret: PersonSecret) -> bytes:
    """Return the content. :raises SealBroken: anything about the file is not as it was sealed."""
    header, start = sealed[:HEADER], HEADER + WRAPPED_KEY
    if header != bytes([FORMAT, secret.version]) or len(sealed) < start + TAG:
        raise SealBroken
    bound = associated(cell, header)
    try:
        wrapping = AESGCM(field_key(cell, secret, use="file"))
        key = wrapping.decrypt(sealed[HEADER : HEADER + NONCE], sealed[HEADER + NONCE : start], bound)
        return b"".join(_open_chunks(sealed[start:], cipher=AESGCM(key), bound=bound))
    except InvalidTag:
        raise SealBroken from None


def _open_chunks(body: bytes, *, cipher: AESGCM, bound: bytes) -> Iterator[bytes]:
    step = CHUNK + TAG
    count = -(-len(body) // step)
    for number in range(count):
        place = _place(number, last=number == count - 1)
        yield cipher.decrypt(place, body[number * step : (number + 1) * step], bound + place)


def _place(number: int, *, last: bool) -> bytes:
    # The key is used for one file only, so the place of the chunk is a nonce that never repeats.
    return number.to_bytes(NONCE - 1, "big") + bytes([last])

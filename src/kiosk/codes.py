"""The code of a case, from whatever a scanner or a person types."""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not mistaken for each other."""

_CODE = re.compile(r"([A-Z]{2,4})[- ]?([0-9A-Z]{4})[- ]?([0-9A-Z]{4})(?![0-9A-Z])")
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_REDUCER = 0b100101


class Mistyped(ValueError):
    """There is no code in the text, or a character of it is wrong."""


def case_code(text: str) -> str:
    """
    Return the code in the text as it is written on papers, such as ``PYK-7K3M-Q2XD``.

    A scanner may give a whole address that ends with it. Case, spaces and look-alike letters are forgiven; a wrong
    character is noticed, also with the house away: the last one checks the others.

    :raises Mistyped:
    """
    for found in _CODE.finditer(text.upper()[-200:]):
        prefix = found[1]
        body = (found[2] + found[3]).translate(_LOOKALIKES)
        if all(one in ALPHABET for one in body) and _check(prefix.translate(_LOOKALIKES) + body[:-1]) == body[-1]:
            return f"{prefix}-{body[:4]}-{body[4:]}"
    raise Mistyped


def _check(text: str) -> str:
    # Elements of GF(32), each weighted with another power of the generator.
    total, weight = 0, 1
    for character in text:
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

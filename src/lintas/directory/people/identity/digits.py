"""Sixteen digits as people write them."""

import unicodedata


def without_spaces(text: str) -> str:
    """Return the text in ordinary characters without the spaces, dots and dashes that group its digits."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in plain if not letter.isspace() and letter not in ".-–")


def only_digits(text: str) -> bool:
    """Say whether there is nothing but 0 to 9."""
    return text.isascii() and text.isdigit()

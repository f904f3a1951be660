"""What may stand in an SMS, and how long it is: text in, answer out."""

import re
from itertools import pairwise

from lintas.foundation.ids import MistypedReference, normalise_reference

MOST_PARTS = 2

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""The alphabet of GSM 03.38; a sign of its extension takes two places."""

_WORD = re.compile(r"\S+")
_EDGES = ".,;:!?()\"'“”"
_LINK = re.compile(r"https?://[^\s?@]+")
_NUMBERS = (
    re.compile(r"[0-9]{15}"),  # a billing code
    re.compile(r"[0-9]{4,6}"),  # a one-time code, a year
    re.compile(r"[0-9]{1,3}(-[0-9]{1,3})?"),  # a day, a count, a range
    re.compile(r"Rp[0-9]{1,3}([.,][0-9]{3})*"),
    re.compile(r"[0-9]{1,2}[.:][0-9]{2}(-[0-9]{1,2}[.:][0-9]{2})?"),  # an hour
    re.compile(r"[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    re.compile(r"[A-Z]-?[0-9]{1,4}"),  # a ticket
    re.compile(r"[0-9]{1,3}(st|nd|rd|th)"),
)
_CAPITALS = re.compile(r"[A-Z]{3,}")
_KNOWN_CAPITALS = frozenset(
    {"WIB", "WITA", "WIT", "SMS", "NTPN", "KTP", "PNBP", "SIMPONI", "LINTAS", "BERHENTI", "STOP"}
)
_PRIVATE = re.compile(
    r"\b(nik|cekal|pencegahan|penangkalan|tppo|perdagangan orang|hamil|pregnan\w*|sakit|illness|disabilit\w*|difabel"
    r"|hiv|pidana|crim\w*|ibu kandung|mother|tanggal lahir|birth)\b",
    re.IGNORECASE,
)


def safe_for_sms(text: str) -> bool:
    """
    Say whether the text names nothing but a reference, codes, amounts, dates, hours and places.

    An SMS is read on lock screens and by whoever holds the phone. Refused are numbers of another shape (a population,
    passport or phone number), e-mail addresses, links that carry values, names as identity papers write them (two
    words in capitals), and words on health, crime, watch-lists and birth.

    Legal source: process.yaml, invariant 8.
    """
    words = [word.strip(_EDGES) for word in _WORD.findall(text)]
    if _PRIVATE.search(text) or any("@" in word for word in words):
        return False
    if any(not _is_harmless(word) for word in words):
        return False
    shouted = [_CAPITALS.fullmatch(word) is not None and word not in _KNOWN_CAPITALS for word in words]
    return not any(first and second for first, second in pairwise(shouted))


def parts_of_sms(text: str) -> int:
    """Return into how many messages the network cuts the text: 160 signs, or 153 in each of several; 70 and 67
    when a sign is outside the alphabet of GSM."""
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        length = sum(2 if sign in _EXTENDED else 1 for sign in text)
        alone, together = 160, 153
    else:
        length = len(text.encode("utf-16-be")) // 2
        alone, together = 70, 67
    return 1 if length <= alone else -(-length // together)


def _is_harmless(word: str) -> bool:
    if not any(sign.isdigit() for sign in word):
        return "://" not in word or _LINK.fullmatch(word) is not None
    if any(shape.fullmatch(word) for shape in _NUMBERS):
        return True
    if _LINK.fullmatch(word):
        return all(_is_harmless_in_link(part) for part in re.split(r"[/:]", word.partition("://")[2]) if part)
    if re.fullmatch(r"[0-9.]+", word) and word.count(".") == 3:
        return True  # the host of an installation without a name
    return _is_reference(word)


def _is_harmless_in_link(part: str) -> bool:
    """Allow besides what is harmless the short random names of links, which hold no long number."""
    is_name = re.fullmatch(r"[A-Za-z0-9_-]{1,43}", part) and not re.search(r"[0-9]{6}", part)
    return bool(is_name) or _is_harmless(part)


def _is_reference(word: str) -> bool:
    try:
        return normalise_reference(word) == word
    except MistypedReference:
        return False

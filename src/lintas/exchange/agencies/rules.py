"""How an answer is read. Pure: words of the other system in, our code out."""

import re
from collections.abc import Mapping

from lintas.exchange.agencies.states import Result

NAME_MATCHES_FROM = 90
NAME_IS_NEAR_FROM = 80
"""Similarity of names out of 100. Our proposal (P), from the decision table of the agencies dossier."""

_FITS = re.compile(r"sesuai(?: \((\d{1,3})\))?", re.IGNORECASE)
_DIFFERS = re.compile(r"tidak sesuai(?: \(\d{1,3}\))?", re.IGNORECASE)


class NotUnderstood(ValueError):
    """The registry answered in words we do not know; treated as no answer, never as a match."""


def similarity(word: str) -> int:
    """
    Return how well a field fits, 0 to 100, from the registry's word for it.

    :raises NotUnderstood: it is neither "Sesuai", with or without a figure, nor "Tidak Sesuai".
    """
    if _DIFFERS.fullmatch(word.strip()):
        return 0
    found = _FITS.fullmatch(word.strip())
    if found is None:
        raise NotUnderstood(word)
    return int(found.group(1) or 100)


def identity(fields: Mapping[str, str]) -> Result:
    """
    Return what the registry's words for NIK, name and date of birth amount to.

    :raises NotUnderstood: one of the three is missing or unknown.
    """
    try:
        nik, name, born = (similarity(fields[key]) for key in ("NIK", "NAMA_LGKP", "TGL_LHR"))
    except KeyError as missing:
        raise NotUnderstood(str(missing)) from None
    if nik < 100 or born < 100 or name < NAME_IS_NEAR_FROM:
        return Result.MISMATCH
    return Result.MATCH if name >= NAME_MATCHES_FROM else Result.NEAR

"""A call as a row of clips: values in, names out."""

import re
from collections.abc import Sequence

from lintas.visit.queueing.voices.texts import GONG, clips, scripts

_CALL = re.compile(r"([A-Z]) ?([0-9]{1,3})")
_PLACE = re.compile(r"(\S+) ([0-9]{1,2})")
USUAL = "to-loket"
"""Where people are sent when the counter has a name that no clip knows."""


def sentence(*, numbers: Sequence[str], counter: str, is_last: bool, language: str) -> tuple[str, ...]:
    """
    Return the clips that call ``A 024`` to ``Loket 3``, in order: ``id/number``, ``id/letter-a``, ... A family is one
    call: its numbers follow each other.

    Empty when a number or the counter are not of that shape: half a call misleads more than silence.
    """
    called, place = [_CALL.fullmatch(number) for number in numbers], _PLACE.fullmatch(counter)
    if not all(called) or place is None:
        return ()
    names = [
        *(["last-call"] if is_last else []),
        "number",
        *(name for found in called if found for name in _number(found)),
        _way(place[1], language),
        *_place(int(place[2]), language),
    ]
    return tuple(f"{language}/{name}" for name in names)


def announcement(*, numbers: Sequence[str], counter: str, is_last: bool) -> tuple[tuple[str, ...], ...]:
    """Return what is played for a call: the gong, then the sentence in each language; empty when it has no clips."""
    said = tuple(sentence(numbers=numbers, counter=counter, is_last=is_last, language=code) for code in scripts())
    return ((GONG,), *said) if all(said) else ()


def _number(found: re.Match[str]) -> list[str]:
    return [f"letter-{found[1].lower()}", *(f"digit-{digit}" for digit in found[2])]


def _way(word: str, language: str) -> str:
    name = f"to-{word.lower()}"
    return name if f"{language}/{name}" in clips() else USUAL


def _place(number: int, language: str) -> list[str]:
    whole = f"place-{number}"
    return [whole] if f"{language}/{whole}" in clips() else [f"digit-{digit}" for digit in str(number)]

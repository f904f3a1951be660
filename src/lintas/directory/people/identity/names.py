"""Names: one field, as in the civil record; never first and last. Two of them are equal, near or different."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from lintas.directory.people.identity.spelling import (
    ARTICLES,
    DEGREES,
    PARTICLES,
    SURE_DEGREES,
    TITLES,
    folded,
)

LONG, VERY_LONG = 6, 10
"""Letters of a word in which one, or two, wrong letters still make it the same word to the eye."""

LONGEST = 200


class NameResult(StrEnum):
    """How two names stand to each other; near means that a person looks."""

    EQUAL = "equal"
    NEAR = "near"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The result with a score from 0 to 1, to sort by."""

    result: NameResult
    score: float


def normalise_name(text: str) -> str:
    """Return the name for comparison: upper case, without titles, accents and punctuation."""
    return " ".join(_words(text))


def compare_names(a: str, b: str) -> NameMatch:
    """Compare two names as written anywhere; never a decision about identity."""
    left, right = _words(a), _words(b)
    if not left or not right:
        return NameMatch(NameResult.DIFFERENT, 0.0)
    if left == right:
        return NameMatch(NameResult.EQUAL, 1.0)
    left, right = _core(left), _core(right)
    if left == right or "".join(left) == "".join(right):
        return NameMatch(NameResult.NEAR, 0.95)
    if Counter(left) == Counter(right):
        return NameMatch(NameResult.NEAR, 0.9)
    if _all_but_a_slip(left, right):
        return NameMatch(NameResult.NEAR, 0.8)
    return NameMatch(NameResult.DIFFERENT, round(fuzz.token_sort_ratio(" ".join(left), " ".join(right)) / 100 * 0.7, 3))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text[:LONGEST].upper())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['’`ʼ]", "", plain)
    head, *others = plain.split(",")
    parts = [head, *(part for part in others if not _only_degrees(part))]
    written = [word for part in parts for word in re.split(r"[\s\-–_/]+", part) if word]
    words = [
        letters
        for word in written
        if (letters := re.sub(r"[^A-Z]", "", word)) and not (word.count(".") > 1 and letters in DEGREES)
    ]
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    while len(words) > 1 and words[-1] in SURE_DEGREES:
        words.pop()
    return words


def _only_degrees(part: str) -> bool:
    words = [re.sub(r"[^A-Z]", "", word) for word in part.split()]
    return bool(words) and all(word in DEGREES for word in words)


def _core(words: list[str]) -> list[str]:
    """Leave out what records write or not, and bring the rest into one spelling."""
    kept = words[1:] if len(words) > 1 and words[0] in ARTICLES else words
    return [folded(word) for word in kept if word not in PARTICLES] or [folded(word) for word in kept]


def _all_but_a_slip(left: list[str], right: list[str]) -> bool:
    """Say whether the words pair off, save for one with a slip of the pen; initials stand for any such word."""
    if len(left) != len(right):
        return False
    first, second = Counter(left) - Counter(right), Counter(right) - Counter(left)
    odd, other = sorted(first.elements()), sorted(second.elements())
    if len(odd) == 1:
        return _slip(odd[0], other[0]) or _initial(odd[0], other[0])
    return all(_initial(one, two) for one, two in zip(odd, other, strict=True))


def _slip(one: str, two: str) -> bool:
    shorter = min(len(one), len(two))
    allowed = 2 if shorter >= VERY_LONG else 1 if shorter >= LONG else 0
    return one[0] == two[0] and OSA.distance(one, two) <= allowed


def _initial(one: str, two: str) -> bool:
    return min(len(one), len(two)) == 1 and one[0] == two[0]

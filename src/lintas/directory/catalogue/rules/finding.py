"""Finding a service by the words that people use for it."""

import re
import unicodedata
from collections.abc import Iterable

IDLE_WORDS = frozenset(
    [
        "yang",
        "untuk",
        "dan",
        "atau",
        "di",
        "ke",
        "dari",
        "saya",
        "aku",
        "kami",
        "mau",
        "ingin",
        "cara",
        "bagaimana",
        "apa",
        "buat",
        "bikin",
        "urus",
        "mengurus",
        "tolong",
        "the",
        "a",
        "an",
        "of",
        "to",
        "for",
        "i",
        "want",
        "how",
        "my",
        "is",
        "in",
        "on",
        "layanan",
        "service",
    ]
)
"""Words that say nothing about which service is meant."""

SHORTEST_BEGINNING = 3
"""From this length on, the beginning of a word finds it."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of the text in lower case, without accents and without idle words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return tuple(word for word in re.findall(r"[a-z0-9]+", plain) if word not in IDLE_WORDS)


def score(query: Iterable[str], *, name: Iterable[str], other: Iterable[str]) -> int:
    """
    Return how well the words fit, 0 when one of them is nowhere.

    A word in the name counts three, elsewhere two; its beginning one less. Every word must be found,
    in whatever order.
    """
    titles, texts = frozenset(name), frozenset(other)
    total = 0
    for word in query:
        best = max(_fit(word, titles, 3), _fit(word, texts, 2))
        if not best:
            return 0
        total += best
    return total


def _fit(word: str, among: frozenset[str], worth: int) -> int:
    if word in among:
        return worth
    if len(word) >= SHORTEST_BEGINNING and any(other.startswith(word) for other in among):
        return worth - 1
    return 0

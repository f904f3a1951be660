"""How needs are written before they are sealed, and what of the counts may be shown: pure decisions."""

from collections.abc import Collection, Mapping

from lintas.visit.needs.states import LETTERS, Need

FEWEST = 5
"""A smaller count is not shown: in a place where everybody knows everybody it would point at somebody. Source: P."""

MET, UNMET = "+", "-"
_NEEDS = {letter: need for need, letter in LETTERS.items()}


def write_needs(needs: Collection[str]) -> str:
    """Return the needs as text, in one order, each once. :raises ValueError: one of them is none."""
    stated = {Need(need) for need in needs}
    return "".join(LETTERS[need] for need in Need if need in stated)


def read_needs(text: str) -> tuple[Need, ...]:
    """Return the needs of the text; the empty text holds none."""
    return tuple(_NEEDS[letter] for letter in text)


def write_verdict(verdict: Mapping[str, bool]) -> str:
    """Return for each need whether it was met, as text. :raises ValueError: a need is none."""
    said = {Need(need): met for need, met in verdict.items()}
    return "".join(LETTERS[need] + (MET if said[need] else UNMET) for need in Need if need in said)


def read_verdict(text: str) -> dict[Need, bool]:
    """Return for each need whether it was met; empty while nobody has said."""
    return {_NEEDS[letter]: sign == MET for letter, sign in zip(text[::2], text[1::2], strict=True)}


def shown(count: int) -> int | None:
    """Return the count as everybody may read it, None when it is too small to be shown."""
    return count if count >= FEWEST else None

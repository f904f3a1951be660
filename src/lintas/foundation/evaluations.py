"""
Parts of the house that anyone can measure: one case a line in, one answer a line out.

Each app registers its parts in its ``evaluations`` room; ``lintas eval <part>`` finds them there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Answerer = Callable[[str], Mapping[str, object] | None]
"""Takes one line; returns its answer, or None when the line asks nothing. May remember the lines before."""


class Unusable(ValueError):
    """A line cannot be used; the text goes on after "line 12 ...": ``is not JSON``."""


class PartNameTaken(ValueError):
    """Two parts have the same name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name on the command line, what it reads and writes, and what begins a run of it."""

    name: str
    about: str
    begin: Callable[[], Answerer]


_parts: dict[str, Part] = {}


def evaluates(*, name: str, about: str) -> Callable[[Callable[[], Answerer]], Callable[[], Answerer]]:
    """
    Register the function as a part; it is called once for a run and returns what answers the lines.

    :raises PartNameTaken: another part has this name.
    """

    def register(begin: Callable[[], Answerer]) -> Callable[[], Answerer]:
        if name in _parts:
            raise PartNameTaken(name)
        _parts[name] = Part(name=name, about=about, begin=begin)
        return begin

    return register


def parts() -> tuple[Part, ...]:
    """Return all parts, by name."""
    return tuple(_parts[name] for name in sorted(_parts))

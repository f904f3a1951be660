"""What the gallery shows of each component, read from its folder."""

import re
from dataclasses import dataclass
from functools import cache
from textwrap import dedent

from lintas.ui.components import ROOM, names

EXAMPLE = re.compile(r"^\{#:(?P<title>.*?)#\}$", re.MULTILINE)
OPTIONS = re.compile(r"\A\{#-?(?P<text>.*?)-?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One use of a component, as a page would write it."""

    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One component: what it is for, what may be said to it, and how it is used."""

    name: str
    purpose: str
    options: str
    examples: tuple[Example, ...]

    @property
    def is_for_work(self) -> bool:
        """Whether it is drawn by the styles of desks and boards."""
        return (ROOM / self.name / "work.css").exists() or self.is_for_boards

    @property
    def is_for_boards(self) -> bool:
        """Whether it stands on the night of a hall board."""
        return (ROOM / self.name / "board.css").exists()


@cache
def piece(name: str) -> Piece:
    """Return the component of that name. :raises LookupError: there is none."""
    if name not in names():
        raise LookupError(name)
    head = OPTIONS.match((ROOM / name / "template.html").read_text("utf-8"))
    if head is None:
        raise ValueError(f"The template of {name} does not begin with its list of options.")
    purpose, _, options = head["text"].strip().partition("\n")
    parts = EXAMPLE.split((ROOM / name / "examples.html").read_text("utf-8"))
    return Piece(
        name=name,
        purpose=purpose.partition(":")[2].strip(),
        options=dedent(options).rstrip(),
        examples=tuple(
            Example(title=title.strip(), source=source.strip())
            for title, source in zip(parts[1::2], parts[2::2], strict=True)
        ),
    )


def pieces() -> tuple[Piece, ...]:
    """Return all components, in alphabetical order."""
    return tuple(piece(name) for name in names())

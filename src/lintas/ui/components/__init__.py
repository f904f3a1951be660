"""
The components: one folder each with its template, style, examples.

A template holds one macro named like its folder; the comment at its head lists the options. An
option that is not listed is a `TypeError`, so that a misspelling never passes in silence.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language
from jinja2 import Environment

ROOM = Path(__file__).parent

REMEMBERED = frozenset({"footer", "icon", "motif"})
"""
Components of every page, made of a few frozen values: the same values give the same markup, made once.

Not the header: it holds the address of the page, in which there may be what somebody searched for.
"""

MOST = 500


class Components:
    """What templates know as ``ui``: each attribute is the macro of the component of that name."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._macros: dict[str, Callable[..., str]] = {}

    def __getattr__(self, name: str) -> Callable[..., str]:
        macro = self._macros.get(name)
        if macro is None:
            if name not in names():
                raise AttributeError(f"There is no component named {name}.")
            macro = getattr(self._env.get_template(f"ui/components:{name}/template.html").module, name)
            self._macros[name] = macro = _remembering(macro) if name in REMEMBERED else macro
        return macro


def _remembering(macro: Callable[..., str]) -> Callable[..., str]:
    @lru_cache(maxsize=MOST)
    def made(language: str | None, given: tuple[Hashable, ...], options: tuple[tuple[str, Hashable], ...]) -> str:
        return macro(*given, **dict(options))

    def component(*given: Hashable, **options: Hashable) -> str:
        return made(get_language(), given, tuple(options.items()))

    return component


def names() -> tuple[str, ...]:
    """Return the names of all components, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in ROOM.glob("*/template.html")))


def one_of(value: str, *allowed: str) -> str:
    """Return ``value``. :raises ValueError: it is not one of the allowed values of an option."""
    if value not in allowed:
        raise ValueError(f"{value!r} is not one of {', '.join(allowed)}.")
    return value

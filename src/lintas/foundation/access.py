"""
The declaration that every address carries: who may use it, for what, on whose data.

It is only a statement; `directory.people` enforces it for officers and for people with a case.
A page without one is not served, and a test finds it before that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])

DESK = "/petugas/"
"""Officers' pages, and the one on which they sign in, have their addresses below it; nobody else's page has."""


class Audience(StrEnum):
    """Who stands before the page."""

    ANYONE = "anyone"
    CASE_HOLDER = "case_holder"
    OFFICER = "officer"
    MACHINE = "machine"


class DataClass(StrEnum):
    """The most delicate kind of data the page may show."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Level(StrEnum):
    """How well somebody who holds a case has proved that it is theirs."""

    STATUS = "status"
    """By reference and day of birth, which the family knows and the ticket nearly shows."""

    FULL = "full"
    """By a code that only they were given."""


@dataclass(frozen=True, slots=True)
class Access:
    """
    What one address permits.

    ``roles`` are the role keys of officers who may enter; empty for other audiences. ``act`` names
    what is done, ``purpose`` why personal data may be read. ``scope`` is ``"office"`` when the
    officer must be assigned to the office of the record, else ``"none"``. ``level`` is what a page for
    a case's holder asks of them at the least.
    """

    audience: Audience
    act: str
    data: DataClass
    purpose: str = ""
    roles: frozenset[str] = frozenset()
    scope: str = "none"
    level: Level = Level.FULL


def declares(access: Access) -> Callable[[View], View]:
    """Attach the declaration to a view."""

    def attach(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return attach


def public(act: str) -> Callable[[View], View]:
    """Declare a page that anyone may open and that shows no personal data."""
    return declares(Access(audience=Audience.ANYONE, act=act, data=DataClass.PUBLIC))


def machine(act: str) -> Callable[[View], View]:
    """Declare an address for other systems, which prove themselves by a signature the view checks."""
    return declares(Access(audience=Audience.MACHINE, act=act, data=DataClass.INTERNAL))

"""The pages of a kiosk: one question each, all of it on the box."""

from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kiosk.box import Box, Lane
from kiosk.log import Slip
from kiosk.manners import Manners
from kiosk.words import word

HOME = Path(__file__).parent
IDLE_SECONDS = 60
"""After so long without a touch the next person finds the first page."""
SHOWN_SECONDS = 25
"""So long a number stays on the screen."""

KEYS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""All letters: those of the place, before the code, may be ones that codes do without."""


def first(box: Box, manners: Manners, *, code: str = "", problem: str = "") -> str:
    """Return the page that asks what for; ``code`` is the case's, checked."""
    lanes = [(number, lane) for number, lane in enumerate(box.lanes(), 1)]
    return page("first.html", box, manners, lanes=lanes, code=code, problem=problem, press=str(uuid4()))


def ask_code(box: Box, manners: Manners, *, typed: str = "", problem: str = "") -> str:
    """Return the page that asks for the code of a case."""
    return page("code.html", box, manners, typed=typed, problem=problem, keys=KEYS)


def number(box: Box, slip: Slip, manners: Manners) -> str:
    """Return the page of a number that was given."""
    more = {"clips": clips(slip, manners.language), "follow": follow(box, slip)}
    return page("number.html", box, manners, slip=slip, lane=_lane(box, slip), **more)


def slip_to_print(box: Box, slip: Slip, manners: Manners) -> str:
    """Return the slip, for paper of 80 mm."""
    return page("slip.html", box, manners, slip=slip, lane=_lane(box, slip), follow=follow(box, slip))


def follow(box: Box, slip: Slip) -> Markup:
    """Return the drawing of the code that leads a phone to the number; empty while the house never told where to."""
    address = box.log.fact("follow")
    if not address or slip.outcome == "unplaced":
        return Markup("")
    letter, number = slip.text.split()
    code = segno.make(f"{address}&nomor={letter}{number}&hari={slip.day.isoformat()}", error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, border=2))  # noqa: S704 (our own drawing)


def clips(slip: Slip, language: str) -> list[str]:
    """Return the clips that say the number, in order."""
    return [f"/suara/{language}/{name}.mp3" for name in number_clips(slip.text)]


def number_clips(number: str) -> list[str]:
    """Return the names of the clips that say a number such as ``A 024``."""
    letter, digits = number.split()
    return ["number", f"letter-{letter.lower()}", *map(_digit, digits)]


def _digit(digit: str) -> str:
    return f"digit-{digit}"


def _lane(box: Box, slip: Slip) -> Lane | None:
    return next((lane for lane in box.lanes() if lane.letter == slip.text[0]), None)


def page(template: str, box: Box, manners: Manners, **more: Any) -> str:
    """Return a page of the box."""

    def say(name: str, *facts: object) -> str:
        text = word(name, manners.language)
        return text % facts if facts else text

    shown = {
        "say": say,
        "manners": manners,
        "point": box.log.fact("point"),
        "is_near": box.is_house_near,
        "idle": IDLE_SECONDS,
        "shown": SHOWN_SECONDS,
    }
    return _environment().get_template(template).render(shown | more)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(HOME / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

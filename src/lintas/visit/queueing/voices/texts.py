"""The lines of the voice by the names of their clips, read from the data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[1] / "data" / "voices.yaml"
GONG = "gong"


@dataclass(frozen=True, slots=True)
class Engine:
    """How the speech engine reads a language: its voice, words a minute, pitch of 0 to 99."""

    voice: str
    speed: int
    pitch: int


@dataclass(frozen=True, slots=True)
class Script:
    """All lines of one language by clip name, such as ``digit-0`` or ``to-loket``."""

    engine: Engine
    lines: Mapping[str, str]


@cache
def scripts() -> Mapping[str, Script]:
    """Return the lines of each language, the one that is spoken first in front."""
    book = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {code: Script(Engine(**facts["engine"]), _lines(facts)) for code, facts in book["languages"].items()}


@cache
def clips() -> Mapping[str, str]:
    """Return what each clip of the folder says, by its path without ending: ``gong``, ``id/digit-0``."""
    gong = yaml.safe_load(DATA.read_text(encoding="utf-8"))["gong"]
    spoken = {f"{code}/{name}": line for code, script in scripts().items() for name, line in script.lines.items()}
    return {GONG: gong} | spoken


def _lines(facts: Mapping[str, Any]) -> dict[str, str]:
    letters = {f"letter-{letter}": line for letter, line in facts["letters"].items()}
    digits = {f"digit-{digit}": line for digit, line in enumerate(facts["digits"])}
    places = {f"place-{number}": line for number, line in enumerate(facts["places"], 1)}
    return facts["phrases"] | letters | digits | places

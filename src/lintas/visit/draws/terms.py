"""What a draw is held to, from `data/terms.yaml`; kept with each draw when it is announced."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "terms.yaml"


@dataclass(frozen=True, slots=True)
class HouseTerms:
    """The terms for draws that are announced from now on."""

    window_least: timedelta
    again_least: timedelta
    again_kept: timedelta
    witnesses_least: int
    credit_cap: int
    household_most: int
    wants_most: int


@cache
def house_terms() -> HouseTerms:
    """Read the terms, once per process."""
    said = {row["key"]: int(row["value"]) for row in yaml.safe_load(DATA.read_text(encoding="utf-8"))}
    return HouseTerms(
        window_least=timedelta(hours=said.pop("window_least_hours")),
        again_least=timedelta(hours=said.pop("again_least_hours")),
        again_kept=timedelta(hours=said.pop("again_kept_hours")),
        **said,
    )

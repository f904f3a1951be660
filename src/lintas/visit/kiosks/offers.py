"""What kiosks offer, as the data file says."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "kiosks.yaml"


@dataclass(frozen=True, slots=True)
class Offer:
    """A class of visitors at a kiosk: where its visit begins, and how many numbers a block holds."""

    queue_class: str
    station: str
    block: int


@dataclass(frozen=True, slots=True)
class Offers:
    """All classes; how many blocks' worth of numbers a kiosk holds at most; how long an enrolment code lasts."""

    by_class: dict[str, Offer]
    blocks_held: int
    enrolment_minutes: int


@cache
def offers() -> Offers:
    """Return what the data file says, read once."""
    book = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    found = [Offer(**{name: facts[name] for name in ("queue_class", "station", "block")}) for facts in book["lanes"]]
    return Offers(
        by_class={offer.queue_class: offer for offer in found},
        blocks_held=book["blocks_held"],
        enrolment_minutes=book["enrolment_minutes"],
    )

"""The notices of a board in both languages, with the facts of the day filled in."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import translation

from lintas.directory.catalogue import queries as catalogue
from lintas.foundation.words import Bilingual
from lintas.ui import filters

DATA = Path(__file__).parents[1] / "data" / "notices.yaml"


@cache
def _book() -> tuple[Mapping[str, Any], ...]:
    return tuple(yaml.safe_load(DATA.read_text(encoding="utf-8"))["notices"])


def notices(*, office_code: str, on: date) -> tuple[Bilingual, ...]:
    """
    Return the notices for the day; one whose fact is not known today is left out rather than shown with a gap.

    No query when parameters and tariffs are remembered.
    """
    told = (_told(one, office_code=office_code, on=on) for one in _book())
    return tuple(one for one in told if one is not None)


def _told(one: Mapping[str, Any], *, office_code: str, on: date) -> Bilingual | None:
    texts = {}
    for language in ("id", "en"):
        with translation.override(language):
            facts = {
                name: _fact(*source, office_code=office_code, on=on)
                for name, [source] in ((name, found.items()) for name, found in one.get("facts", {}).items())
            }
        if not all(facts.values()):
            return None
        texts[language] = one[language].format(**facts)
    return Bilingual(**texts)


def _fact(kind: str, key: str, *, office_code: str, on: date) -> str:
    if kind == "fee":
        price = catalogue.prices(frozenset({key}), on).get(key)
        return filters.rupiah(price.amount_idr) if price else ""
    try:
        if kind == "duration":
            return str(int(catalogue.duration(key, office_code=office_code, on=on).total_seconds() // 60))
        return str(catalogue.count(key, office_code=office_code, on=on))
    except catalogue.UnknownParameter:
        return ""

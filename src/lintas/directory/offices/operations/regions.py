"""Load the regions."""

from collections.abc import Iterator
from typing import Any

from lintas.directory.offices.models import Region
from lintas.directory.offices.operations.putting import put
from lintas.directory.offices.operations.sources import read_csv, read_yaml
from lintas.directory.offices.states import Confidence, Level


def load_regions() -> tuple[int, int]:
    """Load every region, parents first; return how many kecamatan and villages there are."""
    table = read_yaml("regions.yaml")
    rows: dict[str, Region] = {}
    for facts in _facts(table):
        parent = rows.get(facts["code"].rpartition(".")[0])
        rows[facts["code"]] = Region(
            **facts,
            parent=parent,
            words=_words(facts["name"], parent),
            table_version=table["table_version"],
            source=table["source"],
        )
    put(rows.values(), by=["code"])
    levels = [row.level for row in rows.values()]
    return levels.count(Level.DISTRICT), levels.count(Level.VILLAGE)


def _facts(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    sure, unsure = table["confidence"], Confidence.MEMORY
    provinces = {place["province"]["code"]: place["province"]["name"] for place in table["places"]}
    for code, name in provinces.items():
        yield {"code": code, "level": Level.PROVINCE, "name": name, "kind": "provinsi", "confidence": sure}
    for other in table["others"]:
        yield {**other, "level": Level.REGENCY, "confidence": unsure}
    for place in table["places"]:
        yield {
            "code": place["code"],
            "level": Level.REGENCY,
            "name": place["name"],
            "kind": place["kind"],
            "confidence": sure,
            **place["centroid"],
        }
        for district in place["kecamatan"]:
            yield {
                "code": district["code"],
                "level": Level.DISTRICT,
                "name": district["name"],
                "kind": "kecamatan",
                "lat": district["lat"],
                "lng": district["lng"],
                "postal_codes": district["postal_codes"],
                "confidence": sure,
            }
    for village in read_csv("villages.csv"):
        yield {
            "code": village["code"],
            "level": Level.VILLAGE,
            "name": village["name"],
            "kind": village["kind"],
            "postal_codes": [village["postal_code"]],
            "confidence": sure,
        }


def _words(name: str, parent: Region | None) -> str:
    around = parent.words if parent is not None and parent.level > Level.PROVINCE else ""
    return f"{name.casefold()} {around}".strip()

"""The glossary names what is there, and the pages keep its words."""

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from lintas.ui.messages.rooms import rooms

HOUSE = Path(__file__).resolve().parents[1]
OURS = {config.label: config for config in apps.get_app_configs() if config.name.startswith("lintas.")}
NAME = re.compile(r"`([^`]+)`")


def tables() -> dict[str, list[list[str]]]:
    """Return the rows of each chapter's table, without its head."""
    found: dict[str, list[list[str]]] = {}
    for line in (HOUSE / "docs" / "glossary.md").read_text().splitlines():
        if line.startswith("## "):
            chapter = found.setdefault(line.removeprefix("## "), [])
        elif line.startswith("|"):
            chapter.append([cell.strip() for cell in line.strip("|").split("|")])
    return {title: rows[2:] for title, rows in found.items()}


TERMS = [row for rows in tables().values() for row in rows if len(row) == 4]
IDENTIFIERS = sorted({name for row in TERMS for name in NAME.findall(row[2])})
SHUNNED = {
    word.strip(): row[1]
    for row in tables()["Kata yang tidak dipakai / Words we do not use"]
    for word in row[0].split(",")
}


def exists(identifier: str) -> bool:
    """Say whether the glossary's third column names something real."""
    if "#" in identifier:
        place, key = identifier.split("#")
        label, _, path = place.partition("/")
        return key in keys(yaml.safe_load((Path(OURS[label].path) / path).read_text()))
    label, *parts = identifier.split(".")
    here = import_module(OURS[label].name)
    for depth, part in enumerate(parts):
        if not hasattr(here, part):
            try:
                here = import_module(".".join([OURS[label].name, *parts[: depth + 1]]))
            except ModuleNotFoundError:
                return False
        else:
            here = getattr(here, part)
    return True


def keys(data: object) -> set[str]:
    """Return every name by which an entry of a data file can be found."""
    if isinstance(data, list):
        return {
            str(entry[name]) for entry in data for name in ("key", "name", "code") if isinstance(entry.get(name), str)
        }
    if isinstance(data, dict):
        return set(data).union(*(keys(value) for value in data.values() if isinstance(value, dict)))
    return set()


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_every_identifier_of_the_glossary_exists(identifier):
    assert exists(identifier)


@pytest.mark.parametrize(
    "invented", ["people.models.Guarantor", "people.nowhere.Nik", "catalogue/data/documents.yaml#kitas"]
)
def test_an_identifier_that_does_not_exist_is_noticed(invented):
    assert not exists(invented)


def test_every_term_is_complete_and_stands_once():
    terms = [row[0] for row in TERMS]

    assert len(TERMS) > 90
    assert all(cell for row in TERMS for cell in row[:3])
    assert [term for term in terms if terms.count(term) > 1] == []


def shunned(sentence: str) -> list[str]:
    """Return the words of the sentence that the glossary replaces by others."""
    return [word for word in SHUNNED if re.search(rf"(?<![\w@.]){re.escape(word)}(?!\w)", sentence, re.IGNORECASE)]


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_no_page_uses_a_word_that_the_glossary_replaces(room):
    said = [message.id if isinstance(message.id, str) else message.id[0] for message in room.spoken if message.id]

    assert {sentence: shunned(sentence) for sentence in said if shunned(sentence)} == {}


def test_a_replaced_word_is_noticed():
    assert shunned("Ambil nomor Antrian kamu.") == ["antrian", "kamu"]

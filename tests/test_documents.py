"""Documents lead where they say: every file that one names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [path for place in (".", "docs", "docs/*", "benchmarks") for path in ROOT.glob(f"{place}/*.md")]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
NAMED = re.compile(r"`((?:\.ci|benchmarks|bin|docs|requirements|src|tests)/[\w./-]+)`")


def targets(text: str, folder: Path) -> set[Path]:
    return {folder / link for link in LINK.findall(text)} | {ROOT / name for name in NAMED.findall(text)}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(path):
    assert [str(target) for target in targets(path.read_text(), path.parent) if not target.exists()] == []


def test_a_file_that_is_not_there_is_noticed():
    found = targets("See [this](gone.md) and `src/gone.py`, not [that](https://lintas.example/).", ROOT)

    assert {target.name for target in found if not target.exists()} == {"gone.md", "gone.py"}

"""The legal register of the documentation and the data say the same."""

from pathlib import Path

import pytest
from django.conf import settings

from lintas.directory.catalogue import library

REGISTER = Path(settings.REPOSITORY_ROOT) / "docs" / "legal"


@pytest.mark.parametrize(("name", "language"), [("register.md", "id"), ("register.en.md", "en")])
def test_the_register_holds_every_source_and_rule_of_the_data(name, language):
    lines = set((REGISTER / name).read_text(encoding="utf-8").splitlines())
    for source in library.read("sources"):
        row = (f"`{source['key']}`", source["cite"], source["title"][language], source["use"][language], source["conf"])
        assert f"| {' | '.join(row)} |" in lines
    for rule in library.read("rules"):
        named = f"`{rule['source']}`" if "source" in rule else "-"
        assert f"| `{rule['key']}` | {rule['text'][language]} | {named} | {rule['conf']} |" in lines


@pytest.mark.parametrize("entry", ["tariff_date", "ten_year", "passport_nonelectronic", "booking window"])
def test_what_the_code_refers_to_is_in_the_register(entry):
    assert f"| `{entry}` |" in (REGISTER / "register.en.md").read_text(encoding="utf-8")

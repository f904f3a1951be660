"""Sentences of the sources that are not taken into a catalogue: said under another name, or inside an f-string."""

import ast
from collections.abc import Iterator
from pathlib import Path


def sentences(source: Path) -> Iterator[str]:
    """Yield every sentence that the source translates, by whatever name it calls what translates."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    translators = {
        name.asname or name.name: name.name.startswith(("pgettext", "npgettext"))
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if "gettext" in name.name
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in translators:
            said = node.args[1 if translators[node.func.id] else 0]
            if isinstance(said, ast.Constant):
                yield str(said.value)

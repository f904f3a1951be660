"""Rooms that speak, and the sentences found in them."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps

from lintas.ui.messages import unheard

HOUSE = Path(__file__).resolve().parents[2]
CONFIG = HOUSE / "config"
LANGUAGE = "en"
LAZY: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CHATTER = re.compile(
    rb'"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By)'
)
"""Header lines that say nothing, some of which change at every run."""
SKIPPED = {"tests", "migrations", "locale", "static", "__pycache__", "var"}


@dataclass(frozen=True)
class Room:
    """One app, or the room that wires them."""

    name: str
    path: Path

    @property
    def po(self) -> Path:
        """The English catalogue as people edit it."""
        return self.path / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    @property
    def mo(self) -> Path:
        """The English catalogue as the program reads it; made, never kept."""
        return self.po.with_suffix(".mo")

    @cached_property
    def spoken(self) -> Catalog:
        """Every sentence in the room's sources and templates."""
        found = Catalog(locale=LANGUAGE, project="Lintas", fuzzy=False)
        for path in self._sources():
            method = "python" if path.suffix == ".py" else "jinja2"
            options = {} if method == "python" else {"silent": "false", "newstyle_gettext": "true", "trimmed": "true"}
            with path.open("rb") as source:
                for _line, message, _comments, context in extract(
                    method, source, keywords=DEFAULT_KEYWORDS | LAZY, options=options
                ):
                    where = path.relative_to(self.path).as_posix()
                    found.add(message, locations=[(where, 0)], context=context)
        return found

    def sentences(self) -> Iterator[str]:
        """Yield what the room's sources translate, also where no catalogue looks."""
        for path in self._sources():
            if path.suffix == ".py":
                yield from unheard.sentences(path)

    def written(self) -> Catalog:
        """Return the catalogue as it stands, empty when there is none yet."""
        if not self.po.exists():
            return Catalog(locale=LANGUAGE, project="Lintas", fuzzy=False)
        with self.po.open("rb") as file:
            return read_po(file, locale=LANGUAGE)

    def _sources(self) -> Iterator[Path]:
        others = {room.path for room in rooms() if self.path in room.path.parents}
        for path in sorted(self.path.rglob("*")):
            if path.suffix not in {".py", ".html", ".txt"} or path.name == "examples.html":
                continue
            inside = path.relative_to(self.path).parts[:-1]
            if SKIPPED & set(inside) or others & set(path.parents):
                continue
            if path.suffix == ".py" or "templates" in inside or "components" in inside:
                yield path


def rooms() -> tuple[Room, ...]:
    """Return every app of ours and the room that wires them, by name."""
    ours = [Room(app.name, Path(app.path)) for app in apps.get_app_configs() if Path(app.path).is_relative_to(HOUSE)]
    return tuple(sorted([*ours, Room("lintas.config", CONFIG)], key=lambda room: room.name))


def update(room: Room) -> bool:
    """Take new sentences in, untranslated, and drop those nobody says any more; return whether anything changed."""
    if not room.po.exists() and not len(room.spoken):
        return False
    catalog = room.written()
    catalog.update(room.spoken, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    before = room.po.read_bytes() if room.po.exists() else b""
    room.po.parent.mkdir(parents=True, exist_ok=True)
    catalog.header_comment = ""
    text = io.BytesIO()
    write_po(text, catalog, width=110, sort_output=True, include_lineno=False)
    room.po.write_bytes(b"".join(line for line in text.getvalue().splitlines(keepends=True) if not CHATTER.match(line)))
    return room.po.read_bytes() != before


def compile_room(room: Room) -> bool:
    """Make the catalogue usable when it is newer than what was made of it; return whether it was made."""
    if not room.po.exists() or (room.mo.exists() and room.mo.stat().st_mtime_ns >= room.po.stat().st_mtime_ns):
        return False
    fresh = room.mo.with_suffix(".fresh")
    with fresh.open("wb") as file:
        write_mo(file, room.written())
    fresh.replace(room.mo)
    return True

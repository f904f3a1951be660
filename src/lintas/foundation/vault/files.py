"""Where sealed files lie, and how they are written so that a crash leaves the old or the new one whole."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lintas.foundation.secrets import fsync_folder
from lintas.foundation.vault.rules.cells import Cell, framed

PARTS = 16
"""A sweep looks at one part of all files at a time: those whose names begin with one hexadecimal digit."""


def path_of(cell: Cell) -> Path:
    """Return where the cell's file is kept; the name tells nothing of the person."""
    name = name_of(table=cell.table, column=cell.column, row=cell.row)
    return _folder() / name[:2] / name[2:]


def name_of(*, table: str, column: str, row: UUID) -> str:
    """Return the file's name, 64 hexadecimal characters of which the first two are its folder's."""
    return hashlib.sha256(framed([table, column, row.bytes])).hexdigest()


def old_files(*, part: int, before: float) -> dict[str, Path]:
    """
    Return the files of one part of 16 that were written before the moment, by name; half-written ones too.

    ``before`` is in seconds of the machine's own clock, as the times of files are.
    """
    found = {}
    for folder in sorted(_folder().glob(f"{part:x}[0-9a-f]")):
        for path in folder.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    found[folder.name + path.name] = path
    return found


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Write the parts durably under a passing name, then let them take their place at once."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{secrets.token_hex(16)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    fsync_folder(path.parent)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "sealed"

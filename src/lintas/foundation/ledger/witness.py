"""
The witness: a file apart from the database that remembers every checkpoint ever signed.

It is written and made durable before a checkpoint is stored, so that an older copy of the database
cannot pass for the present one. Take copies of it elsewhere: it holds nothing personal.
"""

import json
import os
from pathlib import Path

from django.conf import settings

from lintas.foundation.secrets import fsync_folder

TAIL = 16 * 1024


def notes_of(shard: str) -> list[str]:
    """Return the signed notes of the shard, the oldest first. A line cut off by a crash is passed over."""
    try:
        content = _path(shard).read_bytes()
    except FileNotFoundError:
        return []
    return [_text(line) for line in content.split(b"\n")[:-1]]


def latest(shard: str) -> str | None:
    """Return the newest note of the shard. Reads the end of the file only."""
    try:
        with _path(shard).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
            lines = file.read().split(b"\n")[:-1]
    except FileNotFoundError:
        return None
    return _text(lines[-1]) if lines else None


def keep(shard: str, note: str) -> None:
    """Add the note durably. What a crash left of a line before it is dropped."""
    path = _path(shard)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        end = file.seek(0, os.SEEK_END)
        start = max(0, end - TAIL)
        file.seek(start)
        whole = start + file.read().rfind(b"\n") + 1
        file.truncate(whole)
        file.seek(whole)
        file.write(json.dumps(note).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fsync_folder(path.parent)


def shards() -> list[str]:
    """Return the shards that the witness knows."""
    return sorted(path.stem.replace("-", "/") for path in _folder().glob("*.notes"))


def _text(line: bytes) -> str:
    try:
        text = json.loads(line)
    except ValueError:
        return ""
    return text if isinstance(text, str) else ""


def _path(shard: str) -> Path:
    return _folder() / f"{shard.replace('/', '-')}.notes"


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "witness"

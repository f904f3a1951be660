"""Secrets that the installation makes for itself: one file each, readable by the owner alone."""

import contextlib
import os
import secrets
from pathlib import Path


def generated_secret(folder: Path, name: str, *, size: int = 32) -> bytes:
    """
    Return the secret ``name`` of the folder, ``size`` random bytes made on first use.

    The file appears complete or not at all, so that two processes starting at once agree on it.
    """
    path = folder / name
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = folder / f".{name}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link, unlike a rename, never replaces what another process has made meanwhile.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink()
    fsync_folder(folder)
    return path.read_bytes()


def fsync_folder(folder: Path) -> None:
    """Make the folder's list of names durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

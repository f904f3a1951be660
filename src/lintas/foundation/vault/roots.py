"""The root keys: files in the folder of secrets, known to the key store by version and fingerprint."""

import hmac
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from lintas.foundation.secrets import generated_secret
from lintas.foundation.vault.errors import RootKeyUnusable
from lintas.foundation.vault.models import RootKey
from lintas.foundation.vault.rules import wrapping


class Root(NamedTuple):
    """A root key that has been recognised."""

    version: int
    key: bytes


def active() -> Root:
    """Return the root key that wraps new keys; the first is made when the key store is still empty."""
    row = RootKey.objects.filter(active=True).first() or _first()
    return Root(row.version, _recognised(path_of(row.version), bytes(row.fingerprint)))


def of_version(version: int) -> Root:
    """Return the root key of this version. :raises RootKeyUnusable: its file is missing or another key."""
    row = RootKey.objects.get(version=version)
    return Root(version, _recognised(path_of(version), bytes(row.fingerprint)))


def next_version() -> RootKey:
    """Make another root key, not yet active, and return its row."""
    version = RootKey.objects.order_by("-version").values_list("version", flat=True)[0] + 1
    key = generated_secret(settings.SECRETS_DIR, path_of(version).name)
    row, _ = RootKey.objects.get_or_create(version=version, defaults={"fingerprint": wrapping.fingerprint(key)})
    return row


def path_of(version: int) -> Path:
    """Return where the root key of this version is kept."""
    return Path(settings.SECRETS_DIR) / ("root.key" if version == 1 else f"root-{version}.key")


def _first() -> RootKey:
    key = generated_secret(settings.SECRETS_DIR, path_of(1).name)
    defaults = {"fingerprint": wrapping.fingerprint(key), "active": True}
    return RootKey.objects.get_or_create(version=1, defaults=defaults)[0]


@lru_cache(maxsize=8)
def _recognised(path: Path, fingerprint: bytes) -> bytes:
    # Never make a missing root key anew here: a new one would open nothing and hide the loss.
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        raise RootKeyUnusable(
            f"{path.name} is missing from the folder of secrets. Restore it from its backup."
        ) from None
    if not hmac.compare_digest(wrapping.fingerprint(key), fingerprint):
        raise RootKeyUnusable(f"{path.name} is not the key that this key store was made with. Restore the right one.")
    return key

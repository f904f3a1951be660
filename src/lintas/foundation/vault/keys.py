"""Keys of people and of the blind indexes, unwrapped on demand and remembered for a moment."""

from collections.abc import Collection
from uuid import UUID

from lintas.foundation.vault import roots
from lintas.foundation.vault.errors import KeyDestroyed, KeyMissing
from lintas.foundation.vault.memory import ShortMemory
from lintas.foundation.vault.models import IndexKey, PersonKey
from lintas.foundation.vault.rules import wrapping
from lintas.foundation.vault.rules.cells import PersonSecret

PERSON = "person key"
INDEX = "index key"

_people: ShortMemory[PersonSecret] = ShortMemory(size=2048, life=60)
_indexes: ShortMemory[bytes] = ShortMemory(size=16, life=60)


def secret_of(owner: UUID) -> PersonSecret:
    """
    Return the person's key. At most one query.

    :raises KeyMissing: none was ever made.
    :raises KeyDestroyed: it was destroyed; another process may notice up to a minute later.
    """
    remembered = _people.get(owner)
    if remembered is not None:
        return remembered
    row = PersonKey.objects.filter(owner=owner).first()
    if row is None:
        raise KeyMissing
    return _unwrapped(row)


def prepare(owners: Collection[UUID]) -> None:
    """Unwrap the keys of many people with one query, ahead of opening what is theirs."""
    wanted = [owner for owner in set(owners) if _people.get(owner) is None]
    for row in PersonKey.objects.filter(owner__in=wanted, wrapped__isnull=False):
        _unwrapped(row)


def forget(owner: UUID) -> None:
    """Forget the person's key in this process."""
    _people.forget(owner)


def wrap_for(owner: UUID, secret: PersonSecret, *, root: roots.Root) -> bytes:
    """Return the person's key wrapped under the root key."""
    return wrapping.wrap(
        secret.key,
        root=root.key,
        root_version=root.version,
        name=PERSON,
        subject=owner.bytes,
        version=secret.version,
    )


def unwrap_for(row: PersonKey) -> PersonSecret:
    """Return the key of the row. :raises KeyDestroyed: there is none any more."""
    if row.wrapped is None or row.root_id is None:
        raise KeyDestroyed
    root = roots.of_version(row.root_id)
    key = wrapping.unwrap(
        row.wrapped,
        root=root.key,
        root_version=root.version,
        name=PERSON,
        subject=row.owner.bytes,
        version=row.version,
    )
    return PersonSecret(version=row.version, key=key)


def index_secret() -> tuple[int, bytes]:
    """Return version and key of the active blind index; the first is made when there is none. One query."""
    row = IndexKey.objects.filter(active=True).first() or _first_index()
    wrapped = bytes(row.wrapped)
    key = _indexes.get(wrapped)
    if key is None:
        key = unwrap_index(row)
        _indexes.put(wrapped, key)
    return row.version, key


def wrap_index(version: int, key: bytes, *, root: roots.Root) -> bytes:
    """Return the index key wrapped under the root key."""
    return wrapping.wrap(key, root=root.key, root_version=root.version, name=INDEX, subject=b"", version=version)


def unwrap_index(row: IndexKey) -> bytes:
    """Return the index key of the row."""
    root = roots.of_version(row.root_id)
    return wrapping.unwrap(
        row.wrapped, root=root.key, root_version=root.version, name=INDEX, subject=b"", version=row.version
    )


def _unwrapped(row: PersonKey) -> PersonSecret:
    secret = unwrap_for(row)
    _people.put(row.owner, secret)
    return secret


def _first_index() -> IndexKey:
    root = roots.active()
    wrapped = wrap_index(1, wrapping.new_key(), root=root)
    defaults = {"wrapped": wrapped, "root_id": root.version, "active": True}
    return IndexKey.objects.get_or_create(version=1, defaults=defaults)[0]

"""Renewing the root key while everything goes on: add, rewrap, retire."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router, transaction
from django.db.models import ProtectedError

from lintas.foundation.vault import keys, roots
from lintas.foundation.vault.errors import RootStillUsed
from lintas.foundation.vault.models import IndexKey, PersonKey, RootKey

BATCH = 500


def add_root() -> int:
    """
    Make another root key and let it wrap what is new from now on; return its version.

    Its file must reach every other machine of the installation before `rewrap`.
    """
    roots.active()
    fresh = roots.next_version()
    with transaction.atomic(using=_alias()):
        RootKey.objects.filter(active=True).update(active=False)
        RootKey.objects.filter(version=fresh.version).update(active=True)
    return fresh.version


def rewrap() -> int:
    """
    Wrap every key under the active root key; return how many were moved. May be stopped and run again.

    A row that changed in the meantime (destroyed, or moved by another run) is left as it is now.
    """
    root, moved = roots.active(), 0
    stale = PersonKey.objects.exclude(root_id=root.version).filter(wrapped__isnull=False)
    while batch := list(stale[:BATCH]):
        with overwriting():
            for row in batch:
                wrapped = keys.wrap_for(row.owner, keys.unwrap_for(row), root=root)
                unchanged = PersonKey.objects.filter(owner=row.owner, wrapped=row.wrapped)
                moved += unchanged.update(wrapped=wrapped, root_id=root.version)
    for index in IndexKey.objects.exclude(root_id=root.version):
        wrapped = keys.wrap_index(index.version, keys.unwrap_index(index), root=root)
        unchanged_index = IndexKey.objects.filter(version=index.version, wrapped=index.wrapped)
        moved += unchanged_index.update(wrapped=wrapped, root_id=root.version)
    return moved


def retire_root(*, version: int) -> None:
    """
    Destroy a root key that wraps nothing any more; with it go the traces of keys shredded under it.

    :raises RootStillUsed: it is active, or a key is still wrapped under it.
    """
    row = RootKey.objects.get(version=version)
    if row.active:
        raise RootStillUsed(version=version)
    try:
        row.delete()
    except ProtectedError:
        raise RootStillUsed(version=version) from None
    roots.path_of(version).unlink(missing_ok=True)


@contextmanager
def overwriting() -> Iterator[None]:
    """Run in one transaction of the key store that leaves no old bytes behind where the database allows."""
    connection = connections[_alias()]
    with transaction.atomic(using=_alias()):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA secure_delete = ON")
        yield


def _alias() -> str:
    return router.db_for_write(PersonKey)

"""Seal, index, erase: the front door of the vault. What opens seals is in `opening`, apart."""

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.foundation.vault import files, keys, roots
from lintas.foundation.vault.errors import KeyDestroyed, KeyMissing, RootStillUsed, SealBroken, SealedFileMissing
from lintas.foundation.vault.files import PARTS
from lintas.foundation.vault.models import PersonKey
from lintas.foundation.vault.rotation import add_root, overwriting, retire_root, rewrap
from lintas.foundation.vault.rules import wrapping
from lintas.foundation.vault.rules.cells import Cell, PersonSecret, open_value, seal_value
from lintas.foundation.vault.rules.files import seal_content
from lintas.foundation.vault.rules.indexes import index_of

__all__ = [
    "PARTS",
    "Cell",
    "KeyDestroyed",
    "KeyMissing",
    "RootStillUsed",
    "SealBroken",
    "SealedFileMissing",
    "add_root",
    "blind_index",
    "delete_file",
    "open_owner",
    "retire_root",
    "rewrap",
    "seal",
    "seal_file",
    "sealed_matches",
    "shred",
    "sweep_files",
]


def open_owner(*, owner: UUID) -> None:
    """
    Make the person's key, unless there is one.

    The key store commits on its own: when the caller's transaction is taken back, a key stays that
    opens nothing. Two calls at once make one key.

    :raises KeyDestroyed: the person's key was destroyed; it is never made again.
    """
    try:
        _make_key(owner)
    except IntegrityError:
        # The root key we read as active was retired before our row arrived: there is a newer one.
        _make_key(owner)
    keys.secret_of(owner)


def seal(value: str, *, cell: Cell) -> bytes:
    """
    Return the value sealed so that it opens in this cell only.

    :raises KeyMissing: `open_owner` was not called. :raises KeyDestroyed: the owner was erased.
    """
    return seal_value(value, cell=cell, secret=keys.secret_of(cell.owner))


def blind_index(*, kind: str, value: str) -> bytes:
    """
    Return the version (1 byte) and 16 bytes of keyed hash, by which equal values of a kind are found.

    The value is compared in one case, with single spaces; formats such as phone numbers are brought
    into their one shape by the caller. Only for values hard to guess as a whole: never sex or date alone.
    """
    version, key = keys.index_secret()
    return index_of(value, kind=kind, version=version, key=key)


def seal_file(content: bytes, *, cell: Cell) -> None:
    """Write the content sealed into the cell's file, whole and durable or not at all. Refusals as `seal`."""
    secret = keys.secret_of(cell.owner)
    files.write_whole(files.path_of(cell), seal_content(content, cell=cell, secret=secret))


def delete_file(*, cell: Cell) -> None:
    """
    Delete the cell's file once the transaction has committed; one taken back keeps its file.

    A file that cannot be deleted then, or was not because the process ended, is left to `sweep_files`.
    """
    path = files.path_of(cell)
    transaction.on_commit(lambda: path.unlink(missing_ok=True), robust=True)


def sweep_files(*, table: str, column: str, rows: Iterable[UUID], part: int, before: float) -> int:
    """
    Delete the files of one part that were written before the moment and belong to none of the rows; return how many.

    ``rows`` are all rows of the one column that keeps files, as committed *after* this call began: it is read only
    when there are files to ask about. ``before`` is in seconds of the machine's own clock, well before the oldest
    transaction that may still commit a row.
    """
    left = files.old_files(part=part, before=before)
    if left:
        for row in rows:
            left.pop(files.name_of(table=table, column=column, row=row), None)
    for path in left.values():
        path.unlink(missing_ok=True)
    return len(left)


def shred(*, owner: UUID) -> None:
    """
    Destroy the person's key: everything sealed under it is erased, also in every backup of the data.

    Takes effect at once and cannot be taken back with the caller's transaction: call it last.
    Other processes may remember the key for up to a minute. An owner without a key gets none later.
    """
    with overwriting():
        PersonKey.objects.update_or_create(owner=owner, defaults={"wrapped": None, "root": None})
    keys.forget(owner)


def sealed_matches(sealed: bytes, *, cell: Cell, prefix: bytes, digest: bytes) -> bool:
    """
    Say whether SHA-256 over ``prefix`` and the sealed value is ``digest``, without telling the value.

    The ledger checks its commitments so. Refusals as `seal`.
    """
    try:
        value = open_value(sealed, cell=cell, secret=keys.secret_of(cell.owner))
    except SealBroken:
        return False
    return hmac.compare_digest(hashlib.sha256(prefix + value.encode()).digest(), digest)


def _make_key(owner: UUID) -> None:
    if PersonKey.objects.filter(owner=owner).exists():
        return
    root, secret = roots.active(), PersonSecret(version=1, key=wrapping.new_key())
    row = PersonKey(owner=owner, wrapped=keys.wrap_for(owner, secret, root=root), root_id=root.version)
    PersonKey.objects.bulk_create([row], ignore_conflicts=True)

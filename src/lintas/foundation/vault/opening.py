"""
What opens seals. Only `directory.people.door` imports this room: it checks who asks and why,
writes down that they looked, and then opens. A contract of the imports holds that.
"""

from collections.abc import Collection
from uuid import UUID

from lintas.foundation.vault import files, keys
from lintas.foundation.vault.errors import SealedFileMissing
from lintas.foundation.vault.rules.cells import Cell, open_value
from lintas.foundation.vault.rules.files import open_content


def unseal(sealed: bytes, *, cell: Cell) -> str:
    """
    Return the value sealed into the cell.

    :raises KeyDestroyed: it was erased. :raises KeyMissing: the owner never had a key.
    :raises SealBroken: it was altered, or belongs elsewhere.
    """
    return open_value(sealed, cell=cell, secret=keys.secret_of(cell.owner))


def unseal_file(*, cell: Cell) -> bytes:
    """
    Return the content of the cell's file.

    :raises SealedFileMissing: there is none. Otherwise as `unseal`.
    """
    secret = keys.secret_of(cell.owner)
    try:
        sealed = files.path_of(cell).read_bytes()
    except FileNotFoundError:
        raise SealedFileMissing from None
    return open_content(sealed, cell=cell, secret=secret)


def prepare(*, owners: Collection[UUID]) -> None:
    """Fetch the keys of many people with one query, before values of all of them are opened."""
    keys.prepare(owners)

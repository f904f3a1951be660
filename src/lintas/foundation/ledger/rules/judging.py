"""
The judgement over a shard: whether its rows, tree, checkpoints and witness tell one story.

Everything comes in as values, so that the same judgement runs over the database and over altered
copies in tests. Faults are in words for the officer who has to act on them.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lintas.foundation.ledger.rules import leaves, notes
from lintas.foundation.ledger.rules.tree import Growing, Place, leaf_hash


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as it is stored. ``readable`` is false when the database holds what we would never write."""

    seq: int | None
    id: UUID | None = None
    shard: str = ""
    act: str = ""
    subject: UUID | None = None
    at: datetime | None = None
    leaf: bytes = b""
    commitment: bytes | None = None
    owner: UUID | None = None
    detail: bytes | None = None
    leaf_hash: bytes | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A checkpoint as it is stored."""

    size: int
    root: bytes
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit: in which shard, at which place, and what."""

    shard: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.shard}, {self.place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Findings:
    """What was checked, and what was found."""

    entries: int
    checkpoints: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def entry_faults(row: EntryRow, *, shard: str, position: int | None) -> Iterator[str]:
    """Yield what does not fit within one row; ``position`` is the number it should have, None for none yet."""
    if not row.readable:
        yield _("ada kolom yang isinya tidak mungkin ditulis oleh sistem ini.")
    if row.seq != position:
        yield _("nomor urutnya %(seq)s, seharusnya %(position)s.") % {"seq": row.seq, "position": position}
    if row.leaf_hash != (None if position is None else leaf_hash(row.leaf)):
        yield _("hash yang tersimpan tidak sama dengan hash isinya.")
    if len({row.commitment is None, row.owner is None, row.detail is None}) > 1:
        yield _("rincian tersegel, pemilik, dan komitmennya tidak lengkap.")
    if not _leaf_fits(row, shard):
        yield _("isinya tidak sama dengan kolom di sampingnya.")


def inspect(
    shard: str,
    *,
    entries: Iterable[EntryRow],
    nodes: Callable[[int], Iterable[tuple[Place, bytes]]],
    checkpoints: Iterable[CheckpointRow],
    witnessed: Iterable[str],
    public_key: bytes,
    detail_fits: Callable[[EntryRow], bool],
) -> Findings:
    """
    Judge one shard.

    ``entries`` come in the order of their numbers; ``nodes`` gives, for a size, the stored subtrees
    above the leaves of a tree of that size, by level and index; ``witnessed`` are the notes that the
    witness keeps. As every checkpoint's root is recomputed from the same leaves, any two are consistent
    exactly when neither is at fault.
    """
    faults = _Faults()
    claims, count = _claims(shard, list(checkpoints), list(witnessed), public_key, faults)
    growing, levels = Growing(), _Levels()
    for position, row in enumerate(entries):
        place = _("entri %(position)s") % {"position": position}
        for text in entry_faults(row, shard=shard, position=position):
            faults.append(Fault(shard, place, text))
        if not detail_fits(row):
            faults.append(Fault(shard, place, _("rincian tersegelnya tidak cocok dengan komitmennya.")))
        for subtree, value in growing.add(leaf_hash(row.leaf))[1:]:
            levels.add(subtree, value)
        for claimed, root in claims.pop(growing.size, ()):
            if root != growing.root():
                faults.append(Fault(shard, claimed, _("akar pohonnya tidak sama dengan hasil hitung ulang.")))
    for size in sorted(claims):
        for claimed, _root in claims[size]:
            text = _("catatan hanya berisi %(count)s entri; ini salinan lama, atau ekornya dipotong.")
            faults.append(Fault(shard, claimed, text % {"count": growing.size}))
    stored = _Levels()
    for subtree, value in nodes(growing.size):
        stored.add(subtree, value)
    for level in levels.differing(stored):
        place = _("simpul tingkat %(level)s") % {"level": level}
        faults.append(Fault(shard, place, _("tidak sama dengan hasil hitung ulang.")))
    return Findings(entries=growing.size, checkpoints=count, faults=faults.told(shard))


class _Faults:
    """The faults of a shard; one early loss shifts everything after it, so only the first are told singly."""

    MOST = 100

    def __init__(self) -> None:
        self._first: list[Fault] = []
        self._more = 0

    def append(self, fault: Fault) -> None:
        if len(self._first) < self.MOST:
            self._first.append(fault)
        else:
            self._more += 1

    def told(self, shard: str) -> tuple[Fault, ...]:
        if not self._more:
            return tuple(self._first)
        text = _("dan %(count)s kejanggalan lain sesudahnya.") % {"count": self._more}
        return (*self._first, Fault(shard, _("seterusnya"), text))


class _Levels:
    """A running digest of the subtrees of each level, so that a whole tree is compared without holding it."""

    def __init__(self) -> None:
        self._digests: dict[int, hashlib._Hash] = {}

    def add(self, place: Place, value: bytes) -> None:
        level, index = place
        self._digests.setdefault(level, hashlib.sha256()).update(index.to_bytes(8, "big") + value)

    def differing(self, other: "_Levels") -> list[int]:
        both = sorted(self._digests.keys() | other._digests.keys())
        return [level for level in both if self._of(level) != other._of(level)]

    def _of(self, level: int) -> bytes:
        digest = self._digests.get(level)
        return digest.digest() if digest else b""


def _leaf_fits(row: EntryRow, shard: str) -> bool:
    try:
        said = json.loads(row.leaf)
        columns = {
            "id": str(row.id),
            "shard": row.shard,
            "act": row.act,
            "subject": str(row.subject),
            "at": leaves.moment(row.at) if row.at else None,
            "c": row.commitment.hex() if row.commitment is not None else None,
        }
        return row.shard == shard and leaves.canonical(said | columns) == row.leaf
    except (ValueError, TypeError, RecursionError):
        return False


def _claims(
    shard: str, rows: list[CheckpointRow], witnessed: list[str], public_key: bytes, faults: "_Faults"
) -> tuple[dict[int, list[tuple[str, bytes]]], int]:
    """Return the roots that checkpoints and witness claim, by size, noting what is wrong with them as such."""
    claims: dict[int, list[tuple[str, bytes]]] = {}
    kept: dict[int, str] = {}
    for text in witnessed:
        note = _opened(text, shard, public_key)
        if note is None:
            faults.append(Fault(shard, _("saksi"), _("satu catatan saksi tidak bertanda tangan sah.")))
            continue
        place = _("saksi untuk ukuran %(size)s") % {"size": note.size}
        if kept.setdefault(note.size, text) != text:
            faults.append(Fault(shard, place, _("ada dua catatan yang berbeda untuk ukuran ini.")))
        claims.setdefault(note.size, []).append((place, note.root))
    for row in rows:
        place = _("titik periksa %(size)s") % {"size": row.size}
        note = _opened(row.note, shard, public_key)
        if note is None:
            faults.append(Fault(shard, place, _("tanda tangannya tidak sah.")))
        elif (note.size, note.root, note.moment) != (row.size, row.root, leaves.moment(row.at)):
            faults.append(Fault(shard, place, _("kolomnya tidak sama dengan yang ditandatangani.")))
        claims.setdefault(row.size, []).append((place, row.root))
        if kept.pop(row.size, None) != row.note:
            faults.append(Fault(shard, place, _("saksi tidak menyimpan catatan yang sama.")))
    for size in kept:
        place = _("saksi untuk ukuran %(size)s") % {"size": size}
        faults.append(Fault(shard, place, _("titik periksa yang disimpan saksi tidak ada lagi di basis data.")))
    return claims, len(rows)


def _opened(text: str, shard: str, public_key: bytes) -> notes.Note | None:
    try:
        note = notes.opened(text, public_key=public_key)
    except notes.NoteRefused:
        return None
    return note if note.origin.endswith("/" + shard) else None

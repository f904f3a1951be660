"""The rows of the ledger as they are stored, read for judgement: nothing that is odd is passed over."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Max
from django.db.models.functions import Cast
from django.db.utils import OperationalError

from lintas.foundation.ledger import operations, witness
from lintas.foundation.ledger.models import Checkpoint, Entry, EntryQuerySet, Node, Shard
from lintas.foundation.ledger.rules.judging import CheckpointRow, EntryRow
from lintas.foundation.ledger.rules.tree import Place
from lintas.foundation.vault import operations as vault

BATCH = 1000
COLUMNS = (
    "seq",
    "id",
    "shard",
    "act",
    "subject",
    "at",
    "leaf",
    "commitment",
    "owner",
    "detail",
    "leaf_hash",
)
TYPED = ("id", "subject", "owner", "at")


def shards() -> set[str]:
    """Return every shard that any table or the witness knows."""
    known = set(witness.shards())
    known.update(Shard.objects.values_list("name", flat=True))
    for model in (Entry, Checkpoint, Node):
        known.update(model.objects.values_list("shard", flat=True).distinct())
    return known


def size(shard: str) -> int:
    """Return how many numbers are given in the shard."""
    highest = Entry.objects.filter(shard=shard).aggregate(highest=Max("seq"))["highest"]
    return 0 if highest is None else highest + 1


def entries(shard: str, *, size: int) -> Iterator[EntryRow]:
    """Yield the numbered entries below ``size`` in their order."""
    rows, after = Entry.objects.numbered().filter(shard=shard, seq__lt=size), -1
    while True:
        following = rows.filter(seq__gt=after).values_list("seq", flat=True)[:BATCH]
        numbers = [number for number in following if number is not None]
        if not numbers:
            return
        yield from _rows(rows.filter(seq__gt=after, seq__lte=numbers[-1]), numbers)
        after = numbers[-1]


def waiting(shard: str | None) -> Iterator[EntryRow]:
    """Yield the entries that have no number yet."""
    rows = Entry.objects.waiting()
    for values in _with_spelling(rows.filter(shard=shard) if shard else rows).iterator(chunk_size=BATCH):
        yield _row(values)


def nodes(shard: str, *, size: int) -> Iterator[tuple[Place, bytes]]:
    """Yield the stored subtrees above the leaves of the tree of ``size``, by level and index."""
    for level in range(1, size.bit_length()):
        stored = Node.objects.filter(shard=shard, level=level, index__lt=size >> level).order_by("index")
        for index, value in stored.values_list("index", "hash").iterator(chunk_size=BATCH):
            yield (level, index), bytes(value)


def checkpoints(shard: str) -> list[CheckpointRow]:
    """Return the stored checkpoints by size."""
    rows = Checkpoint.objects.filter(shard=shard).order_by("size").values_list("size", "root", "note", "at")
    return [CheckpointRow(size, bytes(root), note, at) for size, root, note, at in rows]


def detail_fits(row: EntryRow) -> bool:
    """Say whether the sealed detail is what was committed to; an erased one cannot be looked at any more."""
    if row.detail is None or row.commitment is None or row.owner is None or row.id is None:
        return True
    cell = operations.detail_cell(row.id, row.owner)
    try:
        return vault.sealed_matches(row.detail, cell=cell, prefix=operations.COMMITMENT, digest=row.commitment)
    except vault.KeyDestroyed:
        return True
    except vault.KeyMissing:
        return False


def _rows(rows: EntryQuerySet, numbers: list[int]) -> Iterable[EntryRow]:
    try:
        return [_row(values) for values in _with_spelling(rows)]
    except (ValueError, TypeError, OperationalError):
        return [_one(rows, number) for number in numbers]


def _one(rows: EntryQuerySet, number: int) -> EntryRow:
    try:
        return _row(_with_spelling(rows).get(seq=number))
    except (ValueError, TypeError, OperationalError):
        return EntryRow(seq=number, readable=False)


def _with_spelling(rows: EntryQuerySet) -> Any:
    """Read the columns; on SQLite, which keeps identifiers and moments as text, also how they are written."""
    if connection.vendor != "sqlite":
        return rows.values(*COLUMNS)
    return rows.values(*COLUMNS, **{f"{name}_text": Cast(name, CharField()) for name in TYPED})


def _row(values: dict[str, Any]) -> EntryRow:
    written = {name: values.pop(f"{name}_text", None) for name in TYPED}
    for name in ("leaf", "commitment", "detail", "leaf_hash"):
        values[name] = None if values[name] is None else bytes(values[name])
    readable = connection.vendor != "sqlite" or written == {name: _as_written(values[name]) for name in TYPED}
    return EntryRow(**values, readable=readable)


def _as_written(value: Any) -> str | None:
    """Return the text that SQLite holds for an identifier or a moment when we write it."""
    if isinstance(value, UUID):
        return value.hex
    return str(value.astimezone(UTC).replace(tzinfo=None)) if value else None

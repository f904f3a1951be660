"""Stored hashes of complete subtrees, fetched many at a time."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from lintas.foundation.ledger.models import Entry, Node
from lintas.foundation.ledger.rules.tree import Place, Range, complete_subtrees, hash_of


def read(shard: str, places: Collection[Place]) -> dict[Place, bytes]:
    """Return the hashes at these places. At most two queries, each a few rows by key."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for level, index in places:
        wanted[level].add(index)
    found: dict[Place, bytes] = {}
    if leaves := wanted.pop(0, None):
        rows = Entry.objects.filter(shard=shard, seq__in=leaves).values_list("seq", "leaf_hash")
        found |= {(0, seq): bytes(value) for seq, value in rows if seq is not None and value is not None}
    if wanted:
        condition = Q()
        for level, indexes in wanted.items():
            # The shard in every term: SQLite then finds each by key instead of walking through the shard.
            condition |= Q(shard=shard, level=level, index__in=indexes)
        nodes = Node.objects.filter(condition).values_list("level", "index", "hash")
        found |= {(level, index): bytes(value) for level, index, value in nodes}
    return found


def hashes_of(shard: str, ranges: Collection[Range]) -> list[bytes]:
    """Return the hash over each range. At most two queries."""
    known = read(shard, {place for leaves in ranges for place in complete_subtrees(leaves)})
    return [hash_of(leaves, known.__getitem__) for leaves in ranges]


def root(shard: str, size: int) -> bytes:
    """Return the root over the first ``size`` entries."""
    return hashes_of(shard, [(0, size)])[0]

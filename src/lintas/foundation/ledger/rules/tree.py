"""
The Merkle tree of RFC 9162, section 2.1, kept as complete subtrees.

A complete subtree is named by its place ``(level, index)``: it covers the ``2 ** level`` leaves
from ``index << level`` on. Any range that a root or a proof needs is a handful of them.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

Place = tuple[int, int]
Range = tuple[int, int]
"""First leaf, and the leaf after the last."""


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """Return the largest power of two smaller than ``size``, which is at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def complete_subtrees(leaves: Range) -> tuple[Place, ...]:
    """Return the complete subtrees that cover the range, from left to right."""
    start, end = leaves
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        places.append((level, start >> level))
        start += 1 << level
    return tuple(places)


def hash_of(leaves: Range, read: Callable[[Place], bytes]) -> bytes:
    """Return the hash over a range that begins where a subtree of its size may begin."""
    return folded([read(place) for place in complete_subtrees(leaves)])


class Growing:
    """A tree that leaves are added to; it keeps only the hashes of the subtrees that cover it."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Go on from a tree of ``size`` leaves whose `complete_subtrees` have the hashes ``peaks``."""
        self.size = size
        self._peaks = list(peaks)

    def add(self, value: bytes) -> list[tuple[Place, bytes]]:
        """Add a leaf's hash; return the subtrees that became complete, the leaf itself first."""
        level, index = 0, self.size
        made = [((level, index), value)]
        while index & 1:
            value = node_hash(self._peaks.pop(), value)
            level, index = level + 1, index >> 1
            made.append(((level, index), value))
        self._peaks.append(value)
        self.size += 1
        return made

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        return folded(self._peaks)


def folded(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over neighbouring complete subtrees that shrink from left to right."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    *others, result = hashes
    for left in reversed(others):
        result = node_hash(left, result)
    return result

"""Against the example tree of the certificate-transparency reference tests, and a naive recursive one."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.foundation.ledger.rules import proofs, tree

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


class Grown:
    """A tree grown leaf by leaf, in portions as the sequencer grows it."""

    def __init__(self, leaves, portions=(1,)):
        self.hashes, self.nodes, size = [tree.leaf_hash(leaf) for leaf in leaves], {}, 0
        portions = list(portions) or [1]
        while size < len(leaves):
            step = portions[size % len(portions)]
            growing = tree.Growing(size, [self.nodes[place] for place in tree.complete_subtrees((0, size))])
            for value in self.hashes[size : size + step]:
                self.nodes |= dict(growing.add(value))
            assert growing.root() == naive_root(leaves[: growing.size])
            size = min(size + step, len(leaves))

    def hash(self, leaves):
        return tree.hash_of(leaves, self.nodes.__getitem__)

    def root(self, size):
        return self.hash((0, size))

    def inclusion(self, index, size):
        return [self.hash(leaves) for leaves in proofs.inclusion_ranges(index, size)]

    def consistency(self, old, new):
        return [self.hash(leaves) for leaves in proofs.consistency_ranges(old, new)]


def naive_root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:half]) + naive_root(leaves[half:])).digest()


def test_the_roots_are_those_of_the_reference():
    grown = Grown(LEAVES)

    assert [grown.root(size).hex() for size in range(1, 9)] == ROOTS
    assert grown.root(0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("place", "expected"), INCLUSION.items())
def test_the_inclusion_proofs_are_those_of_the_reference(place, expected):
    assert [step.hex() for step in Grown(LEAVES).inclusion(*place)] == expected


@pytest.mark.parametrize(("sizes", "expected"), CONSISTENCY.items())
def test_the_consistency_proofs_are_those_of_the_reference(sizes, expected):
    assert [step.hex() for step in Grown(LEAVES).consistency(*sizes)] == expected


@given(count=st.integers(0, 200), portions=st.lists(st.integers(1, 40), max_size=5))
def test_however_it_grew_the_tree_is_the_recursive_one(count, portions):
    leaves = [bytes([number]) for number in range(count)]
    grown = Grown(leaves, portions)

    assert all(grown.root(size) == naive_root(leaves[:size]) for size in {0, count // 3, count // 2, count})


@given(data=st.data())
def test_every_proof_proves_what_is_true_and_nothing_else(data):
    size = data.draw(st.integers(1, 130))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    grown = Grown([bytes([number]) for number in range(size)])
    inclusion, consistency = grown.inclusion(index, size), grown.consistency(old, size)
    leaf, root, old_root = grown.hashes[index], grown.root(size), grown.root(old)

    def included(**change):
        return proofs.proves_inclusion(
            **{"leaf": leaf, "index": index, "size": size, "proof": inclusion, "root": root} | change
        )

    def consistent(**change):
        return proofs.proves_consistency(
            **{"old": old, "new": size, "old_root": old_root, "new_root": root, "proof": consistency} | change
        )

    assert included()
    assert consistent()
    assert not included(leaf=bytes(32))
    assert not included(root=bytes(32))
    assert not included(proof=[*inclusion, bytes(32)])
    assert not consistent(new_root=bytes(32))
    assert not consistent(proof=[*consistency, bytes(32)])
    if inclusion:
        assert not included(proof=inclusion[:-1])
        assert not included(proof=[bytes(32), *inclusion[1:]])
        assert not included(index=(index + 1) % size)
    if old < size:
        assert not consistent(old_root=bytes(32))
        assert not consistent(proof=consistency[:-1])
        assert not consistent(proof=[bytes(32), *consistency[1:]])


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 1000, 1024, 1025, 10_000_000])
def test_a_proof_needs_few_subtrees(size):
    for index in {0, size // 2, size - 1}:
        places = [place for leaves in proofs.inclusion_ranges(index, size) for place in tree.complete_subtrees(leaves)]
        assert len(places) <= 2 * size.bit_length()


@given(start=st.integers(0, 500), length=st.integers(0, 500))
def test_subtrees_cover_their_range_without_gap(start, length):
    covered = [
        (index << level, (index + 1) << level) for level, index in tree.complete_subtrees((start, start + length))
    ]

    assert all(left[1] == right[0] for left, right in pairwise(covered))
    assert not covered or (covered[0][0], covered[-1][1]) == (start, start + length)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index, size):
    with pytest.raises(ValueError, match="no leaf"):
        proofs.inclusion_ranges(index, size)
    assert not proofs.proves_inclusion(leaf=b"", index=index, size=size, proof=[], root=b"")


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_a_tree_does_not_continue_a_longer_or_empty_one(old, new):
    with pytest.raises(ValueError, match="cannot continue"):
        proofs.consistency_ranges(old, new)
    assert not proofs.proves_consistency(old=old, new=new, old_root=b"", new_root=b"", proof=[b""])

"""What a draw decides, in the words of its published rule."""

import hashlib
import hmac
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.draws.rules import hashing, papers
from lintas.visit.draws.rules.deciding import Ranked, seat
from lintas.visit.draws.rules.entries import Entry, NotAllowed, Unit, units_of
from lintas.visit.draws.tests.worlds import TERMS, drawn, household, sessions, single, small, winners


def units(*asked: tuple[str, int, tuple[str, ...]]) -> list[Ranked]:
    """Units in the order of their rank: code, size, wanted sessions."""
    return [
        Ranked(Unit(name, "regular", 1, tuple(f"{name}{n}" for n in range(size)), wants), bytes(32), rank)
        for rank, (name, size, wants) in enumerate(asked, 1)
    ]


def test_the_key_is_the_published_formula():
    said = b"".join(
        len(part).to_bytes(8, "big") + part
        for part in (b"lintas/draw/key/1", b"H", b"R", (7).to_bytes(8, "big"), b"S", b"a", b"1", b"b", b"2")
    )

    key = hashing.draw_key(header=b"H", root=b"R", count=7, seed=b"S", values=[("b", b"2"), ("a", b"1")])

    assert key == hashlib.sha256(said).digest()


def test_parts_that_run_into_each_other_are_hashed_apart():
    assert hashing.packed(b"ab", b"c") != hashing.packed(b"a", b"bc")


def test_the_lot_is_the_best_of_one_ticket_and_one_for_each_lost_round():
    every = [
        hmac.digest(b"k", hashing.packed(b"lintas/draw/ticket/1", b"E", bytes([0, 0, 0, n])), "sha256")
        for n in range(4)
    ]

    assert hashing.score(b"k", "E", tickets=1) == every[0]
    assert hashing.score(b"k", "E", tickets=4) == min(every)


@pytest.mark.parametrize("wrong", [b"", b"x" * 31, b"x" * 33, b"y" * 32])
def test_only_the_promised_value_opens(wrong):
    commitment = hashlib.sha256(b"x" * 32).digest()

    assert hashing.opens(b"x" * 32, commitment)
    assert not hashing.opens(wrong, commitment)


def test_the_better_rank_chooses_first_and_the_rest_waits():
    ranked = units(("a", 1, ("S2", "S1")), ("b", 1, ("S2", "S1")), ("c", 1, ("S2", "S1")))

    assert seat(ranked, sessions=sessions(1, 1)) == {"a": "S2", "b": "S1"}


def test_a_household_is_never_split_and_those_behind_it_take_the_place():
    ranked = units(("a", 2, ("S1",)), ("home", 2, ("S1",)), ("b", 1, ("S1",)))

    assert seat(ranked, sessions=sessions(3)) == {"a": "S1", "b": "S1"}


def test_a_household_that_is_in_by_rank_is_seated_before_single_people_scatter_its_places():
    ranked = units(("a", 1, ("S1", "S2")), ("b", 1, ("S2", "S1")), ("home", 2, ("S1", "S2")))

    assert seat(ranked, sessions=sessions(2, 2)) == {"home": "S1", "a": "S2", "b": "S2"}


def test_a_place_that_nobody_inside_wants_goes_down_the_ranks():
    ranked = units(("a", 1, ("S1",)), ("b", 1, ("S1",)), ("c", 1, ("S2",)))

    assert seat(ranked, sessions=sessions(1, 1)) == {"a": "S1", "c": "S2"}


def test_pools_never_take_from_each_other():
    chance = random.Random(3)
    entries = [single(chance) for _ in range(9)] + [single(chance, ("P1",), pool="priority") for _ in range(9)]
    places = (*sessions(4), *sessions(2, pool="priority", letter="P"))

    paper = drawn(entries, places, seed=3)

    won = winners(paper)
    assert sum(entry.pool == "priority" for entry in entries if entry.code in won) == 2
    assert sum(entry.pool == "regular" for entry in entries if entry.code in won) == 4


@given(
    places=st.lists(st.integers(0, 6), min_size=1, max_size=4),
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=20),
    seed=st.integers(0, 2**32),
)
def test_never_one_place_too_many_and_none_left_that_somebody_waits_for(places, sizes, seed):
    chance = random.Random(seed)
    offered = sessions(*places)
    keys = [one.key for one in offered]
    entries = [
        entry
        for size in sizes
        for wants in [chance.sample(keys, chance.randint(1, len(keys)))]
        for entry in (household(chance, size, wants) if size > 1 else [single(chance, wants)])
    ]

    paper = drawn(entries, offered, seed=seed)

    left = {one.key: one.places for one in offered}
    for one in paper.decided:
        if one.session:
            assert one.session in one.unit.wants
            left[one.session] -= one.unit.size
    assert min(left.values()) >= 0
    for one in paper.decided:
        assert one.session or all(left[want] < one.unit.size for want in one.unit.wants)
    assert sorted(member for one in paper.decided for member in one.unit.members) == sorted(e.code for e in entries)


def test_a_household_has_the_tickets_of_its_average_credit_rounded_down():
    together = [Entry("E-1", "regular", "K", 3, ("S1",)), Entry("E-2", "regular", "K", 0, ("S1",))]

    [unit] = units_of(together, sessions={one.key: one for one in sessions(1)}, terms=TERMS)

    assert unit.tickets == 2


@pytest.mark.parametrize(
    "entries",
    [
        [Entry("E-1", "regular", "", 0, ("S1",)), Entry("E-1", "regular", "", 0, ("S1",))],
        [Entry("E-1", "regular", "", 4, ("S1",))],
        [Entry("E-1", "regular", "", -1, ("S1",))],
        [Entry("E-1", "regular", "", 0, ())],
        [Entry("E-1", "regular", "", 0, ("S1", "S1"))],
        [Entry("E-1", "regular", "", 0, ("S9",))],
        [Entry("E-1", "priority", "", 0, ("S1",))],
        [Entry("E-1", "regular", "K", 0, ("S1",)), Entry("E-2", "regular", "K", 0, ("S2",))],
        [Entry(f"E-{n}", "regular", "K", 0, ("S1",)) for n in range(9)],
    ],
)
def test_entries_that_break_the_rule_of_the_draw_are_refused(entries):
    with pytest.raises(NotAllowed):
        units_of(entries, sessions={one.key: one for one in sessions(1, 1)}, terms=TERMS)


def test_the_order_in_which_people_came_is_not_in_the_papers():
    chance = random.Random(8)
    entries = [single(chance) for _ in range(20)]

    assert drawn(entries, sessions(5), seed=8).content == drawn(entries[::-1], sessions(5), seed=8).content


def test_the_entries_paper_is_the_beginning_of_the_transcript():
    chance = random.Random(8)
    entries = [single(chance) for _ in range(20)]
    paper = drawn(entries, sessions(5), seed=8)

    lines = papers.entry_lines(entries)

    assert b"".join(lines) in paper.content
    assert papers.root_of(lines).hex().encode() in paper.content


def test_the_papers_say_nothing_of_help_or_of_the_moment_of_entry():
    assert set(Entry.__slots__) == {"code", "pool", "household", "credit", "wants"}
    assert b"entered_at" not in small().content

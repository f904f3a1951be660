from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.blocks import left, next_number, short_of
from kiosk.tests.conftest import DAY, a_block

runs = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 30)), max_size=6)


def cut(runs):
    """Blocks as a house cuts them: one after the other, with numbers of others between."""
    blocks, last = [], 0
    for gap, size in runs:
        blocks.append(a_block(last + gap + 1, last + gap + size))
        last += gap + size
    return blocks


@given(runs, st.randoms())
def test_every_number_of_the_blocks_is_given_once_lowest_first_and_no_other(found, chance):
    blocks = cut(found)
    mixed = chance.sample(blocks, len(blocks))
    given_numbers = []
    while (number := next_number(mixed, set(given_numbers))) is not None:
        assert left(blocks, set(given_numbers)) > 0
        given_numbers.append(number)

    assert given_numbers == [number for block in blocks for number in block.numbers()]
    assert left(blocks, set(given_numbers)) == 0


def test_more_is_asked_for_below_a_whole_block_and_a_block_of_tomorrow_once():
    tomorrow = DAY + timedelta(days=1)
    lanes = [("A", 40), ("P", 10)]

    assert list(short_of(lanes, DAY, {("A", DAY): 40, ("P", DAY): 9, ("A", tomorrow): 1})) == [
        ("P", DAY),
        ("P", tomorrow),
    ]


def test_whenever_the_line_is_cut_a_whole_block_is_left():
    """A box that is heard has what it asked for before its next number: it never holds less than a block then."""
    last, held = 0, []
    for given_numbers in range(200):
        last += 40 * len(
            [day for _, day in short_of([("A", 40)], DAY, {("A", DAY): last - given_numbers}) if day == DAY]
        )
        held.append(last - given_numbers)

    assert min(held) == 40

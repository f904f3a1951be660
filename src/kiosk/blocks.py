"""Which number is next, and when to ask for more: pure decisions."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers of a lane and day that this box alone may give; both ends included."""

    id: str
    lane: str
    day: date
    first: int
    last: int

    def numbers(self) -> range:
        """Return the numbers of it."""
        return range(self.first, self.last + 1)


def next_number(blocks: Iterable[Block], given: Collection[int]) -> int | None:
    """
    Return the next number of one lane and day, lowest first; None when none is left.

    ``given`` are the numbers of that lane and day that the log knows.
    """
    numbers = (number for block in sorted(blocks, key=lambda block: block.first) for number in block.numbers())
    return next((number for number in numbers if number not in given), None)


def left(blocks: Iterable[Block], given: Collection[int]) -> int:
    """Return how many numbers are left."""
    return sum(number not in given for block in blocks for number in block.numbers())


def short_of(
    lanes: Iterable[tuple[str, int]], today: date, left_of: dict[tuple[str, date], int]
) -> Iterator[tuple[str, date]]:
    """
    Yield each lane and day for which a block is wanted: today while less than a whole one is left, tomorrow one.

    ``lanes`` are letters with the size of a block.
    """
    for letter, size in lanes:
        if left_of.get((letter, today), 0) < size:
            yield letter, today
        if left_of.get((letter, today + timedelta(days=1)), 0) == 0:
            yield letter, today + timedelta(days=1)

"""
The line outside: who came first goes in first, however often each looks again, and who gives up costs nobody a turn.

Pure: the moment and the room inside are arguments. A place in line is the moment of coming, which the person keeps as a
signed card; so the line forgets nobody when the process starts anew.
"""

import secrets
from bisect import bisect_left, insort
from dataclasses import dataclass

TICK = 1.0
"""Seconds between two looks at how many may go in."""

FIRST_PAUSE, GROWTH, LONGEST_PAUSE, PAUSE_NEAR_THE_DOOR = 5, 1.5, 60, 10
NEAR = 50
LATE = 30.0
"""Seconds by which one may miss the look again that was announced; later one is taken to have gone, until one comes."""

LASTS = 2 * 3600.0
MOST = 50_000

Turn = tuple[int, int]


class LineFull(Exception):
    """As many wait as we can keep in mind."""


@dataclass(frozen=True, slots=True)
class Card:
    """A place in line: when one came (ms), a number that breaks ties, and how often one has looked since."""

    came_ms: int
    number: int
    looks: int = 0

    @property
    def turn(self) -> Turn:
        """What the line is ordered by."""
        return self.came_ms, self.number


@dataclass(frozen=True, slots=True)
class Waits:
    """Not yet: the card to keep, how many are ahead, and the seconds until the next look."""

    card: Card
    ahead: int
    pause: int


class Line:
    """Those who wait before one door."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []
        self._expected: dict[Turn, float] = {}
        self._open_to: Turn = (0, 0)
        self._ticked = 0.0
        self._called = 0

    def __len__(self) -> int:
        return len(self._turns)

    def ask(self, card: Card | None, *, free: int, now: float) -> Waits | None:
        """
        Return None when this one may go in, else where one stands.

        ``free`` is how many there is room for inside. :raises LineFull: a newcomer finds no place to wait either.
        """
        self._let_in(free, now)
        if card is not None and now - card.came_ms / 1000 > LASTS:
            card = None
        if card is None:
            if self._is_open(free):
                return None
            if len(self._turns) >= MOST:
                raise LineFull
            card = Card(int(now * 1000), secrets.randbits(64), -1)
        elif card.turn <= self._open_to or self._is_open(free):
            return None
        ahead = bisect_left(self._turns, card.turn)
        if card.turn not in self._expected:
            insort(self._turns, card.turn)
        card = Card(*card.turn, looks=card.looks + 1)
        pause = pause_after(card, ahead=ahead)
        self._expected[card.turn] = now + pause
        return Waits(card, ahead, pause)

    def _is_open(self, free: int) -> bool:
        """Say whether nobody waits, and there is room beside those who were called a moment ago."""
        return not self._turns and free > self._called

    def _let_in(self, free: int, now: float) -> None:
        if now - self._ticked < TICK:
            return
        self._ticked = now
        passed = let_in = 0
        for turn in self._turns:
            if let_in >= free:
                break
            passed += 1
            let_in += self._expected[turn] + LATE >= now
        self._called = let_in
        if passed:
            self._open_to = max(self._open_to, self._turns[passed - 1])
            for turn in self._turns[:passed]:
                del self._expected[turn]
            del self._turns[:passed]


def pause_after(card: Card, *, ahead: int) -> int:
    """Return the seconds until the next look: longer each time, shorter near the door, and not the same for all."""
    longest = PAUSE_NEAR_THE_DOOR if ahead < NEAR else LONGEST_PAUSE
    pause = min(longest, round(FIRST_PAUSE * GROWTH ** min(card.looks, 10)))
    return pause + card.number % (pause // 4 + 1)

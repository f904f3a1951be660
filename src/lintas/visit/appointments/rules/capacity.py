"""
How many people a session can take, and why: hours x staffed counters / service time, then the shares of the classes.

Pure: values in, answer out, with every factor kept, so that a page can show the sum and what limits it. Books are a
limit of many days together and are rationed afterwards (`ration`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step of the visit at its station: how long its counters are staffed in the session altogether.

    ``each`` is how long one person takes there.
    """

    station: str
    counters: int
    staffed: timedelta
    each: timedelta

    def __post_init__(self) -> None:
        """:raises ValueError: a person would take no time, or counters were staffed for less than nothing."""
        if self.each <= timedelta() or self.staffed < timedelta() or self.counters < 0:
            raise ValueError("A step takes time, and counters are staffed for no less than nothing.")

    @property
    def people(self) -> int:
        """How many people the station can serve in the session, whole people only."""
        return self.staffed // self.each


@dataclass(frozen=True, slots=True)
class Offer:
    """
    What the office offers a class in the session.

    ``share`` is the weight of the class among those that share the session; without one it takes part in no sharing
    and has ``at_most`` places. With both, ``at_most`` is a ceiling that the office has set.
    """

    service_class: str
    share: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        """:raises ValueError: neither is set, or one is not a positive number."""
        given = [number for number in (self.share, self.at_most) if number is not None]
        if not given or min(given) < 1:
            raise ValueError("A class is offered by its share, by a number of places, or both.")


@dataclass(frozen=True, slots=True)
class Places:
    """
    What a class gets; ``divided`` is its part of the sum before a ceiling, None when it takes no part in it.

    ``places`` are seats; ``extra`` may be booked beside them because some people do not come.
    """

    service_class: str
    places: int
    share: int | None
    divided: int | None
    at_most: int | None
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Extra:
    """
    Why a session takes ``count`` people more than it has seats: so many of a hundred do not come.

    ``wait`` is what that may add, for so many of a hundred people of the day.
    """

    count: int
    absent_percent: int
    wait: timedelta
    people_percent: int


@dataclass(frozen=True, slots=True)
class Derivation:
    """
    The whole sum of one session.

    ``together`` is what the slowest step lets through; ``limited_by`` names it, or several equally slow. Empty when
    the office has set the places itself. ``extra`` is None while the office books no more people than seats.
    """

    length: timedelta
    steps: tuple[Step, ...]
    together: int
    limited_by: tuple[str, ...]
    classes: tuple[Places, ...]
    extra: Extra | None = None

    def places(self, service_class: str) -> int:
        """Return how many people of the class can be booked, extra places included; 0 when it is not offered."""
        found = self._of(service_class)
        return found.places + found.extra if found else 0

    def extra_of(self, service_class: str) -> int:
        """Return how many of those are beyond the seats."""
        found = self._of(service_class)
        return found.extra if found else 0

    @property
    def seats(self) -> int:
        """How many people the classes that share the counters can seat together."""
        return sum(found.places for found in self.classes if found.share is not None)

    def _of(self, service_class: str) -> Places | None:
        return next((found for found in self.classes if found.service_class == service_class), None)


def derive(*, length: timedelta, steps: Sequence[Step], offers: Sequence[Offer]) -> Derivation:
    """
    Return how many places each class has in a session of this length, with every factor.

    A session that no step serves gives nothing to classes that share it.
    """
    together = min((step.people for step in steps), default=0)
    shares = {offer.service_class: offer.share for offer in offers if offer.share is not None}
    divided = divide(together, shares)
    classes = tuple(
        Places(
            service_class=offer.service_class,
            places=_least(divided.get(offer.service_class), offer.at_most),
            share=offer.share,
            divided=divided.get(offer.service_class),
            at_most=offer.at_most,
        )
        for offer in offers
    )
    return Derivation(
        length=length,
        steps=tuple(steps),
        together=together,
        limited_by=tuple(step.station for step in steps if step.people == together) if shares else (),
        classes=classes,
    )


def widen(derivation: Derivation, extra: Extra) -> Derivation:
    """
    Return the sum with the extra places divided by the same weights as the seats.

    A ceiling that the office has set stands; a class without a seat gets nothing, and none more than it has seats.
    """
    shares = {found.service_class: found.share for found in derivation.classes if found.share is not None}
    wider = divide(derivation.together + extra.count, shares)
    classes = tuple(
        replace(found, extra=_beside(found, wider[found.service_class])) if found.service_class in wider else found
        for found in derivation.classes
    )
    given = sum(found.extra for found in classes)
    return replace(derivation, classes=classes, extra=replace(extra, count=given))


def narrow(derivation: Derivation) -> Derivation:
    """Return the sum without extra places: its seats."""
    return replace(derivation, classes=tuple(replace(found, extra=0) for found in derivation.classes), extra=None)


def _beside(found: Places, divided: int) -> int:
    return max(0, min(_least(divided, found.at_most) - found.places, found.places))


def divide(places: int, shares: Mapping[str, int]) -> dict[str, int]:
    """
    Divide the places by weight: each goes to the class that is furthest below its share (Sainte-Lague).

    With more places no class ever gets fewer, which rounding by largest remainders does not promise.
    """
    given = dict.fromkeys(shares, 0)
    order = {service_class: position for position, service_class in enumerate(shares)}
    for _place in range(places if shares else 0):
        furthest = max(shares, key=lambda one: (Fraction(shares[one], 2 * given[one] + 1), -order[one]))
        given[furthest] += 1
    return given


@dataclass(frozen=True, slots=True)
class Standing:
    """
    A coming session of one class: what it could give (``places``) and what is taken already.

    ``extra`` of the places are beyond its seats.
    """

    key: Any
    places: int
    taken: int
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Rationed:
    """
    What a session gives after the books were counted; ``withheld`` places wait for books.

    ``places`` is what it has by its sum, which may be less than what is taken already; ``extra`` of what it gives are
    beyond its seats.
    """

    capacity: int
    withheld: int
    places: int
    extra: int = 0

    def beyond(self, taken: int) -> int:
        """Return how many of the places taken the session does not have any more."""
        return max(0, taken - self.places)


def free_books(*, blank: int, promised: int, coming: int, reserve: int) -> int:
    """
    Return how many books nobody waits for yet, never below zero.

    ``promised`` are for people whose visit is over, ``coming`` for those who hold a place, ``reserve`` is kept for
    misprints.
    """
    return max(0, blank - promised - coming - reserve)


def ration(sessions: Iterable[Standing], *, books: int | None) -> dict[Any, Rationed]:
    """
    Give the places still open to the earliest sessions while books last; None when the stock is not known.

    A place that is taken is never withheld: its book is counted among those of the people who come.
    """
    left, rationed = books, {}
    for session in sessions:
        open_places = max(0, session.places - session.taken)
        granted = open_places if left is None else min(open_places, left)
        left = None if left is None else left - granted
        given = session.taken + granted
        rationed[session.key] = Rationed(
            capacity=given,
            withheld=open_places - granted,
            places=session.places,
            extra=max(0, min(session.extra, given - (session.places - session.extra))),
        )
    return rationed


def _least(*numbers: int | None) -> int:
    return min(number for number in numbers if number is not None)

"""Who lives the history: so many at each place that every desk has work, and somebody on each of the rarer ways."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulators.population.places import PLACES, Place
from simulators.population.roads import ROADS, Collects, Road, Turn

Hour = tuple[int, int]

FIRST, SECOND, THIRD = range(3)
EARLY_BIRDS, AT_NOON, LATE_MORNING = (7, 0), (13, 0), (10, 0)
DOORS_OPEN = (8, 0)
A_BILL_STILL_OPEN = (8, 30)
BUSY = frozenset({"lampung-tengah", "payakumbuh"})
FIRST_SESSION_AT_NINE = frozenset({"kepulauan-mentawai", "bengkulu-selatan"})
BEFORE_NINE = (8, 45)

_BY_NAME = {road.name: road for road in ROADS}
PLAIN, WALKS_IN = _BY_NAME["straight through"], _BY_NAME["priority, without appointment"]


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who begins on the ``day`` at the hour, and comes on the day and not before the hour in ``comes``."""

    road: Road
    day: int
    begins: Hour
    comes: tuple[int, Hour] | None = None


EVERYWHERE = (
    # Their books lie on the shelf, are printed, and wait for the adjudicator when the demonstration opens.
    Part(replace(WALKS_IN, collects=Collects.NEVER), FIRST, DOORS_OPEN),
    Part(replace(WALKS_IN, collects=Collects.NEVER), SECOND, DOORS_OPEN),
    Part(PLAIN, FIRST, AT_NOON, (SECOND, DOORS_OPEN)),
    # These three, and who else comes on the third morning, stand in the hall.
    Part(_BY_NAME["comes early"], SECOND, AT_NOON, (THIRD, EARLY_BIRDS)),
    Part(WALKS_IN, THIRD, DOORS_OPEN),
    Part(WALKS_IN, THIRD, DOORS_OPEN),
    # This one is expected later.
    Part(PLAIN, SECOND, EARLY_BIRDS, (THIRD, LATE_MORNING)),
)
"""The fewest people who leave work on every desk."""

DOUBTED_ONLINE = Part(_BY_NAME["doubt, resolved"], FIRST, AT_NOON, (SECOND, DOORS_OPEN))
DOUBTED_AT_THE_DOOR = Part(replace(WALKS_IN, turn=Turn.DOUBT), SECOND, DOORS_OPEN)


def _from(day: int, hour: Hour, *names: str) -> tuple[Part, ...]:
    return tuple(Part(_BY_NAME[name], day, hour, (day, LATE_MORNING)) for name in names)


BESIDES = {
    "lampung-tengah": (
        DOUBTED_ONLINE,
        Part(WALKS_IN, THIRD, DOORS_OPEN),
        *_from(FIRST, EARLY_BIRDS, "unknown to the registry", "family collects", "pays short"),
        *_from(THIRD, A_BILL_STILL_OPEN, "never pays"),
    ),
    "pesawaran": (
        DOUBTED_AT_THE_DOOR,
        Part(_BY_NAME["never completes"], FIRST, AT_NOON, (SECOND, DOORS_OPEN)),
        *_from(FIRST, EARLY_BIRDS, "never pays"),
        *_from(SECOND, EARLY_BIRDS, "leaves the draft"),
    ),
    "payakumbuh": (
        DOUBTED_ONLINE,
        Part(replace(WALKS_IN, collects=Collects.NEVER), SECOND, DOORS_OPEN),
        Part(WALKS_IN, THIRD, DOORS_OPEN),
        *_from(FIRST, EARLY_BIRDS, "refused", "pays twice"),
        *_from(THIRD, A_BILL_STILL_OPEN, "never pays"),
    ),
    "kepulauan-mentawai": (
        DOUBTED_AT_THE_DOOR,
        *_from(SECOND, EARLY_BIRDS, "drops the draft"),
    ),
    "bengkulu-selatan": (
        DOUBTED_AT_THE_DOOR,
        Part(_BY_NAME["does not come"], FIRST, AT_NOON, (SECOND, DOORS_OPEN)),
    ),
}
"""Who else lives at each place, by its slug."""


def left_waiting(place: Place, *, early: bool = False) -> dict[str, int]:
    """
    Return how many of the third morning nobody calls, by station; one of two at the first station then sits there.

    ``early``, before nine, everybody passes the first station where the one who stays there comes for nine only.
    """
    nobody_stays = early and place.slug in FIRST_SESSION_AT_NINE
    first = 0 if nobody_stays else 2 if place.slug in BUSY else 1
    return {"documents": first, "photo": 1, "interview": 1}


def on(day: int) -> Iterator[tuple[Place, Part]]:
    """Yield whoever begins on the day, place by place."""
    for place in PLACES:
        for part in (*EVERYWHERE, *BESIDES[place.slug]):
            if part.day == day:
                yield place, part

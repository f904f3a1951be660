"""The roads people take: everyone applies, and then this one pays late, that one brings papers nobody can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulators.register import ABSENT, BANNED, DUPLICATE, SILENT


class Pays(StrEnum):
    """What somebody does with a billing code."""

    IN_TIME = "in_time"
    LATE = "late"
    TWICE = "twice"
    SHORT = "short"
    NEVER = "never"


class Comes(StrEnum):
    """When somebody comes to the appointment."""

    ON_TIME = "on_time"
    EARLY = "early"
    LATE = "late"
    NEVER = "never"
    EXCUSED = "excused"
    """Does not come, and shows the office why."""


class Draft(StrEnum):
    """What becomes of the draft."""

    SUBMITTED = "submitted"
    LEFT = "left"
    DROPPED = "dropped"
    SECOND = "second"
    """Somebody else's running case has the same number: this one cannot be submitted."""


class Turn(StrEnum):
    """What officers find on this road."""

    NONE = "none"
    DOUBT = "doubt"
    SENT_BACK = "sent_back"
    DEFECT = "defect"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Collects(StrEnum):
    """Who takes the book."""

    SELF = "applicant"
    FAMILY = "family"
    PROXY = "proxy"
    NEVER = "never"


ADULT = ("passport.renew.standard", "passport.renew.standard", "passport.renew.standard", "passport.new.adult")
CHILD = ("passport.new.child", "passport.renew.child")


@dataclass(frozen=True, slots=True)
class Road:
    """One way through. ``ends`` are the states it may end in; ``weight`` how many take it."""

    name: str
    ends: frozenset[str]
    weight: float = 1
    services: tuple[str, ...] = ADULT
    draft: Draft = Draft.SUBMITTED
    pays: Pays = Pays.IN_TIME
    comes: Comes = Comes.ON_TIME
    walks_in: str = ""
    """The queue class of somebody who comes without an appointment: priority or accelerated."""
    unreadable: bool = False
    completes: bool = True
    serial: str = ""
    """Last digits of the number, by which the simulated registers know what is wrong with it."""
    misspelt: bool = False
    """The registry has another spelling of the name, until somebody corrects it."""
    moves: bool = False
    mistakes: bool = False
    turn: Turn = Turn.NONE
    collects: Collects = Collects.SELF


def _road(name: str, ends: str = "collected", weight: float = 1, **choices: object) -> Road:
    return Road(name=name, ends=frozenset(ends.split()), weight=weight, **choices)  # type: ignore[arg-type]


ROADS = (
    _road("straight through", weight=46),
    _road("returned papers, completed", weight=4, unreadable=True),
    _road("pays short", "expired", weight=2, pays=Pays.SHORT),
    _road("never pays", "expired", weight=5, pays=Pays.NEVER),
    _road("does not come", "forfeited", weight=5, comes=Comes.NEVER),
    _road("near name, corrected", weight=3, misspelt=True),
    _road("child", weight=6, services=CHILD),
    _road("refused", "rejected", serial=DUPLICATE, turn=Turn.REFUSED),
    _road("faulty book", weight=2, turn=Turn.DEFECT),
    _road("family collects", weight=4, collects=Collects.FAMILY),
    _road("pays twice", weight=2, pays=Pays.TWICE),
    _road("pays late, goes on", weight=2, pays=Pays.LATE),
    _road("comes early", weight=4, comes=Comes.EARLY),
    _road("comes late", weight=4, comes=Comes.LATE),
    _road("moves the day", weight=3, moves=True),
    _road("priority, without appointment", weight=5, walks_in="priority"),
    _road("leaves the draft", "draft", weight=3, draft=Draft.LEFT),
    _road("drops the draft", "cancelled", draft=Draft.DROPPED),
    _road("doubt, resolved", weight=2, turn=Turn.DOUBT),
    _road("on the list", "deferred deepened", serial=BANNED),
    _road("unknown to the registry", "deferred deepened", serial=ABSENT),
    _road("register does not answer", "verification deepened", serial=SILENT),
    _road("excused absence", weight=2, comes=Comes.EXCUSED),
    _road("never completes", "cancelled", unreadable=True, completes=False),
    _road("sent back by the adjudicator", turn=Turn.SENT_BACK),
    _road("same day", weight=2, walks_in="accelerated", services=ADULT[:1]),
    _road("proxy collects", collects=Collects.PROXY),
    _road("never collects", "book_cancelled", weight=2, collects=Collects.NEVER),
    _road("withdraws", "cancelled", turn=Turn.WITHDRAWN),
    _road("second case of one number", "draft", draft=Draft.SECOND),
    _road("mistypes first", weight=3, mistakes=True),
)


def shared_out(people: int, roads: Sequence[Road] = ROADS) -> list[Road]:
    """
    Return a road for each of so many people, by weight; earlier roads come first when there are few people.

    Every road is taken when there are at least as many people as roads.
    """
    total = sum(road.weight for road in roads)
    counts = [max(1, int(road.weight * people / total)) for road in roads]
    while sum(counts) > people:
        most = max(range(len(roads)), key=lambda place: (counts[place], place))
        counts[most] -= 1
    counts[0] += people - sum(counts)
    return [road for road, count in zip(roads, counts, strict=True) for _ in range(count)]

"""
The order of a station's day worked out once more from its journal alone: a pure decision.

Nothing but the published journal and the published rule goes in, so that anybody can do the same and
see whether every number was called when it was its turn.
"""

from bisect import insort
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lintas.visit.queueing import rules


class Move(StrEnum):
    """What happened to the line."""

    JOIN = "join"
    LEAVE = "leave"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of the journal: a ticket joined or left the station's line after so many calls, or was called as that turn.

    ``front`` and ``place_at`` say where in its class a ticket stands that joined, ``party`` with whom it is called. Who
    stands already and joins stands there from now on.
    """

    move: Move
    turn: int
    ticket: UUID
    lane: UUID
    at: datetime
    front: bool = False
    place_at: datetime | None = None
    party: UUID | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A call, and the one that the rule asks for at that moment: None when nobody stood in line."""

    line: Line
    choice: rules.Choice | None

    @property
    def is_right(self) -> bool:
        """Whether the number called is the one that the rule asks for."""
        return self.choice is not None and self.choice.head.ticket_id == self.line.ticket


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where in its class somebody stands, and how many calls without a right there had been by then."""

    behind: bool
    place_at: datetime
    since: datetime
    ticket: UUID
    others: int = field(compare=False)
    party: UUID | None = field(compare=False)


def replay(lines: Iterable[Line], rule: Mapping[UUID, rules.LaneRule]) -> Iterator[Turn]:
    """
    Yield each call of one station's day with the choice of the rule, in the order of the turns.

    What happened after so many calls came before the next one: the station's row was held meanwhile. After one of a
    party come the others who stand in line with it, and nobody between.
    """
    standing: dict[UUID, list[_Place]] = defaultdict(list)
    together: set[UUID] = set()
    latest: deque[UUID] = deque(maxlen=rules.WINDOW)
    others = 0
    for line in sorted(lines, key=_moment):
        if line.move is Move.CALL:
            along = [place for place in standing[latest[0]] if place.ticket in together] if together else []
            if along:
                yield Turn(line=line, choice=_along(_head(latest[0], along[0], others, rule), latest))
            else:
                heads = [_head(lane, places[0], others, rule) for lane, places in standing.items() if places]
                yield Turn(line=line, choice=rules.choose(heads, latest=latest))
            if line.ticket not in together:
                together = _party_of(line.ticket, standing[line.lane])
            latest.appendleft(line.lane)
            others += rule[line.lane].limit is None
        together.discard(line.ticket)
        standing[line.lane] = [place for place in standing[line.lane] if place.ticket != line.ticket]
        if line.move is Move.JOIN:
            insort(standing[line.lane], _place(line, others))


def _party_of(ticket: UUID, standing: list[_Place]) -> set[UUID]:
    """Return the others of the ticket's party who stand in its line."""
    party = next((place.party for place in standing if place.ticket == ticket), None)
    return {place.ticket for place in standing if party is not None and place.party == party} - {ticket}


def _along(head: rules.Head, latest: deque[UUID]) -> rules.Choice:
    calls = latest.count(head.lane_id)
    return rules.Choice(head=head, reason=rules.Reason.PARTY, calls=calls, of=len(latest))


def _moment(line: Line) -> tuple[int, bool, datetime]:
    # A call is its turn; what was noted after a turn lies between it and the next.
    return line.turn, line.move is not Move.CALL, line.at


def _place(line: Line, others: int) -> _Place:
    place_at = line.place_at or line.at
    behind = not line.front
    return _Place(behind, place_at=place_at, since=line.at, ticket=line.ticket, others=others, party=line.party)


def _head(lane: UUID, place: _Place, others: int, rule: Mapping[UUID, rules.LaneRule]) -> rules.Head:
    its = rule[lane]
    return rules.Head(
        ticket_id=place.ticket,
        lane_id=lane,
        letter="",
        weight=its.weight,
        limit=its.limit,
        others_before=0 if its.limit is None else others - place.others,
        is_front=not place.behind,
        place=(place.place_at, place.since, place.ticket),
    )

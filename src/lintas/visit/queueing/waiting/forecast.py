"""The forecaster: events in, and for each question the wait that is to be expected."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from lintas.visit.queueing.waiting.hall import Hall
from lintas.visit.queueing.waiting.lines import Event
from lintas.visit.queueing.waiting.order import Person
from lintas.visit.queueing.waiting.play import Play
from lintas.visit.queueing.waiting.spread import Interval, Spread

FUTURES = 160
"""How many futures are played for one question: with half as many the middle of a short wait trembles by six seconds."""

FEWER = 4
"""So many futures less for each who waits: long lines take longer to play, and their waits bear a rougher middle."""

LEAST = 80
"""With fewer futures than this the ends of the interval tremble."""


class NotWaiting(LookupError):
    """Somebody asks for a ticket that has not been taken, or waits no more."""


@dataclass(frozen=True, slots=True)
class _Told:
    interval: Interval
    at: float
    lanes: tuple[str, ...]


class Forecaster:
    """
    Foretells waits from the events so far. The same events give the same answers: chance is drawn from the question.

    ``moved``: how wide earlier days taught that intervals must be, as ``moved`` of the forecaster that lived through them.
    """

    def __init__(self, *, futures: int = FUTURES, moved: Mapping[str, Sequence[float]] | None = None) -> None:
        self._futures = futures
        self._hall = Hall(Event(kind="meta", t=0.0))
        self._spread = Spread(moved)
        self._told: dict[str, list[_Told]] = {}

    @property
    def moved(self) -> dict[str, list[float]]:
        """How wide intervals must be, for the forecaster of the next day."""
        return self._spread.moved

    def take(self, event: Event) -> None:
        """Learn from one event. The head of a new day empties the hall; how wide intervals must be is kept."""
        if event.kind == "meta":
            self._hall, self._told = Hall(event), {}
            return
        if event.kind in {"call", "no_show", "abandon"}:
            for told in self._told.pop(event.ticket, ()):
                if event.kind == "call":
                    self._spread.learn(told.interval, waited=event.t - told.at, lanes=told.lanes)
        self._hall.take(event)

    def answer(self, question: Event) -> Interval:
        """
        Return how long the ticket of the question has still to wait, in seconds.

        :raises NotWaiting: the ticket is not in the line.
        """
        self._hall.take(question)
        person = self._hall.waiting.get(question.ticket)
        if person is None:
            raise NotWaiting(question.ticket)
        chance = Random(f"{question.query}/{question.ticket}")  # noqa: S311 - futures, not secrets
        futures = Play(self._hall, person, chance).futures(self._count())
        interval = self._spread.interval(futures, lanes=_lanes(person))
        self._remember(person, interval)
        return interval

    def recall(self, ticket: str, interval: Interval, *, t: float) -> None:
        """Take note that the ticket was told this at ``t``, so that its call teaches; one not in the line teaches nothing."""
        self._hall.now = max(self._hall.now, t)
        person = self._hall.waiting.get(ticket)
        if person is not None:
            self._remember(person, interval)

    def newcomer(self, arrival: Event) -> Interval:
        """Return how long somebody would wait who came now. The hall stays as it is: nobody came."""
        imagined = deepcopy(self)
        imagined.take(arrival)
        return imagined.answer(Event(kind="query", t=arrival.t, ticket=arrival.ticket, query=""))

    def _count(self) -> int:
        return max(min(LEAST, self._futures), self._futures - FEWER * len(self._hall.waiting))

    def _remember(self, person: Person, interval: Interval) -> None:
        self._told.setdefault(person.ticket, []).append(_Told(interval, self._hall.now, _lanes(person)))


def _lanes(person: Person) -> tuple[str, str]:
    kind = "priority" if person.is_priority else "regular"
    return f"service:{person.service}", f"class:{kind}, {'walk-in' if person.due is None else 'appointment'}"

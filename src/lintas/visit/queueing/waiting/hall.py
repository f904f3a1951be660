"""The waiting hall as the events so far tell it: who waits, what each counter does, and what today has taught."""

from bisect import insort
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterator
from math import inf

from lintas.visit.queueing.waiting.desks import Desk
from lintas.visit.queueing.waiting.durations import Durations
from lintas.visit.queueing.waiting.fair import Placed, Turns
from lintas.visit.queueing.waiting.habits import IN_A_HALL, ON_THE_TELEPHONE, Patience, Share, Spells, Welcome
from lintas.visit.queueing.waiting.lines import Event
from lintas.visit.queueing.waiting.order import Order, Person
from lintas.visit.queueing.waiting.rest import Rest

RECENT = 7.0
"""The arrivals within so many mean services (about an hour in an office) stand for those to come."""

NOTICE = 6.0
"""Whoever came less than so many seconds ago may have come too late for a call."""

APPEARS = 300.0
"""Where no plan tells the counters, another appears in the order of so many seconds until today has shown how often (P)."""

BREAKS = 0.03
"""The share of services after which an officer stands up for a while, outside the rest hours: once or so a day (P)."""

LONGEST_BREAK = 1800.0
"""Whoever is away longer than so many seconds had a rest or another task: no lesson about breaks (P)."""

FORGOTTEN = 60.0
"""A counter that let people wait so many seconds, until others called them all, did pause."""


class Hall:
    """
    One day of one office, ``day`` its head (past times, weekday, discipline); ``take`` each event in turn.

    ``hope``: who arrived last, and how likely a counter that seemed free was there; None when none seemed free.
    A head that plans counters means a hall with told openings; without them people wait on the telephone.
    """

    def __init__(self, day: Event) -> None:
        self.past, self.planned = day.past, day.planned
        self.now = day.t
        self.waiting: dict[str, Person] = {}
        self.desks: dict[str, Desk] = {}
        self.asked: Tally[str] = Tally()
        self.down_since: float | None = None
        self._undisturbed_from = day.t
        self.hope: tuple[Person, float] | None = None
        self.durations = Durations(day.past)
        self.rest, self.order = Rest(day.weekday), Order(day.discipline)
        self.turns = Turns(day.rule) if day.rule else None
        self.patience, self.welcome = Patience(IN_A_HALL if day.planned else ON_THE_TELEPHONE), Welcome()
        self.absent = Share(share=0.05, imagined=20)
        self.absences = Spells([45.0, 60.0, 75.0], most=20)
        self.breaks = Share(share=BREAKS if day.planned else 0.0, imagined=40)
        self.break_times = Spells([300.0, 600.0, 900.0], most=20)
        self.pauses = Spells([0.0] * 40, most=200) if day.planned else Spells([2.0] * 12, most=80)
        means = [figures.mean for figures in day.past.values()] or [500.0]
        self._recent = RECENT * sum(means) / len(means)
        self._arrivals: deque[Person] = deque()
        self._opened_at = inf
        self._acts = {
            "arrive": self._arrive,
            "abandon": self._abandon,
            "call": self._call,
            "no_show": self._no_show,
            "end": self._end,
            "counter_open": self._counter_open,
            "counter_close": self._counter_close,
            "system_down": self._system_down,
            "system_up": self._system_up,
        }

    def take(self, event: Event) -> None:
        """Change the hall by one event; a clock that runs backwards stands still, an end that nobody began changes nothing."""
        self.now = max(self.now, event.t)
        self._settle_hope(event)
        if event.kind in self._acts:
            self._acts[event.kind](event)

    def recent(self) -> tuple[list[Person], float]:
        """Return who came lately, and the seconds over which they came."""
        while self._arrivals and self._arrivals[0].came < self.now - self._recent:
            self._arrivals.popleft()
        return list(self._arrivals), max(min(self._recent, self.now - self._opened_at), 600.0)

    def newcomer_every(self) -> float:
        """Return after how many seconds, on average, one more counter appears: as often as today's have done so far."""
        return (self.now - min(self._opened_at, self.now) + APPEARS) / max(1, len(self.desks))

    def placed(self, person: Person) -> Placed:
        """Return where the person stands."""
        return self.order.rank(person), person.came, self.patience.of(person.kind), person.others

    def ahead_of(self, person: Person) -> dict[str, list[Placed]]:
        """
        Return by service those who may go before ``person``, first one first.

        By a rule that shares calls out these are all the others, save those of the same service who stand behind.
        """
        mine = self.placed(person)[:2]
        lines: dict[str, list[Placed]] = {}
        for other in self.waiting.values():
            placed = self.placed(other)
            shares = self.turns is not None and other.service != person.service
            if other is not person and (shares or placed[:2] < mine):
                insort(lines.setdefault(other.service, []), placed)
        return lines

    def _arrive(self, event: Event) -> None:
        others = self.turns.others if self.turns else 0
        person = Person(event.ticket, event.service, event.is_priority, event.due, self.now, others)
        self.waiting[event.ticket] = person
        self._arrivals.append(person)
        self.asked[event.service] += 1
        self._opened_at = min(self._opened_at, self.now)
        nobody = 1.0
        for desk in self._free_for(event.service):
            if desk.wanted is None:
                desk.wanted = self.now
                nobody *= 1.0 if desk.tells else 1 - desk.presence(self.now)
        self.hope = (person, 1 - nobody) if nobody < 1 else None

    def _settle_hope(self, event: Event) -> None:
        """Learn whether the last arrival, who found counters that seemed free, was called at that same moment."""
        if self.hope and event.kind != "query":
            person, expected = self.hope
            called = event.kind == "call" and event.ticket == person.ticket and self.now == person.came
            if called or self.now > person.came:
                self.welcome.learn(person.kind, expected=expected, called=called)
                self.hope = None

    def _abandon(self, event: Event) -> None:
        person = self.waiting.pop(event.ticket, None)
        if person:
            self.patience.learn(person.kind, waited=self.now - person.came, is_gone=True)
            self._calm()

    def _call(self, event: Event) -> None:
        desk = self._desk(event.counter)
        if desk.wanted is not None and (desk.is_open or not desk.tells):
            if desk.calling:
                self.absences.learn(min(self.now - desk.wanted, 300.0))
            elif desk.wanted == desk.since and self._is_undisturbed(desk.since):
                self.pauses.learn(self.now - desk.wanted)
        person = self._leave_line(event.ticket, desk)
        self.absent.learn(False)
        if self.turns and person:
            self.turns.note(person.service)
        desk.serving, desk.ticket = (person.service if person else "?"), event.ticket
        desk.served[desk.serving] += 1
        desk.calling, desk.since, desk.wanted = False, self.now, None
        self.rest.saw_call(self.now)
        self._calm()

    def _no_show(self, event: Event) -> None:
        desk = self._desk(event.counter)
        self._leave_line(event.ticket, desk)
        self.absent.learn(True)
        desk.serving, desk.ticket, desk.calling, desk.since = "", "", True, self.now
        desk.wanted = self.now if self._is_wanted(desk) else None

    def _leave_line(self, ticket: str, desk: Desk) -> Person | None:
        person = self.waiting.pop(ticket, None)
        if person:
            others = (other for other in self.waiting.values() if self.now - other.came > NOTICE)
            self.order.learn(chosen=person, rivals=[other for other in others if desk.gives(other.service, seen=2)])
            self.patience.learn(person.kind, waited=self.now - person.came, is_gone=False)
        return person

    def _end(self, event: Event) -> None:
        desk = self._desk(event.counter)
        if desk.ticket != event.ticket:
            return
        if self._is_undisturbed(desk.since):
            self.durations.learn(service=desk.serving, counter=desk.name, seconds=self.now - desk.since)
        desk.serving, desk.ticket, desk.calling, desk.since = "", "", False, self.now
        desk.wanted = self.now if self._is_wanted(desk) else None
        if desk.tells:
            self.breaks.learn(False)

    def _counter_open(self, event: Event) -> None:
        desk = self._desk(event.counter)
        away = self.now - desk.since
        if desk.tells and not desk.is_open and away <= LONGEST_BREAK and not self.rest.is_resting(desk.name):
            self.breaks.learn(True)
            self.break_times.learn(away)
        self.rest.saw_open(desk.name, self.now)
        desk.services = event.services if event.services is not None else desk.services
        if not desk.serving:
            desk.since, desk.wanted = self.now, (self.now if self._is_wanted(desk) else None)
        desk.is_open = desk.tells = True

    def _counter_close(self, event: Event) -> None:
        desk = self._desk(event.counter)
        self.rest.saw_close(desk.name, self.now)
        desk.is_open, desk.tells = False, True
        if not desk.serving:
            desk.since, desk.wanted, desk.calling = self.now, None, False

    def _system_down(self, event: Event) -> None:
        self.down_since = self.now if self.down_since is None else self.down_since

    def _system_up(self, event: Event) -> None:
        self.down_since, self._undisturbed_from = None, self.now

    def _is_undisturbed(self, since: float) -> bool:
        """Tell whether the systems ran all the time since then; what an outage stretched is no lesson."""
        return self.down_since is None and since >= self._undisturbed_from

    def _desk(self, name: str) -> Desk:
        return self.desks.setdefault(name, Desk(name, since=self.now))

    def _free_for(self, service: str) -> Iterator[Desk]:
        return (desk for desk in self.desks.values() if not desk.serving and desk.gives(service))

    def _is_wanted(self, desk: Desk) -> bool:
        return any(desk.gives(person.service) for person in self.waiting.values())

    def _calm(self) -> None:
        """Forget that free counters are wanted, when nobody whom they may serve waits any more."""
        for desk in self.desks.values():
            if desk.wanted is not None and not desk.calling and not self._is_wanted(desk):
                if (
                    desk.wanted == desk.since
                    and self.now - desk.wanted > FORGOTTEN
                    and self._is_undisturbed(desk.since)
                ):
                    self.pauses.learn(self.now - desk.wanted)
                desk.wanted = None

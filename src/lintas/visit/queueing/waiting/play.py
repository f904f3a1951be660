"""
Play the hall forward many times: when would the person be called?

One future: every counter gets a drawn moment at which it is free; the earliest one calls the first of those it may
serve (some have left by then, some do not come when called), is busy for a drawn time, perhaps pauses or goes to
rest, and calls again, until the person's turn comes. What is not known for sure about today (how quick this
counter is, how heavy this service, whether all rest together) is drawn once for a whole future.
"""

from heapq import heapify, heappop, heappush
from math import exp, log
from random import Random

from lintas.visit.queueing.waiting.crowd import Ahead, Crowd
from lintas.visit.queueing.waiting.desks import BREAK, Desk, draw_away
from lintas.visit.queueing.waiting.durations import done_by, draw, draw_left, normal
from lintas.visit.queueing.waiting.hall import Hall
from lintas.visit.queueing.waiting.order import Person

HORIZON = 4 * 3600.0
"""Nobody's wait is played further than this."""

OPENS_AT = 8 * 3600.0
IN_TIME = 0.6
LATE = 1500.0
"""Offices open at eight; so many counters in time, the others within so many seconds (confidence P)."""

OUTAGE = 600.0
"""An outage that began x seconds ago ends within about (x + this) seconds more: nothing better is known of it."""

Ready = tuple[float, float, str, tuple[str, ...]]
"""When a counter is free, a tie-breaker, its name and the services it gives."""


class Play:
    """One question: the hall as it is now, and the person who asks."""

    def __init__(self, hall: Hall, person: Person, rng: Random) -> None:
        self._hall, self._person, self._rng = hall, person, rng
        self._ahead = Ahead(hall, person, horizon=HORIZON)
        self._pauses, self._absences = hall.pauses.known(), hall.absences.known()
        self._absent = hall.absent.value
        self._breaks, self._break_times = hall.breaks.value, hall.break_times.known()
        self._shapes: dict[tuple[str, str], tuple[float, float]] = {}
        total = hall.asked.total() or 1
        services = sorted({*hall.past, *hall.asked})
        self._shares = {service: hall.asked[service] / total for service in services}
        self._doubts = {service: hall.durations.doubt(service=service) for service in services}
        self._desks = [(desk, self._done(desk), desk.skills(self._shares)) for desk in hall.desks.values()]
        self._unseen = self._imagine_unseen()
        self._at_once = 0.0
        if hall.hope and hall.hope[0] is person:
            self._at_once = hall.welcome.chance(person.kind, expected=hall.hope[1])

    def futures(self, count: int) -> list[float]:
        """
        Return the seconds to the person's call in so many futures, sorted.

        Only futures in which the person does not give up first count, as long as those are not rare: told is the
        wait of somebody who stays.
        """
        staying: list[float] = []
        leaving: list[float] = []
        while len(staying) < count and len(staying) + len(leaving) < 2 * count:
            seconds, stays = self._future()
            (staying if stays else leaving).append(seconds)
        return sorted(staying if len(staying) >= count / 4 else staying + leaving)

    def _future(self) -> tuple[float, bool]:
        rng, now, own = self._rng, self._hall.now, self._person.service
        random = rng.random
        if random() < self._at_once:
            return 0.0, True
        crowd = Crowd(self._ahead, rng)
        together = self._hall.rest.are_together(rng)
        rests: dict[str, tuple[float, float] | None] = {}
        ready = self._draw_ready(together, rests)
        loads = {service: exp(doubt * normal(random())) for service, doubt in self._doubts.items()}
        speeds: dict[str, float] = {}
        while ready:
            t, tie, name, services = heappop(ready)
            if t > self._ahead.until:
                break
            rest = rests.get(name)
            if rest and rest[0] <= t < rest[1]:
                rests[name] = None
                heappush(ready, (rest[1], tie, name, services))
                continue
            crowd.let_in(t)
            service = crowd.call(services, t)
            if service is None:
                if own in services:
                    return t - now, crowd.draw_leaving(self._person.came, self._ahead.own[2]) > t
                arrival = crowd.next_arrival()
                if arrival is not None:
                    heappush(ready, (arrival, tie, name, services))
                continue
            if random() < self._absent:
                t += self._absences[int(random() * len(self._absences))]
            else:
                if name not in speeds:
                    speeds[name] = exp(self._hall.durations.doubt(counter=name) * normal(random()))
                t += draw(self._shape(service, name), random()) * speeds[name] * loads.get(service, 1.0)
                t += self._draw_pause()
            heappush(ready, (t, tie, name, services))
        return HORIZON, True

    def _draw_pause(self) -> float:
        """Draw how many seconds after a service its counter calls again: at once, after a while, or after a break."""
        random = self._rng.random
        pause = self._pauses[int(random() * len(self._pauses))]
        if random() < self._breaks:
            pause += self._break_times[int(random() * len(self._break_times))]
        return pause

    def _draw_ready(self, together: bool, rests: dict[str, tuple[float, float] | None]) -> list[Ready]:
        hall, rng, now = self._hall, self._rng, self._hall.now
        ready: list[Ready] = []
        for desk, done, skills in self._desks:
            rests[desk.name] = rest = hall.rest.window(desk.name, now, together, rng)
            if desk.serving:
                left = draw_left(self._shape(desk.serving, desk.name), now - desk.since, done, rng.random())
                free = now + left + self._draw_pause()
            elif rest and hall.rest.is_resting(desk.name):
                free = rest[1]
            else:
                free = desk.draw_free(now, pauses=self._pauses, absences=self._absences, rng=rng)
            ready.append((free, rng.random(), desk.name, skills.draw(rng)))
        for name, services in self._unseen:
            rests[name] = hall.rest.window(name, now, together, rng)
            ready.append((self._draw_opening(), rng.random(), name, services))
        if hall.down_since is not None:
            up = now + (now - hall.down_since + OUTAGE) * (1 / (1 - rng.random()) ** 0.5 - 1)
            ready = [(max(free, up), tie, name, services) for free, tie, name, services in ready]
        heapify(ready)
        return ready

    def _draw_opening(self) -> float:
        """Draw when a counter opens that was not seen yet; without a plan there is always one more, and the first is there."""
        now, chance = self._hall.now, self._rng.random()
        if not self._hall.planned:
            return now - self._hall.newcomer_every() * log(1 - chance) if self._desks else now
        if now < OPENS_AT:
            return OPENS_AT if self._rng.random() < IN_TIME else OPENS_AT + LATE * chance
        if now < OPENS_AT + LATE:
            return now + (OPENS_AT + LATE - now) * chance
        return now + draw_away(now - OPENS_AT, BREAK, self._rng)

    def _imagine_unseen(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the planned counters not seen yet: one for each service that nobody gives, the others for all."""
        missing = self._hall.planned - len(self._hall.desks) if self._hall.planned else 1
        given = {service for desk in self._hall.desks.values() for service in desk.services or desk.served}
        alone = [(service,) for service in self._shares if service not in given] if self._hall.planned else []
        everything = tuple(self._shares)
        return [(f"?{number}", alone[number] if number < len(alone) else everything) for number in range(missing)]

    def _done(self, desk: Desk) -> float:
        """Return the share of such services that would be over by now."""
        return done_by(self._shape(desk.serving, desk.name), self._hall.now - desk.since) if desk.serving else 0.0

    def _shape(self, service: str, counter: str) -> tuple[float, float]:
        key = (service, counter)
        if key not in self._shapes:
            self._shapes[key] = self._hall.durations.shape(service, counter)
        return self._shapes[key]

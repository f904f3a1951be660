"""A day on the telephone, made up: what counters tell and what they hide is as in a call centre, nobody is real."""

from collections.abc import Iterator
from heapq import heappop, heappush
from math import log
from random import Random

from lintas.visit.queueing.waiting.lines import Event, Measured

OPENS, CLOSES = 28_000.0, 50_000.0
KINDS = (("account", 0.6, 180.0), ("shares", 0.2, 270.0), ("transfer", 0.2, 60.0))
"""Name, share of the callers, mean length in seconds."""

LOYAL = 0.5
"""Of those who had to wait so many turn out to be old customers, put 90 seconds ahead; who is put through is not asked."""


def day(seed: int, *, counters: int = 5, every: float = 60.0) -> list[Event]:
    """Return the events of one day, each arrival of somebody who is called followed by a question."""
    past = {name: Measured(mean, mean * 1.1) for name, _, mean in KINDS}
    head = Event(kind="meta", t=0.0, past=past, discipline="first come; priority moves ahead")
    return [head, *sorted(_events(Random(seed), counters, every), key=lambda event: event.t)]


def _events(chance: Random, counters: int, every: float) -> Iterator[Event]:
    """Serve the callers in order; each counter first appears when it first calls, and now and then goes away."""
    arrivals = _arrivals(chance, every)
    free = [(OPENS + 1200.0 * number, f"C{number}") for number in range(counters)]
    line: list[tuple[float, float, str, str]] = []
    while arrivals or line:
        at, counter = heappop(free)
        while arrivals and (arrivals[-1][0] <= at or not line):
            came, ticket, service = arrivals.pop()
            waits = came < at or bool(line)
            loyal = waits and service != "transfer" and chance.random() < LOYAL
            yield Event(kind="arrive", t=came, ticket=ticket, service=service, is_priority=loyal)
            yield Event(kind="query", t=came, ticket=ticket, query=ticket)
            heappush(line, (came - 90.0 * loyal, came, ticket, service))
        _, came, ticket, service = heappop(line)
        begins = max(at, came)
        lasts = chance.lognormvariate(_centre(service), 0.9)
        yield Event(kind="call", t=begins, ticket=ticket, counter=counter)
        yield Event(kind="end", t=begins + lasts, ticket=ticket, counter=counter)
        away = chance.uniform(200, 1500) if chance.random() < 0.05 else 6.0
        heappush(free, (begins + lasts + away, counter))


def _arrivals(chance: Random, every: float) -> list[tuple[float, str, str]]:
    """Return the callers, the last one first."""
    names, shares = [kind[0] for kind in KINDS], [kind[1] for kind in KINDS]
    callers, t = [], OPENS
    while t < CLOSES:
        callers.append((t, f"T{len(callers)}", chance.choices(names, shares)[0]))
        t += chance.expovariate(1 / every)
    return callers[::-1]


def _centre(service: str) -> float:
    return log(next(mean for name, _, mean in KINDS if name == service)) - 0.4

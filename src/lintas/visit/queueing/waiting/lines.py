"""What happens in a waiting hall, one line of JSON at a time; each line is checked before it is believed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from lintas.visit.queueing.waiting.fair import Fair

LATEST = 2 * 86400.0
"""A day may end after midnight; what lies beyond two days is a broken clock."""


class BrokenLine(ValueError):
    """A line that cannot be used; its text says why, for the person who runs the command."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How long one service took on past days: mean and standard deviation, in seconds."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Event:
    """
    One thing that happened ``t`` seconds after midnight (office time).

    ``due``: the moment of the appointment, in the same seconds. ``services``: at a counter's opening the services
    it gives, None when unknown. ``past``: in the day's head, the services with their past times. ``rule``: there as well, where one is published.
    """

    kind: str
    t: float
    ticket: str = ""
    counter: str = ""
    service: str = ""
    is_priority: bool = False
    due: float | None = None
    services: frozenset[str] | None = None
    query: object = None
    past: Mapping[str, Measured] = field(default_factory=dict)
    weekday: str = ""
    planned: int | None = None
    discipline: str = ""
    rule: Fair | None = None


def read(line: str) -> Event:
    """
    Return the event of one line.

    :raises BrokenLine: no JSON, no known kind, or a field is missing or of a wrong kind.
    """
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise BrokenLine("is not JSON") from None
    if not isinstance(told, dict):
        raise BrokenLine("is not a JSON object")
    kind = told.get("e")
    if not isinstance(kind, str) or kind not in _READERS:
        raise BrokenLine(f"has an unknown kind of event: {kind!r}"[:100])
    t = _number(told, "t")
    if t is None or not 0 <= t <= LATEST:
        raise BrokenLine("has no time t within the day")
    return Event(kind=kind, t=t, **_READERS[kind](told))


def _day(told: dict[str, Any]) -> dict[str, Any]:
    past = told.get("services")
    if not isinstance(past, dict):
        raise BrokenLine("has no services")
    planned = told.get("counters")
    return {
        "past": {name: _measured(name, figures) for name, figures in past.items()},
        "weekday": str(told.get("weekday") or ""),
        "planned": planned if isinstance(planned, int) and 0 < planned < 1000 else None,
        "discipline": str(told.get("discipline") or ""),
    }


def _measured(name: str, figures: object) -> Measured:
    if not isinstance(figures, dict):
        raise BrokenLine(f"has no mean and sd for {name!r}"[:100])
    mean, sd = _number(figures, "mean"), _number(figures, "sd")
    if mean is None or mean <= 0 or sd is None or sd < 0:
        raise BrokenLine(f"has no usable mean and sd for {name!r}"[:100])
    return Measured(mean, sd)


def _arrival(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "ticket": _name(told, "ticket"),
        "service": _name(told, "svc"),
        "is_priority": _is_priority(told),
        "due": _number(told, "appt"),
    }


def _is_priority(told: dict[str, Any]) -> bool:
    if told.get("prio") not in (None, 0, 1):
        raise BrokenLine("has a prio that is neither 0 nor 1")
    return bool(told.get("prio"))


def _opening(told: dict[str, Any]) -> dict[str, Any]:
    services = told.get("svcs")
    if services is not None and not (isinstance(services, list) and all(isinstance(name, str) for name in services)):
        raise BrokenLine("has no list svcs")
    return {"counter": _name(told, "counter"), "services": None if services is None else frozenset(services)}


def _at_counter(told: dict[str, Any]) -> dict[str, Any]:
    return {"ticket": _name(told, "ticket"), "counter": _name(told, "counter")}


def _query(told: dict[str, Any]) -> dict[str, Any]:
    if told.get("q") is None:
        raise BrokenLine("has no q")
    return {"ticket": _name(told, "ticket"), "query": told["q"]}


_READERS: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "meta": _day,
    "arrive": _arrival,
    "call": _at_counter,
    "end": _at_counter,
    "no_show": _at_counter,
    "abandon": lambda told: {"ticket": _name(told, "ticket")},
    "counter_open": _opening,
    "counter_close": lambda told: {"counter": _name(told, "counter")},
    "system_down": lambda told: {},
    "system_up": lambda told: {},
    "query": _query,
}


def _name(told: dict[str, Any], key: str) -> str:
    name = told.get(key)
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise BrokenLine(f"has no {key}")
    return str(name)


def _number(told: dict[str, Any], key: str) -> float | None:
    number = told.get(key)
    if number is None:
        return None
    try:
        if not isinstance(number, bool) and isinstance(number, int | float) and isfinite(number):
            return float(number)
    except OverflowError:
        pass
    raise BrokenLine(f"has no number {key}")

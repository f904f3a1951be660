"""Work that returns: the periodic jobs of all apps, found at start in their ``tasks`` rooms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class Task(Protocol):
    """What a periodic job does; returns how many things it did, for the log."""

    def __call__(self, *, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job, its name ``app.what_it_does``, and the time from one run to the next."""

    name: str
    every: timedelta
    run: Task


_jobs: dict[str, Periodic] = {}


class JobNameTaken(ValueError):
    """Two periodic jobs have the same name."""


def periodic(*, name: str, every: timedelta) -> Callable[[Task], Task]:
    """
    Run the function again and again, ``every`` so often, by one worker at a time.

    It is called without a transaction and makes its own. After a kill or a moved clock it may run
    twice for one moment, so it must find by itself what is left to do.

    :raises JobNameTaken: another job has this name.
    """

    def register(task: Task) -> Task:
        if name in _jobs:
            raise JobNameTaken(name)
        _jobs[name] = Periodic(name=name, every=every, run=task)
        return task

    return register


def jobs() -> tuple[Periodic, ...]:
    """Return all periodic jobs."""
    return tuple(_jobs.values())

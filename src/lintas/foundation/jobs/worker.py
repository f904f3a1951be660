"""
The worker: several threads that deliver events and run periodic jobs until they are told to stop.

Threads and processes need not know of each other: the database gives each piece of work to one.
"""

import logging
import threading

from django.db import connections

from lintas.foundation import clock
from lintas.foundation.errors import name_and_place
from lintas.foundation.jobs import operations as jobs
from lintas.foundation.outbox import operations as outbox

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.2
AWAKE_SECONDS = 0.2
"""How long the main thread may stand still in a join: Python runs signal handlers only while it does not."""

TROUBLED_SECONDS = 2.0
"""The pause after something failed that no handler or job is to blame for, such as the database."""


def work_once() -> int:
    """Do everything that is due now, and what follows from it; return how much that was."""
    at, total = clock.now(), 0
    while done := outbox.deliver_due(at=at) + jobs.run_due(at=at):
        total += done
    return total


class Worker:
    """A team of threads at the same work."""

    def __init__(self, *, threads: int) -> None:
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work, name=f"worker-{place}") for place in range(threads)]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everyone end the piece of work at hand and take no other. Safe in a signal handler."""
        self._stop.set()

    def wait(self) -> None:
        """Return when everyone has stopped; hears a signal that came in the instant before the wait began, too."""
        for thread in self._threads:
            while thread.is_alive():
                thread.join(AWAKE_SECONDS)

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                pause = 0.0 if self._round() else IDLE_SECONDS
            except Exception as failure:
                logger.error("The worker pauses: %s", name_and_place(failure))
                pause = TROUBLED_SECONDS
                connections.close_all()
            self._stop.wait(pause)
        connections.close_all()

    def _round(self) -> int:
        done = outbox.deliver_due(at=clock.now(), stopping=self._stop.is_set)
        if self._stop.is_set():
            return done
        return done + jobs.run_due(at=clock.now(), limit=1)

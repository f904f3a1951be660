"""
Grouping: what many threads ask for at the same time is done together.

Who finds nobody at work does its own at once, in its own thread: a lone request is as quick as ever. Who comes meanwhile
waits, and a keeper takes all who wait along in one group, then all who came during that, for as long as anybody comes;
so under a rush one durable commit serves many. Nobody hears an answer before the group's work, its commit included, is
done. The keeper is a thread with a connection of its own: to have those who ask lead the groups in turn costs a
connection and a change of threads for each group, which was most of what a group cost.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar, cast

from django.db import connections

from lintas.foundation.errors import name_and_place

logger = logging.getLogger(__name__)

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

LONGEST_SECONDS = 30.0
"""For a group that has begun: longer than the database lets any statement of it run, and its commit."""

LINGER_SECONDS = 0.2
"""How long a keeper whom nobody asks any more stays, since the next rush is often the same one."""

GATHERS_SECONDS, PAUSE_SECONDS = 0.02, 0.0015
"""
How long a group may gather at most, and after how long without a newcomer it begins. It begins at once when it is as
large as the one before: in a rush all who were answered are back by then, and nothing is gained by waiting.
"""


class Alone:
    """The group did nothing for this one: whoever asked does it in the ordinary way."""

    def __repr__(self) -> str:
        return "ALONE"


ALONE: Final = Alone()


class NoRoom(Exception):
    """As many wait as may. Nothing was done."""


class WaitedTooLong(Exception):
    """No group took this one along in time, or the group's end was not heard of: then only a repetition tells."""


class _Place(Generic[Asked, Answer]):
    """One who waits. The lock of the grouper guards all but ``done``, a lock that is let go when the answer is there."""

    __slots__ = ("answer", "asked", "begun", "done")

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.answer: Answer | Alone = ALONE
        self.begun = False
        self.done = threading.Lock()


class Grouper(Generic[Asked, Answer]):
    """
    Collects what is asked, and lets ``run`` do up to ``most`` of it together.

    ``run`` returns an answer for each, in their order; an exception among them is raised to the one it belongs to, and
    `ALONE` says that the group did nothing for that one. When ``run`` itself fails, all of the group are on their own.
    At most ``room`` wait, each for ``patience`` seconds until its group begins. ``before_waiting`` runs in each thread
    that has to wait, so that it need not hold what others want.
    """

    def __init__(
        self,
        run: Callable[[Sequence[Asked]], Sequence[Answer | Exception | Alone]],
        *,
        most: int = 256,
        room: int = 2_000,
        patience: float = 5.0,
        before_waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self._run, self._before_waiting = run, before_waiting
        self._most, self._room, self._patience = most, room, patience
        self._lock = threading.Lock()
        self._somebody_waits = threading.Condition(self._lock)
        self._waiting: deque[_Place[Asked, Answer]] = deque()
        self._is_busy = False
        self._enough = most

    def ask(self, asked: Asked) -> Answer | Alone:
        """
        Return the answer to this one, after the work of its group is done.

        :raises NoRoom: too many wait. :raises WaitedTooLong: see there.
        :raises Exception: what the group answered to this one.
        """
        place = _Place[Asked, Answer](asked)
        place.done.acquire()
        if self._is_free_for(place):
            try:
                self._answer([place])
            finally:
                self._leave_to_keeper()
        else:
            self._before_waiting()
            self._wait(place)
        if isinstance(place.answer, Exception):
            raise place.answer
        return place.answer

    def _is_free_for(self, place: _Place[Asked, Answer]) -> bool:
        """Say whether nobody is at work, so that this one is; otherwise it is in line now."""
        with self._lock:
            if not self._is_busy:
                self._is_busy = True
                return True
            if len(self._waiting) >= self._room:
                raise NoRoom
            self._waiting.append(place)
            if len(self._waiting) in (1, self._enough):
                self._somebody_waits.notify()
            return False

    def _wait(self, place: _Place[Asked, Answer]) -> None:
        if place.done.acquire(timeout=self._patience):
            return
        with self._lock:
            if not place.begun:
                self._waiting.remove(place)
                raise WaitedTooLong
        if not place.done.acquire(timeout=LONGEST_SECONDS):
            raise WaitedTooLong

    def _leave_to_keeper(self) -> None:
        with self._lock:
            self._is_busy = bool(self._waiting)
            if not self._is_busy:
                return
        threading.Thread(target=self._keep, name="group-keeper", daemon=True).start()

    def _keep(self) -> None:
        """Serve group after group until nobody has come for a while."""
        try:
            while group := self._next_group():
                try:
                    is_done = self._answer(group)
                finally:
                    for place in group:
                        place.done.release()
                if not is_done:
                    # It may have been the connection, which no request's end looks after here: the next group's is new.
                    connections.close_all()
        finally:
            connections.close_all()

    def _next_group(self) -> list[_Place[Asked, Answer]]:
        with self._lock:
            if not self._waiting:
                self._somebody_waits.wait(LINGER_SECONDS)
            self._let_gather()
            group = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
            for place in group:
                place.begun = True
            self._is_busy = bool(group)
            self._enough = len(group) or self._most
            return group

    def _let_gather(self) -> None:
        """
        Wait while more still come: they use the processor to get here, and a group costs what few or many cost.

        The lock is held, but not while waiting.
        """
        until, gathered = time.monotonic() + GATHERS_SECONDS, 0
        while gathered < len(self._waiting) < self._enough and time.monotonic() < until:
            gathered = len(self._waiting)
            self._somebody_waits.wait(PAUSE_SECONDS)

    def _answer(self, group: Sequence[_Place[Asked, Answer]]) -> bool:
        """Do the work of the group and note the answers; return whether it succeeded."""
        try:
            answers = list(zip(group, self._run([place.asked for place in group]), strict=True))
        except Exception as failure:
            logger.warning("A group of %s is left to its members: %s", len(group), name_and_place(failure))
            return False
        for place, answer in answers:
            place.answer = cast(Answer, answer)
        return True


def give_connections_back() -> None:
    """Let others use the connections of a thread that only waits: there are fewer of them than threads."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()

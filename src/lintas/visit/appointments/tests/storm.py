"""A storm of requests from worker processes that are killed at random points."""

import contextlib
import multiprocessing
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import OperationalError, connection, connections

from lintas.foundation.errors import DomainError
from lintas.foundation.grouping import ALONE, Alone, Grouper, NoRoom, WaitedTooLong
from lintas.visit.appointments import operations

forked = multiprocessing.get_context("fork")

DEATH_AT_A_STATEMENT = 0.0005
DEATH_BEFORE_THE_ANSWER = 0.004


@dataclass(frozen=True)
class Request:
    """One person's wish: a session, and what they do once they hold a place."""

    subject: UUID
    slot: int
    then: str


@dataclass
class Report:
    """What the people outside were told, and how many workers died where."""

    booked: set[UUID] = field(default_factory=set)
    released: set[UUID] = field(default_factory=set)
    refused: int = 0
    held: int = 0
    unanswered: int = 0
    killed: int = 0
    largest_group: int = 1
    deaths: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        where = ", ".join(f"{count} {name}" for name, count in sorted(self.deaths.items()))
        return (
            f"{len(self.booked)} booked, {len(self.released)} given back, {self.held} abandoned, {self.refused} refused,"
            f" {self.unanswered} never answered, {self.killed} workers killed ({where}),"
            f" groups of up to {self.largest_group}"
        )


class InGroups:
    """Holds a place together with the other threads of the process, as the pages do in a rush."""

    def __init__(self) -> None:
        self._grouper = Grouper[operations.Wish, UUID](self._hold)
        self.largest = 0

    def __call__(self, **asked: Any) -> UUID:
        try:
            answer = self._grouper.ask(operations.Wish(**asked))
        except (NoRoom, WaitedTooLong):
            raise operations.TooManyAtOnce from None
        return operations.hold_place(**asked) if isinstance(answer, Alone) else answer

    def _hold(self, wishes: Sequence[operations.Wish]) -> list[Any]:
        self.largest = max(self.largest, len(wishes))
        outcomes = operations.anew_when_outrun(lambda: operations.hold_places(wishes)) or [None] * len(wishes)
        return [ALONE if outcome is None else outcome for outcome in outcomes]


class Storm:
    """
    Many people on two sessions; ``later`` is the moment of the lapse job that runs all the while.

    ``hold`` is the way to a place: one for each request, or `InGroups`.
    """

    def __init__(
        self,
        *,
        seed: int,
        slots: list[UUID],
        now: datetime,
        later: datetime,
        hold: Callable[..., UUID] = operations.hold_place,
    ) -> None:
        self.chance, self.seed, self.slots, self.now, self.later = random.Random(seed), seed, slots, now, later
        self.hold = hold

    def blow(self, *, requests: int, processes: int, threads: int) -> Report:
        """Let the requests loose; a killed worker's people try twice more with a new worker. Return the report."""
        wishes = [
            Request(subject=uuid4(), slot=self.chance.randrange(2), then=self.chance.choice(BEHAVIOUR))
            for _ in range(requests)
        ]
        report = Report()
        disconnect()
        with tempfile.TemporaryDirectory() as folder:
            sweeper = forked.Process(target=self._sweep)
            sweeper.start()
            share = len(wishes) // processes
            portions = [wishes[start : start + share] for start in range(0, len(wishes), share)]
            for generation in range(3):
                portions = self._wave(portions, threads, Path(folder), report, generation=generation)
            report.unanswered = sum(map(len, portions))
            sweeper.kill()
            sweeper.join()
        wait_for_the_dead()
        return report

    def _wave(
        self, portions: list[list[Request]], threads: int, folder: Path, report: Report, *, generation: int
    ) -> list[list[Request]]:
        start = Start()
        workers = []
        for number, portion in enumerate(portions):
            log = folder / f"{generation}-{number}"
            seed = self.seed * 1000 + generation * 100 + number
            worker = forked.Process(target=self._work, args=(portion, threads, log, start, seed))
            worker.start()
            workers.append((worker, portion, log))
        start.shot(after=len(portions) * threads)
        self._kill_by_the_clock([worker for worker, _, _ in workers])
        left = []
        for worker, portion, log in workers:
            worker.join()
            killed = worker.exitcode == -signal.SIGKILL
            report.killed += killed
            assert killed or worker.exitcode == 0
            answered = _read(log, report)
            missing = [wish for wish in portion if wish.subject not in answered]
            assert killed or not missing
            if missing:
                left.append(missing)
        return left

    def _kill_by_the_clock(self, workers: list) -> None:
        for worker in self.chance.sample(workers, k=min(2, len(workers))):
            time.sleep(self.chance.uniform(0.05, 0.4))
            if worker.is_alive():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker.pid, signal.SIGKILL)

    def _work(self, portion: list[Request], threads: int, log: Path, start: "Start", seed: int) -> None:
        start.take_position()
        answers = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        bodies = [
            threading.Thread(target=self._serve, args=(portion[number::threads], answers, start, seed + number * 7919))
            for number in range(threads)
        ]
        for body in bodies:
            body.start()
        for body in bodies:
            body.join()

    def _serve(self, wishes: list[Request], answers: int, start: "Start", seed: int) -> None:
        chance = random.Random(seed)

        def failpoint(execute, sql, params, many, context):
            if chance.random() < DEATH_AT_A_STATEMENT / 2:
                die(answers, "before a statement")
            done = execute(sql, params, many, context)
            if chance.random() < DEATH_AT_A_STATEMENT / 2:
                die(answers, "after a statement")
            return done

        connection.ensure_connection()
        start.wait()
        with connection.execute_wrapper(failpoint):
            for wish in wishes:
                self._grant(wish, answers, chance)
        if isinstance(self.hold, InGroups):
            tell(answers, f"group {self.hold.largest}")
        connections.close_all()

    def _grant(self, wish: Request, answers: int, chance: random.Random) -> None:
        for _ in range(5):
            try:
                outcome = self._ask(wish)
            except DomainError as refusal:
                outcome = f"refused {refusal.code}"
            except OperationalError:
                connection.close()
                continue
            if chance.random() < DEATH_BEFORE_THE_ANSWER:
                die(answers, "between commit and answer")
            tell(answers, f"{wish.subject} {outcome}")
            return
        raise AssertionError("five attempts failed")

    def _ask(self, wish: Request) -> str:
        slot, other = self.slots[wish.slot], self.slots[1 - wish.slot]
        self.hold(
            slot_id=slot,
            subject=wish.subject,
            person_id=wish.subject,
            service_key="passport.new.adult",
            until=self.now + timedelta(minutes=15),
            by="person:x",
            at=self.now,
        )
        if wish.then == "abandon":
            return "held"
        operations.confirm_place(subject=wish.subject, by="system:x", at=self.now)
        if wish.then == "move":
            with contextlib.suppress(operations.SlotFull):
                operations.move_place(subject=wish.subject, slot_id=other, by="person:x", at=self.now)
        if wish.then == "give back":
            operations.release_place(subject=wish.subject, by="person:x", at=self.now)
            return "released"
        return "booked"

    def _sweep(self) -> None:
        while True:
            with contextlib.suppress(OperationalError):
                operations.lapse_holds(at=self.later)
            time.sleep(0.05)


class Start:
    """
    A barrier for threads of many processes, made of two pipes, so that a kill cannot leave it locked.

    Who is ready writes one byte; the shot is the closing of the other pipe.
    """

    def __init__(self) -> None:
        self.ready, self.tell_ready = os.pipe()
        self.go, self.hold_back = os.pipe()

    def take_position(self) -> None:
        """In a worker: let go of the end whose closing is the shot."""
        os.close(self.hold_back)

    def wait(self) -> None:
        """In a worker's thread: be ready, and wait for the shot."""
        os.write(self.tell_ready, b".")
        os.read(self.go, 1)

    def shot(self, *, after: int) -> None:
        """Let all go once ``after`` threads are ready."""
        while after:
            after -= len(os.read(self.ready, after))
        for end in (self.hold_back, self.go, self.ready, self.tell_ready):
            os.close(end)


BEHAVIOUR = ["keep", "abandon", "abandon", "move", "give back", "give back"]


def tell(answers: int, line: str) -> None:
    """Write what a person was told; one short write is whole or absent."""
    os.write(answers, (line + "\n").encode())


def die(answers: int, where: str) -> None:
    """End this process as a power cut would, leaving only a note of where."""
    tell(answers, f"died {where}")
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def disconnect() -> None:
    """Give up this process's connections, so that a fork does not share them."""
    connections.close_all()
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close_pool()


def wait_for_the_dead() -> None:
    """Wait until the server has taken back what dead workers left unfinished."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("the server still works for the dead")


def _read(log: Path, report: Report) -> set[UUID]:
    answered = set()
    for line in log.read_text().splitlines():
        first, _, rest = line.partition(" ")
        if first == "died":
            report.deaths[rest] = report.deaths.get(rest, 0) + 1
            continue
        if first == "group":
            report.largest_group = max(report.largest_group, int(rest))
            continue
        answered.add(UUID(first))
        if rest == "booked":
            report.booked.add(UUID(first))
        elif rest == "released":
            report.released.add(UUID(first))
        elif rest == "held":
            report.held += 1
        else:
            report.refused += 1
    return answered

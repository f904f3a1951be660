"""Many at once, each in a process of its own and each waiting for its answer before it asks again."""

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.timings import Figures, Sample, figures

PATIENCE_SECONDS = 60
_forked = multiprocessing.get_context("fork")


def crowd(clients: int, make: Callable[[int], Callable[[], object]], *, seconds: float, threads: int = 1) -> Figures:
    """
    Let ``clients`` processes, of so many threads each, repeat what ``make(number)`` returns, after doing it once uncounted.

    An exception counts as a slip under its name; the worker goes on. What was begun in time is finished.
    """
    together = _forked.Barrier(clients)

    def work(number: int, answer: Connection) -> None:
        acts = [make(number * threads + one) for one in range(threads)]
        with suppress(Exception):
            acts[0]()
        together.wait(PATIENCE_SECONDS)
        if threads == 1:
            answer.send([_repeat(acts[0], seconds=seconds)])
            return
        with ThreadPoolExecutor(threads) as hands:
            answer.send(list(hands.map(lambda act: _repeat(act, seconds=seconds), acts)))

    parts = [part for parts in gather(clients, work) for part in parts]
    return figures([sample for sample, _ in parts], seconds=max(lasted for _, lasted in parts))


def gather(workers: int, work: Callable[[int, Connection], None]) -> list[Any]:
    """Fork ``workers`` processes, and return what each of them sent."""
    ends = []
    for number in range(workers):
        ours, theirs = _forked.Pipe(duplex=False)
        process = _forked.Process(target=work, args=(number, theirs), daemon=True)
        process.start()
        theirs.close()
        ends.append((ours, process))
    answers = []
    for ours, process in ends:
        answers.append(ours.recv())
        process.join()
    return answers


def _repeat(act: Callable[[], object], *, seconds: float) -> tuple[Sample, float]:
    took: list[float] = []
    wrong: Counter[str] = Counter()
    first = began = time.monotonic()
    while began < first + seconds:
        try:
            act()
        except Exception as slip:
            wrong[type(slip).__name__] += 1
        else:
            took.append(time.monotonic() - began)
        began = time.monotonic()
    return Sample(took, wrong), began - first

"""
How well waits are foretold: ``python -m benchmarks.waiting [--everybody] [--rounds N] [FILE ...]`` scores streams of
events, each line once. With ``--everybody`` each person who is called later asks on arrival, instead of the few who do
in the file: ten times the questions, among them the first of the day, which the few seldom hold. With ``--invented N``
N days of `benchmarks.invented_days` stand for the files: enough to see how often the intervals of each lane hold.

Each day is scored by a forecaster that knows nothing yet. With ``--rounds`` one lives through all days of a kind, as
often as that, and keeps from day to day how wide intervals must be, as a house does; the lanes are those of the last
round.

Two yardsticks stand beside ours, as a hall without a forecaster would count: the people ahead times the mean service
over the open counters, and the wait of whoever was called last. Of each the variant that does best on all files of a
kind is the one to beat, so that nobody wins against a straw man.
"""

import gzip
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from time import process_time

from benchmarks.invented_days import days
from lintas.visit.queueing.waiting.forecast import Forecaster
from lintas.visit.queueing.waiting.lines import Event, read
from lintas.visit.queueing.waiting.spread import Interval

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "data" / "queue"

LATELY = 600.0
"""Where no counter tells of its opening, those are taken as open that serve, or did so many seconds ago."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question: its lanes, the seconds that it took in truth, ours, and what the yardsticks say."""

    lanes: tuple[str, ...]
    truth: float
    ours: Interval
    yardsticks: Mapping[str, float]

    @property
    def held(self) -> bool:
        return self.ours.low <= self.truth <= self.ours.high

    @property
    def sooner(self) -> bool:
        return self.truth < self.ours.low

    @property
    def later(self) -> bool:
        return self.truth > self.ours.high

    @property
    def penalty(self) -> float:
        """Return the interval score of an 80 % interval, in seconds: its width, and ten times what it misses by."""
        missed = max(0.0, self.ours.low - self.truth) + max(0.0, self.truth - self.ours.high)
        return self.ours.high - self.ours.low + 10 * missed


class Simple:
    """What the yardsticks need to know; they read the same events."""

    def __init__(self) -> None:
        self.people: dict[str, Event] = {}
        self.line: dict[str, Event] = {}
        self.past: Mapping[str, float] = {}
        self.open: dict[str, frozenset[str] | None] = {}
        self.used: dict[str, float] = {}
        self.busy: set[str] = set()
        self.last: dict[str, float] = defaultdict(float)
        self.tells = False

    def take(self, event: Event) -> None:
        """Note one event."""
        if event.kind == "meta":
            self.past = {name: figures.mean for name, figures in event.past.items()}
        elif event.kind == "arrive":
            self.people[event.ticket] = self.line[event.ticket] = event
        elif event.kind == "counter_open":
            self.open[event.counter], self.tells = event.services, True
        elif event.kind == "counter_close":
            self.open.pop(event.counter, None)
        elif event.kind in {"call", "no_show", "abandon"}:
            person = self.line.pop(event.ticket, None)
            if event.kind == "call" and person:
                self.last[""] = self.last[person.service] = event.t - person.t
                self.busy.add(event.counter)
        elif event.kind == "end":
            self.busy.discard(event.counter)
        if event.counter:
            self.used[event.counter] = event.t

    def answers(self, question: Event) -> dict[str, float]:
        """Return what each yardstick says, in seconds."""
        me = self.people[question.ticket]
        before = [other for other in self.line.values() if other.ticket != me.ticket and other.t <= me.t]
        same = [other for other in before if other.service == me.service]
        counters = self.open if self.tells else self._lately(question.t)
        mine = [name for name, services in counters.items() if services is None or me.service in services]
        usual = mean(self.past.values())
        return {
            "ahead": len(before) * usual / max(1, len(counters)),
            "ahead, own mean": sum(self.past[other.service] for other in before) / max(1, len(counters)),
            "ahead, own service": len(same) * self.past[me.service] / max(1, len(mine)),
            "last wait": self.last[""],
            "last wait, own service": self.last[me.service],
        }

    def _lately(self, t: float) -> dict[str, frozenset[str] | None]:
        return {name: None for name, used in self.used.items() if name in self.busy or t - used < LATELY}


def score(path: Path, *, everybody: bool = False) -> list[Case]:
    """Return a case for each question of the file whose ticket was called later, or for the arrival of each of those."""
    events = [read(line) for line in _lines(path)]
    return score_events(list(all_ask(events)) if everybody else events)


def all_ask(events: Sequence[Event]) -> Iterator[Event]:
    """Return the events with a question at each arrival, and no others."""
    for event in events:
        if event.kind != "query":
            yield event
        if event.kind == "arrive":
            yield Event(kind="query", t=event.t, ticket=event.ticket, query=event.ticket)


def score_events(events: Sequence[Event], *, begin: Callable[[], Forecaster] = Forecaster) -> list[Case]:
    """Return a case for each question whose ticket is called later."""
    called = {event.ticket: event.t for event in events if event.kind == "call"}
    forecaster, simple, cases = begin(), Simple(), []
    for event in events:
        if event.kind != "query":
            forecaster.take(event)
            simple.take(event)
        elif event.ticket in called:
            ours, me = forecaster.answer(event), simple.people[event.ticket]
            group = "priority" if me.is_priority else "walk-in" if me.due is None else "appointment"
            truth = called[event.ticket] - event.t
            cases.append(Case((me.service, group), truth, ours, simple.answers(event)))
    return cases


def error(cases: Iterable[Case], yardstick: str = "") -> float:
    """Return the mean absolute error, in seconds: ours, or a yardstick's."""
    return mean(abs(case.truth - (case.yardsticks[yardstick] if yardstick else case.ours.wait)) for case in cases)


def best_yardstick(cases: Sequence[Case]) -> tuple[str, float]:
    """Return the yardstick that does best on these cases, and its error."""
    return min(((name, error(cases, name)) for name in cases[0].yardsticks), key=lambda found: found[1])


def coverage(cases: Iterable[Case]) -> float:
    """Return the share of cases whose truth lies in the interval."""
    return mean(case.held for case in cases)


def by_lane(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Return the cases of each service and of each class (priority, appointment, walk-in)."""
    lanes: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        for lane in case.lanes:
            lanes[lane].append(case)
    return dict(sorted(lanes.items(), key=lambda found: -len(found[1])))


def _lines(path: Path) -> Iterator[str]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            yield from stream
    else:
        yield from path.read_text("utf-8").splitlines()


def _streams(given: Namespace) -> Iterator[tuple[str, str, list[Event]]]:
    """Yield kind, name and events of each stream that is asked for."""
    if given.invented:
        for number, events in enumerate(days(given.invented, seed=given.seed), 1):
            yield "invented", f"invented day {number}", events
        return
    for path in given.files or sorted(SAMPLES.glob("*.jsonl.gz")):
        kind = "real" if "real" in path.name else "generated"
        yield kind, path.name.partition(".")[0], [read(line) for line in _lines(path)]


def _row(name: str, cases: Sequence[Case]) -> str:
    yardstick, theirs = best_yardstick(cases)
    ours = error(cases)
    cells = [
        name,
        str(len(cases)),
        f"{ours:.1f}",
        f"{theirs:.1f} ({yardstick})",
        f"{1 - ours / theirs:.0%}",
        f"{error(cases, 'ahead'):.1f}",
        f"{error(cases, 'last wait'):.1f}",
        f"{coverage(cases):.1%}",
        f"{mean(case.ours.high - case.ours.low for case in cases):.0f}",
        f"{mean(case.penalty for case in cases):.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Score the files, or the samples; print a table for files and their kinds, and one for lanes."""
    given = _arguments()
    started = process_time()
    print(
        "| Stream | Questions | Our error, s | Best yardstick, s | Lower by | Ahead | Last wait | Held | Width | Score |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    houses: dict[str, Forecaster] = defaultdict(Forecaster)
    asked = 0
    for _ in range(max(1, given.rounds)):
        kinds: dict[str, list[Case]] = defaultdict(list)
        for kind, name, events in _streams(given):
            begin = partial(houses.__getitem__, kind) if given.rounds else Forecaster
            cases = score_events(list(all_ask(events)) if given.everybody else events, begin=begin)
            kinds[kind] += cases
            print(_row(name, cases), flush=True)
        for kind, cases in kinds.items():
            print(_row(f"**{kind}**", cases))
        asked += sum(map(len, kinds.values()))
    taken = process_time() - started
    print("\n| Kind | Lane | Questions | Held | Sooner | Later | Not called at once | Held of those |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, cases in kinds.items():
        for lane, some in by_lane(cases).items():
            sooner, later = mean(case.sooner for case in some), mean(case.later for case in some)
            waited = [case for case in some if case.truth > 0]
            of_those = f"{len(waited)} | {coverage(waited):.1%}" if waited else "0 | —"
            shares = f"{coverage(some):.1%} | {sooner:.1%} | {later:.1%}"
            print(f"| {kind} | {lane} | {len(some)} | {shares} | {of_those} |")
    print(
        f"\n{asked} questions, {1000 * taken / max(1, asked):.1f} ms of the processor each, events and yardsticks included."
    )


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="benchmarks.waiting")
    parser.add_argument("--everybody", action="store_true", help="each who is called later asks on arrival")
    parser.add_argument(
        "--rounds", type=int, default=0, help="one forecaster lives so often through all files of a kind"
    )
    parser.add_argument("--invented", type=int, default=0, help="so many invented days of an office, instead of files")
    parser.add_argument("--seed", type=int, default=1, help="of the invented days")
    parser.add_argument("files", nargs="*", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()

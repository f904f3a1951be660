"""The report, in Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.booking import LEAST, OPERATIONS, POSTED, STATEMENTS, BookingResult
from benchmarks.house import CORES, FRONTS, THREADS
from benchmarks.pages import HELLO, PageResult
from benchmarks.timings import Figures
from benchmarks.weight import Weight

NO = "—"


@dataclass
class DatabaseRun:
    """Everything measured on one kind of database."""

    database: str
    version: str
    sessions: int
    pages: list[PageResult] = field(default_factory=list)
    bookings: list[BookingResult] = field(default_factory=list)


@dataclass
class Run:
    """One whole run."""

    title: str
    facts: dict[str, str]
    runs: list[DatabaseRun] = field(default_factory=list)
    scales: str = ""
    weights: list[Weight] = field(default_factory=list)


def markdown(run: Run) -> str:
    """Return the whole report."""
    parts = [f"# {run.title}", _table(["", ""], run.facts.items())]
    for one in run.runs:
        parts += [
            f"## Pages on {one.version}",
            _compared(),
            *_pages(one),
            f"## Booking on {one.version}",
            _bookings(one),
        ]
    if run.weights:
        parts += [
            "## Weight of the pages",
            f"Measured by {run.scales}. Next view: coming from another page of the house.",
            _weights(run.weights),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _compared() -> str:
    return (
        f"`pages`: granian, WSGI, {CORES} processes of {THREADS} threads. `one port`: granian, ASGI, one process, as"
        " `bin/serve` runs it. *hello* is the shortest answer of the same server through the whole middleware."
        " *Statements*: with what is remembered for some seconds forgotten, then warm. *Database alone*: the first of"
        " these, run bare by as many clients, counted in pages."
    )


def _pages(one: DatabaseRun) -> list[str]:
    hello = {front: found.driven[front].figures for found in one.pages if found.page.name == HELLO for front in FRONTS}
    rows: list[Sequence[object]] = []
    notes = []
    for found in one.pages:
        if found.page.missing:
            rows.append([found.page.name, *[NO] * 10])
            notes.append(f"{found.page.name}: not measured, {found.page.missing}.")
            continue
        pages, port = found.driven["pages"].figures, found.driven["one port"].figures
        rows.append(
            [
                found.page.name, _per_second(pages), _ms(pages.p50_ms), _ms(pages.p95_ms),
                _ratio(pages, hello["pages"]), _per_second(port), _ms(port.p95_ms), _ratio(port, hello["one port"]),
                _asked(found), _per_second(found.bare), _ratio(pages, found.bare),
            ]
        )  # fmt: skip
        notes += [
            f"{found.page.name} on {front}: {driven.figures.slips}."
            for front, driven in found.driven.items()
            if driven.figures.wrong
        ]
        if found.bare and found.bare.wrong:
            notes.append(f"{found.page.name}, database alone: {found.bare.slips}.")
        if found.why_no_bare and found.asked:
            notes.append(f"{found.page.name}: the database alone was not measured, {found.why_no_bare}.")
    busiest = max((driven.generator_share for found in one.pages for driven in found.driven.values()), default=0.0)
    notes.append(f"The clients themselves used up to {busiest:.0%} of one core, on the same machine.")
    head = [
        "Page", "pages, per s", "p50 ms", "p95 ms", "/ hello", "one port, per s", "p95 ms", "/ hello",
        "statements", "database alone, per s", "page / database",
    ]  # fmt: skip
    return [_table(head, rows), "\n".join(f"- {note}" for note in notes)]


def _bookings(one: DatabaseRun) -> str:
    bare = {(found.what, found.slots): found.figures for found in one.bookings}
    rows = []
    for found in one.bookings:
        if found.figures is None:
            rows.append([found.what, found.slots, NO, NO, NO, NO, NO, f"not measured: {found.reason}"])
            continue
        ours = found.what in {OPERATIONS, POSTED}
        rows.append(
            [
                found.what,
                found.slots,
                _per_second(found.figures),
                _ms(found.figures.p50_ms),
                _ms(found.figures.p95_ms),
                _ratio(found.figures, bare.get((STATEMENTS, found.slots))) if found.what == OPERATIONS else NO,
                _ratio(found.figures, bare.get((LEAST, found.slots))) if ours else NO,
                found.figures.slips,
            ]
        )
    head = ["Act", "sessions", "per s", "p50 ms", "p95 ms", "/ same statements", "/ least", "slips"]
    return _table(head, rows)


def _weights(weights: Iterable[Weight]) -> str:
    rows = [
        [f"`{one.address}`", one.first[0], f"{one.first[1]:,}", one.then[0], f"{one.then[1]:,}"]
        for one in sorted(weights, key=lambda one: -one.first[1])
    ]
    return _table(["Page", "requests, first view", "bytes, first view", "requests, next", "bytes, next"], rows)


def _asked(found: PageResult) -> str:
    keys = f" (+{found.asked_keys} keys)" if found.asked_keys else ""
    return f"{found.asked}{keys} / {found.asked_warm}"


def _per_second(figures: Figures | None) -> str:
    return f"{figures.per_second:,.0f}" if figures else NO


def _ms(value: float) -> str:
    return f"{value:.1f}"


def _ratio(figures: Figures, other: Figures | None) -> str:
    return f"{figures.per_second / other.per_second:.2f}" if other and other.per_second else NO


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)

"""A report that is printed while it grows, and kept line by line, so that what was measured stays when a run breaks off."""

import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.house import ROOT
from benchmarks.machine import commit

RESULTS = ROOT / "benchmarks" / "results"


class Report:
    """Goes to standard output, and to ``<folder>/<date>-<name>-<commit>.md`` if there is a folder."""

    def __init__(self, name: str, title: str, *, folder: Path | None) -> None:
        self._file: Path | None = None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = folder / f"{datetime.now(UTC):%Y-%m-%d}-{name}-{commit().rstrip('+')}.md"
            self._file.write_text("", "utf-8")
        self.add(f"# {title}", "", f"Taken {datetime.now(UTC):%Y-%m-%d %H:%M} UTC at {commit()}.", "")

    def add(self, *lines: str) -> None:
        """Write these lines."""
        text = "".join(f"{line}\n" for line in lines)
        print(text, end="", flush=True)
        if self._file:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(text)

    def facts(self, facts: Mapping[str, object]) -> None:
        """Write a list of facts."""
        self.add(*(f"- {name}: {fact}" for name, fact in facts.items()), "")

    def head(self, *names: str) -> None:
        """Begin a table."""
        self.row(names)
        self.row(["---", *["---:"] * (len(names) - 1)])

    def row(self, cells: Sequence[object]) -> None:
        """Write a row of the table."""
        self.add("| " + " | ".join(str(cell) for cell in cells) + " |")


def end_in_order() -> None:
    """When somebody asks us to end, end as after a failure: what was started is ended, what was made is removed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended before its time."))


def say(line: str) -> None:
    """Tell the person at the terminal what is happening; the report alone goes to standard output."""
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", file=sys.stderr, flush=True)

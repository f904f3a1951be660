"""Drive the pages over HTTP, and the database with what they ask of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from benchmarks.house import House
from benchmarks.limit import NoProgram, limit
from benchmarks.load import Driven, drive, get
from benchmarks.statements import Statement, Unlike, script
from benchmarks.timings import Figures

WARM_UP, WARM_UP_SECONDS = 4, 20
"""Requests that each client sends uncounted, so that every process has built its templates."""

CHOSEN = {"tempat": "payakumbuh"}
HELLO, STATUS = "hello", "status"


@dataclass(frozen=True)
class Page:
    """A page to drive: one address and set of cookies for each client, or the reason why it cannot be."""

    name: str
    visits: tuple[tuple[str, dict[str, str]], ...] = ()
    missing: str = ""


@dataclass
class PageResult:
    """What came of a page: by front, and what the database alone does with its statements."""

    page: Page
    driven: dict[str, Driven] = field(default_factory=dict)
    asked: int = 0
    asked_keys: int = 0
    asked_warm: int = 0
    bare: Figures | None = None
    why_no_bare: str = ""


def the_pages(house: House, *, clients: int, only: str = "") -> list[Page]:
    """Return the pages that are measured, or those whose name begins with ``only``, after the yardstick."""
    fixed = {
        HELLO: ("/peragaan/jam/", {}),
        "home, first visit": ("/", {}),
        "home": ("/", CHOSEN),
        "checklist": ("/layanan/passport.new.adult/", CHOSEN),
        "slot list, all points": ("/jadwal/", CHOSEN),
        "slot list, one point": ("/jadwal/payakumbuh/", CHOSEN),
    }
    found = [Page(name, (visit,) * clients) for name, visit in fixed.items() if name.startswith((HELLO, only))]
    return [*found, _status(house, clients)] if STATUS.startswith(only) else found


def _status(house: House, clients: int) -> Page:
    """Walk a case for each client to a booked appointment, each open in a browser session of its own."""
    opened = house.inside("cases", count=clients, name="applications:status")
    if "missing" in opened:
        return Page(STATUS, missing=opened["missing"])
    visits = tuple((one["path"], {**CHOSEN, opened["cookie"]: one["session"]}) for one in opened["opened"])
    return Page(STATUS, visits)


def asked_by(pages: Sequence[Page], house: House) -> dict[str, dict[str, Any]]:
    """Return what each page asks of the database, by its name."""
    there = [page for page in pages if not page.missing]
    return dict(
        zip((page.name for page in there), house.inside("read", visits=[page.visits[0] for page in there]), strict=True)
    )


def measure(
    page: Page, seen: Mapping[str, Any], ports: Mapping[str, int], house: House, *, seconds: float, seed: int
) -> PageResult:
    """Drive the page on each front, then run bare what was ``seen`` of its statements."""
    requests = [get(path, cookies=_cookies(cookies)) for path, cookies in page.visits]
    driven = {}
    for front, port in ports.items():
        drive(port, [repeat(one, WARM_UP) for one in requests], seconds=WARM_UP_SECONDS, expected=200)
        driven[front] = drive(port, [repeat(one) for one in requests], seconds=seconds, expected=200)
    first, second = ([Statement.from_json(one) for one in part] for part in seen["recordings"])
    result = PageResult(page, driven, asked=len(second), asked_keys=seen["keys"], asked_warm=seen["warm"])
    if second:
        try:
            alone = script(first, second)
            result.bare = limit(alone, house, clients=len(page.visits), seconds=seconds, seed=seed)
        except (NoProgram, Unlike) as reason:
            result.why_no_bare = str(reason)
    return result


def _cookies(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())

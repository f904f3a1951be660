"""Book as fast as the house can: by its operations, over HTTP, and as bare statements beside it."""

import random
import secrets
import string
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from benchmarks.house import House
from benchmarks.limit import NoProgram, limit, one_statement
from benchmarks.load import drive, post
from benchmarks.statements import SLOTS, Script, Statement, Unlike, script, slot_id
from benchmarks.timings import Figures

OPERATIONS = "hold and confirm, by the house's operations"
STATEMENTS = "the same statements, database alone"
LEAST = "one guarded update and one insert, database alone"
POSTED = "POST of the slot step (hold), over HTTP"
DRAFTS_PER_SECOND = 60
MOST_DRAFTS = 1500


@dataclass(frozen=True)
class BookingResult:
    """One way to book, on so many sessions; without figures there is a reason."""

    what: str
    slots: int
    figures: Figures | None
    reason: str = ""


def measure(
    house: House, port: int, *, clients: int, seconds: float, seed: int, say: Callable[[str], None]
) -> list[BookingResult]:
    """Measure every way to book, on many sessions and on a single one."""
    found = []
    same = _statements(house)
    for slots in (SLOTS, 1):
        say(f"booking on {slots} session(s)")
        booked = house.inside("book", clients=clients, seconds=seconds, seed=seed, slots=slots)
        figures = Figures(**{**booked, "wrong": Counter(booked["wrong"])})
        found.append(BookingResult(OPERATIONS, slots, figures))
        for what, bare in ((STATEMENTS, same), (LEAST, one_statement(house.database))):
            found.append(_bare(what, bare, house, clients=clients, seconds=seconds, seed=seed, slots=slots))
    say("booking over HTTP")
    found.append(_posted(house, port, clients=clients, seconds=seconds, seed=seed))
    return found


def _statements(house: House) -> Script | str:
    first, second = ([Statement.from_json(one) for one in part] for part in house.inside("booked"))
    try:
        return script(first, second)
    except Unlike as reason:
        return str(reason)


def _bare(
    what: str, bare: Script | str, house: House, *, clients: int, seconds: float, seed: int, slots: int
) -> BookingResult:
    if isinstance(bare, str):
        return BookingResult(what, slots, None, bare)
    try:
        return BookingResult(what, slots, limit(bare, house, clients=clients, seconds=seconds, seed=seed, slots=slots))
    except NoProgram as reason:
        return BookingResult(what, slots, None, str(reason))


def _posted(house: House, port: int, *, clients: int, seconds: float, seed: int) -> BookingResult:
    count = max(clients, min(MOST_DRAFTS, round(DRAFTS_PER_SECOND * seconds)))
    opened = house.inside("drafts", count=count, name="applications:place")
    if "missing" in opened:
        return BookingResult(POSTED, SLOTS, None, opened["missing"])
    chance = random.Random(seed)
    forms = []
    for one in opened["opened"]:
        token = "".join(secrets.choice(string.ascii_letters) for _ in range(32))
        slot = slot_id(chance.randrange(SLOTS))
        cookies = f"tempat=payakumbuh; {opened['cookie']}={one['session']}; {opened['form_cookie']}={token}"
        fields = f"slot={slot}&once={uuid4()}&csrfmiddlewaretoken={token}&izin={one['permit']}&usaha=0"
        forms.append(post(one["path"], fields, cookies=cookies))
    asks = [iter(forms[number::clients]) for number in range(clients)]
    figures = drive(port, asks, seconds=seconds, expected=302).figures
    if figures.wrong.total() > figures.done:
        return BookingResult(POSTED, SLOTS, None, f"the page refused: {figures.slips}")
    return BookingResult(POSTED, SLOTS, figures)

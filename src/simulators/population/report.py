"""What a day has brought: people, answers, money; and what does not fit."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from simulators.population import words
from simulators.population.citizen import Citizen
from simulators.population.pages import Missing
from simulators.population.world import World

MONEY = "/petugas/uang/"
ONE_PLACE_OF_EACH_OFFICE = ("pesawaran", "payakumbuh", "kepulauan-mentawai", "bengkulu-selatan")
NEEDS_ATTENTION = frozenset({"late_held", "after_withdrawal", "duplicate", "short", "over"})
VERIFY = "LINTAS_MODE=demo .venv/bin/python -m lintas ledger verify"


@dataclass
class Found:
    """The day in figures. ``wrong`` says in sentences what does not fit."""

    seed: int
    began: date
    states: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    classes: dict[str, int] = field(default_factory=dict)
    slowest: list[tuple[str, int, float, float]] = field(default_factory=list)
    paid_idr: int = 0
    money: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether everything fits."""
        return not self.wrong


def collect(world: World, *, seed: int, began: date) -> Found:
    """Ask every person where their case stands, and every office what money it holds."""
    found = Found(seed=seed, began=began)
    for citizen in world.citizens:
        _place(citizen, found)
    _count_money(world, found)
    journal = world.lines.journal
    found.classes, found.slowest = journal.classes(), journal.slowest()
    if journal.broken:
        found.wrong.append(f"{len(journal.broken)} responses of 500 and above")
    if dead := world.clock.dead_letters():
        found.wrong.append(f"{dead} messages inside the house were given up")
    return found


def written(found: Found, *, troubles: list[str]) -> str:
    """Return the report as text."""
    lines = [
        f"A day of {sum(found.states.values())} people, begun on {found.began}, seed {found.seed}",
        "",
        "People by state",
    ]
    lines += [f"  {count:5} {state}" for state, count in sorted(found.states.items())]
    lines += ["", "Responses"]
    lines += [f"  {count:5} {name}" for name, count in found.classes.items()]
    lines += ["", f"Rupiah paid: {rupiah(found.paid_idr)}"]
    lines += [f"  {rupiah(amount):>16} {state}" for state, amount in sorted(found.money.items())]
    lines += ["", "Slowest pages: requests, p50 ms, p95 ms"]
    lines += [f"  {count:5} {p50:7.0f} {p95:7.0f}  {name}" for name, count, p50, p95 in found.slowest]
    lines += ["", f"Ledger: {VERIFY}"]
    off = found.wrong + troubles
    lines += ["", "Nothing is off." if not off else "What is off:", *(f"  {one}" for one in off)]
    return "\n".join(lines)


def rupiah(amount: int) -> str:
    """Return the amount as it is written."""
    return f"Rp{amount:,}".replace(",", ".")


def _place(citizen: Citizen, found: Found) -> None:
    """Enter where the person's case, and each case that it carried on, stands."""
    road = citizen.person.road
    if not citizen.reference:
        found.states["not begun"] += 1
        found.wrong.append(f"{road.name}: no case was begun")
        return
    try:
        state = citizen.state()
    except Missing as missing:
        state = "unnamed"
        found.wrong.append(str(missing))
    found.states[state] += 1
    if state not in road.ends:
        found.wrong.append(f"{citizen.reference} ({road.name}): {state} instead of {', '.join(sorted(road.ends))}")


def _count_money(world: World, found: Found) -> None:
    """Compare what left people's purses with what the house says it became."""
    found.paid_idr = sum(amount for citizen in world.citizens for amount in citizen.paid)
    for citizen in world.citizens:
        if citizen.paid:
            found.money.update(_money_of(citizen, world))
    named = sum(found.money.values())
    if named != found.paid_idr:
        found.wrong.append(f"{rupiah(found.paid_idr)} were paid, {rupiah(named)} are in a named state")
    waiting = _waiting_money(world)
    for state in NEEDS_ATTENTION & set(found.money):
        if waiting[state] < found.money[state]:
            found.wrong.append(f"{state}: the offices' pages of money show {rupiah(waiting[state])} only")


def _money_of(citizen: Citizen, world: World) -> Counter[str]:
    """Return the person's payments by state, as the head of section reads them in the cases."""
    money: Counter[str] = Counter()
    officer = world.crew_of(citizen).officer("kasi")
    for reference in (*citizen.earlier, citizen.reference):
        for state, amount in words.money(officer.open_case(reference, "?lembar=data")):
            if state == words.REATTACHED and reference == citizen.reference:
                continue  # it came for an earlier case, where it is counted
            money[state] += amount
    return money


def _waiting_money(world: World) -> Counter[str]:
    """Return the money that needs attention, of all offices together; offices share no case."""
    money: Counter[str] = Counter()
    for slug in ONE_PLACE_OF_EACH_OFFICE:
        officer = world.crews[slug].officer("kasi")
        for state, amount in words.waiting_money(officer.expect(officer.open(MONEY), 200)):
            money[state] += amount
    return money

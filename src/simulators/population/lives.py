"""What one person does, from the first page to the book in the hand: a life on the stage."""

from collections.abc import Generator
from datetime import datetime, timedelta

from simulators.population.citizen import Citizen
from simulators.population.pages import Missing
from simulators.population.roads import Collects, Comes, Draft, Pays, Turn
from simulators.population.stage import Life
from simulators.population.world import SATURDAY, World, at, next_weekday

Part = Generator[datetime, None, bool]
"""A part of a life that tells how it went."""

SHORT_IDR = 100_000
"""Less than any passport costs."""

SOON = timedelta(hours=3)
SOME_DAYS = timedelta(days=2)
"""Far enough ahead that the appointment may still be moved."""

A_WHILE = timedelta(minutes=10)
BILL_IS_OVER = timedelta(hours=2, minutes=20)
EARLY, LATE = timedelta(minutes=25), timedelta(minutes=30)
"""Whoever comes late still comes within the hour of the session, also when the clock stops every half hour only."""
FINAL = frozenset({"collected", "expired", "forfeited", "cancelled", "rejected", "book_cancelled"})
LOOKS = 12
"""Twice a day: within six working days of the visit every book is ready that will be."""


def life(citizen: Citizen, world: World) -> Life:
    """Live the road that the person takes."""
    road = citizen.person.road
    world.outside.register([citizen.person])
    if road.walks_in:
        crew = world.crew_of(citizen)
        crew.take_in(citizen, world.now)
        citizen.pay(crew.billing_code(citizen))
        yield from _collect(citizen, world)
        return
    if road.draft is not Draft.SUBMITTED:
        _leave_it(citizen, world)
        return
    soon = world.now + (SOME_DAYS if road.moves else SOON)
    citizen.apply(after=max(soon, citizen.not_before or soon))
    yield world.now + A_WHILE
    if not (yield from _pay(citizen, world)):
        return
    yield world.now + A_WHILE
    if road.moves:
        world.clock.settle()
        citizen.move(after=citizen.hour)
    if road.turn is Turn.WITHDRAWN:
        world.clock.settle()
        world.crew_of(citizen).withdraw(citizen)
        return
    if (yield from _come(citizen, world)):
        yield from _collect(citizen, world)


def _leave_it(citizen: Citizen, world: World) -> None:
    """Begin and go no further: leave the draft, delete it, or be told that a case with this number is running."""
    citizen.start()
    citizen.answer()
    if citizen.person.road.draft is Draft.DROPPED:
        citizen.drop()
        return
    citizen.identify()
    if citizen.person.road.draft is Draft.LEFT:
        return
    citizen.give_contact()
    citizen.give_papers()
    citizen.choose_place(after=world.now + SOON)
    page = citizen.submit()
    if page.status < 400:
        raise Missing(f"{page.address}: a second case of the same number was taken in")


def _pay(citizen: Citizen, world: World) -> Part:
    """Pay as the road says; return whether the case goes on."""
    pays, code = citizen.person.road.pays, citizen.billing_code()
    match pays:
        case Pays.NEVER:
            return False
        case Pays.SHORT:
            citizen.pay(code, amount_idr=SHORT_IDR)
            return False
        case Pays.LATE:
            yield world.now + BILL_IS_OVER
            world.clock.settle()
            citizen.pay(code, late=True)
            yield world.now + A_WHILE
            world.clock.settle()
            citizen.carry_on()
            citizen.choose_place(after=world.now + SOON)
            citizen.hand_in()
        case _:
            citizen.pay(code)
            if pays is Pays.TWICE:
                citizen.pay(code, again=True)
    return True


def _come(citizen: Citizen, world: World) -> Part:
    """Come to the appointment as the road says, again where papers were returned; return whether the visit was made."""
    road, crew = citizen.person.road, world.crew_of(citizen)
    if road.comes is Comes.NEVER:
        return False
    if road.comes is Comes.EXCUSED:
        yield at(next_weekday(citizen.hour), 9)
        world.clock.settle()
        citizen.comes_at = crew.excuse(citizen)
    a_little = timedelta(minutes=citizen.person.number % 5 * 9 - 20)
    shift = {Comes.EARLY: -EARLY, Comes.LATE: LATE}.get(road.comes, a_little)
    yield citizen.hour + shift
    crew.receive(citizen, world.now)
    if road.unreadable:
        yield at(citizen.hour, 16, 30)
        if not road.completes:
            return False
        citizen.complete()
        yield at(next_weekday(world.now), 9, 30)
        crew.receive_again(citizen, world.now)
    return True


def _collect(citizen: Citizen, world: World) -> Life:
    """Look at noon and in the evening how the case stands; come for the book when it is ready, if it ever can be."""
    road = citizen.person.road
    if road.collects is Collects.NEVER or "collected" not in road.ends:
        return
    for _ in range(LOOKS):
        yield _next_look(world.now)
        state = citizen.state()
        if state in FINAL:
            return
        if state == "ready":
            break
    else:
        return
    morning = at(next_weekday(world.now), 8, 30) + timedelta(minutes=20 * (citizen.person.number % 12))
    yield at(world.now, 14) if world.now < at(world.now, 13) else morning
    world.crew_of(citizen).hand_over(citizen)


def _next_look(now: datetime) -> datetime:
    if now < at(now, 11, 30) and now.weekday() < SATURDAY:
        return at(now, 12)
    return at(now, 18) if now < at(now, 17) else at(next_weekday(now), 12)

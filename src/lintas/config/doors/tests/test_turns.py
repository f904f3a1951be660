"""At the threads the core goes first, nobody waits for ever, and no place is lost."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from lintas.config.doors.turns import IN_A_ROW, Turns


def apart(act):
    """Do it in a thread of its own: a browser test may have left an event loop in this."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, act()).result()


async def served(turns: Turns, names: str, *, gone: str = "") -> str:
    """Let as many wait as there are names, upper case for the core; return in which order they had their turn."""
    order: list[str] = []

    async def one(name: str) -> None:
        await turns.take(core=name.isupper())
        order.append(name)
        await asyncio.sleep(0)
        turns.give_back()

    await turns.take(core=False)
    tasks = {name: asyncio.create_task(one(name)) for name in names}
    await asyncio.sleep(0)
    for name in gone:
        tasks[name].cancel()
    turns.give_back()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    return "".join(order)


def test_the_core_goes_first_and_within_each_who_came_first():
    assert apart(lambda: served(Turns(1), "abCdE")) == "CEabd"


def test_the_others_have_their_turn_however_many_of_the_core_come():
    order = apart(lambda: served(Turns(1), "abCDEFGHIJKLM"))

    assert order.index("a") == IN_A_ROW
    assert order.index("b") == 2 * IN_A_ROW + 1


def test_who_leaves_is_passed_over_and_takes_no_place_along():
    assert apart(lambda: served(Turns(1), "abCd", gone="aC")) == "bd"


def test_a_place_given_to_one_who_left_at_that_moment_goes_to_the_next():
    async def day() -> bool:
        turns = Turns(1)
        await turns.take(core=False)
        leaving = asyncio.create_task(turns.take(core=False))
        staying = asyncio.create_task(turns.take(core=False))
        await asyncio.sleep(0)
        turns.give_back()
        leaving.cancel()
        await asyncio.wait_for(staying, 1)
        return leaving.cancelled()

    assert apart(day)


def test_a_place_that_nobody_waits_for_is_kept_free():
    async def day() -> None:
        turns = Turns(2)
        for _ in range(3):
            await turns.take(core=False)
            turns.give_back()
        await asyncio.wait_for(turns.take(core=False), 1)
        await asyncio.wait_for(turns.take(core=True), 1)

    apart(day)

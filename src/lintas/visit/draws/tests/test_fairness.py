"""
S21: equal odds, and a tout who gains nothing.

Each measurement has its control: the same with the mechanism off must fail.
"""

import random
from collections.abc import Callable

import pytest

from lintas.foundation.tests.report import size, tell
from lintas.visit.draws.rules.deciding import decide
from lintas.visit.draws.rules.entries import Entry, units_of
from lintas.visit.draws.tests.chance import p_value, upper_gamma
from lintas.visit.draws.tests.worlds import TERMS, drawn, household, sessions, single, winners
from lintas.visit.draws.verify_draw import verify

SEED = 20261124
DRAWS, PEOPLE, PLACES, GROUPS = 1000, 100, 20, 10
TOUT_DRAWS = size(quick=40, full=200)

Draw = Callable[[list[Entry], int], set[str]]


def by_lot(entries: list[Entry], seed: int) -> set[str]:
    return winners(drawn(entries, sessions(PLACES), seed=seed))


def first_come(entries: list[Entry], seed: int) -> set[str]:
    return {entry.code for entry in entries[:PLACES]}


def a_little_better_for_the_early(entries: list[Entry], seed: int) -> set[str]:
    early = [Entry(one.code, one.pool, "", int(place < PEOPLE // 10), one.wants) for place, one in enumerate(entries)]
    return winners(drawn(early, sessions(PLACES), seed=seed))


def wins_by_moment_of_entry(draw: Draw, *, draws: int = DRAWS) -> list[int]:
    """Count the wins of the earliest tenth of the entries, of the next, and so on."""
    chance, wins = random.Random(SEED), [0] * GROUPS
    for number in range(draws):
        entries = [single(chance) for _ in range(PEOPLE)]
        won = draw(entries, chance.getrandbits(48) + number)
        for place, entry in enumerate(entries):
            wins[place * GROUPS // PEOPLE] += entry.code in won
    return wins


def p_of(wins: list[int], *, draws: int = DRAWS) -> float:
    return p_value(wins, sizes=[PEOPLE // GROUPS] * GROUPS, draws=draws, places=PLACES)


@pytest.mark.parametrize(
    ("degrees", "value", "p"), [(9, 16.919, 0.05), (9, 21.666, 0.01), (1, 3.841, 0.05), (9, 4, 0.911)]
)
def test_the_measure_is_the_one_of_the_tables(degrees, value, p):
    assert upper_gamma(degrees / 2, value / 2) == pytest.approx(p, abs=5e-4)


def test_early_and_late_entries_have_equal_odds(capsys):
    wins = wins_by_moment_of_entry(by_lot)

    tell(capsys, "S21, early and late", seed=SEED, draws=DRAWS, wins_by_tenth=wins, p=f"{p_of(wins):.3f}")
    assert sum(wins) == DRAWS * PLACES
    assert p_of(wins) > 0.01


@pytest.mark.parametrize(("control", "draws"), [(first_come, 100), (a_little_better_for_the_early, DRAWS)])
def test_control_speed_that_pays_is_found(control, draws):
    assert p_of(wins_by_moment_of_entry(control, draws=draws), draws=draws) < 0.01


def test_the_p_values_of_many_series_are_spread_evenly():
    """A measure that always says “fair” would show itself here: p below 0.2 must come about every fifth time."""
    chance, values = random.Random(SEED), []
    for _ in range(100):
        wins = [0] * GROUPS
        for _ in range(40):
            for one in chance.sample(range(PEOPLE), PLACES):
                wins[one * GROUPS // PEOPLE] += 1
        values.append(p_of(wins, draws=40))

    assert 10 <= sum(value < 0.2 for value in values) <= 31


def share_of_the_tout(*, identities: int, entries_each: int, draws: int = TOUT_DRAWS) -> float:
    """Return the tout's share of the places: he holds so many of 1,000 verified identities."""
    chance, his_places, all_places = random.Random(SEED), 0, 0
    for number in range(draws):
        his = [single(chance) for _ in range(identities * entries_each)]
        won = winners(drawn([single(chance) for _ in range(1000 - identities)] + his, sessions(40, 40), seed=number))
        his_places += sum(entry.code in won for entry in his)
        all_places += len(won)
    return his_places / all_places


def test_a_tout_wins_in_proportion_to_the_identities_that_are_really_his(capsys):
    share = share_of_the_tout(identities=300, entries_each=1)

    tell(capsys, "S21, tout", seed=SEED, draws=TOUT_DRAWS, entries=1000, identities="30%", places=f"{share:.2%}")
    assert share == pytest.approx(0.30, abs=0.02)


def test_control_without_one_entry_for_each_identity_the_tout_takes_what_others_lose():
    share = share_of_the_tout(identities=300, entries_each=10, draws=10)

    assert share > 0.75


def test_each_of_the_draws_can_be_computed_again():
    chance = random.Random(SEED)
    for number in range(TOUT_DRAWS):
        paper = drawn([single(chance) for _ in range(1000)], sessions(40, 40), seed=number)
        verify(paper.content)


def odds_in_households(*, home: int, people: int, places: list[int], draws: int) -> tuple[float, float]:
    """Return the share of places won per person in households of ``home`` and per single person; a fifth go together."""
    chance, won = random.Random(SEED), [0, 0]
    offered = sessions(*places)
    keys = [one.key for one in offered]
    homes = people // 5 // home
    for _ in range(draws):
        entries = [one for _ in range(homes) for one in household(chance, home, chance.sample(keys, len(keys)))]
        entries += [single(chance, chance.sample(keys, len(keys))) for _ in range(people - len(entries))]
        units = units_of(entries, sessions={one.key: one for one in offered}, terms=TERMS)
        for one in decide(units, sessions=offered, key=chance.randbytes(32)):
            if one.session:
                won[one.unit.size == 1] += one.unit.size
    return won[0] / (homes * home * draws), won[1] / ((people - homes * home) * draws)


@pytest.mark.parametrize("home", [2, 4])
def test_in_a_household_each_has_the_odds_of_a_single_person_up_to_the_last_places(home, capsys):
    """A household of m is passed over only while fewer than m places are left: of 100 places that is m - 1 at most."""
    draws = size(quick=200, full=1000)
    together, alone = odds_in_households(home=home, people=1000, places=[10] * 10, draws=draws)
    # Three standard deviations of the households' wins: a fifth of the people, each with odds of one in ten.
    noise = 3 * (draws * 200 / home / 10) ** -0.5

    tell(capsys, f"S21, households of {home}", seed=SEED, each=f"{together:.4f}", single=f"{alone:.4f}")
    assert together / alone == pytest.approx(1, abs=noise + (home - 1) / 100)


def test_control_a_lot_for_each_member_would_favour_households():
    chance, won = random.Random(SEED), [0, 0]
    for _ in range(100):
        homes = [[chance.random() for _ in range(4)] for _ in range(50)] + [[chance.random()] for _ in range(800)]
        left = 100
        for lots in sorted(homes, key=min):
            if len(lots) <= left:
                left -= len(lots)
                won[len(lots) == 1] += len(lots)

    assert won[0] / 200 > 2 * won[1] / 800


def test_a_lost_round_raises_the_odds_by_the_published_rule():
    chance, won = random.Random(SEED), [0, 0]
    for number in range(300):
        entries = [single(chance, credit=place % 2) for place in range(100)]
        for one in drawn(entries, sessions(10), seed=number).decided:
            won[one.unit.tickets - 1] += bool(one.session)

    # With few places among many, two tickets win nearly twice as often as one.
    assert 1.7 < won[1] / won[0] < 2.1

"""20,000 entries for 1,600 places in less than ten seconds; the whole of it with databases: `benchmarks/draw.py`."""

import random
import time

from lintas.foundation.tests.report import tell
from lintas.visit.draws.tests.worlds import drawn, household, sessions, single, winners
from lintas.visit.draws.verify_draw import verify

SEED, ENTRIES, PLACES, SECONDS = 20261124, 20_000, 1_600, 10


def test_a_large_draw_is_decided_and_computed_again_in_seconds(capsys):
    chance, offered = random.Random(SEED), sessions(*[10] * (PLACES // 10))
    keys = [one.key for one in offered]
    entries = [one for _ in range(1000) for one in household(chance, 4, chance.sample(keys, 5))]
    while len(entries) < ENTRIES:
        entries.append(single(chance, chance.sample(keys, 5), credit=chance.choice((0, 0, 1))))

    # The processor's seconds: other work on the machine does not count.
    began = time.process_time()
    paper = drawn(entries, offered, seed=SEED)
    decided = time.process_time()
    verify(paper.content)
    verified = time.process_time()

    tell(capsys, "draw", entries=ENTRIES, decided=f"{decided - began:.2f}s", verified=f"{verified - decided:.2f}s")
    assert len(winners(paper)) == PLACES
    assert verified - began < SECONDS

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.foundation.live.rules import Cursor, Forgotten, NotACursor, NotATopic, Reading, checked_topics, cursor_of

BOARD = f"board:{uuid4()}"


def cursor_when(committed: set[int], begun: int) -> Cursor:
    """Make the cursor of a moment at which `begun` transactions had begun and those had committed."""
    running = {one for one in range(1, begun + 1) if one not in committed}
    return Cursor(min(running, default=begun + 1), begun + 1, frozenset(running))


@given(order=st.permutations(range(1, 9)), looks=st.lists(st.integers(0, 8), min_size=1), overlap=st.integers(1, 8))
def test_whatever_the_order_of_commits_nothing_is_missed_and_nothing_told_twice(order, looks, overlap):
    # Transaction n begins before n - overlap must have ended; they commit in any order that this allows.
    commits: list[int] = []
    for one in order:
        commits.extend(
            earlier for earlier in range(1, one + 1) if earlier not in commits and (earlier <= one - overlap)
        )
        if one not in commits:
            commits.append(one)
    told: list[int] = []
    seen = cursor_when(set(), 0)
    for moment in [*sorted(looks), len(commits)]:
        committed = set(commits[:moment])
        now = cursor_when(committed, max(commits[: moment + 1], default=0))
        signals = tuple((one, f"board:{one}") for one in sorted(committed) if one >= seen.lowest)
        topics = {f"board:{one}" for one in range(1, 9)}
        told += sorted(Reading(now, signals).touched_since(seen, topics))
        seen = now

    assert sorted(told) == [f"board:{one}" for one in range(1, 9)]


def test_a_plain_up_to_here_would_miss_a_late_commit():
    """The control: five has committed, four has not yet; a cursor without the running ones loses it."""
    late = Reading(Cursor(6, 6), ((4, BOARD),))

    assert late.touched_since(Cursor(4, 6, frozenset({4})), [BOARD]) == {BOARD}
    assert late.touched_since(Cursor(6, 6), [BOARD]) == set()


@given(running=st.frozensets(st.integers(5, 50)))
def test_a_cursor_comes_back_as_it_was(running):
    cursor = Cursor(5, 51, running)

    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text", ["", "5", "5:6", "a:6:", "5:6:7,", "-5:6:", "5:6: 7", "5:6:" + "7," * 3000 + "7", "\u0665:6:"]
)
def test_what_is_not_a_cursor_is_none(text):
    assert cursor_of(text) is None
    with pytest.raises(NotACursor):
        Cursor.parse(text)


@pytest.mark.parametrize(
    ("since", "reading"),
    [
        (None, Reading(Cursor(9, 9), ())),
        (Cursor(3, 3), Reading(Cursor(9, 9), (), Forgotten(up_to=3, position=7))),
        (Cursor(3, 8, frozenset({3, 7})), Reading(Cursor(9, 9), (), Forgotten(up_to=3, position=7))),
        (Cursor(12, 12), Reading(Cursor(9, 9), ())),
        (Cursor(5, 5), Reading(Cursor(9, 9), (), complete=False)),
    ],
    ids=[
        "no cursor",
        "signals since were forgotten",
        "they were just being forgotten",
        "from another database",
        "too many signals",
    ],
)
def test_when_it_cannot_be_told_everything_counts_as_touched(since, reading):
    assert reading.touched_since(since, [BOARD]) == {BOARD}


@pytest.mark.parametrize("since", [Cursor(4, 4), Cursor(2, 8, frozenset({2}))], ids=["later", "beside an old act"])
def test_what_was_forgotten_is_no_news_to_those_who_had_seen_it(since):
    assert Reading(Cursor(9, 9), (), Forgotten(up_to=3, position=7)).touched_since(since, [BOARD]) == set()


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["board"],
        ["board:7"],
        [f"Board:{uuid4()}"],
        [f"board:{uuid4()}\n"],
        [f"board:{uuid4()}" for _ in range(9)],
    ],
)
def test_other_topics_are_refused(names):
    with pytest.raises(NotATopic):
        checked_topics(names)

"""The line outside is a line: in the order of coming, whoever looks how often, and nobody lost."""

from hypothesis import given
from hypothesis import strategies as st

from lintas.config.doors import line as lines
from lintas.config.doors.line import Card, Line, Waits, pause_after

NOON = 1_800_000_000.0


def come(line: Line, *, now: float, free: int = 0) -> Card:
    waits = line.ask(None, free=free, now=now)
    assert isinstance(waits, Waits)
    return waits.card


def test_while_there_is_room_and_nobody_waits_one_goes_in_at_once():
    assert Line().ask(None, free=1, now=NOON) is None


def test_a_newcomer_never_passes_those_who_wait():
    line = Line()
    first = come(line, now=NOON)

    waits = line.ask(None, free=5, now=NOON + 0.5)

    assert isinstance(waits, Waits)
    assert waits.ahead == 1
    assert line.ask(first, free=5, now=NOON + 1) is None


def test_the_place_is_kept_however_often_one_looks():
    line = Line()
    cards = [come(line, now=NOON + number / 10) for number in range(5)]

    for _ in range(7):
        waits = line.ask(cards[3], free=0, now=NOON + 3)
        assert (waits.ahead, waits.card.turn) == (3, cards[3].turn)
        cards[3] = waits.card


def test_control_without_a_card_who_looks_again_stands_behind_who_came_later():
    line = Line()
    come(line, now=NOON)
    for number in range(5):
        come(line, now=NOON + 1 + number)

    assert line.ask(None, free=0, now=NOON + 9).ahead == 6


def test_the_pauses_grow_and_are_short_near_the_door():
    far = [pause_after(Card(0, 0, looks), ahead=1000) for looks in range(9)]
    near = [pause_after(Card(0, 0, looks), ahead=3) for looks in range(9)]

    assert far == [5, 8, 11, 17, 25, 38, 57, 60, 60]
    assert near == [5, 8, 10, 10, 10, 10, 10, 10, 10]
    assert {pause_after(Card(0, number, 9), ahead=1000) for number in range(64)} == set(range(60, 76))


def test_who_gave_up_costs_nobody_a_turn_and_keeps_the_place_for_two_hours():
    line = Line()
    gone = [come(line, now=NOON) for _ in range(3)]
    later = NOON + lines.FIRST_PAUSE * 2 + lines.LATE + 1
    stays = come(line, now=later)

    line.ask(None, free=1, now=later + 1)  # a tick with room for one

    assert line.ask(stays, free=0, now=later + 1.1) is None
    assert line.ask(gone[0], free=0, now=later + 60) is None
    assert isinstance(line.ask(gone[1], free=0, now=NOON + lines.LASTS + 1), Waits)


def test_a_line_that_starts_anew_takes_the_cards_at_their_old_places():
    before = Line()
    cards = [come(before, now=NOON + number) for number in range(3)]
    anew = Line()

    assert [anew.ask(cards[number], free=0, now=NOON + 9).ahead for number in (2, 0, 1)] == [0, 0, 1]
    assert anew.ask(cards[2], free=0, now=NOON + 9).ahead == 2


events = st.lists(
    st.tuples(st.sampled_from(["come", "look", "look", "look"]), st.integers(0, 30), st.integers(0, 3), st.booleans()),
    max_size=120,
)


@given(events=events)
def test_of_those_who_look_when_they_are_asked_to_none_goes_in_before_one_who_came_earlier(events):
    """Each look is at its own time: whoever is let in later than another had his turn called later, or as early."""
    line, now, waiting = Line(), NOON, []
    for what, who, free, moves in events:
        now += 1.0 if moves else 0.0
        if what == "come" or not waiting:
            answer = line.ask(None, free=free, now=now)
            if isinstance(answer, Waits):
                waiting.append(answer.card)
            else:
                # Who goes in at once passes nobody: all who came before may go in too.
                assert all(line.ask(one, free=0, now=now) is None for one in waiting)
                waiting = []
            continue
        card = waiting[who % len(waiting)]
        answer = line.ask(card, free=free, now=now)
        if answer is None:
            waiting.remove(card)
            # Everybody who came before may go in too, and hears so at the next look.
            assert all(line.ask(one, free=0, now=now) is None for one in list(waiting) if one.turn < card.turn)
            waiting = [one for one in waiting if one.turn > card.turn]
        else:
            assert answer.ahead <= sum(one.turn < card.turn for one in waiting)


@given(free=st.integers(0, 7), ticks=st.integers(1, 9), count=st.integers(1, 60))
def test_no_more_go_in_than_there_was_room_for(free, ticks, count):
    line = Line()
    cards = [come(line, now=NOON) for _ in range(count)]

    for tick in range(1, ticks + 1):
        line.ask(cards[-1], free=free, now=NOON + tick)
    went_in = [line.ask(card, free=0, now=NOON + ticks) is None for card in cards]

    assert sum(went_in) == min(count, free * ticks)
    assert len(line) == count - sum(went_in)

"""Counters that go on while the house is away."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kiosk import island
from kiosk.box import Box
from kiosk.island import NotNow
from kiosk.line import Away
from kiosk.log import Log
from kiosk.tests.conftest import NINE, ONE, PHOTO, TWO, a_hall, stands
from kiosk.tests.test_log import press


@pytest.fixture
def alone(box, house):
    """The box knows two who wait and one who is at counter two, and the house is gone."""
    house.hall = a_hall(stands(101), stands(102, at=NINE + timedelta(minutes=1)), at_two())
    box.meet_house()
    leave(box, house)
    return box


def at_two():
    return stands(100, state="serving", counter=TWO, calls=1)


def leave(box, house):
    house.is_away = True
    with pytest.raises(Away):
        box.meet_house()


def do(box, wish, counter=ONE, *, station="", once=None):
    at = box.hall().at(counter)
    box.act(press=once or str(uuid4()), counter_id=counter, wish=wish, ticket=at.id if at else "", station=station)
    after = box.hall().at(counter)
    return after and after.text


def test_numbers_that_waited_and_numbers_of_the_box_are_called_in_order(alone, clock):
    clock.at += timedelta(minutes=2)
    own = press(alone).text

    called = []
    for _ in range(3):
        called.append(do(alone, "call"))
        do(alone, "arrive")
        do(alone, "finish")

    assert called == ["A 101", "A 102", own]
    with pytest.raises(NotNow, match="nobody"):
        do(alone, "call")


def test_who_takes_a_number_later_stands_later_though_the_hour_was_put_back_in_between():
    hours = [NINE, NINE - timedelta(seconds=3), NINE - timedelta(seconds=3)]
    lines = [({"id": str(uuid4()), "lane": "A", "number": number}, hour) for number, hour in enumerate(hours, 1)]

    hall = island.play(island.Hall(), lines, station_of={"A": "documents"})

    assert [one.number for one in hall.line("documents")] == [1, 2, 3]


def test_who_comes_while_a_message_is_on_its_way_stands_behind_whom_it_tells_of(box, house, clock):
    tell = house.catatan
    pressed = []

    def slow(content):
        if content["lines"] and len(pressed) == 1:
            clock.at += timedelta(milliseconds=300)
            pressed.append(press(box))
            clock.at += timedelta(seconds=2)
            house.hall = a_hall(stands(pressed[0].number, at=clock.at))
        return tell(content)

    house.catatan, house.hall = slow, a_hall()
    box.meet_house()
    pressed.append(press(box))
    box.meet_house()
    leave(box, house)

    assert [one.number for one in box.hall().line("documents")] == [one.number for one in pressed]


@pytest.mark.parametrize("behind", [timedelta(0), timedelta(hours=2)])
def test_after_a_restart_nobody_stands_before_whom_the_house_had_told_of(box, house, clock, log, behind):
    house.hall = a_hall()
    box.meet_house()
    press(box)
    clock.at += timedelta(minutes=5)
    house.hall = a_hall(stands(500, at=clock.at))
    box.meet_house()
    leave(box, house)
    clock.at += timedelta(minutes=1)
    clock.boot, clock.started, clock.jump = "boot-2", clock.at, -behind
    again = Box(log, box._line, clock)
    leave(again, house)
    clock.at += timedelta(minutes=4)

    own = press(again)

    assert [one.number for one in again.hall().line("documents")][-2:] == [500, own.number]


def test_who_was_at_a_counter_when_the_line_was_cut_is_still_there(alone):
    assert alone.hall().at(TWO).text == "A 100"
    do(alone, "transfer", TWO, station="photo")

    assert do(alone, "call", PHOTO) == "A 100"
    assert alone.hall().at(TWO) is None


def test_two_counters_never_call_the_same_number(alone):
    do(alone, "finish", TWO)

    assert [do(alone, "call", ONE), do(alone, "call", TWO)] == ["A 101", "A 102"]


def test_nobody_is_set_aside_before_all_calls_were_made(alone):
    do(alone, "call")
    with pytest.raises(NotNow, match="changed"):
        do(alone, "miss")
    do(alone, "recall")
    do(alone, "recall")
    with pytest.raises(NotNow, match="changed"):
        do(alone, "recall")
    assert do(alone, "miss") is None


def test_whoever_was_called_gets_time_to_come_before_the_next_step(box, house, clock):
    called = stands(100, state="called", counter=TWO, calls=3) | {"called_at": NINE.isoformat()}
    house.hall = a_hall(stands(101), called) | {"call_seconds": 60}
    box.meet_house()
    leave(box, house)
    clock.at += timedelta(seconds=40)
    do(box, "call")

    for counter, wish in ((ONE, "recall"), (TWO, "miss")):
        with pytest.raises(NotNow, match="soon"):
            do(box, wish, counter)
    clock.at += timedelta(seconds=20)
    assert do(box, "miss", TWO) is None
    clock.at += timedelta(seconds=40)
    assert do(box, "recall") == "A 101"
    with pytest.raises(NotNow, match="soon"):
        do(box, "recall")
    assert do(box, "arrive") == "A 101"


def test_a_clock_that_was_put_back_keeps_nobody_waiting():
    standing = island.Standing("a", "A", 1, "documents", "called", False, NINE, NINE, 0, ONE, 1, NINE)
    desk = island.Counter(ONE, "Loket 1", "documents")
    hall = island.Hall(counters=(desk,), call_interval=timedelta(minutes=1), standing={"a": standing})

    line = island.act(hall, desk, wish="recall", ticket="a", station="", hour=NINE - timedelta(seconds=5))

    assert line["act"] == "recall"


def miss(box, counter=ONE):
    """Call the next number in vain; return it."""
    called = do(box, "call", counter)
    do(box, "recall", counter)
    do(box, "recall", counter)
    do(box, "miss", counter)
    return called


def come_back(box, number, counter=ONE):
    found = next(one for one in box.hall().standing.values() if one.text == number)
    box.act(press=str(uuid4()), counter_id=counter, wish="come_back", ticket=found.id)


def missed(box, station="documents"):
    return [one.text for one in box.hall().missed(station, box.hour())]


def test_who_was_missed_comes_back_behind_the_others_of_the_class_and_only_once(alone, clock):
    clock.at += timedelta(minutes=2)
    assert miss(alone) == "A 101"
    assert missed(alone) == ["A 101"]

    come_back(alone, "A 101")

    assert missed(alone) == []
    assert [miss(alone), miss(alone)] == ["A 102", "A 101"]
    assert missed(alone) == ["A 102"]
    with pytest.raises(StopIteration):
        come_back(alone, "A 101")


def test_who_was_missed_before_the_line_was_cut_comes_back_within_the_window_at_that_station(box, house, clock):
    house.hall = a_hall(stands(101, state="skipped", until=NINE + timedelta(minutes=10)), stands(102))
    box.meet_house()
    leave(box, house)

    assert missed(box) == ["A 101"]
    with pytest.raises(NotNow, match="changed"):
        come_back(box, "A 101", PHOTO)
    with pytest.raises(NotNow, match="changed"):
        come_back(box, "A 102")
    clock.at += timedelta(minutes=10)
    assert missed(box) == []
    with pytest.raises(NotNow, match="late"):
        come_back(box, "A 101")


def test_the_same_press_acts_once(alone):
    once = str(uuid4())
    assert do(alone, "call", once=once) == do(alone, "call", once=once) == "A 101"


def test_while_the_house_is_there_its_console_is_the_one_to_use(box, house):
    house.hall = a_hall(stands(101))
    box.meet_house()
    with pytest.raises(NotNow, match="near"):
        do(box, "call")
    fresh = Box(box.log, house, box._clock)
    with pytest.raises(NotNow, match="near"):
        do(fresh, "call")  # nobody has looked yet whether it is there


def test_the_right_not_to_wait_behind_more_than_two_holds_apart(box, house):
    later = NINE + timedelta(minutes=9)
    waiting = [stands(number) for number in range(1, 6)]
    house.hall = a_hall(*waiting, stands(1, letter="P", at=later, turn=4), calls={"documents": "PAPPAA"})
    box.meet_house()
    leave(box, house)

    assert do(box, "call") == "P 001"


def test_all_of_it_survives_a_box_that_is_switched_off(alone, house, clock, tmp_path):
    do(alone, "call")
    alone.log.close()
    again = Box(Log(tmp_path / "box"), house, clock)
    leave(again, house)

    assert again.hall().at(ONE).text == "A 101"
    assert do(again, "arrive") == "A 101"
    again.log.close()


def test_what_was_done_is_told_in_the_order_in_which_it_was_done(alone, house):
    do(alone, "call")
    press(alone)
    do(alone, "arrive")
    house.is_away = False
    alone.meet_house()

    assert [("call" in text, "arrive" in text, '"lane"' in text) for text, _ in house.lines] == [
        (True, False, False),
        (False, False, True),
        (False, True, False),
    ]


def test_once_the_house_has_told_the_hall_anew_the_old_lines_count_no_more(alone, house):
    do(alone, "call")
    house.is_away = False
    alone.meet_house()
    house.hall = a_hall(stands(102))
    alone.meet_house()
    leave(alone, house)

    assert [one.text for one in alone.hall().line("documents")] == ["A 102"]


def test_the_line_of_a_day_that_is_over_is_not_called_from(alone, clock):
    clock.at = NINE + timedelta(days=1)

    assert alone.hall().line("documents") == []
    assert [one.name for one in alone.hall().counters] == ["Loket 1", "Loket 2", "Foto 1"]


@pytest.mark.parametrize("answer", [{}, {"serves": True}, {"serves": True, "seq": 0, "digest": "", "hall": None}])
def test_something_that_answers_but_is_no_house_counts_as_away(alone, house, monkeypatch, answer):
    house.is_away = False
    alone.log.note(hall="{}")
    monkeypatch.setattr(house, "ruang", lambda content: answer)

    with pytest.raises(Away):
        alone.meet_house()
    assert alone.is_alone


def test_a_box_that_no_longer_serves_the_counters_forgets_the_hall(alone, house):
    house.is_away, house.hall = False, None
    alone.meet_house()

    assert alone.hall().counters == ()

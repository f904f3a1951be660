import shutil
import sqlite3
import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from kiosk.box import Box
from kiosk.line import Away
from kiosk.log import Log, NoNumbers, Stopped
from kiosk.tests.conftest import DAY, NINE
from kiosk.times import Anchor, Instant, hour


def press(box, lane="A", **more):
    return box.give(press=more.pop("press", str(uuid4())), lane=lane, **more)


def test_the_log_is_written_with_full_synchronisation(log):
    assert log.settings() == ("wal", 2)


def test_numbers_go_on_while_the_house_is_away_and_are_told_in_their_order(box, house):
    house.is_away = True
    shown = [press(box).text for _ in range(3)]
    with pytest.raises(Away):
        box.meet_house()
    house.is_away = False
    box.meet_house()

    assert shown == ["A 001", "A 002", "A 003"]
    assert len(house.lines) == 3
    assert box.log.told() == 3


def test_answers_that_are_lost_cost_nothing_and_repeat_nothing(box, house):
    house.loses_answers = True
    for _ in range(3):
        press(box)
        with pytest.raises(Away):
            box.meet_house()
    house.loses_answers = False
    box.meet_house()

    assert len(house.lines) == 3
    assert len(house.wishes) == len({(wish["lane"], wish["day"], wish["first"]) for wish in house.wishes.values()})


def test_the_same_press_gives_the_same_number(box):
    once = str(uuid4())

    assert press(box, press=once) == press(box, press=once)
    assert press(box).number == 2


def test_when_the_block_is_used_up_and_the_house_away_nothing_is_invented(box, house):
    house.is_away = True
    for _ in range(4):
        press(box)

    with pytest.raises(NoNumbers):
        press(box)
    house.is_away = False
    box.meet_house()
    assert press(box).text == "A 005"


def test_a_new_day_begins_at_one_with_the_house_away(box, house, clock):
    press(box)
    house.is_away = True
    clock.at = NINE + timedelta(days=1)

    slip = press(box)

    assert (slip.day, slip.number) == (DAY + timedelta(days=1), 1)


def test_a_clock_that_jumps_while_the_box_runs_changes_nothing(box, clock):
    clock.jump = timedelta(days=-400)

    assert press(box).day == DAY
    assert box.hour() == NINE


def test_after_a_restart_without_the_house_time_does_not_go_back_behind_the_log(box, clock):
    press(box)
    clock.boot, clock.started, clock.jump = "boot-2", NINE, timedelta(days=-400)

    assert box.hour() == NINE
    assert press(box).day == DAY


def test_on_a_day_of_which_the_box_has_no_block_no_number_is_given(box, clock):
    clock.boot, clock.started, clock.jump = "boot-2", NINE, timedelta(days=5)

    with pytest.raises(NoNumbers):
        press(box)


def test_a_wrong_day_is_put_right_as_soon_as_the_house_tells_the_hour(box, clock):
    clock.boot, clock.started, clock.jump = "boot-2", NINE, timedelta(days=1)
    assert press(box).day == DAY + timedelta(days=1)

    box.meet_house()

    assert press(box).day == DAY


def test_a_box_that_is_stopped_at_any_moment_goes_on_where_it_was(box, log, house, clock, tmp_path):
    shown = {press(box).text for _ in range(2)}
    log.close()
    again = Log(tmp_path / "box")

    assert again.head()[0] == 2
    assert again.left("A", DAY) == 2
    assert again.give(press="x", lane="A", day=DAY, hour=NINE, now=clock.read()).text not in shown
    again.close()


def test_a_disk_that_was_put_back_is_noticed_by_the_mark_on_another_medium(tmp_path, house, clock):
    mark = tmp_path / "stick" / "mark"
    mark.parent.mkdir()
    log = Log(tmp_path / "box", mark=mark)
    box = Box(log, house, clock)
    box.meet_house()
    press(box)
    shutil.copytree(tmp_path / "box", tmp_path / "image")
    press(box)
    log.close()

    with pytest.raises(Stopped, match="put back"):
        Log(tmp_path / "image", mark=mark)
    with pytest.raises(Stopped, match="put back"):
        Log(tmp_path / "image", mark=mark).must_go_on()


def test_without_the_mark_it_is_noticed_as_soon_as_the_house_is_heard(tmp_path, house, clock):
    log = Log(tmp_path / "box")
    box = Box(log, house, clock)
    box.meet_house()
    press(box)
    shutil.copytree(tmp_path / "box", tmp_path / "image")
    press(box)
    box.meet_house()
    log.close()
    old = Log(tmp_path / "image")

    with pytest.raises(Stopped):
        Box(old, house, clock).meet_house()
    with pytest.raises(Stopped):
        press(Box(old, house, clock))
    old.close()


def test_case_codes_of_days_that_are_over_are_forgotten_once_told(box, clock, house):
    press(box, reference="PYK-7K3M-Q2XD")
    press(box)
    box.meet_house()
    clock.at += timedelta(days=2)
    box.meet_house()
    press(box)
    clock.at += timedelta(days=2)
    box.meet_house()

    lines, _ = box.log.after(0, limit=10)
    assert not any("PYK" in line for line in lines)
    assert box.log.head()[0] == 3


def test_an_anchor_of_this_run_is_believed_before_everything_else():
    now = Instant("a", 10_000, NINE + timedelta(days=3))

    assert hour(now, Anchor("a", 4_000, NINE), known=[NINE + timedelta(days=1)]) == NINE + timedelta(seconds=6)
    assert hour(now, Anchor("b", 4_000, NINE), known=[]) == NINE + timedelta(days=3)


def test_a_log_that_is_closed_while_a_page_reads_it_ends_the_page_and_not_the_program(tmp_path):
    for turn in range(20):
        log, ends = Log(tmp_path / str(turn)), []

        def read(log=log, ends=ends):
            try:
                while True:
                    log.fact("hall")
            except sqlite3.ProgrammingError:
                ends.append(True)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        log.close()
        for reader in readers:
            reader.join(10)
        assert len(ends) == 3

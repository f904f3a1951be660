"""Lives are woken in order, the clock goes where they are, and one that fails stops nobody else."""

from datetime import UTC, datetime, timedelta

from simulators.population.stage import Stage, on_grid

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOURS = ((0, START), (1, START + timedelta(hours=1)), (60, START + timedelta(hours=1)))


class Clock:
    """Goes where it is told."""

    def __init__(self) -> None:
        self.moment = START
        self.shown: list[datetime] = []
        self.settled: list[datetime] = []

    def now(self) -> datetime:
        return self.moment

    def show(self, moment: datetime, *, rate: float = 0) -> None:
        self.moment = moment
        self.shown.append(moment)

    def settle(self) -> None:
        self.settled.append(self.moment)


def life(clock: Clock, seen: list, name: str, *minutes: int):
    for wait in minutes:
        seen.append((name, clock.moment))
        yield clock.moment + timedelta(minutes=wait)
    seen.append((name, clock.moment))


def test_those_of_the_same_twenty_minutes_wake_together_and_the_clock_only_goes_forward():
    clock, seen = Clock(), []
    stage = Stage(clock)
    stage.enter("one", life(clock, seen, "one", 12), at=START + timedelta(minutes=7))
    stage.enter("two", life(clock, seen, "two", 3), at=START + timedelta(minutes=1))
    stage.play(until=START + timedelta(hours=2))

    assert sorted(name for name, _ in seen) == ["one", "one", "two", "two"]
    assert seen[0][1] == seen[1][1]
    assert all((at - START).total_seconds() % 1200 < 600 for _, at in seen)
    assert clock.shown[-1] == START + timedelta(hours=2)
    assert clock.shown == sorted(set(clock.shown))


def test_nobody_is_woken_after_the_end_and_goes_on_later():
    clock, seen = Clock(), []
    stage = Stage(clock)
    stage.enter("one", life(clock, seen, "one", 60), at=START)
    stage.play(until=START + timedelta(minutes=30))
    assert len(seen) == 1
    stage.play(until=START + timedelta(hours=2))
    assert len(seen) == 2


def test_a_life_that_fails_is_kept_and_the_others_go_on():
    clock, seen = Clock(), []

    def broken():
        raise ValueError("no such form")
        yield

    stage = Stage(clock)
    stage.enter("broken", broken(), at=START)
    stage.enter("one", life(clock, seen, "one", 5), at=START)
    stage.play(until=START + timedelta(hours=1))

    assert [(name, str(failure)) for name, failure in stage.failures] == [("broken", "no such form")]
    assert len(seen) == 2


def test_the_house_comes_to_rest_before_the_clock_is_moved():
    clock, seen = Clock(), []
    stage = Stage(clock)
    stage.enter("one", life(clock, seen, "one", 15, 15, 15), at=START)
    stage.play(until=START + timedelta(hours=3))

    assert clock.settled == [START, *clock.shown][: len(clock.shown)]


def test_a_coarser_grid_stops_the_clock_less_often():
    shown = []
    for minutes in (20, 60):
        clock = Clock()
        stage = Stage(clock, grid=timedelta(minutes=minutes))
        for number in range(6):
            stage.enter("one", life(clock, [], "one"), at=START + number * timedelta(minutes=10))
        stage.play(until=START + timedelta(hours=8))
        shown.append(len(clock.shown))

    assert shown[1] < shown[0]
    assert all(on_grid(START + timedelta(minutes=minutes), timedelta(hours=1)) == at for minutes, at in HOURS)


def test_who_waits_can_be_asked_and_nobody_is_woken_after_the_stage_was_cleared():
    clock, seen = Clock(), []
    stage = Stage(clock)
    stage.enter("one", life(clock, seen, "one", 5), at=START + timedelta(hours=1))

    assert stage.waiting() == ["one"]
    stage.clear()
    stage.play(until=START + timedelta(hours=2))
    assert not seen
    assert not stage.waiting()

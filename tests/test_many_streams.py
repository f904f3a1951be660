"""More open streams than the server program would let in by itself: pages are still answered, and all hear of an act."""

import time
import urllib.request
from contextlib import suppress

import pytest

from benchmarks import listeners
from benchmarks.heard import Act, judge
from benchmarks.house import FRONTS, House
from benchmarks.listeners import Listeners, NotOpened
from lintas.config import serving

STREAMS = 1_100
PATIENCE = 8


@pytest.fixture(scope="module")
def house():
    with House("sqlite") as house:
        yield house, house.inside("open_halls", people=3)


def answers(port):
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
        return answer.status == 200
    return False


def test_the_measured_front_is_the_one_that_people_meet():
    assert [one for one in serving.ONE_PORT if one != "--no-ws"] == list(FRONTS["one port"])


def test_pages_are_answered_beside_them_and_everybody_hears_of_an_act(house):
    house, topics = house
    with (
        house.serving("one port") as port,
        Listeners(port, topics, count=STREAMS, processes=1) as following,
    ):
        following.open(since=house.inside("seen"))
        assert answers(port)

        following.leave(0.1)
        acts = [Act(**one) for one in house.inside("act", topics=topics)]
        following.come_back()
        acts += [Act(**one) for one in house.inside("act", topics=topics)]
        time.sleep(3)
        ears = following.ears()

    assert len(ears) == STREAMS
    assert judge(acts, ears).lost == 0
    assert judge(acts, ears).after_a_gap == STREAMS // 10
    # The control: what nobody ever told of is seen to be lost.
    unheard = [Act(acts[0].topic, acts[-1].position + 1_000, acts[-1].at)]
    assert judge(unheard, ears).lost == STREAMS // len(topics)


def test_without_room_for_them_the_house_would_answer_nobody(house, monkeypatch):
    house, topics = house
    monkeypatch.setattr(listeners, "PATIENCE_SECONDS", PATIENCE)
    narrow = [one for one in FRONTS["one port"] if one not in ("--backpressure", "14000")]
    with house.serving(narrow) as port, Listeners(port, topics, count=STREAMS, processes=1) as following:
        with pytest.raises(NotOpened):
            following.open(since="1:1:")
        assert not answers(port)

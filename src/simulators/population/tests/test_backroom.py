"""The officers behind the counters find every case, also one that came to its list after they expected it."""

from datetime import date
from types import SimpleNamespace

import pytest

from simulators.population.backroom import Backroom

TODAY = date(2026, 11, 24)


class Officer:
    """Has lists and no pages: whoever works on a case only notes it."""

    def __init__(self, crew) -> None:
        self._crew = crew

    def listed(self, state: str) -> list[str]:
        self._crew.looked.append(state)
        return self._crew.lists.get(state, [])


class Crew:
    """A crew with lists, whose people take no rarer way."""

    def __init__(self) -> None:
        self.known = {"PYK-1": SimpleNamespace(person=SimpleNamespace(road=SimpleNamespace(
            misspelt=False, serial="", turn="none"
        )))}  # fmt: skip
        self.lists: dict[str, list[str]] = {}
        self.looked: list[str] = []

    def officer(self, role: str) -> Officer:
        return Officer(self)


@pytest.fixture
def crew():
    return Crew()


@pytest.fixture
def backroom(crew, monkeypatch):
    room = Backroom(crew)
    room.worked = []
    for act in ("_adjudicate", "_print", "_check", "_examine", "_refuse"):
        monkeypatch.setattr(room, act, lambda officer, reference, today: room.worked.append(reference))
    return room


def test_given_a_case_that_came_late_then_the_last_round_of_the_day_finds_it(crew, backroom):
    backroom.round(TODAY)
    crew.lists["adjudication"] = ["PYK-1"]

    backroom.round(TODAY)
    assert backroom.worked == []
    backroom.round(TODAY, everywhere=True)
    assert backroom.worked == ["PYK-1"]


def test_a_list_keeps_its_newest_cases_when_asked_to(crew, backroom):
    crew.lists["adjudication"] = ["PYK-1", "PYK-2", "PYK-3"]

    backroom.round(TODAY, leave=1)

    assert backroom.worked == ["PYK-1", "PYK-2"]


def test_a_list_to_which_nothing_can_have_come_is_not_looked_at(crew, backroom):
    backroom.round(TODAY)
    crew.looked.clear()
    backroom.round(TODAY)

    assert crew.looked == []

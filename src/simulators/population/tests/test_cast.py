"""Who lives the history: enough at each place, on the days and in the way that leaves work on every desk."""

from datetime import date

import pytest

from simulators.population import cast
from simulators.population.people import invent
from simulators.population.places import PLACES
from simulators.population.roads import Comes, Draft, Pays, Turn


def parts(day: int):
    return list(cast.on(day))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.slug)
def test_at_each_place_the_third_morning_fills_every_station(place):
    left = cast.left_waiting(place)
    comes = [
        part
        for day in (cast.SECOND, cast.THIRD)
        for where, part in parts(day)
        if where is place and (part.comes or (part.day, part.begins))[0] == cast.THIRD
        and (part.comes or (part.day, part.begins))[1] <= cast.DOORS_OPEN
    ]  # fmt: skip

    assert len(comes) >= left["documents"] + left["photo"] + left["interview"]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.slug)
def test_at_the_end_somebody_stays_at_each_station(place):
    assert min(cast.left_waiting(place).values()) == 1
    assert cast.left_waiting(place, early=True)["photo"] == 1


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.slug)
def test_at_each_place_somebody_is_in_doubt_and_a_book_stays_on_the_shelf(place):
    lots = [part for day in (cast.FIRST, cast.SECOND) for where, part in parts(day) if where is place]

    assert any(part.road.turn is Turn.DOUBT for part in lots)
    assert sum(part.road.collects.value == "never" for part in lots) >= 2


def test_the_rarer_ways_are_taken_too():
    roads = [part.road for day in range(3) for _, part in parts(day)]

    assert {road.turn for road in roads} >= {Turn.DOUBT, Turn.REFUSED}
    assert {road.pays for road in roads} >= {Pays.NEVER, Pays.SHORT, Pays.TWICE}
    assert {road.draft for road in roads} >= {Draft.LEFT, Draft.DROPPED}
    assert any(road.comes is Comes.NEVER for road in roads)
    assert any(road.unreadable and not road.completes for road in roads)


def test_people_are_invented_at_the_places_asked_for():
    lots = parts(cast.FIRST)
    people = invent(
        [part.road for _, part in lots], places=[place for place, _ in lots], seed=1, series=1, today=date(2026, 11, 24)
    )

    assert [one.place for one in people] == [place for place, _ in lots]
    assert [one.road for one in people] == [part.road for _, part in lots]

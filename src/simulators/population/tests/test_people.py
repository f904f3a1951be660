"""The people of the demonstration: invented, repeatable, on every road."""

import io
import re
from collections import Counter
from datetime import date

import pytest
from PIL import Image

from simulators.population.papers import specimen
from simulators.population.people import invent
from simulators.population.places import PLACES
from simulators.population.roads import ROADS, shared_out

TODAY = date(2026, 11, 24)


def people(count: int = 200, *, seed: int = 7, series: int = 3):
    return invent(shared_out(count), seed=seed, series=series, today=TODAY)


def test_the_same_seed_makes_the_same_people_with_the_same_choices():
    assert people() == people()
    assert people() != people(seed=8)


def test_series_never_share_a_number():
    assert not {one.nik for one in people(series=1)} & {one.nik for one in people(series=2)}


def test_numbers_are_specimens_that_tell_birth_and_sex():
    for one in people():
        assert re.fullmatch(r"99\d{14}", one.nik)
        day = int(one.nik[6:8])
        assert (day > 40) == (one.sex == "F")
        assert f"{day % 40 or 40:02}{one.nik[8:12]}" == f"{one.born:%d%m%y}"


def test_only_those_who_apply_with_anothers_number_share_one():
    numbers = Counter(one.nik for one in people())

    assert [count for count in numbers.values() if count > 1] == [2]


def test_without_an_appointment_people_come_where_and_as_often_as_the_schedule_lets_them():
    for queue_class in ("priority", "accelerated"):
        came = Counter(one.place.slug for one in people(400) if one.road.walks_in == queue_class)
        assert came
        assert all(came[place.slug] <= getattr(place, queue_class) for place in PLACES)


def test_every_name_says_that_it_is_none():
    assert all({"CONTOH", "TELADAN", "PERAGAAN"} & set(one.full_name.split()) for one in people())


@pytest.mark.parametrize("count", [1, 12, 31, 60, 200, 1000])
def test_everybody_has_a_road_and_with_enough_people_every_road_is_taken(count):
    taken = shared_out(count)

    assert len(taken) == count
    assert len(set(taken)) == min(count, len(ROADS))


def test_a_misspelt_name_is_near_and_not_equal():
    one = next(one for one in people() if one.road.misspelt)

    assert one.registered_name != one.full_name
    assert sorted(set(one.registered_name)) == sorted(set(one.full_name))


def test_specimen_papers_are_pictures_of_three_kinds_and_the_same_each_time():
    kinds = set()
    for one in people(40):
        paper = specimen(one, "ktp")
        kinds.add(paper.kind)
        if paper.kind == "application/pdf":
            assert paper.content.startswith(b"%PDF-")
        else:
            with Image.open(io.BytesIO(paper.content)) as picture:
                assert picture.size == (1000, 630)
        assert len(paper.content) < 300_000
    assert kinds == {"image/jpeg", "image/png", "application/pdf"}
    assert specimen(one, "kk").name == specimen(one, "kk").name


def test_an_unreadable_paper_has_lost_its_edges():
    one = people(1)[0]
    sharp, blurred = (specimen(one, "paspor_lama", unreadable=bad) for bad in (False, True))

    assert blurred.kind == "image/jpeg"
    assert len(blurred.content) < len(sharp.content) / 2

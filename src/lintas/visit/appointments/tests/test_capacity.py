"""How many places a session has, and how books cut them: written out in numbers, then over all the inputs there are."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.appointments.rules import capacity
from lintas.visit.appointments.rules.capacity import Offer, Rationed, Standing, Step

HOUR = timedelta(hours=1)


def step(station, counters, each, *, length=HOUR):
    return Step(station=station, counters=counters, staffed=counters * length, each=timedelta(minutes=each))


def large(documents=5, photo=3, interview=3):
    return [step("documents", documents, 18), step("photo", photo, 10), step("interview", interview, 10)]


SHARED = [Offer("regular", share=13), Offer("priority", share=2)]


def test_five_counters_of_eighteen_minutes_take_sixteen_people_in_an_hour():
    found = capacity.derive(length=HOUR, steps=large(), offers=SHARED)

    assert [one.people for one in found.steps] == [16, 18, 18]
    assert (found.together, found.limited_by) == (16, ("documents",))
    assert [(one.service_class, one.places) for one in found.classes] == [("regular", 14), ("priority", 2)]


def test_steps_equally_slow_are_all_named():
    found = capacity.derive(length=HOUR, steps=large(2, 1, 1), offers=SHARED)

    assert (found.together, found.limited_by) == (6, ("documents", "photo", "interview"))


def test_a_ceiling_that_the_office_sets_cuts_its_class_and_no_other():
    found = capacity.derive(
        length=HOUR, steps=large(), offers=[Offer("regular", share=13, at_most=4), Offer("priority", share=2)]
    )

    assert (found.places("regular"), found.places("priority")) == (4, 2)


def test_a_number_that_the_office_sets_needs_no_roster():
    found = capacity.derive(length=HOUR, steps=[], offers=[Offer("mobile", at_most=30)])

    assert (found.places("mobile"), found.limited_by) == (30, ())


def test_with_nobody_at_one_station_there_is_no_place():
    found = capacity.derive(length=HOUR, steps=large(photo=0), offers=SHARED)

    assert (found.together, found.limited_by, found.places("regular")) == (0, ("photo",), 0)


@pytest.mark.parametrize("wrong", [{}, {"share": 0}, {"at_most": 0}, {"share": 2, "at_most": 0}])
def test_an_offer_of_nothing_is_a_mistake(wrong):
    with pytest.raises(ValueError, match="offered"):
        Offer("regular", **wrong)


a_step = st.builds(
    step,
    st.sampled_from(["documents", "photo", "interview"]),
    st.integers(0, 12),
    st.integers(1, 90),
    length=st.timedeltas(timedelta(minutes=15), timedelta(hours=3)),
)
the_steps = st.lists(a_step, min_size=1, max_size=4)
the_shares = st.dictionaries(
    st.sampled_from(["regular", "priority", "accelerated", "mobile"]), st.integers(1, 40), min_size=1
)


@given(steps=the_steps, shares=the_shares)
def test_the_classes_share_exactly_what_the_slowest_step_lets_through(steps, shares):
    found = capacity.derive(length=HOUR, steps=steps, offers=[Offer(key, share=share) for key, share in shares.items()])

    assert sum(one.places for one in found.classes) == found.together
    for one in found.steps:  # nobody is promised a place that a station cannot serve
        assert found.together * one.each <= one.staffed
    # one person more would be too many at every step that is named as the limit, and at no other
    slow = {one.station for one in found.steps if (found.together + 1) * one.each > one.staffed}
    assert set(found.limited_by) == slow


@given(fewer=st.integers(0, 60), more=st.integers(0, 60), shares=the_shares)
def test_more_places_never_leave_a_class_with_fewer(fewer, more, shares):
    before, after = capacity.divide(fewer, shares), capacity.divide(fewer + more, shares)

    assert all(after[key] >= before[key] for key in shares)
    assert sum(after.values()) == fewer + more


@given(places=st.integers(0, 200), shares=the_shares)
def test_equal_weights_differ_by_one_place_at_most_and_heavier_ones_never_get_fewer(places, shares):
    given_places = capacity.divide(places, shares)

    for one in shares:
        for other in shares:
            if shares[one] == shares[other]:
                assert abs(given_places[one] - given_places[other]) <= 1
            if shares[one] > shares[other]:
                assert given_places[one] >= given_places[other]


def test_largest_remainders_would_take_a_place_away_from_a_class():
    """The control: by the common method a class loses a place when the session gains one."""

    def remainders(places, shares):
        total = sum(shares.values())
        whole = {key: places * share // total for key, share in shares.items()}
        for key in sorted(shares, key=lambda key: -(places * shares[key] % total))[: places - sum(whole.values())]:
            whole[key] += 1
        return whole

    shares = {"regular": 6, "priority": 6, "accelerated": 2}
    assert (remainders(10, shares)["accelerated"], remainders(11, shares)["accelerated"]) == (2, 1)
    assert capacity.divide(11, shares)["accelerated"] >= capacity.divide(10, shares)["accelerated"]


def test_books_go_to_the_earliest_sessions_and_taken_places_keep_theirs():
    sessions = [Standing("tue", 3, 2), Standing("wed", 3, 0), Standing("thu", 3, 1)]

    assert capacity.ration(sessions, books=3) == {
        "tue": Rationed(3, 0, places=3),
        "wed": Rationed(2, 1, places=3),
        "thu": Rationed(1, 2, places=3),
    }
    assert capacity.ration(sessions, books=None)["thu"] == Rationed(3, 0, places=3)


def test_books_are_free_when_nobody_waits_for_them():
    assert capacity.free_books(blank=100, promised=30, coming=40, reserve=5) == 25
    assert capacity.free_books(blank=10, promised=30, coming=40, reserve=5) == 0


standing = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12).map(
    lambda rows: [Standing(number, places, taken) for number, (places, taken) in enumerate(rows)]
)


@given(sessions=standing, books=st.integers(0, 100))
def test_no_more_places_are_open_than_there_are_books_and_none_is_taken_away(sessions, books):
    rationed = capacity.ration(sessions, books=books)

    open_places = {one.key: rationed[one.key].capacity - one.taken for one in sessions}
    assert all(left >= 0 for left in open_places.values())
    assert sum(open_places.values()) <= books
    for one in sessions:
        assert max(one.places, one.taken) == rationed[one.key].capacity + rationed[one.key].withheld
    if any(size.withheld for size in rationed.values()):
        assert sum(open_places.values()) == books  # nothing is withheld while a book lies idle


@given(sessions=standing, books=st.integers(0, 100))
def test_a_day_waits_for_books_only_when_the_days_before_it_were_given_theirs(sessions, books):
    withheld = [capacity.ration(sessions, books=books)[one.key].withheld for one in sessions]
    first = next((number for number, count in enumerate(withheld) if count), len(withheld))

    assert all(
        withheld[later] == max(0, sessions[later].places - sessions[later].taken)
        for later in range(first + 1, len(sessions))
    )

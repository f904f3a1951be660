"""The published rule of the waiting list, decided without a database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.appointments.queries.allotments import as_answered, as_asked, as_decided
from lintas.visit.appointments.rules import Award, Party, Room, allot
from lintas.visit.appointments.tests.factories import wib

NOW = wib(20, 9)
DAY = date(2026, 11, 24)


def room(hour, places, *, day=24):
    begins = wib(day, hour)
    return Room(slot=f"{day}/{hour}", on=begins.date(), begins=begins, ends=begins + timedelta(hours=1), places=places)


def party(key, size=1, *, minute=0, first=DAY, last=DAY, not_in=()):
    return Party(
        key=key,
        size=size,
        since=NOW + timedelta(minutes=minute),
        first_on=first,
        last_on=last,
        not_in=frozenset(not_in),
    )


def test_who_joined_earlier_is_offered_the_place():
    assert allot([room(9, 1)], [party("late", minute=2), party("early", minute=1)]) == (Award("early", ("24/9",)),)


def test_a_family_gets_one_session_rather_than_two():
    rooms = [room(8, 2), room(9, 2), room(10, 3)]
    assert allot(rooms, [party("family", 3)]) == (Award("family", ("24/10",) * 3),)


def test_a_family_gets_sessions_that_follow_each_other_when_none_seats_all():
    rooms = [room(8, 1), room(10, 2), room(11, 1)]
    assert allot(rooms, [party("family", 3)]) == (Award("family", ("24/10", "24/10", "24/11")),)


def test_the_break_at_noon_parts_a_family_so_it_is_not_seated_across_it():
    assert allot([room(11, 1), room(13, 1)], [party("family", 2)]) == ()


def test_a_family_that_does_not_fit_keeps_its_turn_and_the_next_that_fits_gets_the_place():
    parties = [party("family", 3, minute=1), party("one", minute=2)]
    assert allot([room(9, 2)], parties) == (Award("one", ("24/9",)),)
    assert allot([room(9, 3)], parties) == (Award("family", ("24/9",) * 3),)


def test_nobody_is_asked_again_for_what_they_declined_nor_for_a_day_they_did_not_name():
    assert allot([room(9, 1)], [party("declined", not_in=["24/9"])]) == ()
    assert allot([room(9, 1, day=25)], [party("other day")]) == ()


rooms = st.lists(
    st.tuples(st.sampled_from([8, 9, 10, 11, 13, 14]), st.sampled_from([24, 25]), st.integers(0, 4)),
    unique_by=lambda one: one[:2],
).map(lambda found: [room(hour, places, day=day) for hour, day, places in found])
parties = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 9), st.booleans()), max_size=8).map(
    lambda found: [
        party(f"p{number}", size, minute=minute, last=DAY + timedelta(days=both))
        for number, (size, minute, both) in enumerate(found)
    ]
)


@given(rooms=rooms, parties=parties)
def test_no_place_is_offered_twice_and_everybody_of_a_party_gets_one_on_a_day_they_named(rooms, parties):
    awards = allot(rooms, parties)
    known = {party.key: party for party in parties}
    given_away = [slot for award in awards for slot in award.slots]
    for one in rooms:
        assert given_away.count(one.slot) <= one.places
    for award in awards:
        assert len(award.slots) == known[award.party].size
        days = {slot.split("/")[0] for slot in award.slots}
        assert len(days) == 1
        assert int(days.pop()) <= known[award.party].last_on.day
    assert len({award.party for award in awards}) == len(awards)


@given(rooms=rooms, parties=parties)
def test_nobody_is_passed_over_for_somebody_later_who_wanted_no_more(rooms, parties):
    awarded = {award.party for award in allot(rooms, parties)}
    for one in parties:
        if one.key not in awarded:
            assert not [
                later
                for later in parties
                if later.key in awarded
                and (later.since, later.key) > (one.since, one.key)
                and later.size >= one.size
                and later.last_on <= one.last_on
            ]


@given(rooms=rooms, parties=parties, shuffle=st.randoms())
def test_the_answer_is_the_same_in_whatever_order_it_is_asked_and_after_it_was_kept(rooms, parties, shuffle):
    answer = allot(rooms, parties)
    asked = as_asked(rooms, parties)
    shuffle.shuffle(rooms)
    shuffle.shuffle(parties)
    assert allot(rooms, parties) == answer
    assert as_answered(allot(*as_decided(asked))) == as_answered(answer)

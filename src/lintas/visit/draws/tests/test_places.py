"""The places of a draw: out of reach while it goes on, the winners' afterwards, and everybody's that nobody won."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import KeptPlaces
from lintas.visit.appointments.tests.factories import hold, make_slot, taken, wib
from lintas.visit.draws import operations, queries, tasks
from lintas.visit.draws.models import Entry, Result, Session
from lintas.visit.draws.operations import announcing
from lintas.visit.draws.states import VoidReason
from lintas.visit.draws.tests import factories as make
from lintas.visit.draws.tests.factories import ANNOUNCED, CLOSES, OPENS, REVEAL_BY, SERVICE

NOW = CLOSES + timedelta(minutes=5)
UNTIL = CLOSES + timedelta(days=2)


def give(result: Result, *, subject=None) -> bool:
    subject = subject or result.entry.subject or uuid4()
    return operations.give_place(
        entry_id=result.entry_id, subject=subject, service_key=SERVICE, until=UNTIL, by="system:x", at=NOW
    )


def winners(draw_id) -> list[Result]:
    return list(Result.objects.select_related("entry").filter(entry__draw_id=draw_id, session__isnull=False))


def test_the_places_of_an_announced_draw_cannot_be_booked(db, point):
    slot = make_slot(point.id, wib(12, 8), capacity=3)
    hold(slot, at=ANNOUNCED)

    draw_id = make.announce(point, slots=[slot])

    assert queries.draw(draw_id).places == 2
    assert KeptPlaces.objects.get().keeper == draw_id
    with pytest.raises(places.SlotFull):
        hold(slot, at=ANNOUNCED)
    assert taken(slot) == 3


def test_control_without_keeping_the_places_a_winner_finds_theirs_taken(db, point, people, monkeypatch):
    slot = make_slot(point.id, wib(12, 8), capacity=1)
    monkeypatch.setattr(announcing, "_keep", lambda draw, slots, *, at: {one.id: one.left for one in slots})
    draw_id = make.announce(point, slots=[slot])
    hold(slot, at=ANNOUNCED)
    make.commit(draw_id)
    operations.open_window(draw_id=draw_id, by="system:x", at=OPENS)
    make.enter(draw_id, people.new())
    operations.close_window(draw_id=draw_id, by="system:x", at=CLOSES)
    make.reveal(draw_id)
    operations.keep_the_calendar(at=CLOSES)
    [won] = winners(draw_id)

    with pytest.raises(places.SlotFull):
        give(won)


def test_a_place_that_was_booked_between_look_and_announcement_is_not_drawn(db, point, monkeypatch):
    slot = make_slot(point.id, wib(12, 8), capacity=1)
    seen = appointments.slot(slot.id)
    hold(slot, at=ANNOUNCED)
    monkeypatch.setattr("lintas.visit.draws.operations.announcing.appointments.slot", lambda slot_id: seen)

    with pytest.raises(operations.SessionsNotFit):
        make.announce(point, slots=[slot])

    assert not Session.objects.exists()


@pytest.mark.parametrize("reason", [VoidReason.OUTAGE, VoidReason.CLOSURE])
def test_a_void_draw_lets_its_places_go(db, point, reason):
    slot = make_slot(point.id, wib(12, 8), capacity=3)
    draw_id = make.announce(point, slots=[slot])

    operations.void_draw(draw_id=draw_id, reason=reason, by="officer:x", at=ANNOUNCED)

    assert taken(slot) == 0
    assert hold(slot, at=ANNOUNCED)


def test_with_the_result_the_places_go_that_nobody_won_and_the_others_wait_for_their_winners(db, point, people):
    slots = [make_slot(point.id, wib(12, 8), capacity=3), make_slot(point.id, wib(12, 9), capacity=4)]
    draw_id = make.opened(point, slots=slots)
    for _ in range(2):
        make.enter(draw_id, people.new(), wants=("S1",))
    operations.close_window(draw_id=draw_id, by="system:x", at=CLOSES)
    make.reveal(draw_id)
    operations.keep_the_calendar(at=CLOSES)

    assert [taken(slot) for slot in slots] == [2, 0]
    for result in winners(draw_id):
        assert give(result)
    assert [taken(slot) for slot in slots] == [2, 0]
    assert sum(KeptPlaces.objects.values_list("left", flat=True)) == 0


def test_a_place_won_is_given_or_let_go_once(db, point, people):
    slot = make_slot(point.id, wib(12, 8), capacity=2)
    draw_id = make.published(point, people, slots=[slot], entries=3)
    first, second = winners(draw_id)

    assert [give(first), give(first)] == [True, False]
    assert [operations.let_place_go(entry_id=one.entry_id, at=NOW) for one in (first, second, second)] == [
        False,
        True,
        False,
    ]

    assert taken(slot) == 1
    assert not give(second)


def test_what_cannot_be_given_is_not_settled(db, point, people):
    slot, other = make_slot(point.id, wib(12, 8), capacity=1), make_slot(point.id, wib(13, 8))
    draw_id = make.published(point, people, slots=[slot], entries=1)
    [won] = winners(draw_id)
    has_one = hold(other, at=NOW, person_id=won.entry.person_id)
    places.confirm_place(subject=has_one, by="x", at=NOW)

    with pytest.raises(places.AlreadyHoldsPlace):
        give(won, subject=has_one)

    assert operations.let_place_go(entry_id=won.entry_id, at=NOW)
    assert taken(slot) == 0


def test_a_closed_day_voids_the_draw_while_its_entries_are_not_fixed(db, point, people):
    slot, other = make_slot(point.id, wib(12, 8)), make_slot(point.id, wib(13, 8))
    draw_id = make.opened(point, slots=[slot, other])
    make.enter(draw_id, people.new())
    places.withdraw_day(point_id=point.id, on=slot.on)

    operations.keep_the_calendar(at=CLOSES)

    assert queries.draw(draw_id).void_reason == VoidReason.CLOSURE
    assert [taken(slot), taken(other)] == [0, 0]
    assert Entry.objects.count() == 1


def test_a_day_closed_later_leaves_the_draw_as_it_was_promised(db, point, people):
    slot = make_slot(point.id, wib(12, 8))
    draw_id = make.closed(point, people, slots=[slot], entries=2)
    places.withdraw_day(point_id=point.id, on=slot.on)
    make.reveal(draw_id)

    operations.keep_the_calendar(at=REVEAL_BY)

    assert queries.draw(draw_id).state == "published"
    assert all(give(result) for result in winners(draw_id))


def test_of_eight_deliveries_of_one_prize_one_gives_the_place(race, point, people):
    draw_id = make.published(point, people, slots=[make_slot(point.id, wib(12, 8), capacity=2)], entries=1)
    [won], subject = winners(draw_id), uuid4()

    answers = race(8, lambda number: give(won, subject=subject))

    assert sorted(answers) == [False] * 7 + [True]


def void(point, people, slots, *, entries=2, **more):
    """A draw that a silent witness made void."""
    draw_id = make.closed(point, people, slots=slots, entries=entries, **more)
    operations.keep_the_calendar(at=NOBODY_OPENED)
    return draw_id


NOBODY_OPENED = REVEAL_BY + timedelta(minutes=1)
AGAIN = {
    "at": NOBODY_OPENED + timedelta(hours=1),
    "opens_at": NOBODY_OPENED + timedelta(hours=2),
    "closes_at": NOBODY_OPENED + timedelta(hours=7),
    "reveal_by": NOBODY_OPENED + timedelta(hours=9),
}


def test_a_void_draw_with_entries_keeps_its_places_and_the_repeated_round_takes_them_over(db, point, people):
    slot = make_slot(point.id, wib(12, 8), capacity=3)
    former = void(point, people, [slot])

    with pytest.raises(places.SlotFull):
        hold(slot, at=NOBODY_OPENED)
    assert queries.draw(former).keeps_until == NOBODY_OPENED + timedelta(hours=48)
    again = make.opened(point, slots=[slot], again_of=former, **AGAIN)

    assert queries.draw(again).places == 3
    assert taken(slot) == 3
    assert (appointments.kept_for(former), appointments.kept_for(again)) == ({}, {slot.id: 3})
    assert (queries.draw(former).keeps_until, queries.draw(former).again) == (None, again)
    operations.close_window(draw_id=again, by="system:x", at=AGAIN["closes_at"])
    make.reveal(again, at=AGAIN["closes_at"])
    operations.keep_the_calendar(at=AGAIN["closes_at"])
    assert make.won(again) == 2
    assert taken(slot) == 2


def test_what_was_let_go_meanwhile_is_drawn_as_well_and_a_session_that_is_not_repeated_is_let_go(db, point, people):
    slots = [make_slot(point.id, wib(12, 8), capacity=3), make_slot(point.id, wib(12, 9), capacity=2)]
    theirs = hold(slots[0], at=ANNOUNCED)
    former = void(point, people, slots)
    places.release_place(subject=theirs, by="x", at=NOBODY_OPENED)

    again = make.opened(point, slots=slots[:1], again_of=former, **AGAIN)

    assert queries.draw(again).places == 3
    assert [taken(slot) for slot in slots] == [3, 0]


def test_places_that_nobody_repeats_are_everybodys_after_two_days_and_not_before(db, point, people):
    slot = make_slot(point.id, wib(12, 8), capacity=3)
    former = void(point, people, [slot])

    operations.keep_the_calendar(at=NOBODY_OPENED + timedelta(hours=47))
    assert taken(slot) == 3
    operations.keep_the_calendar(at=NOBODY_OPENED + timedelta(hours=48))
    operations.keep_the_calendar(at=NOBODY_OPENED + timedelta(hours=49))

    assert taken(slot) == 0
    assert queries.draw(former).keeps_until is None
    assert hold(slot, at=NOBODY_OPENED)


def test_a_repetition_that_is_void_too_keeps_nothing(db, point, people):
    slot = make_slot(point.id, wib(12, 8), capacity=3)
    again = make.opened(point, slots=[slot], again_of=void(point, people, [slot]), **AGAIN)

    operations.void_draw(draw_id=again, reason=VoidReason.OUTAGE, by="officer:x", at=AGAIN["opens_at"])

    assert queries.draw(again).keeps_until is None
    assert taken(slot) == 0


def test_shortly_before_the_session_nothing_is_kept(db, point, people):
    slot = make_slot(point.id, wib(6, 15), capacity=3)
    former = void(point, people, [slot])
    assert queries.draw(former).keeps_until is None
    assert taken(slot) == 0


def test_everybody_who_took_part_in_a_void_draw_is_told_once_and_who_left_it_is_not(db, point, people):
    slot = make_slot(point.id, wib(12, 8), capacity=3)
    draw_id = make.opened(point, slots=[slot])
    [gone] = make.enter(draw_id, people.new(), at=OPENS)
    entered = [make.enter(draw_id, people.new(), at=OPENS)[0] for _ in range(3)]
    operations.withdraw(entry_id=gone, by="person:x", at=OPENS)
    operations.void_draw(draw_id=draw_id, reason=VoidReason.OUTAGE, by="officer:x", at=OPENS)

    told = [operations.tell_void(by="system:x", at=OPENS, limit=2) for _ in range(3)]

    assert told == [2, 1, 0]
    events = Event.objects.filter(name="draws.round_voided")
    assert set(events.values_list("subject", flat=True)) == set(entered)
    assert {event.body["reason"] for event in events} == {"outage"}
    assert tasks.tell_results(at=OPENS) == 0


def test_of_a_repetition_and_the_end_of_keeping_at_one_moment_no_place_is_lost_or_doubled(race, point, people):
    slot = make_slot(point.id, wib(12, 8), capacity=3)
    former = void(point, people, [slot])
    late = NOBODY_OPENED + timedelta(hours=48)
    times = {name: late + (moment - AGAIN["at"]) for name, moment in AGAIN.items()}

    def act(number):
        if number % 2:
            return operations.give_up_places(draw_id=former, at=late)
        return make.announce(point, slots=[slot], again_of=former, **times)

    answers = race(6, act)

    again = [answer for answer in answers if isinstance(answer, UUID)]
    assert len(again) <= 1
    assert race.look(lambda: taken(slot)) == (3 if again else 0)

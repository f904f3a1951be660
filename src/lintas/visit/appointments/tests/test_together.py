"""Many at once are decided as one by one would be, and written down as completely."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations
from lintas.visit.appointments.models import Appointment, AppointmentStep, FreedPlace, Slot
from lintas.visit.appointments.operations import Wish, together
from lintas.visit.appointments.operations.counting import take_many
from lintas.visit.appointments.tests.factories import SERVICE, book, hold, make_slot, taken, wib, wish

NOW = wib(20, 9)
MIXES = 3_000 if os.environ.get("LINTAS_TEST_STORM") == "full" else 60
PEOPLE = [UUID(int=number) for number in range(1, 13)]


def alone(one: Wish) -> UUID | operations.BookingRefused:
    try:
        return operations.hold_place(
            slot_id=one.slot_id,
            subject=one.subject,
            person_id=one.person_id,
            service_key=one.service_key,
            until=one.until,
            by=one.by,
            at=one.at,
        )
    except operations.BookingRefused as refusal:
        return refusal


def test_each_gets_a_place_with_its_line_its_event_and_its_entry(db, point):
    slots = [make_slot(point.id, wib(24, hour), capacity=3) for hour in (9, 10)]
    wishes = [wish(slots[number % 2].id) for number in range(5)]

    outcomes = operations.hold_places(wishes)

    assert [taken(slot) for slot in slots] == [3, 2]
    for one, outcome in zip(wishes, outcomes, strict=True):
        appointment = Appointment.objects.get(subject=one.subject)
        assert appointment.id == outcome
        assert (appointment.slot_id, appointment.state, appointment.held_until) == (one.slot_id, "held", one.until)
        line = AppointmentStep.objects.get(appointment=appointment)
        assert (line.action, line.from_state, line.to_state, line.by, line.at) == ("hold", "", "held", one.by, NOW)
        event = Event.objects.get(subject=one.subject)
        assert (event.name, event.position) == ("appointments.place_held", 1)
        assert Entry.objects.filter(subject=one.subject, act=event.name, shard="AGM/2026").count() == 1


def test_the_first_who_came_get_the_last_places_and_each_other_one_is_told_why(db, point):
    full, begun = make_slot(point.id, wib(24, 9)), make_slot(point.id, wib(20, 8))
    closed = make_slot(point.id, wib(24, 10), offered=False)
    wishes = [wish(slot) for slot in [full.id, begun.id, full.id, closed.id, full.id, uuid4()]]

    outcomes = operations.hold_places(wishes)

    names = [type(outcome).__name__ for outcome in outcomes]
    assert names == ["UUID", "SlotBegun", "UUID", "SlotClosed", "SlotFull", "NoSuchSlot"]
    assert taken(full) == 2
    assert Event.objects.count() == AppointmentStep.objects.count() == 2


def test_a_session_of_another_point_or_class_is_left_to_the_ordinary_way(db, point):
    slot = make_slot(point.id, wib(24, 9))
    here, elsewhere, other_class = (point.id, "regular"), (uuid4(), "regular"), (point.id, "priority")
    wishes = [replace(wish(slot.id), within=within) for within in (elsewhere, here, other_class)]
    nowhere = replace(wish(uuid4()), within=here)

    outcomes = operations.hold_places([*wishes, nowhere])

    assert [type(outcome).__name__ for outcome in outcomes] == ["NoneType", "UUID", "NoneType", "NoneType"]
    assert taken(slot) == 1


@pytest.mark.parametrize("room", [(1, 3), (3, 1)])
def test_of_several_sessions_all_places_are_taken_or_none(db, point, room):
    slots = [make_slot(point.id, wib(24, hour), capacity=left) for hour, left in zip((9, 10), room, strict=True)]

    with pytest.raises(operations.SlotFull), transaction.atomic():
        take_many({slot.id: 2 for slot in slots}, at=NOW)
    assert set(Slot.objects.values_list("taken", flat=True)) == {0}


@pytest.mark.parametrize("wrong", [{"capacity": 1}, {"offered": False}])
def test_places_of_one_session_are_taken_only_while_it_has_them(db, point, wrong):
    slot = make_slot(point.id, wib(24, 9), **{"capacity": 2, **wrong})

    with pytest.raises(operations.SlotFull), transaction.atomic():
        take_many({slot.id: 2}, at=NOW)
    with pytest.raises(operations.SlotFull), transaction.atomic():
        take_many({slot.id: 1}, at=slot.starts_at)
    assert Slot.objects.get().taken == 0


def test_who_holds_a_place_already_is_left_to_the_ordinary_way_and_takes_nothing_from_the_others(db, point):
    slot, other = make_slot(point.id, wib(24, 9)), make_slot(point.id, wib(24, 10))
    person, subject = uuid4(), uuid4()
    booked = book(other, at=NOW, person_id=person)
    hold(slot, at=NOW, subject=subject, person_id=uuid4())
    wishes = [wish(slot.id, person), wish(slot.id), wish(slot.id), wish(slot.id, subject=subject)]

    outcomes = operations.hold_places(wishes)

    assert outcomes[0] is None
    assert isinstance(outcomes[1], UUID)
    assert isinstance(outcomes[2], operations.SlotFull)
    assert outcomes[3] is None  # the session is full, also with this one's own place
    assert (taken(slot), taken(other)) == (2, 1)
    assert Appointment.objects.get(subject=booked).state == "booked"


def test_a_place_that_rests_goes_to_nobody_of_the_group_but_is_kept_for_who_let_it_go(db, point, cooling):
    slot = make_slot(point.id, wib(24, 9))
    person = uuid4()
    subject = book(slot, at=NOW, person_id=person)
    hold(slot, at=NOW)
    operations.release_place(subject=subject, by="person:x", at=NOW)

    outcomes = operations.hold_places([wish(slot.id), wish(slot.id, person), wish(slot.id, person, subject=subject)])

    assert [type(outcome).__name__ for outcome in outcomes] == ["SlotFull", "SlotFull", "NoneType"]
    assert isinstance(alone(wish(slot.id, person, subject=subject)), UUID)
    assert FreedPlace.objects.get().state == "taken_back"
    assert taken(slot) == 2


def test_a_place_that_is_offered_to_somebody_goes_to_nobody_of_the_group(db, point, cooling):
    slot = make_slot(point.id, wib(24, 9), capacity=1)
    subject, waits, person = book(slot, at=NOW), uuid4(), uuid4()
    day = date(2026, 11, 24)
    operations.join_waiting(
        subject=waits,
        person_id=person,
        service_key=SERVICE,
        point_id=point.id,
        service_class="regular",
        first_on=day,
        last_on=day,
        by="person:x",
        at=NOW,
    )
    operations.release_place(subject=subject, by="person:x", at=NOW)
    assert operations.offer_freed(at=NOW) == 1

    outcomes = operations.hold_places([wish(slot.id), wish(slot.id, person, subject=waits)])

    assert [type(outcome).__name__ for outcome in outcomes] == ["SlotFull", "SlotFull"]
    held = operations.accept_offer(subject=waits, until=NOW + timedelta(minutes=15), by="person:x", at=NOW)
    assert operations.hold_places([wish(slot.id, person, subject=waits)]) == [None]
    assert Appointment.objects.get(subject=waits).id == held
    assert taken(slot) == 1


def test_one_who_asks_twice_in_a_group_is_answered_once(db, point):
    slot, person = make_slot(point.id, wib(24, 9)), uuid4()
    subject = uuid4()

    outcomes = operations.hold_places([wish(slot.id, person, subject=subject)] * 3)

    assert [outcome is None for outcome in outcomes] == [False, True, True]
    assert taken(slot) == 1


def test_given_others_took_the_places_after_our_look_then_it_is_decided_anew_and_nothing_is_oversold(
    db, point, monkeypatch
):
    slot = make_slot(point.id, wib(24, 9), capacity=3)
    write_down, others = together._write_down, iter([2, 0])

    def and_others_come(held):
        for _ in range(next(others, 0)):
            hold(slot, at=NOW)
        write_down(held)

    # The others' places fall with the transaction here; the second look therefore is one of three free places again.
    monkeypatch.setattr(together, "_write_down", and_others_come)
    wishes = [wish(slot.id) for _ in range(3)]

    outcomes = operations.anew_when_outrun(lambda: operations.hold_places(wishes))

    assert outcomes is not None

    assert [type(outcome) for outcome in outcomes] == [UUID] * 3
    assert taken(slot) == 3
    assert Event.objects.count() == AppointmentStep.objects.count() == 3


def test_a_group_that_is_outrun_every_time_is_given_up_and_leaves_no_trace(db, point, monkeypatch):
    slot = make_slot(point.id, wib(24, 9), capacity=3)

    def outrun(counts, *, at):
        raise operations.SlotFull

    monkeypatch.setattr(together, "take_many", outrun)

    assert operations.anew_when_outrun(lambda: operations.hold_places([wish(slot.id)] * 2)) is None
    assert not Appointment.objects.exists()
    assert not Event.objects.exists()
    assert not Entry.objects.exists()


def test_a_large_group_costs_as_many_statements_as_a_small_one(db, point):
    slots = [make_slot(point.id, wib(24, 9, minute), capacity=50) for minute in range(10)]

    def statements(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            operations.hold_places([wish(slots[number % 10].id) for number in range(count)])
        return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in queries.captured_queries)

    assert statements(1) == 7  # look, insert, note, number, event, entry, take
    assert statements(10) == statements(80) == 8  # several sessions are locked first, in one order
    assert statements(11) == 9  # two of one and one of each other: a statement for every number taken of one


@dataclass(frozen=True)
class Mix:
    """A situation and what is asked in it; people and sessions are named by their numbers."""

    capacities: list[int]
    before: list[tuple[int, int, str]]
    asked: list[tuple[int, int, bool]]


mixes = st.builds(
    Mix,
    capacities=st.lists(st.integers(1, 3), min_size=2, max_size=2),
    before=st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 3), st.sampled_from(["held", "overdue", "booked", "released"])),
        max_size=4,
    ),
    asked=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), st.booleans()), min_size=1, max_size=10),
)
"""Sessions 0 and 1 are open, 2 has begun, 3 is closed, 4 does not exist; the last part: with a second draft."""


@given(mix=mixes)
@settings(max_examples=MIXES)
def test_together_and_one_by_one_come_to_the_same_end(db, point, mix):
    _the_same_end(point, mix)


@given(mix=mixes)
@settings(max_examples=MIXES)
def test_while_freed_places_rest_together_and_one_by_one_come_to_the_same_end(db, point, cooling, mix):
    _the_same_end(point, mix)


def _the_same_end(point: Any, mix: Mix) -> None:
    order: list[int] = []

    def grouped(wishes: list[Wish]) -> dict[int, Any]:
        outcomes = dict(enumerate(operations.hold_places(wishes)))
        left = [number for number, outcome in outcomes.items() if outcome is None]
        order.extend([number for number in outcomes if number not in left] + left)
        return outcomes | {number: alone(wishes[number]) for number in left}

    def one_by_one(wishes: list[Wish]) -> dict[int, Any]:
        return {number: alone(wishes[number]) for number in order}

    assert _lived_through(mix, point, grouped) == _lived_through(mix, point, one_by_one)


@given(asked=st.lists(st.integers(0, 4), min_size=1, max_size=12))
@settings(max_examples=MIXES)
def test_people_without_a_place_are_served_exactly_in_the_order_they_came(db, point, asked):
    mix = Mix(capacities=[2, 3], before=[], asked=[(person, slot, False) for person, slot in enumerate(asked)])

    def grouped(wishes: list[Wish]) -> dict[int, Any]:
        return dict(enumerate(operations.hold_places(wishes)))

    def one_by_one(wishes: list[Wish]) -> dict[int, Any]:
        return {number: alone(one) for number, one in enumerate(wishes)}

    assert _lived_through(mix, point, grouped) == _lived_through(mix, point, one_by_one)


def _lived_through(mix: Mix, point: Any, act: Callable[[list[Wish]], dict[int, Any]]) -> Any:
    """Set the situation up, act in it, return all that can be seen of the end, and take everything back."""
    with transaction.atomic():
        open_slots = [
            make_slot(point.id, wib(24, 9, number), capacity=capacity) for number, capacity in enumerate(mix.capacities)
        ]
        begun, closed = make_slot(point.id, wib(20, 8, 2)), make_slot(point.id, wib(24, 9, 3), offered=False)
        slots = [slot.id for slot in (*open_slots, begun, closed)] + [uuid4()]
        for person, number, state in mix.before:
            _stand(PEOPLE[person], slots[number], state)
        wishes = [
            wish(slots[slot], PEOPLE[person], subject=UUID(int=100 + person + 50 * second))
            for person, slot, second in mix.asked
        ]
        outcomes = act(wishes)
        names = {slot: number for number, slot in enumerate(slots)} | {
            row: f"appointment of {subject}" for row, subject in Appointment.objects.values_list("id", "subject")
        }
        end = _seen(names, outcomes)
        transaction.set_rollback(True)
    return end


def _stand(person: UUID, slot: UUID, state: str) -> None:
    """Let the person stand so with the session before anybody asks, if the rules allow it."""
    early = wib(20, 7)
    subject = UUID(int=100 + PEOPLE.index(person))
    minutes = 60 if state == "overdue" else 600
    held = alone(
        Wish(
            slot_id=slot,
            subject=subject,
            person_id=person,
            service_key=SERVICE,
            until=early + timedelta(minutes=minutes),
            by="person:x",
            at=early,
        )
    )
    if isinstance(held, UUID) and state == "booked":
        operations.confirm_place(subject=subject, by="system:x", at=early)
    if isinstance(held, UUID) and state == "released":
        operations.release_place(subject=subject, by="person:x", at=early)


def _seen(names: dict[UUID, Any], outcomes: dict[int, Any]) -> Any:
    def named(value: Any) -> Any:
        known = {str(row): str(name) for row, name in names.items()}
        return known.get(str(value), value)

    return {
        "outcomes": {
            number: named(outcome) if isinstance(outcome, UUID) else outcome.code
            for number, outcome in sorted(outcomes.items())
        },
        "slots": sorted(
            (
                names[slot.id],
                slot.taken,
                slot.appointments.counting_as_taken().count() + slot.freed.keeping_a_place().count(),
            )
            for slot in Slot.objects.all()
        ),
        "appointments": sorted(
            (str(one.subject), str(one.person_id), names[one.slot_id], one.state, str(one.held_until), str(one.made_at))
            for one in Appointment.objects.all()
        ),
        "freed": sorted((names[one.slot_id], str(one.subject), one.state) for one in FreedPlace.objects.all()),
        "journal": sorted(
            (str(line.appointment.subject), line.action, line.from_state, line.to_state, names[line.slot_id], line.by)
            for line in AppointmentStep.objects.select_related("appointment")
        ),
        "events": sorted(
            (str(one.subject), one.position, one.name, sorted((key, str(named(v))) for key, v in one.body.items()))
            for one in Event.objects.all()
        ),
        "ledger": sorted((str(one.subject), one.act, one.shard, str(one.at)) for one in Entry.objects.all()),
    }


@pytest.mark.only_on("postgresql", "SQLite has one writer, so that nothing can cross")
def test_groups_and_single_requests_on_the_same_sessions_never_lock_each_other_up(race, point):
    slots = [make_slot(point.id, wib(24, 9, minute), capacity=20) for minute in range(4)]
    people = [uuid4() for _ in range(12)]

    def act(number: int) -> None:
        for turn in range(6):
            asked = [wish(slots[(number + one + turn) % 4].id, person) for one, person in enumerate(people)]
            if number % 2:
                group = asked[:: (-1) ** turn]
                operations.anew_when_outrun(partial(operations.hold_places, group))
            else:
                alone(asked[turn])

    assert race(8, act) == [None] * 8

    def check() -> tuple[int, int]:
        counted = [taken(slot) for slot in slots]
        return sum(counted), Appointment.objects.holding_a_place().values("person_id").distinct().count()

    held, persons = race.look(check)
    assert held == persons == len(people)

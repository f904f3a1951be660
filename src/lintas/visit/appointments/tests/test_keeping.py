"""Places that are kept: nobody else gets them, those who are to have them do, and the others go to who waits first."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from lintas.visit.appointments import operations, queries
from lintas.visit.appointments.models import Appointment, KeptPlaces, Slot
from lintas.visit.appointments.operations import keeping
from lintas.visit.appointments.tests.conftest import PARAMETERS
from lintas.visit.appointments.tests.factories import SERVICE, book, hold, make_slot, state_of, taken, wib, wish

NOW = wib(20, 9)
LATER = NOW + timedelta(days=2)
THREADS = 8


def keep(*slots: Slot, at=NOW) -> UUID:
    keeper = uuid4()
    operations.keep_places([slot.id for slot in slots], keeper=keeper, at=at)
    return keeper


def give(slot: Slot, keeper: UUID, *, subject: UUID | None = None, person: UUID | None = None, at=NOW) -> UUID:
    subject = subject or uuid4()
    operations.give_kept(
        slot_id=slot.id,
        keeper=keeper,
        subject=subject,
        person_id=person or uuid4(),
        service_key=SERVICE,
        until=LATER,
        by="system:x",
        at=at,
    )
    return subject


def left(keeper: UUID) -> list[int]:
    return list(KeptPlaces.objects.filter(keeper=keeper).order_by("slot__starts_at").values_list("left", flat=True))


def test_what_is_left_is_kept_and_no_way_leads_to_it(db, point, cooling):
    slot, other = make_slot(point.id, wib(24, 9), capacity=3), make_slot(point.id, wib(24, 10))
    book(slot, at=NOW)

    counts = operations.keep_places([slot.id], keeper=uuid4(), at=NOW)

    assert counts == {slot.id: 2}
    assert taken(slot) == 3
    [day] = queries.days_ahead(point_ids=[point.id], from_on=slot.on, days=1, at=NOW)[point.id]
    assert (day.left, day.capacity) == (2, 5)
    with pytest.raises(operations.SlotFull):
        hold(slot, at=NOW)
    [grouped] = operations.hold_places([wish(slot.id, at=NOW)])
    assert isinstance(grouped, operations.SlotFull)
    elsewhere = book(other, at=NOW)
    with pytest.raises(operations.SlotFull):
        operations.move_place(subject=elsewhere, slot_id=slot.id, by="x", at=NOW)


def test_a_session_that_is_full_begun_or_closed_is_not_kept_and_nothing_of_the_others(db, point):
    free = make_slot(point.id, wib(25, 9))
    for other in (
        make_slot(point.id, wib(24, 9), capacity=1, taken=1),
        make_slot(point.id, wib(19, 9)),
        make_slot(point.id, wib(24, 10), offered=False),
    ):
        with pytest.raises(operations.SlotFull):
            keep(free, other)

    assert not KeptPlaces.objects.exists()
    assert taken(free) == 0


def test_a_kept_place_becomes_a_hold_and_the_session_counts_as_many(db, point):
    slot = make_slot(point.id, wib(24, 9), capacity=2)
    keeper = keep(slot)

    subject = give(slot, keeper)

    assert (state_of(subject), taken(slot), left(keeper)) == ("held", 2, [1])
    operations.confirm_place(subject=subject, by="x", at=LATER - timedelta(minutes=1))
    assert state_of(subject) == "booked"


def test_who_is_given_a_place_gives_up_what_they_held_meanwhile(db, point):
    slot, other = make_slot(point.id, wib(24, 9)), make_slot(point.id, wib(25, 9))
    keeper, person = keep(slot), uuid4()
    subject = hold(other, at=NOW, person_id=person)

    give(slot, keeper, subject=subject, person=person)

    assert (taken(slot), taken(other)) == (2, 0)
    assert queries.appointment_of(subject).slot_id == slot.id


def test_who_has_a_booked_place_keeps_that_one_and_the_kept_place_stays(db, point):
    slot, other = make_slot(point.id, wib(24, 9)), make_slot(point.id, wib(25, 9))
    keeper, person = keep(slot), uuid4()
    book(other, at=NOW, person_id=person)
    before = Appointment.objects.count()

    with pytest.raises(operations.AlreadyHoldsPlace):
        give(slot, keeper, person=person)

    assert (left(keeper), taken(slot), Appointment.objects.count()) == ([2], 2, before)


def test_no_more_are_given_than_are_kept_and_none_of_a_session_that_began(db, point):
    slot = make_slot(point.id, wib(24, 9), capacity=1)
    keeper = keep(slot)
    with pytest.raises(operations.SlotBegun):
        give(slot, keeper, at=wib(24, 9))
    give(slot, keeper)

    with pytest.raises(operations.SlotFull):
        give(slot, keeper)
    with pytest.raises(operations.SlotFull):
        operations.open_one_kept(slot_id=slot.id, keeper=keeper, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptPlaces.objects.filter(keeper=keeper).update(left=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptPlaces.objects.filter(keeper=keeper).update(left=2)


def test_the_rest_is_let_go_and_who_waits_for_the_day_comes_first(db, point, cooling):
    slot, other = make_slot(point.id, wib(24, 9), capacity=3), make_slot(point.id, wib(25, 9), capacity=2)
    keeper = keep(slot, other)
    operations.join_waiting(
        subject=(waits := uuid4()),
        person_id=uuid4(),
        service_key=SERVICE,
        point_id=point.id,
        service_class="regular",
        first_on=slot.on,
        last_on=slot.on,
        by="x",
        at=NOW,
    )

    assert operations.open_kept(keeper=keeper, but={slot.id: 1}, at=NOW) == 4

    assert (left(keeper), taken(slot), taken(other)) == ([1, 0], 2, 0)
    assert slot.freed.resting().count() == 1
    operations.offer_freed(at=NOW)
    assert queries.waiting_of(waits).offer is not None
    assert operations.open_kept(keeper=keeper, but={slot.id: 1}, at=NOW) == 0


def test_in_a_session_that_was_made_smaller_what_is_let_go_is_given_up(db, point):
    slot = make_slot(point.id, wib(24, 9), capacity=4)
    keeper = keep(slot)
    Slot.objects.filter(id=slot.id).update(beyond=3)
    subject = give(slot, keeper)
    assert (state_of(subject), taken(slot)) == ("held", 4)

    operations.open_kept(keeper=keeper, at=NOW)

    assert (taken(slot), slot.capacity, slot.beyond) == (1, 1, 0)


def test_a_place_of_a_day_that_was_closed_meanwhile_is_replaced_as_everybodys_is(db, point, monkeypatch):
    monkeypatch.setitem(PARAMETERS, "offer_answer_within", timedelta(days=2))
    slot, next_day = make_slot(point.id, wib(24, 9)), make_slot(point.id, wib(25, 9))
    keeper = keep(slot)
    operations.withdraw_day(point_id=point.id, on=slot.on)

    subject = give(slot, keeper)
    operations.confirm_place(subject=subject, by="x", at=NOW)
    operations.replace_place(subject=subject, reason="closure", by="x", at=NOW)

    assert queries.appointment_of(subject).slot_id == next_day.id
    assert operations.open_kept(keeper=keeper, at=NOW) == 1
    assert taken(slot) == 0


def test_of_those_who_book_while_the_places_are_kept_nobody_gets_one_that_is_kept(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=4)
    keeper = uuid4()

    def act(number):
        if number == 3:
            return operations.keep_places([slot.id], keeper=keeper, at=NOW)
        return hold(slot, at=NOW)

    answers = race(THREADS, act)

    booked = sum(isinstance(answer, UUID) for answer in answers)
    kept = answers[3][slot.id] if isinstance(answers[3], dict) else 0
    assert booked + kept == 4
    assert race.look(lambda: taken(slot)) == 4


def test_of_eight_winners_as_many_get_a_place_as_are_kept(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=2)
    keeper = keep(slot)

    answers = race(THREADS, lambda number: give(slot, keeper))

    assert sorted(type(answer).__name__ for answer in answers) == ["SlotFull"] * 6 + ["UUID"] * 2
    assert race.look(lambda: (taken(slot), left(keeper))) == (2, [0])


@pytest.mark.only_on("postgresql", "SQLite has one writer: nobody counts while another writes")
def test_control_with_counting_first_eight_winners_get_two_places(race, point, monkeypatch):
    slot = make_slot(point.id, wib(24, 9), capacity=2)
    keeper = keep(slot)
    all_counted = threading.Barrier(THREADS)

    def count_first(slot_id, keeper, count):
        row = KeptPlaces.objects.get(slot_id=slot_id, keeper=keeper)
        all_counted.wait(timeout=30)
        KeptPlaces.objects.filter(id=row.id).update(left=row.left - count)

    monkeypatch.setattr(keeping, "_use_up", count_first)
    race(THREADS, lambda number: give(slot, keeper))

    assert race.look(Appointment.objects.count) == THREADS


@pytest.mark.only_on("postgresql", "SQLite has one writer: nobody counts while another writes")
def test_control_without_the_lock_and_the_guard_more_are_kept_than_there_are(race, point, monkeypatch):
    slot = make_slot(point.id, wib(24, 9), capacity=4)
    keeper, looked, booked = uuid4(), threading.Event(), threading.Event()

    def take_what_we_saw(counts, *, at):
        looked.set()
        booked.wait(timeout=30)
        Slot.objects.filter(id=slot.id).update(taken=4)

    monkeypatch.setattr(keeping, "_in_turn", lambda slot_ids, *, at: Slot.objects.filter(id__in=slot_ids))
    monkeypatch.setattr(keeping, "take_many", take_what_we_saw)

    def act(number):
        if number == 0:
            return operations.keep_places([slot.id], keeper=keeper, at=NOW)
        looked.wait(timeout=30)
        subject = hold(slot, at=NOW)
        booked.set()
        return subject

    race(2, act)

    promised = race.look(lambda: sum(left(keeper)) + Appointment.objects.holding_a_place().filter(slot=slot).count())
    assert promised > race.look(lambda: Slot.objects.values_list(F("capacity"), flat=True).get())

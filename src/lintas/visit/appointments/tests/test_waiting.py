"""Waiting for a place that is freed: joining, being offered it, answering, and passing it on."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations, queries
from lintas.visit.appointments.models import Allotment, FreedPlace, Offer, RecordIsFinal, Waiting
from lintas.visit.appointments.tests.factories import book, hold, make_slot, state_of, taken, wib

NOW = wib(20, 9)
DAY = date(2026, 11, 24)


@pytest.fixture
def slot(db, point, cooling):
    """A session of two places, both booked."""
    return make_slot(point.id, wib(24, 9), capacity=2)


@pytest.fixture
def booked(slot):
    return [book(slot, at=NOW) for _ in range(2)]


def wait(point, *, minute=0, code="", first=DAY, last=DAY, **more):
    """Put an invented application on the list; return it."""
    subject = more.pop("subject", None) or uuid4()
    common = {
        "subject": subject,
        "person_id": more.pop("person_id", None) or uuid4(),
        "service_key": "passport.new.adult",
        "point_id": point.id,
        "by": "person:x",
        "at": NOW + timedelta(minutes=minute),
    }
    if code:
        operations.join_party(code=code, **common)
    else:
        operations.join_waiting(service_class="regular", first_on=first, last_on=last, **common)
    return subject


def free(*subjects, at=NOW):
    for subject in subjects:
        operations.release_place(subject=subject, by="x", at=at)


def offered(subject):
    found = queries.waiting_of(subject)
    return found.offer if found else None


def test_a_freed_place_is_offered_to_who_waits_longest_and_to_nobody_else(point, slot, booked):
    later, first = wait(point, minute=2), wait(point, minute=1)
    free(booked[0])

    assert operations.offer_freed(at=NOW) == 1
    assert operations.offer_freed(at=NOW) == 0

    assert offered(first).until == NOW + timedelta(hours=2)
    assert offered(later) is None
    assert taken(slot) == 2
    assert Event.objects.get(name="appointments.place_offered").subject == first


def test_accepted_it_is_a_hold_and_the_person_is_off_the_list(point, slot, booked):
    subject = wait(point)
    free(booked[0])
    operations.offer_freed(at=NOW)

    operations.accept_offer(subject=subject, until=NOW + timedelta(minutes=15), by="x", at=NOW)

    assert (state_of(subject), taken(slot)) == ("held", 2)
    assert queries.waiting_of(subject) is None
    assert FreedPlace.objects.get().state == "given"
    assert operations.open_rested(at=NOW + timedelta(days=1)) == 0
    with pytest.raises(operations.OfferOver):
        operations.accept_offer(subject=subject, until=NOW + timedelta(minutes=15), by="x", at=NOW)


def test_declined_it_goes_to_the_next_and_the_person_keeps_the_turn(point, slot, booked):
    first, later = wait(point, minute=1), wait(point, minute=2)
    free(booked[0])
    operations.offer_freed(at=NOW)

    operations.decline_offer(subject=first, by="x", at=NOW)
    operations.offer_freed(at=NOW)

    assert offered(first) is None
    assert offered(later) is not None
    assert queries.waiting_of(first).ahead == 0
    assert taken(slot) == 2


def test_passed_by_it_goes_to_the_next_and_after_the_second_time_the_person_leaves_the_list(point, slot, booked):
    other = make_slot(point.id, wib(24, 10), capacity=1)
    third = book(other, at=NOW)
    first = wait(point)
    free(booked[0])
    operations.offer_freed(at=NOW)
    over = NOW + timedelta(hours=2)

    with pytest.raises(operations.OfferOver):
        operations.accept_offer(subject=first, until=over + timedelta(minutes=15), by="x", at=over)
    assert operations.pass_offers(at=over - timedelta(seconds=1)) == 0
    assert operations.pass_offers(at=over) == 1
    assert queries.waiting_of(first).offer is None
    assert operations.offer_freed(at=over) == 0

    free(third, at=over)
    assert operations.offer_freed(at=over) == 1
    assert operations.pass_offers(at=over + timedelta(hours=2)) == 1
    assert queries.waiting_of(first) is None
    assert Waiting.objects.get().state == "left"


def test_a_declined_place_that_nobody_wants_opens_to_everybody_once(point, slot, booked):
    subject = wait(point)
    free(booked[0])
    operations.offer_freed(at=NOW)
    operations.decline_offer(subject=subject, by="x", at=NOW + timedelta(hours=1))

    assert operations.open_rested(at=NOW + timedelta(hours=8)) == 1
    assert taken(slot) == 1


def test_a_family_waits_with_one_code_stands_where_its_last_stands_and_is_offered_places_together(point, slot, booked):
    mother = wait(point, minute=1)
    single = wait(point, minute=2)
    child = wait(point, minute=3, code=queries.waiting_of(mother).code.lower())
    assert [queries.waiting_of(one).size for one in (mother, child)] == [2, 2]
    assert queries.waiting_of(mother).ahead == 1

    free(*booked)
    operations.leave_waiting(subject=single, by="x", at=NOW)
    assert operations.offer_freed(at=NOW) == 2

    assert offered(mother).slot_id == offered(child).slot_id == slot.id
    assert Allotment.objects.count() == 1


def test_a_family_waits_on_while_the_freed_places_are_too_few_and_a_later_single_is_seated(point, slot, booked):
    mother = wait(point, minute=1)
    wait(point, minute=2, code=queries.waiting_of(mother).code)
    single = wait(point, minute=3)
    free(booked[0])
    operations.offer_freed(at=NOW)
    assert (offered(mother), offered(single) is not None) == (None, True)


def test_who_leaves_with_an_offer_open_lets_it_go_to_the_next(point, slot, booked):
    first, later = wait(point, minute=1), wait(point, minute=2)
    free(booked[0])
    operations.offer_freed(at=NOW)

    operations.leave_waiting(subject=first, by="x", at=NOW)
    operations.offer_freed(at=NOW)

    assert queries.waiting_of(first) is None
    assert offered(later) is not None
    with pytest.raises(operations.NotWaiting):
        operations.leave_waiting(subject=first, by="x", at=NOW)


def test_who_found_a_place_another_way_is_taken_off_the_list(point, slot, booked):
    subject, person = uuid4(), uuid4()
    wait(point, subject=subject, person_id=person)
    hold(make_slot(point.id, wib(30, 9)), at=NOW, subject=subject, person_id=person)
    free(booked[0])
    assert operations.offer_freed(at=NOW) == 0
    assert Waiting.objects.get().state == "placed"


def test_nobody_waits_while_a_place_is_open_or_for_days_that_make_no_sense(point, slot):
    with pytest.raises(operations.PlacesAreOpen) as refusal:
        wait(point, first=DAY - timedelta(days=1), last=DAY + timedelta(days=1))
    assert "Pada Selasa, 24 November 2026 masih ada tempat kosong." in str(refusal.value)
    with pytest.raises(operations.DaysReversed) as refusal:
        wait(point, first=DAY, last=DAY - timedelta(days=1))
    assert "Selasa, 24 November 2026, jatuh sesudah" in str(refusal.value)
    assert "Senin, 23 November 2026" in str(refusal.value)
    for first, last in [(date(2026, 11, 19), DAY), (DAY, DAY + timedelta(days=99))]:
        with pytest.raises(operations.WrongDays) as refusal:
            wait(point, first=first, last=last)
    assert "60 hari" in str(refusal.value)
    assert not Waiting.objects.exists()


def test_one_entry_for_a_person_and_service_and_none_beside_a_place(point, slot, booked):
    person = uuid4()
    wait(point, person_id=person)
    with pytest.raises(operations.AlreadyWaiting):
        wait(point, person_id=person)
    with pytest.raises(operations.AlreadyHoldsPlace):
        wait(point, subject=booked[0])


def test_a_wrong_code_and_a_full_party_are_refused(point, other_point, slot, booked, monkeypatch):
    mother = wait(point)
    code = queries.waiting_of(mother).code
    for wrong, where in [("XXXXXXXX", point), (code, other_point)]:
        with pytest.raises(operations.NoSuchParty):
            wait(where, code=wrong)
    for _ in range(5):
        wait(point, code=code)
    with pytest.raises(operations.NoSuchParty):
        wait(point, code=code)


def test_too_close_to_the_session_nothing_is_offered_and_the_place_opens_in_time(point, slot, booked):
    wait(point)
    near = wib(24, 8, 30)
    free(booked[0], at=near)
    assert operations.offer_freed(at=near) == 0
    assert operations.open_rested(at=near + timedelta(minutes=8)) == 1


def test_every_decision_is_kept_as_it_was_made_and_decided_anew_it_is_the_same(point, slot, booked):
    wait(point)
    free(booked[0])
    operations.offer_freed(at=NOW)
    day = timedelta(days=1)

    [record] = queries.allotments(point_id=point.id, since=NOW - day, until=NOW + day)
    assert record.holds
    assert record.asked["rooms"][0]["places"] == 1

    with pytest.raises(RecordIsFinal):
        Allotment.objects.get().save()
    Allotment.objects.update(answer=[])
    [forged] = queries.allotments(point_id=point.id, since=NOW - day, until=NOW + day)
    assert not forged.holds


def test_the_tables_refuse_two_offers_of_one_place_and_an_acceptance_too_late(point, slot, booked):
    wait(point)
    free(booked[0])
    operations.offer_freed(at=NOW)
    offer = Offer.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(
            waiting=offer.waiting, place=offer.place, allotment=offer.allotment, made_at=NOW, until=NOW + timedelta(1)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.update(state="accepted", closed_at=offer.until)


@pytest.mark.storm
def test_of_an_acceptance_a_refusal_and_the_job_at_one_moment_one_wins(race, point, cooling):
    slot = make_slot(point.id, wib(24, 9), capacity=4)
    booked = [book(slot, at=NOW) for _ in range(4)]
    waiting = [wait(point, minute=minute) for minute in range(4)]
    free(*booked)
    assert operations.offer_freed(at=NOW) == 4
    just, over = NOW + timedelta(hours=2, seconds=-1), NOW + timedelta(hours=2)

    def act(number):
        subject = waiting[number % 4]
        try:
            if number < 4:
                return operations.accept_offer(subject=subject, until=over, by="x", at=just)
            if number < 8:
                return operations.decline_offer(subject=subject, by="x", at=just)
        except operations.OfferOver:
            return None
        return operations.pass_offers(at=over) and operations.offer_freed(at=over)

    answers = race(12, act)
    assert not [answer for answer in answers if isinstance(answer, Exception)]

    def check():
        accepted = Offer.objects.filter(state="accepted").count()
        assert slot.appointments.filter(state="held").count() == accepted
        assert FreedPlace.objects.filter(state="given").count() == accepted
        assert not Waiting.objects.filter(state="offered").exclude(offers__state="open").exists()
        assert FreedPlace.objects.filter(state="offered").count() == Offer.objects.filter(state="open").count()
        return taken(slot)

    assert race.look(check) <= 4

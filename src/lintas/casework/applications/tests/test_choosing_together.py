"""Choices made at the same moment: one transaction, each its own act and its own answer."""

from uuid import UUID, uuid4

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import together
from lintas.casework.applications.tests.phone import a_slot
from lintas.directory.offices import queries as offices
from lintas.foundation.grouping import ALONE, NoRoom, WaitedTooLong
from lintas.foundation.idempotency.models import Reply
from lintas.foundation.idempotency.together import Act
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Appointment, Slot
from lintas.visit.appointments.queries import full


@pytest.fixture
def slot(house, now) -> Slot:
    slot_id = a_slot(at=now)
    Slot.objects.filter(id=slot_id).update(capacity=20)
    return Slot.objects.get(id=slot_id)


@pytest.fixture
def choice(house, now, slot):
    def choose(**changes) -> operations.Choice:
        started = operations.start_application(service_key="passport.renew.standard", point_id=house.id, at=now)
        act = Act(row=uuid4(), fingerprint=uuid4().hex * 2, sealed=b"reply", at=now)
        by = f"person:{started.person_id}"
        fixed = {"application_id": started.application_id, "slot_id": slot.id, "act": act, "by": by, "at": now}
        return operations.Choice(**{**fixed, **changes})

    return choose


def test_each_gets_a_place_and_keeps_its_reply(choice, slot):
    choices = [choice() for _ in range(5)]

    answers = operations.choose_places(choices)

    assert all(isinstance(answer, UUID) for answer in answers)
    for one in choices:
        assert appointments.appointment_of(one.application_id).slot_id == slot.id
        reply = Reply.objects.get(id=one.act.row)
        assert (reply.fingerprint, bytes(reply.sealed)) == (one.act.fingerprint, b"reply")


def test_who_is_refused_keeps_the_key_and_the_session_is_remembered_as_full(choice, slot):
    Slot.objects.filter(id=slot.id).update(capacity=1)
    first, second = choice(), choice()

    answers = operations.choose_places([first, second])

    assert isinstance(answers[0], UUID)
    assert isinstance(answers[1], places.SlotFull)
    assert [reply.id for reply in Reply.objects.all()] == [first.act.row]
    assert appointments.was_full_just_now(slot.id, subject=second.application_id)
    assert not appointments.was_full_just_now(slot.id, subject=first.application_id)


def test_an_act_that_stands_twice_in_a_group_or_was_done_before_is_left_to_the_ordinary_way(choice):
    one = choice()

    assert [answer is ALONE for answer in operations.choose_places([one, one])] == [False, True]
    assert operations.choose_places([one]) == [ALONE]
    assert Appointment.objects.count() == Reply.objects.count() == 1


def test_two_drafts_of_one_person_get_one_place(choice):
    one, other = choice(), choice()
    person = Application.objects.get(id=one.application_id).person_id
    Application.objects.filter(id=other.application_id).update(person_id=person)

    answers = operations.choose_places([one, other])

    assert [answer is ALONE for answer in answers] == [False, True]
    assert Reply.objects.count() == 1
    with pytest.raises(places.AlreadyHoldsPlace):
        operations.choose_place(application_id=other.application_id, slot_id=other.slot_id, by=other.by, at=other.at)


@pytest.mark.parametrize("what", ["state", "point", "class", "case", "slot"])
def test_what_the_draft_may_not_have_is_left_to_the_ordinary_way_and_harms_nobody_else(choice, slot, what):
    good, bad = choice(), choice()
    elsewhere = offices.point(slug="pesawaran")
    change = {"state": {"state": "cancelled"}, "point": {"point_id": elsewhere.id}, "class": {"queue_class": "x"}}
    Application.objects.filter(id=bad.application_id).update(**change.get(what, {"version": 1}))
    odd = {"case": {"application_id": uuid4()}, "slot": {"slot_id": uuid4()}}
    kept = {name: getattr(bad, name) for name in ("application_id", "slot_id", "act", "by", "at")}

    answers = operations.choose_places([operations.Choice(**{**kept, **odd.get(what, {})}), good])

    assert answers[0] is ALONE
    assert isinstance(answers[1], UUID)
    assert [reply.id for reply in Reply.objects.all()] == [good.act.row]


def test_nothing_stands_when_the_group_breaks(choice, monkeypatch):
    choices = [choice() for _ in range(3)]
    monkeypatch.setattr(together, "let_go", lambda claimed: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        operations.choose_places(choices)
    assert not Reply.objects.exists()
    assert not Appointment.objects.exists()


def test_a_group_that_is_outrun_every_time_is_left_to_the_ordinary_way_with_its_acts(choice, monkeypatch):
    choices, looks = [choice() for _ in range(3)], []

    def outrun(wishes):
        looks.append(len(wishes))
        raise places.Outrun

    monkeypatch.setattr(places, "hold_places", outrun)

    assert operations.choose_places(choices) == [ALONE] * 3
    assert looks == [3, 3, 3]
    assert not Reply.objects.exists()


def test_a_lone_choice_is_a_group_of_one(choice, slot):
    assert operations.choose_place_in_a_group(choice()) is True
    Slot.objects.filter(id=slot.id).update(capacity=1)

    with pytest.raises(places.SlotFull):
        operations.choose_place_in_a_group(choice())


def test_a_full_session_is_remembered_for_two_seconds_and_asked_for_nothing(
    slot, monkeypatch, django_assert_num_queries
):
    appointments.note_full([slot.id])
    with django_assert_num_queries(0):
        assert appointments.was_full_just_now(slot.id, subject=uuid4())
        assert not appointments.was_full_just_now(uuid4(), subject=uuid4())
    passed = full.time.monotonic() + 2.0
    monkeypatch.setattr(full.time, "monotonic", lambda: passed)

    assert not appointments.was_full_just_now(slot.id, subject=uuid4())


@pytest.mark.parametrize("turned_away", [NoRoom, WaitedTooLong])
def test_when_too_many_wait_one_is_told_to_come_back(choice, monkeypatch, turned_away):
    def no(asked):
        raise turned_away

    monkeypatch.setattr(together._grouper, "ask", no)

    with pytest.raises(places.TooManyAtOnce) as refusal:
        operations.choose_place_in_a_group(choice())
    assert refusal.value.status == 503

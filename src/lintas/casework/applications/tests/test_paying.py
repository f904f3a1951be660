"""Paying: in time, twice, and not at all."""

from datetime import timedelta

from lintas.casework.applications import operations
from lintas.casework.applications.models import Step
from lintas.visit.appointments import queries as appointments


def test_a_payment_in_time_confirms_the_place(walk):
    walk.scheduled()
    assert walk.state == "scheduled"
    assert appointments.appointment_of(walk.id).state == "booked"


def test_a_payment_told_twice_counts_once(walk):
    walk.scheduled().pay(ntpn="NTPN000000000001", after=timedelta(0))
    assert Step.objects.filter(application_id=walk.id, transition="P02").count() == 1


def test_given_the_code_ran_out_then_the_case_ends_and_its_place_is_free_again(walk):
    walk.submit().code()
    slot = appointments.appointment_of(walk.id).slot_id
    operations.expire_unpaid(application_id=walk.id, by="system:test", at=walk.at + timedelta(hours=3))

    assert walk.state == "expired"
    assert appointments.appointment_of(walk.id).state == "released"
    assert slot == appointments.appointment_of(walk.id).slot_id


def test_given_it_expired_then_one_tap_opens_a_new_draft_with_the_same_answers_and_papers(walk):
    walk.submit().code()
    hashes = {item.key: item.content_hash for item in walk.case.items}
    operations.expire_unpaid(application_id=walk.id, by="system:test", at=walk.at)

    walk.started = operations.continue_expired(application_id=walk.id, reader=walk.reader, by=walk.by, at=walk.at)
    walk.place()
    walk.hand_in()

    assert walk.state == "awaiting_payment"
    assert {item.key: item.content_hash for item in walk.case.items} == hashes

"""Handing in a draft: what must be there, and what is said when it is not."""

from datetime import timedelta

import pytest

from lintas.casework.applications import operations, states
from lintas.casework.applications.models import Step
from lintas.casework.applications.tests.walk import Walk
from lintas.visit.appointments import operations as places


def test_given_a_paper_is_missing_then_it_is_named_and_nothing_changes(walk):
    walk.start()
    operations.save_answers(application_id=walk.id, answers=walk.answers, reader=walk.reader, by=walk.by, at=walk.at)
    operations.save_identity(application_id=walk.id, values=walk.identity, by=walk.by, at=walk.at)

    with pytest.raises(operations.PapersMissing, match="KTP"):
        walk.hand_in()

    assert walk.state == "draft"


def test_given_no_place_was_chosen_then_it_is_asked_for(walk):
    walk.fill()
    with pytest.raises(operations.PlaceMissing):
        walk.hand_in()


def test_given_the_hold_ran_out_then_the_person_chooses_again_and_keeps_everything(walk):
    walk.fill().place()
    walk.at += timedelta(minutes=16)
    with pytest.raises((operations.PlaceMissing, places.HoldExpired)):
        walk.hand_in()
    assert walk.state == "draft"
    assert {item.state for item in walk.case.items} == {"given"}


def test_given_no_declaration_then_it_is_asked_for(walk):
    walk.fill().place()
    with pytest.raises(operations.DeclarationMissing):
        walk.hand_in(declaration=False)


def test_given_a_child_applies_for_an_adult_passport_then_the_right_service_is_named(walk):
    walk.identity["birth_date"] = "2015-05-17"
    walk.fill().place()
    with pytest.raises(operations.WrongAge):
        walk.hand_in()


def test_given_the_person_has_a_running_case_then_a_second_is_refused_and_the_draft_stays(walk, house, now):
    walk.submit()
    second = Walk(point=house, at=now).fill()
    operations.choose_place(application_id=second.id, slot_id=second.free_slot(later=1), by=second.by, at=second.at)

    with pytest.raises(operations.AlreadyActive):
        second.hand_in()

    assert second.state == "draft"


def test_given_the_policy_changed_during_the_draft_then_the_person_is_told_and_keeps_everything(walk, new_policy):
    walk.fill().place()
    new_policy(walk.service_key)

    with pytest.raises(operations.PolicyChanged):
        walk.hand_in()
    operations.adopt_policy(application_id=walk.id, reader=walk.reader, by=walk.by, at=walk.at)
    walk.hand_in()

    assert walk.state == "awaiting_payment"


def test_a_double_click_hands_in_once(walk):
    walk.submit()
    with pytest.raises(states.ActionNotAllowed):
        walk.hand_in()
    assert Step.objects.filter(application_id=walk.id, transition="P01").count() == 1

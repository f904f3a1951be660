"""Coming on the day that was promised: moving it, missing it, and who receives the person."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.casework.applications import operations
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


def test_the_person_moves_the_day_once_by_right(walk):
    walk.scheduled()
    operations.reschedule(application_id=walk.id, slot_id=walk.free_slot(later=1), by=walk.by, at=walk.at)
    with pytest.raises(places.NoMovesLeft):
        operations.reschedule(application_id=walk.id, slot_id=walk.free_slot(later=3), by=walk.by, at=walk.at)
    assert walk.state == "scheduled"


def test_given_nobody_came_then_the_person_may_explain_and_gets_another_day(walk):
    walk.scheduled()
    walk.at = appointments.appointment_of(walk.id).starts_at + timedelta(days=1)
    places.mark_missed(subject=walk.id, by="system:test", at=walk.at)
    operations.mark_missed(application_id=walk.id, by="system:test", at=walk.at)
    assert walk.state == "missed"

    operations.reschedule_specially(
        slot_id=walk.free_slot(),
        reason="hardship",
        evidence="Surat keterangan ditunjukkan.",
        **walk.act_of("loket"),
    )

    assert walk.state == "scheduled"


def test_given_no_explanation_came_then_the_case_is_forfeited_after_the_limit_and_not_before(walk):
    walk.scheduled()
    walk.at = appointments.appointment_of(walk.id).starts_at + timedelta(days=1)
    places.mark_missed(subject=walk.id, by="system:test", at=walk.at)
    operations.mark_missed(application_id=walk.id, by="system:test", at=walk.at)

    operations.forfeit(application_id=walk.id, by="system:test", at=walk.at + timedelta(days=6))
    assert walk.state == "missed"
    operations.forfeit(application_id=walk.id, by="system:test", at=walk.at + timedelta(days=8))
    assert walk.state == "forfeited"


def test_an_officer_of_another_office_may_not_check_the_person_in(walk):
    walk.scheduled()
    stranger = replace(walk.officer("loket"), office_id=uuid4(), point_id=None)
    with pytest.raises(operations.NotYourAct):
        operations.check_in(application_id=walk.id, officer=stranger, at=walk.at)

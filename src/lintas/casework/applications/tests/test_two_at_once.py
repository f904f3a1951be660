"""Acts that cross: two officers on one case, and news that arrives after the case went on."""

from datetime import timedelta

import pytest

from lintas.casework.applications import handlers, operations
from lintas.casework.applications.models import Check, Item, Step
from lintas.casework.applications.tests.walk import Walk
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


def told(walk: Walk, name: str):
    event = Event.objects.filter(name=name, subject=walk.id).latest("id")
    return decode(event.name, event.body)


def test_given_another_officer_decided_on_a_paper_then_the_second_is_told_and_the_first_decision_stands(walk):
    walk.arrive()
    seen = walk.case.version
    operations.return_item(requirement="ktp", reason="unreadable", **walk.act_of("loket", seen=seen))

    with pytest.raises(operations.CaseMovedOn):
        operations.accept_item(requirement="ktp", original_seen=True, **walk.act_of("loket", seen=seen))

    assert Item.objects.get(application_id=walk.id, key="ktp").state == "returned"


def test_given_the_office_moved_the_day_then_older_news_of_an_absence_does_not_mark_the_case_missed(walk):
    walk.scheduled()
    walk.at = appointments.appointment_of(walk.id).starts_at + timedelta(days=1)
    places.mark_missed(subject=walk.id, by="system:test", at=walk.at)
    operations.move_by_office(slot_id=walk.free_slot(), reason="outage", **walk.act_of("loket"))

    handlers.note_absence(told(walk, "appointments.missed"), at=walk.at)

    assert (walk.state, appointments.appointment_of(walk.id).state) == ("scheduled", "booked")


def test_given_a_check_is_not_clear_then_the_case_waits_for_the_answers_to_the_others(walk):
    """Else the moment of the step would tell a thief which list the person is on."""
    walk.interview()
    operations.ask_for_checks(application_id=walk.id, by="system:test", at=walk.at)
    asked = {row.kind: row.enquiry_id for row in Check.objects.filter(application_id=walk.id)}
    said = [("watchlist", "review"), ("identity", "match"), ("duplicate", "clear")]

    states = []
    for kind, result in said:
        walk.answer(asked[kind], result)
        states.append(walk.state)

    assert states == ["verification", "verification", "deepened"]


def test_given_the_same_answer_is_told_twice_then_the_case_moves_once(walk):
    walk.interview().check(watchlist="review")
    operations.clear_doubt(note="Orang lain.", **walk.act_of("pemeriksa"))
    told_again = Check.objects.filter(application_id=walk.id).values_list("enquiry_id", flat=True)

    for enquiry_id in told_again:
        operations.record_answer(application_id=walk.id, enquiry_id=enquiry_id, by="system:test", at=walk.at)

    assert walk.state == "verification"


def test_the_journal_counts_its_lines_without_gaps_whatever_happened_between(walk):
    walk.interview()
    numbers = list(Step.objects.filter(application_id=walk.id).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))

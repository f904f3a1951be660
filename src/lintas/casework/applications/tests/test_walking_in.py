"""People who come without an appointment: who they are is known, they are billed, and they pay before the photo."""

from datetime import UTC, datetime, timedelta

import pytest

from lintas.casework.applications import handlers, operations, telling
from lintas.casework.applications.models import Item
from lintas.casework.applications.tests.walk import Walk
from lintas.exchange.payments import queries as bills
from lintas.exchange.payments.events import CodeIssued
from lintas.visit.queueing import queries as tickets

OPENING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
"""08.30 at the office."""


@pytest.fixture
def walk(house) -> Walk:
    return Walk(point=house, at=OPENING)


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    """The words that were handed to the messengers."""
    words: list[str] = []
    monkeypatch.setattr(telling.messaging, "send", lambda **message: words.append(message["body"]))
    return words


def test_a_walk_in_gets_a_number_and_a_bill_that_can_be_paid_for_seven_days(walk):
    number = walk.fill().walk_in()

    bill = bills.bill_of(walk.id)
    assert tickets.ticket_of(walk.id, at=walk.at).ticket.number == number
    assert (bill.state, bill.total_idr) == ("asked", 950_000)
    assert bills.code_wanted(bill.id).expires_in == timedelta(days=7)


def test_nobody_goes_to_the_photo_without_having_paid(walk):
    walk.fill().walk_in()
    walk.called_to("documents").accept()

    with pytest.raises(operations.NotPaidYet):
        operations.papers_in_order(**walk.act_of("loket"))
    assert walk.state == "checked_in"

    walk.code()
    walk.money_comes()
    operations.papers_in_order(**walk.act_of("loket"))
    assert walk.state == "capture"


def test_a_person_with_a_running_case_is_told_so_at_the_counter_and_nothing_changes(walk, house):
    walk.fill().walk_in()
    second = Walk(point=house, at=OPENING).fill()

    with pytest.raises(operations.AlreadyActive):
        second.walk_in()

    assert second.state == "draft"
    assert tickets.ticket_of(second.id, at=second.at) is None


@pytest.mark.parametrize("act", [Walk.walk_in, Walk.hand_in])
def test_without_knowing_who_the_applicant_is_no_case_begins(walk, act):
    del walk.identity["nik"]
    walk.fill().place()
    with pytest.raises(operations.IdentityMissing):
        act(walk)
    assert walk.state == "draft"


def test_the_words_about_the_code_name_its_own_last_moment_and_no_appointment(walk, sent):
    walk.fill().walk_in()
    walk.code()
    bill = bills.bill_of(walk.id)

    event = CodeIssued(subject=walk.id, bill_id=bill.id, code_id=bill.id, expires_at=bill.expires_at)
    handlers.tell_the_code(event, at=walk.at)

    [message] = sent
    assert "820261124000001" in message
    assert "10.30 WIB" in message
    assert "jadwal" not in message.lower()


def test_given_simponi_was_slow_then_the_words_name_the_end_of_the_code_and_not_of_the_hand_in(walk, sent):
    walk.submit()
    walk.at += timedelta(hours=3)
    walk.code()
    bill = bills.bill_of(walk.id)

    event = CodeIssued(subject=walk.id, bill_id=bill.id, code_id=bill.id, expires_at=bill.expires_at)
    handlers.tell_the_code(event, at=walk.at)

    [message] = sent
    assert "sebelum Selasa, 24 November 2026, 13.30 WIB" in message


def test_a_paper_whose_original_must_be_shown_is_not_accepted_unseen(walk):
    walk.fill().walk_in()
    with pytest.raises(operations.OriginalNotSeen):
        operations.accept_item(requirement="ktp", original_seen=False, **walk.act_of("loket"))
    assert Item.objects.get(application_id=walk.id, key="ktp").state == "given"


def test_a_paper_that_the_case_does_not_have_is_refused_in_words(walk):
    walk.fill().walk_in()
    with pytest.raises(operations.ItemClosed):
        operations.accept_item(requirement="surat_cinta", original_seen=True, **walk.act_of("loket"))

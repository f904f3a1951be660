"""Papers at the counter: accepted, returned, completed, or not in time."""

from datetime import timedelta

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.models import Item


def test_given_the_number_was_not_called_then_the_officer_is_told_to_call_it_and_nothing_changes(walk):
    walk.arrive().accept()

    with pytest.raises(operations.NotCalledYet, match="A 001"):
        operations.papers_in_order(**walk.act_of("loket"))

    assert walk.state == "checked_in"


def test_a_returned_paper_opens_that_paper_alone_and_the_others_stay_as_they_were(walk):
    walk.arrive()
    before = {item.key: item.content_hash for item in walk.case.items}
    walk.accept("paspor_lama").incomplete()

    with pytest.raises(operations.ItemClosed):
        walk.give("paspor_lama", "paspor_lama")
    with pytest.raises(operations.StillMissing):
        operations.complete_papers(application_id=walk.id, by=walk.by, at=walk.at)
    walk.give("ktp", "ktp", b"\xff\xd8\xff-sharper")
    operations.complete_papers(application_id=walk.id, by=walk.by, at=walk.at)

    after = {item.key: item for item in walk.case.items}
    assert walk.state == "checked_in"
    assert after["paspor_lama"].content_hash == before["paspor_lama"]
    assert after["paspor_lama"].state == "accepted"
    assert after["ktp"].content_hash != before["ktp"]


def test_a_paper_is_not_returned_without_a_reason_from_the_list(walk):
    walk.arrive()
    with pytest.raises(operations.ReasonNeeded):
        operations.return_item(requirement="ktp", reason="jelek", **walk.act_of("loket"))
    assert Item.objects.get(application_id=walk.id, key="ktp").state == "given"


def test_given_two_officers_have_one_case_open_then_the_second_is_told_and_nothing_is_overwritten(walk):
    walk.arrive()
    seen = walk.case.version
    walk.accept_all()

    with pytest.raises(operations.CaseMovedOn):
        operations.return_item(requirement="ktp", reason="unreadable", **walk.act_of("loket", seen=seen))
    assert walk.state == "capture"


def test_given_the_limit_passed_then_the_case_closes(walk):
    walk.arrive().incomplete()
    operations.expire_incomplete(application_id=walk.id, by="system:test", at=walk.at + timedelta(days=8))
    assert walk.state == "cancelled"

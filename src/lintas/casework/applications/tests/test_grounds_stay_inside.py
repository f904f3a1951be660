"""
Why a person was doubted, refused or found on a list stands in no event and no leaf of the ledger (R8), and in no table
in the open: with the person's key it is gone.
"""

import pytest

from lintas.casework.applications import operations, queries
from lintas.casework.applications.tests.walk import GUIDE, Walk
from lintas.directory.people.models import AccessRecord
from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox.models import Event
from lintas.foundation.vault import operations as vault
from lintas.foundation.vault.tests.unsealed import leave_columns_open
from tests.search_for_canaries import Searcher


@pytest.fixture
def walk(house, now) -> Walk:
    return Walk(point=house, at=now)


def told() -> str:
    """Everything that events and leaves say."""
    leaves = b"".join(bytes(leaf) for leaf in Entry.objects.values_list("leaf", flat=True))
    return leaves.decode() + "".join(str(body) for body in Event.objects.values_list("body", flat=True))


def test_a_doubt_says_in_the_case_alone_what_it_was(walk):
    walk.capture()
    walk.called_to("interview")
    operations.doubt(
        application_id=walk.id, findings=GUIDE, note="Ia tidak berani bicara.", reason="signs_of_trafficking",
        officer=walk.officer("pewawancara"), seen=None, at=walk.at,
    )  # fmt: skip

    assert walk.read(queries.journal(walk.id)[-1].reason) == ["signs_of_trafficking"]
    assert walk.state == "deepened"
    assert "P18" in told()
    assert "trafficking" not in told()


def test_a_hit_and_a_refusal_say_in_the_case_alone_what_they_were(walk):
    walk.defer()

    assert walk.state == "deferred"
    assert "P24" in told()
    assert '"review"' not in told()
    assert "'review'" not in told()
    assert "data_conflict" not in told()


def test_the_reason_is_committed_to_and_opens_with_the_persons_key_alone(walk):
    walk.defer()
    [entry] = [one for one in Entry.objects.filter(act="applications.advanced") if b'"P20"' in bytes(one.leaf)]

    assert entry.owner == walk.case.person_id
    assert entry.commitment is not None


def captured_and_doubted(walk) -> Searcher:
    """Walk to a doubt with as many codes as may be, and return who searches for them."""
    walk.arrive().accept_all().called_to("photo")
    operations.record_capture(
        core_reference="BIO-1", photo_passes=True, fingers=8, exemption="worn_fingers", **walk.act_of("biometrik")
    )
    walk.called_to("interview")
    said = {**GUIDE, "purpose": "none_yet", "payer": "employer"}
    operations.doubt(findings=said, note="Ragu.", reason="signs_of_trafficking", **walk.act_of("pewawancara"))
    return Searcher(["worn_fingers", "none_yet", "employer", "signs_of_trafficking"])


def test_codes_of_a_case_stand_in_no_table(walk):
    assert captured_and_doubted(walk).search_tables("default") == []


def test_control_with_sealing_off_each_of_them_is_found(walk, monkeypatch):
    leave_columns_open(monkeypatch)

    found = captured_and_doubted(walk).search_tables("default")

    assert {hit.canary for hit in found} == {"worn_fingers", "none_yet", "employer", "signs_of_trafficking"}


def test_who_destroys_the_persons_key_erases_them(walk):
    walk.defer()
    ground = walk.case.decisions[-1].ground

    vault.shred(owner=walk.case.person_id)

    with pytest.raises(vault.KeyDestroyed):
        walk.read(ground)


def test_the_platforms_comparison_of_the_answers_is_one_look_that_the_person_sees(walk):
    walk.interview().check(watchlist="review")

    looks = AccessRecord.objects.filter(person_id=walk.case.person_id, reader_id="applications.checks")

    assert [(look.purpose, look.kinds) for look in looks] == [("verify_identity", ["specific"])]


def test_why_a_paper_was_returned_is_for_the_person_and_in_no_table(walk):
    walk.arrive().called_to("documents")
    operations.return_item(requirement="ktp", reason="differs_from_original", **walk.act_of("loket"))

    [returned] = [item for item in walk.case.items if item.state == "returned"]

    assert walk.read(returned.reason) == ["differs_from_original"]
    assert Searcher(["differs_from_original"]).search_tables("default") == []

"""One passport case from the phone to the hand-over counter, and the side roads."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.models import Booklet, Step
from lintas.casework.applications.tests.walk import AGAINST, GUIDE, Walk


def test_a_case_goes_from_the_phone_to_the_hand_over_counter(walk):
    walk.hand_over()

    assert walk.state == "collected"
    ids = list(Step.objects.filter(application_id=walk.id).order_by("number").values_list("transition", flat=True))
    assert ids == ["P01", "P02", "P10", "P15", "P16", "P17", "P23", "P25", "P27", "P29", "P30"]
    assert Booklet.objects.get().state == "issued"


def test_every_step_of_the_journal_names_who_did_it_and_when(walk):
    walk.hand_over()

    assert not Step.objects.filter(by="").exists()
    assert [step.number for step in Step.objects.order_by("number")] == list(range(1, 12))


class TestDeciding:
    @pytest.mark.parametrize(
        ("answers", "state"),
        [
            ({}, "adjudication"),
            ({"identity": "near"}, "deepened"),
            ({"identity": "unavailable"}, "deepened"),
            ({"duplicate": "review"}, "deepened"),
            ({"watchlist": "unavailable"}, "deepened"),
        ],
    )
    def test_only_clear_answers_lead_to_adjudication_and_all_others_to_a_person_who_looks(self, walk, answers, state):
        walk.interview().check(**answers)
        assert walk.state == state

    @pytest.mark.parametrize("part", ["ground", "clause", "evidence", "remedy", "objection"])
    def test_a_refusal_cannot_be_saved_without(self, walk, part):
        walk.defer()
        with pytest.raises(operations.DecisionIncomplete):
            operations.reject(reasoning=replace(AGAINST, **{part: " "}), **walk.act_of("kakanim"))
        assert walk.state == "deferred"

    def test_a_complete_refusal_can_be_read_by_the_person(self, walk):
        walk.defer()
        operations.reject(reasoning=AGAINST, **walk.act_of("kakanim"))
        decision = walk.case.decisions[-1]
        assert walk.state == "rejected"
        assert walk.read(decision.ground, decision.remedy) == ["data_conflict", AGAINST.remedy]
        assert walk.read(decision.evidence) == [AGAINST.evidence]

    def test_an_interview_with_doubt_needs_a_written_reason(self, walk):
        walk.capture()
        walk.called_to("interview")
        with pytest.raises(operations.InterviewIncomplete):
            operations.doubt(findings=GUIDE, note="Ragu.", reason="", **walk.act_of("pewawancara"))
        assert walk.state == "interview"


class TestProducing:
    def test_a_book_is_used_once(self, walk, house, now):
        walk.printed()
        second = Walk(point=house, at=now, identity={**walk.identity, "nik": "9999015705900002"})
        with pytest.raises(operations.NoBookInStock):
            operations.print_book(
                application_id=second.approve_with("820261124000002", "NTPN000000000002").id,
                book_number="X0000001",
                officer=second.officer("pencetak"),
                seen=None,
                at=second.at,
            )

    def test_given_the_book_is_of_another_kind_than_was_paid_for_then_it_is_refused_and_stays_in_the_stock(self, walk):
        walk.approve()
        walk.stock("X0000009", kind="nonelectronic")

        with pytest.raises(operations.WrongBook, match=r"X0000009 berjenis nonelektronik.*paspor elektronik"):
            operations.print_book(book_number=" x0000009", **walk.act_of("pencetak"))

        assert (walk.state, Booklet.objects.get().state) == ("printing", "blank")

    def test_a_faulty_book_is_void_with_its_reason_and_another_is_printed(self, walk):
        walk.printed()
        operations.fail_quality(reason="chip_unreadable", **walk.act_of("pencetak"))
        operations.print_book(book_number=walk.stock("X0000002"), **walk.act_of("pencetak"))
        states_of_books = dict(Booklet.objects.values_list("number", "state"))
        assert states_of_books == {"X0000001": "void", "X0000002": "printed"}

    @pytest.mark.parametrize(
        "lacking", [{"receiver": " "}, {"proof_seen": False}, {"signed": False}, {"relation": "neighbour"}]
    )
    def test_a_book_is_not_handed_over_without(self, walk, lacking):
        with pytest.raises(operations.ReceiverIncomplete):
            walk.hand_over(**lacking)
        assert walk.state == "ready"


class TestTheClock:
    def test_the_promised_day_counts_working_days_from_the_interview(self, walk):
        walk.interview()
        assert walk.case.due_on.isoformat() == "2026-12-01"

    def test_while_the_case_is_examined_the_clock_stands_and_runs_on_after(self, walk):
        walk.interview().check(identity="near")
        assert walk.case.due_on is None
        walk.at += timedelta(days=7)
        operations.clear_doubt(note="Jelas.", **walk.act_of("pemeriksa"))
        assert walk.case.due_on.isoformat() > "2026-12-01"

    def test_a_late_case_says_so_once(self, walk):
        walk.interview()
        late = walk.at + timedelta(days=10)
        assert operations.notice_late(application_id=walk.id, at=late)
        assert not operations.notice_late(application_id=walk.id, at=late)

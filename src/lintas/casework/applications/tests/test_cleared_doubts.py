"""What an officer has looked at and cleared does not stop the case again."""

from datetime import timedelta

import pytest

from lintas.casework.applications import operations


class TestADoubtThatAnOfficerHasCleared:
    @pytest.mark.parametrize("found", [{"identity": "near"}, {"duplicate": "review"}, {"watchlist": "review"}])
    def test_does_not_come_back_with_the_same_answer_and_leads_to_the_adjudicator(self, walk, found):
        walk.interview().check(**found)
        walk.at += timedelta(minutes=10)
        operations.clear_doubt(note="Orang lain.", **walk.act_of("pemeriksa"))

        walk.check(**found)

        assert walk.state == "adjudication"

    @pytest.mark.parametrize(
        ("first", "then"),
        [
            ({"identity": "near"}, {"identity": "mismatch"}),
            ({"identity": "near"}, {"watchlist": "review"}),
            ({"watchlist": "unavailable"}, {"watchlist": "unavailable"}),
            ({"identity": "denied"}, {"identity": "denied"}),
        ],
    )
    def test_comes_back_when_the_answer_is_a_new_one_or_there_still_is_none(self, walk, first, then):
        walk.interview().check(**first)
        walk.at += timedelta(minutes=10)
        operations.clear_doubt(note="Orang lain.", **walk.act_of("pemeriksa"))

        walk.check(**then)

        assert walk.state == "deepened"

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.casework.applications import rules


@pytest.mark.parametrize(
    ("born", "for_child", "married", "fits"),
    [
        (date(2009, 11, 24), False, False, True),
        (date(2009, 11, 24), True, False, False),
        (date(2009, 11, 25), False, False, False),
        (date(2009, 11, 25), True, False, True),
        (date(2010, 1, 1), False, True, True),
        (date(2010, 1, 1), True, True, False),
        (date(2008, 2, 29), False, False, True),
    ],
)
def test_a_person_is_an_adult_for_a_passport_from_the_seventeenth_birthday_or_when_married(
    born, for_child, married, fits
):
    assert rules.age_fits(for_child=for_child, born=born, on=date(2026, 11, 24), married=married) is fits


@given(
    st.fixed_dictionaries(
        {
            "identity": st.sampled_from(["", "match", "near", "mismatch", "not_found", "unavailable", "denied"]),
            "duplicate": st.sampled_from(["", "clear", "review", "unavailable"]),
            "watchlist": st.sampled_from(["", "clear", "review", "unavailable"]),
        }
    )
)
def test_only_three_clear_answers_pass_a_case_on_and_all_three_are_waited_for(answers):
    expected = None
    if all(answers.values()):
        expected = "verified" if set(answers.values()) <= {"match", "clear"} else "hit"
    assert rules.checks_say(answers) == expected


def test_an_answer_that_did_not_come_is_never_a_clear_one():
    assert rules.checks_say({"identity": "unavailable", "duplicate": "clear", "watchlist": "clear"}) == "hit"


def test_the_officer_who_interviewed_does_not_decide():
    interviewer, other = uuid4(), uuid4()
    assert not rules.four_eyes(deciding=interviewer, already_involved={interviewer})
    assert rules.four_eyes(deciding=other, already_involved={interviewer})


@pytest.mark.parametrize(
    ("waiting", "reminded", "due"), [(0, 0, None), (6, 0, None), (7, 0, 7), (8, 7, None), (30, 7, 28), (40, 28, None)]
)
def test_reminders_come_after_one_three_and_four_weeks_each_once(waiting, reminded, due):
    assert rules.reminder_due(days_waiting=waiting, reminded=reminded) == due


def test_shelf_places_follow_each_other():
    assert rules.shelf_places_after(None, count=2) == ["A-001", "A-002"]
    assert rules.shelf_places_after("A-041", count=1) == ["A-042"]
    assert rules.shelf_places_after("A-998", count=2) == ["A-999", "B-001"]
    assert rules.shelf_places_after("Z-998", count=2) == ["Z-999", "A-001"]


def test_every_place_of_the_shelf_is_given_once_before_any_is_given_again():
    places = rules.shelf_places_after("M-500", count=rules.SHELF_PLACES)
    assert len(set(places)) == rules.SHELF_PLACES == 25_974
    assert places[-1] == "M-500"
    assert all(re.fullmatch(r"[A-Z]-\d{3}", place) for place in places)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 24), date(2026, 12, 24)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
    ],
)
def test_one_month_later_is_the_same_day_or_the_last_of_a_short_month(day, later):
    assert rules.months_after(day, 1) == later


@pytest.mark.parametrize(
    ("taken", "exempted", "suffices"),
    [
        (10, False, True),
        (10, True, True),
        (9, False, False),
        (9, True, True),
        (0, True, True),
        (11, True, False),
        (-1, True, False),
    ],
)
def test_fewer_than_ten_fingers_need_a_reason_from_the_list(taken, exempted, suffices):
    assert rules.fingers_suffice(taken, exempted=exempted) is suffices


@given(
    taken=st.integers(-60, 479),
    kept=st.integers(1, 600),
    stretches=st.sampled_from(
        [((0, 480),), ((0, 240), (300, 480)), ((0, 210), (300, 480)), ((0, 60), (60, 90), (400, 480))]
    ),
)
def test_a_place_is_kept_for_the_opening_time_it_was_promised_or_until_the_point_closes(taken, kept, stretches):
    opening = datetime(2026, 11, 30, 1, tzinfo=UTC)

    def at(minute):
        return opening + timedelta(minutes=minute)

    until = rules.kept_until(
        taken_at=at(taken),
        kept_for=timedelta(minutes=kept),
        open_hours=[(at(first), at(last)) for first, last in stretches if taken < last],
    )

    open_minutes = [minute for first, last in stretches for minute in range(max(first, taken), last)]
    lived = sum(at(minute) < until for minute in open_minutes)
    assert lived == min(kept, len(open_minutes))
    assert at(taken) < until <= at(480)

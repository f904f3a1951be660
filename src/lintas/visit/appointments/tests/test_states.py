from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.appointments import states
from lintas.visit.appointments.states import Action, State

AGREED = {
    "held": {"prolong": "held", "move": "held", "confirm": "booked", "release": "released", "lapse": "lapsed"},
    "booked": {
        "move": "booked",
        "move_by_office": "booked",
        "release": "released",
        "check_in": "checked_in",
        "mark_missed": "missed",
    },
    "checked_in": {"serve": "served", "mark_missed": "missed"},
    "served": {},
    "missed": {},
    "released": {},
    "lapsed": {},
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
def test_each_action_leads_where_the_field_agreed_or_nowhere(state, action):
    expected = AGREED[state.value].get(action.value)

    if expected is None:
        with pytest.raises(states.ActionNotAllowed):
            states.state_after(state, action)
        assert action not in states.allowed_actions(state)
    else:
        assert states.state_after(state, action) == expected
        assert action in states.allowed_actions(state)


@given(actions=st.lists(st.sampled_from(list(Action)), max_size=12))
def test_a_place_given_back_is_never_quietly_taken_again(actions):
    state = State.HELD
    for action in actions:
        before = state
        with suppress(states.ActionNotAllowed):
            state = states.state_after(state, action)
        assert before in states.COUNTS_AS_TAKEN or state not in states.COUNTS_AS_TAKEN


def test_a_missed_place_stays_used_but_is_no_longer_before_its_person():
    assert {"held", "booked", "checked_in"} == states.HOLDS_A_PLACE
    assert {"held", "booked", "checked_in", "served", "missed"} == states.COUNTS_AS_TAKEN

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.visit.draws import states
from lintas.visit.draws.states import Action, State

AGREED = {
    "announced": {"open": "open", "void": "void"},
    "open": {"close": "closed", "void": "void"},
    "closed": {"reveal": "revealed", "void": "void"},
    "revealed": {"draw": "drawn"},
    "drawn": {"publish": "published"},
    "published": {},
    "void": {},
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
def test_each_action_leads_where_the_rule_says_or_nowhere(state, action):
    expected = AGREED[state.value].get(action.value)

    if expected is None:
        with pytest.raises(states.ActionNotAllowed):
            states.state_after(state, action)
        assert action not in states.allowed_actions(state)
    else:
        assert states.state_after(state, action) == expected
        assert action in states.allowed_actions(state)


@given(actions=st.lists(st.sampled_from(list(Action)), max_size=12))
def test_once_the_result_is_settled_nobody_can_stop_it_or_draw_again(actions):
    state, settled, drawn = State.ANNOUNCED, False, 0
    for action in actions:
        with suppress(states.ActionNotAllowed):
            state = states.state_after(state, action)
            settled = settled or state == State.REVEALED
            drawn += action == Action.DRAW
    assert not (settled and state == State.VOID)
    assert drawn <= 1

"""What may follow what, against the agreed steps written out."""

import itertools

import pytest

from lintas.exchange.messaging import states
from lintas.exchange.messaging.states import Action, State

AGREED = {
    ("queued", "take"): "sending",
    ("sending", "take"): "sending",
    ("sending", "finish"): "sent",
    ("sending", "postpone"): "queued",
    ("sending", "give_up"): "failed",
}


@pytest.mark.parametrize(("state", "action"), list(itertools.product(State, Action)))
def test_a_message_takes_the_agreed_steps_and_no_other(state, action):
    expected = AGREED.get((state.value, action.value))

    if expected is None:
        with pytest.raises(states.ActionNotAllowed):
            states.state_after(state, action)
    else:
        assert states.state_after(state, action) == expected

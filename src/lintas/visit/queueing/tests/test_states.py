import pytest

from lintas.visit.queueing import states
from lintas.visit.queueing.states import Action, State

AGREED = {  # process.yaml, queue_ticket
    ("waiting", "call"): "called",  # Q01
    ("called", "recall"): "called",  # Q02
    ("called", "approach"): "called",  # walking over; our proposal
    ("called", "arrive"): "serving",  # Q03
    ("called", "miss"): "skipped",  # Q04
    ("skipped", "come_back"): "waiting",  # Q05
    ("waiting", "step_out"): "away",  # and in again, with the place; our proposal
    ("transferred", "step_out"): "away",
    ("away", "step_in"): "waiting",
    ("away", "cancel"): "cancelled",
    ("away", "withdraw"): "cancelled",
    ("waiting", "park"): "parked",  # set aside by an officer, and back with the place; our proposal
    ("transferred", "park"): "parked",
    ("serving", "park"): "parked",
    ("parked", "unpark"): "waiting",
    ("parked", "cancel"): "cancelled",
    ("parked", "withdraw"): "cancelled",
    ("serving", "transfer"): "transferred",  # Q06
    ("transferred", "call"): "called",  # Q07
    ("serving", "finish"): "done",  # Q08
    ("waiting", "cancel"): "cancelled",  # Q09
    ("skipped", "end"): "cancelled",  # Q10
    ("expected", "show_up"): "waiting",  # a number taken before coming; our proposal
    ("waiting", "show_up"): "waiting",  # a number of a kiosk, in the place of that one
    ("expected", "cancel"): "cancelled",
    ("expected", "end"): "cancelled",
    ("expected", "withdraw"): "cancelled",
    ("waiting", "gather"): "waiting",  # a family, called as one and served at one counter; our proposal
    ("transferred", "gather"): "transferred",
    ("waiting", "accompany"): "beside",
    ("transferred", "accompany"): "beside",
    ("beside", "follow"): "serving",
    ("beside", "miss"): "skipped",
    ("beside", "rejoin"): "waiting",
    ("transferred", "hold"): "held",
    ("held", "gather"): "transferred",
    ("held", "cancel"): "cancelled",
    ("waiting", "split"): "waiting",
    ("transferred", "split"): "transferred",
    ("beside", "split"): "waiting",
    ("held", "split"): "transferred",
    ("beside", "withdraw"): "cancelled",
    ("held", "withdraw"): "cancelled",
    ("waiting", "withdraw"): "cancelled",  # with its case, as all below
    ("transferred", "withdraw"): "cancelled",
    ("called", "withdraw"): "cancelled",
    ("serving", "withdraw"): "cancelled",
    ("skipped", "withdraw"): "cancelled",
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
def test_each_action_leads_where_the_process_says_or_nowhere(state, action):
    expected = AGREED.get((state.value, action.value))

    if expected is None:
        with pytest.raises(states.TicketNotAllowed):
            states.state_after(state, action)
        assert action not in states.allowed_actions(state)
    else:
        assert states.state_after(state, action) == expected
        assert action in states.allowed_actions(state)


def test_what_an_officer_may_take_back():
    assert {"call", "arrive", "miss", "park", "transfer", "finish"} == states.CAN_BE_UNDONE


def test_a_visit_that_ended_never_goes_on():
    assert {state for state in State if not states.allowed_actions(state)} == {State.DONE, State.CANCELLED}
    assert State.DONE not in states.IN_THE_HOUSE
    assert State.CANCELLED not in states.IN_THE_HOUSE

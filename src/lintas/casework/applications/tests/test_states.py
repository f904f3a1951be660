"""The agreed steps, written out from the process description; the table must say exactly this."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.casework.applications import states
from lintas.casework.applications.states import Action, State

AGREED = """
P01 draft submit awaiting_payment pemohon
P02 awaiting_payment paid scheduled simponi
P03 awaiting_payment billing_expired expired sistem
P04 draft cancel cancelled pemohon
P05 scheduled reschedule scheduled pemohon
P06 scheduled office_reschedule scheduled loket
P07 scheduled no_show missed sistem
P08 missed special_reschedule scheduled loket
P09 missed forfeit forfeited sistem
P10 scheduled check_in checked_in loket
P11 draft walk_in checked_in loket
P12 checked_in documents_short incomplete loket
P13 incomplete completed checked_in pemohon
P14 incomplete completion_expired cancelled sistem
P15 checked_in documents_ok capture loket
P16 capture captured interview biometrik
P17 interview interview_ok verification pewawancara
P18 interview doubt deepened pewawancara
P19 deepened cleared verification pemeriksa
P20 deepened defer deferred kasi
P21 deferred resumed verification kasi
P22 deferred reject rejected kakanim
P23 verification verified adjudication sistem
P24 verification hit deepened sistem
P25 adjudication approve printing adjudikator
P26 adjudication return deepened adjudikator
P27 printing printed quality pencetak
P28 quality defect printing pencetak
P29 quality pass ready pencetak
P30 ready hand_over collected penyerah
P31 ready uncollected book_cancelled kakanim
"""
ENDED = {"collected", "expired", "forfeited", "cancelled", "rejected", "book_cancelled"}

rows = [line.split() for line in AGREED.strip().splitlines()]
agreed = {(source, action): (number, target, role) for number, source, action, target, role in rows}
for source in State.values:
    if source not in ENDED:
        agreed[source, "void"] = ("P32", "cancelled", "kakanim")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_every_pair_of_state_and_action_leads_where_the_process_says(state, action):
    expected = agreed.get((state.value, action.value))
    if expected is None:
        with pytest.raises(states.ActionNotAllowed):
            states.transition(state, action)
    else:
        row = states.transition(state, action)
        assert (row.id, row.target.value, row.role.value) == expected


def test_every_state_can_be_reached_and_every_running_state_can_be_left():
    assert {target for _number, target, _role in agreed.values()} | {"draft"} == set(State.values)
    assert {source for source, _action in agreed} == set(State.values) - ENDED
    assert {state.value for state in states.FINAL} == ENDED


@given(actions=st.lists(st.sampled_from(Action), max_size=40))
def test_nothing_follows_an_end(actions):
    state = State.DRAFT
    for action in actions:
        before = state
        try:
            state = states.transition(state, action).target
        except states.ActionNotAllowed:
            continue
        assert before.value not in ENDED


def test_no_step_of_the_system_alone_goes_against_a_person():
    against = {"rejected", "deferred", "book_cancelled"}
    assert not [row for row in states.TRANSITIONS if row.role == "sistem" and row.target.value in against]

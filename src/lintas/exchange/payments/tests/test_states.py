"""What may follow what, against the agreed steps written out."""

import itertools

import pytest

from lintas.exchange.payments import states
from lintas.exchange.payments.states import BillAction, BillState, MoneyAction, MoneyState

AGREED_BILL_STEPS = {
    ("asked", "issue"): "open",
    ("asked", "settle"): "settled",
    ("asked", "withdraw"): "withdrawn",
    ("open", "settle"): "settled",
    ("open", "lapse"): "lapsed",
    ("open", "withdraw"): "withdrawn",
}
AGREED_MONEY_STEPS = {
    ("late_held", "credit"): "reattached",
    ("after_withdrawal", "credit"): "reattached",
    ("duplicate", "credit"): "reattached",
    ("short", "credit"): "reattached",
    ("over", "credit"): "reattached",
    ("late_held", "refer"): "refund_referred",
    ("after_withdrawal", "refer"): "refund_referred",
    ("duplicate", "refer"): "refund_referred",
    ("short", "refer"): "refund_referred",
    ("over", "refer"): "refund_referred",
    ("unknown_code", "refer"): "refund_referred",
}


@pytest.mark.parametrize(("state", "action"), list(itertools.product(BillState, BillAction)))
def test_a_bill_takes_the_agreed_steps_and_no_other(state, action):
    expected = AGREED_BILL_STEPS.get((state.value, action.value))

    if expected is None:
        with pytest.raises(states.ActionNotAllowed):
            states.bill_after(state, action)
    else:
        assert states.bill_after(state, action) == expected


@pytest.mark.parametrize(("state", "action"), list(itertools.product(MoneyState, MoneyAction)))
def test_money_takes_the_agreed_steps_and_no_other(state, action):
    expected = AGREED_MONEY_STEPS.get((state.value, action.value))

    if expected is None:
        with pytest.raises(states.ActionNotAllowed):
            states.money_after(state, action)
    else:
        assert states.money_after(state, action) == expected


def test_the_payer_is_told_about_money_in_every_state():
    assert set(states.WHAT_HAPPENS) == set(MoneyState)


def test_money_has_paid_needs_attention_or_is_passed_on_and_never_two_of_these():
    assert not states.APPLIED & states.NEEDS_ATTENTION
    assert states.APPLIED | states.NEEDS_ATTENTION | {MoneyState.REFUND_REFERRED} == set(MoneyState)


def test_a_refusal_names_the_state_in_words():
    with pytest.raises(states.ActionNotAllowed) as refusal:
        states.bill_after("settled", BillAction.WITHDRAW)

    assert "“Lunas”" in str(refusal.value)

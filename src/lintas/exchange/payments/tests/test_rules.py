"""Where money belongs: the field's words, written out."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from lintas.exchange.payments import rules
from lintas.exchange.payments.states import BillState, MoneyState

END = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("state", "amount", "paid_at", "expected"),
    [
        ("open", 950_000, END - SECOND, "matched"),
        ("open", 950_000, END, "late_held"),
        ("open", 950_000, END + timedelta(days=40), "late_held"),
        ("open", 949_999, END - SECOND, "short"),
        ("open", 950_001, END - SECOND, "over"),
        ("lapsed", 950_000, END - SECOND, "late_held"),
        ("lapsed", 1, END - SECOND, "late_held"),
        ("settled", 950_000, END - SECOND, "duplicate"),
        ("settled", 1, END + SECOND, "duplicate"),
        ("withdrawn", 950_000, END - SECOND, "after_withdrawal"),
        ("withdrawn", 950_000, END + SECOND, "after_withdrawal"),
    ],
)
def test_money_comes_into_the_one_state_that_describes_it(state, amount, paid_at, expected):
    owed = rules.Owed(state=BillState(state), total_idr=950_000, expires_at=END)

    assert rules.placement(owed, amount_idr=amount, paid_at=paid_at) == expected


def test_money_for_a_code_that_is_not_ours_is_named_so():
    assert rules.placement(None, amount_idr=950_000, paid_at=END) == MoneyState.UNKNOWN_CODE


@pytest.mark.parametrize(
    ("state", "amount", "is_same_person", "expected"),
    [
        ("late_held", 950_000, True, True),
        ("after_withdrawal", 950_000, True, True),
        ("duplicate", 950_000, True, True),
        ("late_held", 950_001, True, False),
        ("late_held", 950_000, False, False),
        ("matched", 950_000, True, False),
        ("reattached", 950_000, True, False),
        ("refund_referred", 950_000, True, False),
        ("unknown_code", 950_000, True, False),
    ],
)
def test_held_money_pays_the_next_bill_of_the_same_person_and_amount_only(state, amount, is_same_person, expected):
    payer = uuid4()
    person = payer if is_same_person else uuid4()

    answer = rules.can_be_credited(MoneyState(state), amount_idr=amount, payer=payer, to_pay_idr=950_000, person=person)

    assert answer is expected

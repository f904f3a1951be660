"""
Any order of bills, codes, payments, repeats, expiries and withdrawals: each rupiah ends in one named state.

``LINTAS_TEST_STORM=full`` tries ten thousand orders; otherwise some hundred. The control shows that the judge of
these tests notices a rupiah that is nowhere or counted twice.
"""

import itertools
import os
import sys
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lintas.exchange.payments import operations, queries
from lintas.exchange.payments.models import Bill, BillingCode, MoneyEvent, MoneyStep
from lintas.exchange.payments.states import ActionNotAllowed, MoneyState
from lintas.exchange.payments.tests.factories import BY, payment, raise_bill
from lintas.foundation.outbox.models import Event

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TOTAL = 950_000
PERSON = UUID(int=1)
EXAMPLES = 10_000 if os.environ.get("LINTAS_TEST_STORM") == "full" else 250

ONE_BILL = [("raise", 0), ("code", 0)]
OPENINGS = st.sampled_from([[], [("raise", 0)], ONE_BILL, ONE_BILL, [*ONE_BILL, ("raise", 1), ("code", 1)]])
EVERY_STATE = [
    *ONE_BILL,
    ("pay", 0, TOTAL, 0),
    ("pay", 0, TOTAL, 0),
    ("pay", 0, TOTAL, 0),
    ("refer", 1),
    ("raise", 1),
    ("code", 1),
    ("pay", 1, 1, 0),
    ("pay", 1, TOTAL + 1, 0),
    ("pay", 1, TOTAL, 130),
    ("credit", 1),
    ("pay", 1, TOTAL, 130),
    ("withdraw", 1),
    ("pay", 1, TOTAL, 0),
    ("nobodys", 5),
]
"""An order that leads into each state, so that the storm is never too quiet."""
BILL = st.sampled_from([0, 0, 0, 0, 1, 1, 2])
AMOUNT = st.sampled_from([TOTAL, TOTAL, TOTAL, TOTAL - 1, TOTAL + 1, 1])
PAY = st.tuples(st.just("pay"), BILL, AMOUNT, st.sampled_from([-60, 0, 0, 0, 119, 130]))
STEPS = st.lists(
    st.one_of(
        PAY,
        PAY,
        PAY,
        st.tuples(st.just("raise"), st.integers(0, 1)),
        st.tuples(st.just("code"), BILL),
        st.tuples(st.just("again"), st.integers(0, 5)),
        st.tuples(st.just("nobodys"), st.integers(1, TOTAL)),
        st.tuples(st.just("expire"), BILL),
        st.tuples(st.just("withdraw"), st.integers(0, 1)),
        st.tuples(st.just("credit"), st.integers(0, 1)),
        st.tuples(st.just("refer"), st.integers(0, 3)),
        st.tuples(st.just("wait"), st.sampled_from([1, 119, 150])),
    ),
    min_size=6,
    max_size=24,
)


class World:
    """One office, two cases of one person, and what truly came in."""

    def __init__(self) -> None:
        self.at = START
        self.cases = [uuid4(), uuid4()]
        self.bills: list[UUID] = []
        self.sent = []
        self.reached: Counter[str] = Counter()

    def run(self, steps) -> None:
        """Take the steps; a step that makes no sense now is refused and must change nothing."""
        for name, *details in steps:
            self.at += timedelta(seconds=1)
            with suppress(
                operations.BillStillOpen,
                operations.NoOpenBill,
                operations.CreditNotUsable,
                ActionNotAllowed,
                IndexError,
            ):
                getattr(self, f"do_{name}")(*details)

    def do_raise(self, case: int) -> None:
        with transaction.atomic():
            self.bills.append(raise_bill(at=self.at, subject=self.cases[case], person_id=PERSON).id)

    def do_code(self, number: int) -> None:
        bill = Bill.objects.get(id=self.bills[number])
        if BillingCode.objects.filter(bill=bill).exists():
            end = self.at + bill.expires_in
            operations.record_code(bill_id=bill.id, code=self.code(number), expires_at=end, by=BY, at=self.at)

    def do_pay(self, number: int, amount: int, minutes: int) -> None:
        self.arrive(payment(self.code(number), paid_at=self.at + timedelta(minutes=minutes), amount_idr=amount))

    def do_again(self, number: int) -> None:
        operations.record_payment(self.sent[number], by=BY, at=self.at)

    def do_nobodys(self, amount: int) -> None:
        self.arrive(payment("820990101000001", paid_at=self.at, amount_idr=amount))

    def do_expire(self, number: int) -> None:
        if BillingCode.objects.filter(bill=self.bills[number]).exists():
            operations.expire_code(bill_id=self.bills[number], by=BY, at=self.at)

    def do_withdraw(self, case: int) -> None:
        operations.withdraw_bill(subject=self.cases[case], by=BY, at=self.at)

    def do_credit(self, number: int) -> None:
        money = queries.credits_of(PERSON, amount_idr=TOTAL)[number:]
        credit = money[0].id if money else MoneyEvent.objects.get(ntpn=self.sent[number].ntpn).id
        bill = raise_bill(at=self.at, subject=uuid4(), person_id=PERSON, credit_from=credit)
        assert bill.state == "settled"

    def do_refer(self, number: int) -> None:
        money = MoneyEvent.objects.get(ntpn=self.sent[number].ntpn)
        operations.refer_money(money_id=money.id, office_code="AGM", by="officer:x", at=self.at)

    def do_wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    def arrive(self, told) -> None:
        self.sent.append(told)
        operations.record_payment(told, by=BY, at=self.at)

    def code(self, number: int) -> str:
        return f"82026112400000{number}"

    def judge(self) -> None:
        """Compare what came in with what is where."""
        truly_came = sum(told.amount_idr for told in self.sent)
        rows = list(MoneyEvent.objects.all())
        by_state = queries.reconciliation(START.date(), at=self.at).sums
        later = queries.reconciliation(START.date() + timedelta(days=1), at=self.at).sums
        assert sum(by_state.values()) + sum(later.values()) == truly_came
        assert sorted(row.ntpn for row in rows) == sorted(told.ntpn for told in self.sent)
        assert all(row.state in MoneyState.values for row in rows)
        for row in rows:
            walked = list(row.steps.order_by("id").values_list("before", "after"))
            assert walked[0][0] == ""
            assert all(left[1] == right[0] for left, right in itertools.pairwise(walked))
            assert walked[-1][1] == row.state
        self.judge_bills(rows)
        self.reached.update(row.state for row in rows)

    def judge_bills(self, rows) -> None:
        """A bill is settled exactly when one payment of its amount has paid it, and that was told once."""
        paid = {row.settles_id: row.amount_idr for row in rows if row.settles_id}
        settled = {bill.id: bill.total_idr for bill in Bill.objects.filter(state="settled")}
        assert paid == settled
        told = Counter(body["bill_id"] for body in _bodies("payments.bill_paid"))
        assert told == Counter(str(bill_id) for bill_id in settled)
        for bill in Bill.objects.select_related("code"):
            code = getattr(bill, "code", None)
            expected = {"asked": "asked", "open": "issued", "settled": "paid", "lapsed": "expired"}
            assert code is None or code.state == expected.get(bill.state, "withdrawn")


def _bodies(name: str) -> list[dict]:
    return list(Event.objects.filter(name=name).values_list("body", flat=True))


REACHED: Counter[str] = Counter()


@pytest.mark.storm
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES < 1_000)
@example(opening=[], steps=EVERY_STATE)
@given(opening=OPENINGS, steps=STEPS)
def test_each_rupiah_is_in_exactly_one_named_state_whatever_the_order(reached_states, opening, steps):
    with transaction.atomic():
        world = World()
        world.run(opening + steps)
        world.judge()
        REACHED.update(world.reached)
        transaction.set_rollback(True)


@pytest.fixture
def reached_states(db, capsys):
    """The database; at the end, which states the storm reached: a quiet storm proves nothing."""
    REACHED.clear()
    yield
    with capsys.disabled():
        sys.stdout.write(f"\n{EXAMPLES} orders of payments; now {dict(REACHED.most_common())}\n")
    assert set(MoneyState.values) <= set(REACHED)


@pytest.mark.storm
@pytest.mark.parametrize("harm", ["lost", "doubled", "not written down", "nowhere"])
def test_control_the_judge_notices_harm(db, harm):
    world = World()
    world.run([("raise", 0), ("code", 0), ("pay", 0, TOTAL, 0), ("pay", 0, TOTAL, 0)])
    world.judge()
    money = MoneyEvent.objects.filter(state="duplicate").get()
    if harm == "lost":
        MoneyStep.objects.filter(money=money).delete()
        money.delete()
    elif harm == "doubled":
        MoneyEvent.objects.filter(id=money.id).update(amount_idr=2 * TOTAL)
    elif harm == "not written down":
        MoneyEvent.objects.filter(id=money.id).update(state="short")
    else:
        Bill.objects.update(state="open", paid_at=None)

    with pytest.raises(AssertionError):
        world.judge()

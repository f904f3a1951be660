"""A bill is raised, given a code, withdrawn."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.exchange.payments import operations, queries
from lintas.exchange.payments.models import Bill, BillingCode, MoneyEvent
from lintas.exchange.payments.tests.factories import BY, PASSPORT, give_code, open_bill, pay, payment, raise_bill
from lintas.foundation.outbox.models import Event
from lintas.foundation.words import Bilingual

FREE = operations.BillLine("waived", Bilingual("Dibebaskan", "Waived"), 0)


def told() -> list[str]:
    """Names of all events, in their order."""
    return list(Event.objects.order_by("published_at", "position").values_list("name", flat=True))


def test_a_bill_waits_for_its_code_and_is_never_asked_for_in_the_same_breath(db, now):
    bill = raise_bill(at=now)

    info = queries.bill_of(bill.subject)
    assert (info.state, info.total_idr, info.code, info.money) == ("asked", 950_000, None, ())
    assert info.lines == (PASSPORT,)
    assert told() == ["payments.bill_raised"]


def test_a_code_opens_the_bill(db, now):
    bill = raise_bill(at=now)

    code = give_code(bill, at=now)

    info = queries.bill_of(bill.subject)
    assert (info.state, info.code, info.expires_at) == ("open", code, now + timedelta(hours=2))
    assert told() == ["payments.bill_raised", "payments.code_issued"]


def test_the_same_code_told_twice_is_one_code(db, now):
    bill = raise_bill(at=now)
    first = give_code(bill, at=now)

    give_code(bill, at=now + timedelta(minutes=1))

    assert queries.bill_of(bill.subject).code == first
    assert told().count("payments.code_issued") == 1


def test_a_bill_with_nothing_to_pay_is_settled_at_once(db, now):
    bill = raise_bill(at=now, lines=[FREE])

    info = queries.bill_of(bill.subject)
    assert (info.state, info.paid_at, info.code, info.ntpn) == ("settled", now, None, None)
    assert told() == ["payments.bill_raised", "payments.bill_paid"]
    assert not BillingCode.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires_in": timedelta(0)},
        {"lines": [PASSPORT, operations.BillLine("x", Bilingual("x", "x"), -1)]},
    ],
)
def test_an_impossible_bill_is_refused_and_nothing_remains(db, now, wrong):
    with pytest.raises(operations.BillWrong):
        raise_bill(at=now, **wrong)

    assert not Bill.objects.exists()
    assert told() == []


def test_a_case_owes_one_bill_at_a_time(db, now):
    bill = raise_bill(at=now)

    with pytest.raises(operations.BillStillOpen):
        raise_bill(at=now, subject=bill.subject)

    assert Bill.objects.count() == 1


def test_after_a_lapsed_bill_a_new_one_may_be_raised(db, now):
    bill = open_bill(at=now)
    operations.expire_code(bill_id=bill.id, by=BY, at=now + timedelta(hours=2))

    again = raise_bill(at=now + timedelta(hours=3), subject=bill.subject)

    assert queries.bill_of(bill.subject).id == again.id


def test_a_withdrawn_bill_is_owed_no_more(db, now):
    bill = open_bill(at=now)

    operations.withdraw_bill(subject=bill.subject, by=BY, at=now)

    assert queries.bill_of(bill.subject).state == "withdrawn"
    assert BillingCode.objects.get().state == "withdrawn"
    assert told()[-1] == "payments.bill_withdrawn"


def test_a_settled_bill_cannot_be_withdrawn(db, now):
    bill = open_bill(at=now)
    pay(bill, at=now)

    with pytest.raises(operations.NoOpenBill):
        operations.withdraw_bill(subject=bill.subject, by=BY, at=now)

    assert queries.bill_of(bill.subject).state == "settled"


def test_a_code_that_comes_after_the_withdrawal_is_kept_to_recognise_money(db, now):
    bill = raise_bill(at=now)
    operations.withdraw_bill(subject=bill.subject, by=BY, at=now)

    code = give_code(bill, at=now)
    operations.record_payment(payment(code, paid_at=now), by=BY, at=now)

    info = queries.bill_of(bill.subject)
    assert info.state == "withdrawn"
    assert [money.state for money in info.money] == ["after_withdrawal"]


def test_money_that_came_before_its_code_settles_the_bill_once_the_code_is_known(db, now):
    bill = raise_bill(at=now)
    operations.record_payment(payment("820261124999999", paid_at=now), by=BY, at=now)
    assert MoneyEvent.objects.get().state == "unknown_code"

    operations.record_code(bill_id=bill.id, code="820261124999999", expires_at=now + timedelta(hours=2), by=BY, at=now)

    info = queries.bill_of(bill.subject)
    assert (info.state, [money.state for money in info.money]) == ("settled", ["matched"])
    steps = MoneyEvent.objects.get().steps.order_by("id").values_list("before", "after")
    assert list(steps) == [("", "unknown_code"), ("unknown_code", "matched")]


def late_money(now, **changes):
    """A person whose money came too late; the lapsed bill and the money's id."""
    bill = open_bill(at=now, **changes)
    operations.expire_code(bill_id=bill.id, by=BY, at=now + timedelta(hours=2))
    return bill, pay(bill, at=now + timedelta(hours=3))


def test_late_money_pays_the_same_persons_next_bill_at_once(db, now):
    lapsed, money_id = late_money(now)

    bill = raise_bill(at=now + timedelta(hours=4), person_id=lapsed.person_id, credit_from=money_id)

    info = queries.bill_of(bill.subject)
    assert (info.state, info.code, info.paid_at) == ("settled", None, now + timedelta(hours=4))
    assert [(money.state, money.amount_idr) for money in info.money] == [("reattached", 950_000)]
    assert info.ntpn == info.money[0].ntpn
    assert told()[-2:] == ["payments.bill_raised", "payments.bill_paid"]


def test_credit_is_offered_to_its_owner_only_while_it_is_held(db, now):
    lapsed, money_id = late_money(now)

    assert [money.id for money in queries.credits_of(lapsed.person_id, amount_idr=950_000)] == [money_id]
    assert queries.credits_of(lapsed.person_id, amount_idr=650_000) == ()
    assert queries.credits_of(uuid4(), amount_idr=950_000) == ()

    raise_bill(at=now, person_id=lapsed.person_id, credit_from=money_id)

    assert queries.credits_of(lapsed.person_id, amount_idr=950_000) == ()


@pytest.mark.parametrize("case", ["another person", "another amount", "used before", "not there"])
def test_credit_that_does_not_fit_is_refused_and_nothing_changes(db, now, case):
    lapsed, money_id = late_money(now)
    facts = {"person_id": lapsed.person_id, "credit_from": money_id}
    if case == "another person":
        facts["person_id"] = uuid4()
    elif case == "another amount":
        facts["lines"] = [PASSPORT, PASSPORT]
    elif case == "used before":
        raise_bill(at=now, **facts)
    else:
        facts["credit_from"] = uuid4()
    before = (Bill.objects.count(), list(MoneyEvent.objects.values_list("state")), told())

    with pytest.raises(operations.CreditNotUsable):
        raise_bill(at=now, **facts)

    assert (Bill.objects.count(), list(MoneyEvent.objects.values_list("state")), told()) == before


@pytest.mark.parametrize("code", ["82026112400001", "8202611240000012", "82026112400000A"])
def test_the_database_takes_codes_of_fifteen_digits_only(db, now, code):
    bill = raise_bill(at=now)

    with pytest.raises((IntegrityError, Exception)) as refusal, transaction.atomic():
        BillingCode.objects.filter(bill=bill).update(
            code=code, state="issued", issued_at=now, expires_at=now + timedelta(hours=1)
        )

    assert "15_digits" in str(refusal.value) or "too long" in str(refusal.value)


def test_two_bills_never_share_a_code(db, now):
    first, second = open_bill(at=now), raise_bill(at=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        operations.record_code(
            bill_id=second.id, code=first.code.code, expires_at=now + timedelta(hours=2), by=BY, at=now
        )


def test_the_bill_of_a_case_costs_two_queries_with_one_payment_and_with_twenty(db, now, django_assert_num_queries):
    bill = open_bill(at=now)
    pay(bill, at=now)
    with django_assert_num_queries(2):  # the bill with its code; the money
        queries.bill_of(bill.subject)

    for _ in range(19):
        pay(bill, at=now)
    with django_assert_num_queries(2):
        assert len(queries.bill_of(bill.subject).money) == 20

"""The report of a banking day."""

from datetime import date, timedelta

from lintas.exchange.payments import operations, queries
from lintas.exchange.payments.models import MoneyEvent
from lintas.exchange.payments.tests.factories import BY, open_bill, pay, payment, raise_bill

DAY = date(2026, 11, 24)


def test_a_day_is_reconciled_into_named_groups(db, now):
    good, short, twice, overdue = (open_bill(at=now, reference=f"PYK-{n}") for n in ("GOOD", "SHORT", "TWICE", "LATE"))
    pay(good, at=now)
    pay(short, at=now, amount_idr=900_000)
    pay(twice, at=now)
    pay(twice, at=now)
    operations.record_payment(payment("820990101000001", paid_at=now, amount_idr=5), by=BY, at=now)
    later = now + timedelta(hours=3)

    report = queries.reconciliation(DAY, at=later)

    assert [item.money.state for item in report.paid_without_application] == ["duplicate", "unknown_code"]
    assert [(item.reference, item.total_idr) for item in report.amount_differs] == [("PYK-SHORT", 950_000)]
    assert [case.reference for case in report.application_without_payment] == ["PYK-SHORT", "PYK-LATE"]
    assert report.sums == {"matched": 1_900_000, "short": 900_000, "duplicate": 950_000, "unknown_code": 5}
    assert report.received_idr == 3_750_005
    assert overdue.reference == "PYK-LATE"


def test_a_bill_settled_without_money_is_found(db, now):
    bill = open_bill(at=now)
    pay(bill, at=now)
    MoneyEvent.objects.update(state="duplicate", settles=None)

    report = queries.reconciliation(DAY, at=now)

    assert [(case.state, case.reference) for case in report.application_without_payment] == [
        ("settled", bill.reference)
    ]


def test_a_waived_bill_is_not_missing_money(db, now):
    raise_bill(at=now, lines=[])

    assert queries.reconciliation(DAY, at=now).application_without_payment == ()


def test_the_day_ends_at_midnight_in_western_indonesia(db, now):
    bill = open_bill(at=now)
    before_midnight, after_midnight = now.replace(hour=16, minute=59), now.replace(hour=17)
    pay(bill, at=before_midnight, amount_idr=1)
    pay(bill, at=after_midnight, amount_idr=2)

    assert queries.reconciliation(DAY, at=after_midnight).received_idr == 1
    assert queries.reconciliation(DAY + timedelta(days=1), at=after_midnight).received_idr == 2


def test_the_report_costs_three_queries(db, now, django_assert_num_queries):
    for _ in range(3):
        pay(open_bill(at=now), at=now, amount_idr=1)

    with django_assert_num_queries(3):  # sums; held money with its bills; bills without money
        queries.reconciliation(DAY, at=now)

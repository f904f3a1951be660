"""Money arrives: early, late, twice, short, over, for nobody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lintas.exchange.payments import operations, queries
from lintas.exchange.payments.models import MoneyEvent, MoneyStep
from lintas.exchange.payments.tests.factories import BY, open_bill, pay, payment
from lintas.foundation.outbox.models import Event


def events_named(name: str) -> list[dict]:
    """Bodies of the events of one name."""
    return list(Event.objects.filter(name=name).values_list("body", flat=True))


def test_money_in_time_settles_the_bill(db, now):
    bill = open_bill(at=now)

    pay(bill, at=now + timedelta(minutes=5), paid_at=now + timedelta(minutes=4))

    info = queries.bill_of(bill.subject)
    assert (info.state, info.paid_at) == ("settled", now + timedelta(minutes=4))
    assert [money.state for money in info.money] == ["matched"]
    assert events_named("payments.bill_paid")[0]["bill_id"] == str(bill.id)
    assert events_named("payments.money_needs_attention") == []


def test_a_slow_notice_makes_nobody_late_while_the_bill_still_waits(db, now):
    bill = open_bill(at=now)

    pay(bill, at=now + timedelta(hours=5), paid_at=now + timedelta(hours=1, minutes=59))

    assert queries.bill_of(bill.subject).state == "settled"


def test_the_same_receipt_number_again_changes_nothing(db, now):
    bill = open_bill(at=now)
    first = pay(bill, at=now, ntpn="A1B2C3D4E5F6G7H8")
    told = Event.objects.count()

    again = pay(bill, at=now + timedelta(hours=1), paid_at=now, ntpn="A1B2C3D4E5F6G7H8")

    assert again == first
    assert (MoneyEvent.objects.count(), MoneyStep.objects.count(), Event.objects.count()) == (1, 1, told)


def test_a_receipt_number_with_two_stories_is_refused_and_nothing_changes(db, now):
    bill = open_bill(at=now)
    pay(bill, at=now, ntpn="A1B2C3D4E5F6G7H8")

    with pytest.raises(operations.ContradictingNotice):
        pay(bill, at=now, ntpn="A1B2C3D4E5F6G7H8", amount_idr=1)

    assert MoneyEvent.objects.get().amount_idr == 950_000


@pytest.mark.parametrize(
    ("situation", "state"),
    [("twice", "duplicate"), ("short", "short"), ("over", "over"), ("late", "late_held")],
)
def test_money_that_settles_nothing_is_held_under_its_name_and_told(db, now, situation, state):
    bill = open_bill(at=now)
    if situation == "twice":
        pay(bill, at=now)
    changes = {"short": {"amount_idr": 900_000}, "over": {"amount_idr": 1_000_000}}.get(situation, {})
    paid_at = now + timedelta(hours=3) if situation == "late" else now

    money_id = pay(bill, at=now + timedelta(hours=3), paid_at=paid_at, **changes)

    assert MoneyEvent.objects.get(id=money_id).state == state
    [event] = events_named("payments.money_needs_attention")
    assert (event["state"], event["bill_id"], event["subject"]) == (state, str(bill.id), str(bill.subject))
    assert queries.bill_of(bill.subject).state == ("settled" if situation == "twice" else "open")


def test_money_for_an_unknown_code_is_kept_and_told(db, now):
    money_id = operations.record_payment(payment("820990101000001", paid_at=now), by=BY, at=now)

    [event] = events_named("payments.money_needs_attention")
    assert (event["state"], event["bill_id"], event["subject"]) == ("unknown_code", None, str(money_id))


def test_the_payer_reads_what_happens_to_the_money(db, now):
    bill = open_bill(at=now)
    pay(bill, at=now + timedelta(hours=3))

    [money] = queries.bill_of(bill.subject).money

    assert money.label == "Masuk setelah batas waktu"
    assert "Anda tidak perlu membayar lagi" in money.what_happens


def test_the_database_refuses_money_of_nothing_in_an_invented_state_or_counted_twice(db, now):
    bill = open_bill(at=now)
    money_id = pay(bill, at=now)
    row = MoneyEvent.objects.filter(id=money_id)

    for wrong in ({"amount_idr": 0}, {"state": "somewhere"}, {"state": "duplicate"}, {"settles": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**wrong)
    second = MoneyEvent.objects.filter(id=pay(bill, at=now))
    with pytest.raises(IntegrityError), transaction.atomic():
        second.update(state="matched", settles=bill)
    with pytest.raises(IntegrityError), transaction.atomic():
        second.update(ntpn=row.get().ntpn)


def test_an_officer_passes_held_money_on_and_it_is_held_no_more(db, now):
    bill = open_bill(at=now)
    pay(bill, at=now)
    money_id = pay(bill, at=now)

    operations.refer_money(money_id=money_id, office_code="AGM", by="officer:x", at=now)

    assert MoneyEvent.objects.get(id=money_id).state == "refund_referred"
    assert queries.money_needing_attention(office_code="AGM") == ()
    assert MoneyStep.objects.filter(money_id=money_id, before="duplicate", by="officer:x").exists()


def test_an_officer_of_another_office_does_not_find_it(db, now):
    bill = open_bill(at=now)
    money_id = pay(bill, at=now, amount_idr=1)

    with pytest.raises(operations.MoneyNotFound):
        operations.refer_money(money_id=money_id, office_code="PDG", by="officer:x", at=now)

    assert MoneyEvent.objects.get().state == "short"


def test_receiving_costs_the_same_however_much_came_before(db, now, django_assert_max_num_queries):
    bill = open_bill(at=now)
    for _ in range(20):
        pay(bill, at=now)

    with django_assert_max_num_queries(16):  # code, bill, known?, money, step, and the event with its ledger entry
        pay(bill, at=now)

"""Many at once: the same receipt number, bill and credit each count once."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection, connections

from lintas.exchange.payments import operations
from lintas.exchange.payments.models import Bill, MoneyEvent
from lintas.exchange.payments.tests.factories import BY, open_bill, pay, payment, raised
from lintas.foundation.outbox.models import Event

AT_ONCE = 8

pytestmark = [pytest.mark.storm, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]


def all_at_once(act: Callable[[int], object]) -> list[object]:
    """Let eight threads act at the same moment; return what each got, or what it was refused with."""
    barrier, answers = threading.Barrier(AT_ONCE), [None] * AT_ONCE

    def run(number: int) -> None:
        barrier.wait()
        try:
            answers[number] = insist(act, number)
        except Exception as refusal:
            answers[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def insist(act: Callable[[int], object], number: int) -> object:
    """
    Act; SQLite in memory, unlike in a file, refuses a busy table at once instead of waiting for it.

    An act must be one transaction: what was committed before the refusal would be done again.
    """
    while True:
        try:
            return act(number)
        except OperationalError as busy:
            if connection.vendor != "sqlite" or "locked" not in str(busy):
                raise
            time.sleep(0.005)


def count_of(name: str) -> int:
    """How often an event was told."""
    return Event.objects.filter(name=name).count()


def test_one_receipt_number_told_eight_times_at_once_is_one_payment(now):
    bill = open_bill(at=now)
    told = payment(bill.code.code, paid_at=now)

    answers = all_at_once(lambda _: operations.record_payment(told, by=BY, at=now))

    assert all(isinstance(answer, UUID) for answer in answers), answers
    assert len(set(answers)) == 1
    assert (MoneyEvent.objects.count(), count_of("payments.bill_paid")) == (1, 1)


def test_eight_payments_at_once_settle_the_bill_once(now):
    bill = open_bill(at=now)

    all_at_once(lambda _: pay(bill, at=now))

    states = sorted(MoneyEvent.objects.values_list("state", flat=True))
    assert states == ["duplicate"] * 7 + ["matched"]
    assert count_of("payments.bill_paid") == 1


def test_money_and_expiry_at_once_end_in_one_story(now):
    for _ in range(3):
        bill = open_bill(at=now)
        end = now + timedelta(hours=2)
        in_time = end - timedelta(seconds=1)

        all_at_once(
            lambda number, bill=bill, end=end, in_time=in_time: (
                operations.expire_code(bill_id=bill.id, by=BY, at=end)
                if number % 2
                else operations.record_payment(
                    payment(bill.code.code, paid_at=in_time, ntpn=bill.id.hex[-16:]), by=BY, at=end
                )
            )
        )

        money = MoneyEvent.objects.get(bill=bill)
        assert (Bill.objects.get(id=bill.id).state, money.state) in {("settled", "matched"), ("lapsed", "late_held")}


def test_held_money_is_spent_once(now):
    lapsed = open_bill(at=now)
    operations.expire_code(bill_id=lapsed.id, by=BY, at=now + timedelta(hours=2))
    money_id = pay(lapsed, at=now + timedelta(hours=3))

    answers = all_at_once(lambda _: raised(at=now, subject=uuid4(), person_id=lapsed.person_id, credit_from=money_id))

    assert sum(isinstance(answer, UUID) for answer in answers) == 1, answers
    assert Bill.objects.filter(state="settled").count() == 1
    assert MoneyEvent.objects.get().state == "reattached"


def test_a_case_is_billed_once(now):
    subject = uuid4()

    answers = all_at_once(lambda _: raised(at=now, subject=subject))

    assert sum(isinstance(answer, UUID) for answer in answers) == 1, answers
    assert Bill.objects.count() == count_of("payments.bill_raised") == 1


def test_the_threads_really_had_their_own_connections(now):
    """The control of this module: without it the races above could be no races."""
    seen = all_at_once(lambda _: id(connection.connection) if connection.ensure_connection() is None else None)

    assert len(set(seen)) > 1

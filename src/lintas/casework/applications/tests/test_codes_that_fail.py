"""Billing codes that come late, never, or run out while the person is at the counter: nobody is left standing."""

from datetime import UTC, datetime, timedelta

import pytest

from lintas.casework.applications import handlers, operations, queries, states, tasks, telling
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.exchange.payments import operations as payments
from lintas.exchange.payments import queries as bills
from lintas.exchange.payments.events import CodeIssued
from lintas.foundation import clock
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Slot

OPENING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
"""08.30 at the office."""


@pytest.fixture
def walk(house, monkeypatch) -> Walk:
    """A case whose moment is also the house's, early enough for a walk-in."""
    walk = Walk(point=house, at=OPENING)
    monkeypatch.setattr(clock, "now", lambda: walk.at)
    return walk


@pytest.fixture
def phone(walk, clean_pictures) -> Phone:
    return Phone()


def walked_in(walk: Walk) -> Walk:
    walk.fill().walk_in()
    return walk


def lapsed(walk: Walk) -> Walk:
    """Let the code of a walk-in run out unpaid."""
    walked_in(walk)
    bill = bills.bill_of(walk.id)
    payments.record_code(
        bill_id=bill.id,
        code="820261124000001",
        expires_at=walk.at + timedelta(days=7),
        by="partner:simponi",
        at=walk.at,
    )
    walk.at += timedelta(days=7)
    payments.expire_code(bill_id=bill.id, by="system:test", at=walk.at)
    return walk.deliver("payments.code_expired")


def see(phone: Phone, walk: Walk, page: str) -> str:
    """Return the words of the person's page."""
    if phone.reference != walk.started.reference:
        phone.open(walk)
    phone.see(page)
    return phone.said


def expire(walk: Walk) -> int:
    return tasks.expire_without_code(at=walk.at)


class TestACodeThatNeverComes:
    def test_the_case_waits_for_seven_days_and_then_ends_without_cost_and_with_its_place_free(self, walk):
        walk.submit()
        began = walk.at

        walk.at = began + timedelta(days=7) - timedelta(seconds=1)
        assert expire(walk) == 0
        assert walk.state == "awaiting_payment"
        walk.at = began + timedelta(days=7)
        assert expire(walk) == 1

        assert walk.state == "expired"
        assert bills.bill_of(walk.id).state == "withdrawn"
        assert appointments.appointment_of(walk.id).state != "held"
        assert walk.read(queries.journal(walk.id)[-1].reason) == ["no_code"]

    def test_then_the_person_carries_on_with_the_same_answers(self, walk):
        walk.submit()
        walk.at += timedelta(days=8)
        expire(walk)
        walk.started = operations.continue_expired(application_id=walk.id, reader=walk.reader, by=walk.by, at=walk.at)
        walk.place()
        walk.hand_in()
        assert walk.state == "awaiting_payment"

    def test_a_case_with_a_code_is_not_ended_this_way(self, walk):
        walk.submit()
        walk.at += timedelta(days=6)
        walk.code()
        walk.at += timedelta(days=2)
        assert expire(walk) == 0
        assert walk.state == "awaiting_payment"

    def test_the_words_say_that_no_code_came_and_name_no_code(self, walk, monkeypatch):
        sent = []
        monkeypatch.setattr(telling.messaging, "send", lambda **message: sent.append(message["body"]))
        walk.submit()
        walk.at += timedelta(days=8)
        expire(walk)
        event = Event.objects.filter(name="applications.advanced", subject=walk.id).latest("id")
        handlers.tell_the_step(decode(event.name, event.body), at=walk.at)
        assert "ditutup tanpa biaya" in sent[0]
        assert "Kode billing -" not in sent[0]

    def test_the_person_reads_honestly_what_is_going_on(self, walk, phone):
        walk.submit()
        first = see(phone, walk, "bayar")
        walk.at += timedelta(minutes=5)
        later, status = see(phone, walk, "bayar"), see(phone, walk, "status")
        walk.at += timedelta(days=8)
        expire(walk)
        ended, ended_status = see(phone, walk, "bayar"), see(phone, walk, "status")

        assert "Biasanya beberapa detik" in first
        assert "belum menjawab sejak Selasa, 24 November 2026, 08.30 WIB" in later
        assert "Waktu membayar baru berjalan setelah kode terbit" in later
        assert "Menunggu kode billing" in status
        assert "Bayar sekarang" not in status
        assert "tidak menerbitkan kode" in ended
        assert "Lanjutkan dengan kode baru" in ended
        assert "kode billing tidak terbit" in ended_status


class TestACodeThatComesLate:
    def test_the_case_and_its_place_wait_until_the_code_runs_out(self, walk):
        walk.submit()
        walk.at += timedelta(hours=1)
        ends = walk.at + timedelta(hours=2)
        operations.note_code(application_id=walk.id, expires_at=ends, by="system:test", at=walk.at)

        assert walk.case.respond_by == ends
        assert appointments.appointment_of(walk.id).held_until == ends + timedelta(minutes=15)

    def test_given_the_place_lapsed_meanwhile_then_the_payment_still_brings_one(self, walk):
        walk.submit()
        walk.at += timedelta(hours=5)
        bill = bills.bill_of(walk.id)
        ends = walk.at + timedelta(hours=2)
        payments.record_code(bill_id=bill.id, code="820261124000001", expires_at=ends, by="system:test", at=walk.at)
        event = CodeIssued(subject=walk.id, bill_id=bill.id, code_id=bill.id, expires_at=ends)
        handlers.tell_the_code(event, at=walk.at)
        walk.pay()
        assert walk.state == "scheduled"

    def test_a_code_in_time_changes_nothing(self, walk):
        walk.submit()
        before = (walk.case.respond_by, appointments.appointment_of(walk.id).held_until)
        soon = walk.case.respond_by + timedelta(seconds=20)
        operations.note_code(application_id=walk.id, expires_at=soon, by="system:test", at=walk.at)
        assert (walk.case.respond_by, appointments.appointment_of(walk.id).held_until) == before


class TestAWalkInsCodeThatRanOut:
    def test_the_person_asks_for_a_new_one_on_the_own_page(self, walk, phone):
        lapsed(walk)
        status, page = see(phone, walk, "status"), see(phone, walk, "bayar")
        assert "Minta kode billing baru" in status
        assert "Kode billing sudah lewat batas waktu" in page

        answer = phone.post(phone.page("kode-billing-baru"), follow=False)

        assert answer.status_code == 302
        assert bills.bill_of(walk.id).state == "asked"
        assert bills.code_wanted(bills.bill_of(walk.id).id).expires_in == timedelta(days=7)

    def test_the_counter_asks_for_a_new_one_and_the_case_goes_on_when_it_is_paid(self, walk, desks):
        lapsed(walk)
        desk = desks.sit("loket")
        page = desk.get(f"/petugas/kasus/{walk.case.reference}/?lembar=kerja")
        assert "Buat kode billing baru" in page

        answer = desk.act(walk, "kode-billing-baru")
        assert answer.status_code == 302
        page = desk.get(answer["Location"])
        assert "Buat kode billing baru" not in page
        assert "belum terbit" in page
        walk.code("820261124000002")
        walk.money_comes(number="820261124000002")
        assert bills.bill_of(walk.id).state == "settled"

    def test_money_that_came_too_late_for_the_old_code_pays_the_new_bill(self, walk):
        lapsed(walk)
        walk.money_comes()
        operations.renew_billing(application_id=walk.id, reader=walk.reader, by=walk.by, at=walk.at)
        assert bills.bill_of(walk.id).state == "settled"

    def test_a_code_that_still_runs_is_not_renewed_and_an_online_case_has_its_own_way(self, walk, house):
        walked_in(walk)
        with pytest.raises(operations.CodeNotLapsed):
            operations.renew_billing(application_id=walk.id, reader=walk.reader, by=walk.by, at=walk.at)
        online = Walk(point=house, at=walk.at, identity={**walk.identity, "nik": "9999015705900002"}).submit()
        with pytest.raises(states.ActionNotAllowed):
            operations.renew_billing(application_id=online.id, reader=online.reader, by=online.by, at=online.at)
        assert queries.case(online.id).state == "awaiting_payment"

    def test_a_stranger_officer_may_not(self, walk):
        lapsed(walk)
        with pytest.raises(operations.NotYourAct):
            operations.renew_billing_at_the_counter(**walk.act_of("pencetak"))


def test_what_is_owed_ends_with_a_case_that_was_not_completed_and_money_that_comes_later_needs_attention(walk):
    walked_in(walk).code().incomplete()
    walk.at += timedelta(days=8)
    operations.expire_incomplete(application_id=walk.id, by="system:test", at=walk.at)
    assert (walk.state, bills.bill_of(walk.id).state) == ("cancelled", "withdrawn")

    walk.money_comes()

    assert [money.state for money in bills.bill_of(walk.id).money] == ["after_withdrawal"]


def test_a_paid_case_for_which_nothing_was_free_gets_the_first_place_that_is(walk):
    walk.submit().code()
    Slot.objects.update(offered=False)
    walk.at += timedelta(hours=1, minutes=59)
    walk.money_comes()
    walk.at += timedelta(hours=2)
    with pytest.raises(places.NoPlaceToday):
        walk.deliver("payments.bill_paid")
    assert (tasks.seat_the_paid(at=walk.at), walk.state) == (0, "awaiting_payment")

    Slot.objects.update(offered=True)

    assert (tasks.seat_the_paid(at=walk.at), walk.state) == (1, "scheduled")
    assert tasks.seat_the_paid(at=walk.at) == 0

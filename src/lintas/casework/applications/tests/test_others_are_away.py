"""S24: other systems are away for an hour. The office goes on, and afterwards nothing is missing and nothing came twice."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import quote
from uuid import uuid4

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.tests.walk import IDENTITY, Walk
from lintas.exchange.agencies import queries as agencies
from lintas.exchange.messaging.models import Message
from lintas.exchange.messaging.tests.factories import a_person, fresh_email, fresh_phone, send
from lintas.exchange.payments import queries as bills
from lintas.foundation import clock
from lintas.foundation.ledger.queries import verify
from lintas.foundation.ledger.tasks import number_and_sign as sign
from lintas.foundation.outbox import operations as outbox
from lintas.foundation.outbox import queries, registry
from lintas.foundation.tests import report
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Slot

NOBODY = "http://127.0.0.1:9"
"""The port of "discard", where nobody listens."""

ADDRESSES = {"simponi": "SIMPONI_URL", "dukcapil": "DUKCAPIL_URL", "core": "CORE_URL", "sms": "SMS_URL"}
OTHERS = (*ADDRESSES, "mail", "witness")
OUTAGE, PAUSE = timedelta(hours=1), timedelta(minutes=10)
VISITORS = 4


@pytest.fixture
def world(simponi, dukcapil, core, postbox):
    """Every other system, healthy."""
    return postbox


@pytest.fixture
def switch(settings, world) -> Callable[..., None]:
    """Take others away, or let all of them come back."""
    healthy = {name: getattr(settings, name) for name in (*ADDRESSES.values(), "EMAIL_PORT")}

    def away(*names: str) -> None:
        for name, value in healthy.items():
            setattr(settings, name, value)
        witness = settings.VAR_DIR / "witness"
        if witness.is_file():
            witness.unlink()
        for name in names:
            if name in ADDRESSES:
                setattr(settings, ADDRESSES[name], NOBODY)
            elif name == "mail":
                settings.EMAIL_PORT = 9
            else:
                shutil.rmtree(witness, ignore_errors=True)
                witness.write_text("a full disk, say")

    return away


class Office:
    """A morning at one point: visitors who were booked before, and newcomers who apply meanwhile."""

    def __init__(self, house, monkeypatch, now) -> None:
        self._house, self._at, self._people = house, now, 0
        monkeypatch.setattr(clock, "now", lambda: self._at)
        self.done, self.failed = Counter(), Counter()
        self.newcomers: list[Walk] = []
        Slot.objects.update(capacity=20)
        self.visitors = [self._booked(now) for _ in range(VISITORS)]
        self.opens = min(appointments.appointment_of(one.id).starts_at for one in self.visitors)

    def live_through(self, length: timedelta) -> None:
        """Every ten minutes somebody applies, a visitor goes through the hall, and what is due is sent."""
        for number in range(length // PAUSE):
            self._at = self.opens + number * PAUSE
            self._try("apply", self._apply)
            for visitor in self.visitors[number : number + 1]:
                self._try("visit", partial(self._visit, visitor))
            outbox.deliver_due(at=self._at, limit=10_000)

    def come_back(self) -> None:
        """Deliver all that waited, until nothing does any more."""
        while not queries.settled(at=self._at + timedelta(hours=6)):
            self._at += PAUSE
            outbox.deliver_due(at=self._at, limit=10_000)
            assert self._at < self.opens + timedelta(days=2), "it never settled"

    def _somebody(self, at: datetime) -> Walk:
        self._people += 1
        return Walk(point=self._house, at=at, identity={**IDENTITY, "nik": f"99990157059{self._people:05}"})

    def _booked(self, at: datetime) -> Walk:
        walk = self._somebody(at).submit()
        number = f"820{self._people:012}"
        return walk.code(number).pay(number=number, ntpn=f"N{number}")

    def _apply(self) -> None:
        self.newcomers.append(self._somebody(self._at).submit())

    def _visit(self, walk: Walk) -> None:
        walk.at = self._at
        operations.check_in(application_id=walk.id, officer=walk.officer("loket"), at=walk.at)
        walk.arrive = lambda: walk  # type: ignore[method-assign]  # they are here
        walk.interview()
        operations.ask_for_checks(application_id=walk.id, by="system:test", at=walk.at)

    def _try(self, what: str, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as failure:
            self.failed[what, type(failure).__name__] += 1
        else:
            self.done[what] += 1


@pytest.fixture
def office(house, monkeypatch, now) -> Office:
    return Office(house, monkeypatch, now)


@pytest.mark.parametrize("away", [*((name,) for name in OTHERS), OTHERS], ids=[*OTHERS, "all"])
def test_s24_an_office_goes_on_while_others_are_away_and_nothing_is_missing_afterwards(
    switch, office, now, away, capsys
):
    switch(*away)
    office.live_through(OUTAGE)
    with suppress(OSError):
        sign(at=now + OUTAGE)
    assert office.done == {"apply": OUTAGE // PAUSE, "visit": VISITORS}, office.failed

    switch()
    office.come_back()
    sign(at=now + 2 * OUTAGE)

    report.tell(capsys, "S24", away="+".join(away), acts=office.done.total(), failed=office.failed.total())
    assert not queries.dead_letters()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert all(bills.bill_of(newcomer.id).code for newcomer in office.newcomers)
    for visitor in office.visitors:
        asked = agencies.enquiries(visitor.id)
        assert {one.kind for one in asked} >= {"identity", "duplicate", "watchlist"}
        assert all(one.result for one in asked)
    assert verify().sound, verify().faults


def test_s24_control_an_office_that_calls_others_within_its_acts_stands_still(switch, office, monkeypatch):
    publish_many = outbox.publish_many

    def call_at_once(told):
        publish_many(told)
        for one in told:
            for handler in registry.handlers_of(one.event.name):
                if handler.outside:
                    handler.run(one.event, at=one.at, delivery=uuid4())

    monkeypatch.setattr(outbox, "publish_many", call_at_once)
    switch(*OTHERS)
    office.live_through(OUTAGE)

    assert office.done["apply"] == 0
    assert office.failed


def test_s24_with_three_errors_in_ten_each_message_arrives_once(postbox, db, now, capsys):
    """S24: the errors come by chance and are the postbox's own; workers are killed in the outbox's storm."""
    addresses = [fresh_email() for _ in range(report.size(quick=40, full=5_000))]
    phones = [fresh_phone() for _ in addresses]
    for email, phone in zip(addresses, phones, strict=True):
        send(a_person(at=now, email=email, phone=phone), at=now)
    postbox.post("/faults", {"unavailable": 0.3})

    moment, rounds = now, 0
    while not queries.settled(at=moment + timedelta(hours=6)):
        outbox.deliver_due(at=moment, limit=100_000)
        moment, rounds = moment + timedelta(minutes=10), rounds + 1
        assert rounds < 200, "it never settled"

    arrived = [len(json.loads(postbox.get(f"/pesan?to={quote(one)}"))["messages"]) for one in (*addresses, *phones)]
    tries = sum(Message.objects.values_list("attempts", flat=True))
    report.tell(capsys, "S24, errors", messages=len(arrived), tries=tries, rounds=rounds)
    assert tries > len(arrived) * 1.15, "the errors were too few"
    assert arrived == [1] * len(arrived)
    assert not queries.dead_letters()

"""
Promise S02: no oversold place, none stranded, no confirmed one lost, however many come and whatever dies.

Fifty places, 600 requests over 120 connections a round, three rounds; worker processes are killed in the middle of
statements, between commit and answer, and by the clock. The list of acknowledged confirmations is kept outside the
system, in a file per worker. LINTAS_TEST_STORM=full: 200 places, 1,000 requests over 500 connections, 100 rounds.
"""

import os
import platform
import random
import sys
import threading
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import F

from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations
from lintas.visit.appointments.models import Appointment, AppointmentStep, Slot
from lintas.visit.appointments.operations import together
from lintas.visit.appointments.tests.factories import book, make_slot, taken, wib, wish
from lintas.visit.appointments.tests.storm import InGroups, Storm

NOW = wib(20, 9)
LATER = NOW + timedelta(minutes=20)
FULL = os.environ.get("LINTAS_TEST_STORM") == "full"
PLACES, REQUESTS, PROCESSES, THREADS, ROUNDS = (200, 1_000, 50, 10, 100) if FULL else (50, 600, 12, 10, 3)

on_postgresql = pytest.mark.only_on(
    "postgresql", "many processes share a PostgreSQL server; SQLite has its own smaller storm below"
)


@pytest.fixture
def say(capfd):
    """Write a line of figures past pytest's capture: a promise names its seed and its numbers."""

    def write(line):
        with capfd.disabled():
            sys.stdout.write(line + "\n")

    return write


@pytest.mark.storm
@on_postgresql
@pytest.mark.parametrize("way", ["one by one", "in groups"])
def test_s02_no_place_is_oversold_stranded_or_lost_while_workers_are_killed(transactional_db, point, say, seed, way):
    say(f"\nS02 {way}: seed {seed}, {ROUNDS} rounds, {platform.machine()}, {os.cpu_count()} cores, PostgreSQL")
    died, largest = 0, 1
    for number in range(ROUNDS):
        slots = [
            make_slot(point.id, wib(24 + day, 9 + number % 6, number // 6), capacity=PLACES // 2) for day in (0, 1)
        ]
        hold = operations.hold_place if way == "one by one" else InGroups()
        storm = Storm(seed=seed + number, slots=[slot.id for slot in slots], now=NOW, later=LATER, hold=hold)

        report = storm.blow(requests=REQUESTS, processes=PROCESSES, threads=THREADS)
        while operations.lapse_holds(at=LATER):
            pass

        counted = [taken(slot) for slot in slots]
        lost = [
            subject
            for subject in report.booked
            if not Appointment.objects.filter(subject=subject, state="booked", slot__in=slots).exists()
        ]
        say(f"round {number}: {report}, taken {counted} of {PLACES}, lost {len(lost)}")
        assert all(count <= PLACES // 2 for count in counted)
        assert not lost
        assert not [
            subject for subject in report.released if Appointment.objects.holding_a_place().filter(subject=subject)
        ]
        assert not Appointment.objects.filter(state="held").exists()
        assert sum(counted) == Appointment.objects.filter(slot__in=slots, state="booked").count()
        assert_nothing_is_torn()
        assert [fill(slot) for slot in slots] == [PLACES // 2 - count for count in counted]
        died += report.killed
        largest = max(largest, report.largest_group)
    assert died >= ROUNDS, "a storm without deaths shows nothing"
    assert (largest > 1) == (way == "in groups"), "groups of one show nothing"


def fill(slot):
    """Book until the session is full; return how many places there were: what was given back can be had again."""
    places = 0
    with suppress(operations.SlotFull):
        while True:
            book(slot, at=NOW)
            places += 1
    return places


def assert_nothing_is_torn():
    """Every appointment has its line in the journal and its event, and no line or event is without one."""
    for state, action, event in [
        ("held", "hold", "appointments.place_held"),
        ("lapsed", "lapse", "appointments.hold_lapsed"),
        ("released", "release", "appointments.place_freed"),
    ]:
        appointments = set(Appointment.objects.filter(state=state).values_list("subject", flat=True))
        lines = set(AppointmentStep.objects.filter(action=action).values_list("appointment__subject", flat=True))
        events = set(Event.objects.filter(name=event).values_list("subject", flat=True))
        assert appointments <= lines == events
    booked = set(Appointment.objects.filter(state="booked").values_list("subject", flat=True))
    confirmed = set(Event.objects.filter(name="appointments.booked").values_list("subject", flat=True))
    assert booked <= confirmed


@pytest.mark.storm
def test_s02_a_smaller_storm_of_threads_keeps_every_place(race, point):
    slot = make_slot(point.id, wib(24, 9), capacity=10)

    def act(number):
        chance = random.Random(number)
        booked = []
        for _ in range(5):
            subject = uuid4()
            with suppress(operations.BookingRefused):
                operations.hold_place(
                    slot_id=slot.id,
                    subject=subject,
                    person_id=subject,
                    service_key="s",
                    until=NOW + timedelta(minutes=15),
                    by="person:x",
                    at=NOW,
                )
                if chance.random() < 0.6:
                    operations.confirm_place(subject=subject, by="system:x", at=NOW)
                    booked.append(subject)
            if number == 0:
                operations.lapse_holds(at=LATER)
        return booked

    acknowledged = [subject for booked in race(8, act) for subject in booked]

    def check():
        operations.lapse_holds(at=LATER)
        booked = Appointment.objects.filter(state="booked").values_list("subject", flat=True)
        return taken(slot), sorted(booked)

    count, booked = race.look(check)
    assert count == len(booked) <= 10
    assert booked == sorted(acknowledged)


@pytest.mark.storm
@on_postgresql
def test_the_control_of_s02_counting_and_then_inserting_oversells(race, say):
    """The way our peers do it, without our constraint: this must fail, or the storm proves nothing."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE control_place (id serial PRIMARY KEY)")
    try:

        def grab(number):
            with connection.cursor() as cursor:
                for _ in range(REQUESTS // 30):
                    with transaction.atomic():
                        cursor.execute("SELECT count(*) FROM control_place")
                        if cursor.fetchone()[0] < PLACES:
                            cursor.execute("INSERT INTO control_place DEFAULT VALUES")

        sold, rounds = 0, 0
        while sold <= PLACES and rounds < 5:  # it may go well once
            rounds += 1
            with connection.cursor() as cursor:
                cursor.execute("TRUNCATE control_place")
            assert race(30, grab) == [None] * 30
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM control_place")
                sold = cursor.fetchone()[0]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE control_place")
    say(f"\nS02 control: {sold} of {PLACES} places sold by counting and then inserting")
    assert sold > PLACES


@pytest.mark.storm
@on_postgresql
def test_the_control_of_groups_taking_without_a_guard_oversells(race, point, say, monkeypatch):
    """The same groups that take what they saw, without lock and constraint: this must fail."""
    slot = make_slot(point.id, wib(24, 9), capacity=PLACES)
    everybody_has_looked = threading.Barrier(8)

    def take_what_we_saw(counts, *, at):
        with suppress(threading.BrokenBarrierError):
            everybody_has_looked.wait(timeout=2)
        for slot_id, count in counts.items():
            Slot.objects.filter(id=slot_id).update(taken=F("taken") + count)

    def grab(number):
        for _ in range(3):
            operations.anew_when_outrun(lambda: operations.hold_places([wish(slot.id) for _ in range(10)]))

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE appointments_slot DROP CONSTRAINT slot_never_oversold")
    monkeypatch.setattr(together, "take_many", take_what_we_saw)
    try:
        assert race(8, grab) == [None] * 8
        sold = race.look(lambda: taken(slot))
    finally:
        Slot.objects.update(capacity=REQUESTS)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE appointments_slot ADD CONSTRAINT slot_never_oversold"
                " CHECK (taken >= 0 AND taken <= capacity)"
            )
    say(f"\nS02 control of groups: {sold} of {PLACES} places given without a guard")
    assert sold > PLACES

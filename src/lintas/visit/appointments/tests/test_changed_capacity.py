"""
Promise B1: a session whose size changes while people come is never oversold, and takes no place away.

The roster changes, people hold, leave and wait, all at one moment. The control sets the size as one writes it first:
read what is taken, then write the greater number.
"""

import random
from contextlib import suppress
from itertools import count

import pytest
from django.db import IntegrityError, connection, transaction

from lintas.foundation.errors import DomainError
from lintas.visit.appointments import operations, tasks
from lintas.visit.appointments.models import Slot
from lintas.visit.appointments.operations import cooling, deriving, overbooking
from lintas.visit.appointments.rules.capacity import Rationed
from lintas.visit.appointments.tests.factories import hold, make_slot, taken, wib
from lintas.visit.appointments.tests.test_waiting import NOW, wait

ROUNDS, THREADS, TIMES = 4, 12, 6
MOST = 9
SEED = 20261124

on_postgresql = pytest.mark.only_on(
    "postgresql", "SQLite takes one writer at a time; its race is in test_closed_and_added"
)


def resize(slot, places, extra=0):
    """Size the session as the job does, ``extra`` of its places beyond its seats."""
    with transaction.atomic(), overbooking.told(slot.id, concerned=1, at=NOW):
        deriving.resize(slot.id, Rationed(capacity=places, withheld=0, places=places, extra=extra))
        cooling.set_aside(slot.id, at=NOW)


def come_and_go(slot, chance):
    """Hold a place, and leave it again as often as not."""
    with suppress(DomainError):
        subject = hold(slot, at=NOW)
        if chance.random() < 0.5:
            operations.release_place(subject=subject, by="x", at=NOW)


@on_postgresql
def test_a_session_that_changes_its_size_under_many_is_never_oversold(race, point, cooling):
    for number in range(ROUNDS):
        slot = make_slot(point.id, wib(24, 9 + number), capacity=MOST)
        full = [hold(slot, at=NOW) for _ in range(MOST)]
        for _ in range(3):
            wait(point)
        held, chances = count(), [random.Random(SEED + number * THREADS + one) for one in range(THREADS)]

        def act(thread, slot=slot, full=full, held=held, chances=chances):
            for _ in range(TIMES):
                if thread < 3:
                    places = chances[thread].randrange(MOST + 1)
                    resize(slot, places, extra=chances[thread].randrange(places // 2 + 1))
                elif thread < 5:
                    tasks.turn_freed(at=NOW)
                elif thread < 8:
                    with suppress(DomainError, IndexError):
                        operations.release_place(subject=full[next(held)], by="x", at=NOW)
                else:
                    come_and_go(slot, chances[thread])

        answers = race(THREADS, act)

        assert not [answer for answer in answers if isinstance(answer, IntegrityError)], answers

        def check(slot=slot):
            slot.refresh_from_db()
            return taken(slot) <= slot.capacity <= MOST and slot.beyond <= slot.taken and 2 * slot.extra <= MOST

        assert race.look(check)
        race.look(lambda slot=slot: resize(slot, 1))
        assert race.look(lambda slot=slot: Slot.objects.get(id=slot.id).capacity >= taken(slot))


@on_postgresql
def test_the_control_read_what_is_taken_then_write_the_greater_number_oversells(race):
    """Without our constraint, and in two statements: this must fail, or the race proves nothing."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE control_session (capacity int, taken int)")
        cursor.execute("INSERT INTO control_session VALUES (900, 0)")
    oversold = []
    try:

        def act(thread):
            with connection.cursor() as cursor:
                for number in range(60):
                    if thread % 3:
                        cursor.execute("UPDATE control_session SET taken = taken + 1 WHERE taken < capacity")
                        continue
                    cursor.execute("SELECT taken FROM control_session")
                    greater = max(cursor.fetchone()[0], number)
                    cursor.execute("UPDATE control_session SET capacity = %s RETURNING taken > capacity", [greater])
                    oversold.append(cursor.fetchone()[0])

        race(THREADS, act)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE control_session")
    assert any(oversold)

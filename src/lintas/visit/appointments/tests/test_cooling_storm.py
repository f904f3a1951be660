"""
The storm of promise S02 while freed places rest: none is given twice, none lost, none opened early, whatever dies.

The control, letting a place go as if it did not rest, is the sibling test in test_cooling: there a friend gets it.
"""

import contextlib
import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models import F

from lintas.visit.appointments import operations
from lintas.visit.appointments.models import Appointment, FreedPlace
from lintas.visit.appointments.tests.factories import make_slot, taken, wib
from lintas.visit.appointments.tests.storm import Storm
from lintas.visit.appointments.tests.test_storm import assert_nothing_is_torn, fill, on_postgresql, say

__all__ = ["say"]

NOW = wib(20, 9)
LATER = NOW + timedelta(minutes=20)
OVER = LATER + timedelta(hours=6)
PLACES = 50


class Resting(Storm):
    """A storm in which another job opens rested places as their moments come."""

    def _sweep(self):
        while True:
            with contextlib.suppress(OperationalError):
                operations.lapse_holds(at=self.later)
                operations.open_rested(at=self.later)
            time.sleep(0.05)


@pytest.mark.storm
@on_postgresql
def test_no_place_is_given_twice_lost_or_opened_early_while_workers_are_killed(
    transactional_db, point, say, seed, cooling
):
    slots = [make_slot(point.id, wib(24 + day, 9), capacity=PLACES // 2) for day in (0, 1)]
    storm = Resting(seed=seed, slots=[slot.id for slot in slots], now=NOW, later=LATER)

    report = storm.blow(requests=600, processes=12, threads=10)
    while operations.lapse_holds(at=LATER):
        pass

    resting = FreedPlace.objects.keeping_a_place().count()
    counted = [taken(slot) for slot in slots]
    say(f"\nS02 with rest: seed {seed}: {report}, taken {counted} of {PLACES}, of them {resting} resting")
    assert all(count <= PLACES // 2 for count in counted)
    assert sum(counted) == Appointment.objects.filter(state="booked").count() + resting
    assert not FreedPlace.objects.filter(state="opened", ended_at__lt=F("opens_at")).exists()
    assert all(Appointment.objects.filter(subject=subject, state="booked").exists() for subject in report.booked)
    assert_nothing_is_torn()
    assert report.killed
    while operations.open_rested(at=OVER):
        pass
    booked = [Appointment.objects.filter(state="booked", slot=slot).count() for slot in slots]
    assert [taken(slot) for slot in slots] == booked
    assert [fill(slot) for slot in slots] == [PLACES // 2 - count for count in booked]

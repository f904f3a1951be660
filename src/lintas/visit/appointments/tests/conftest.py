"""A house with two points whose calendar a test can set, and the parameters of the dossier."""

from datetime import time, timedelta

import pytest

from lintas.directory.offices import queries as offices
from lintas.visit.appointments.tests.factories import Calendar, Point, wib
from tests.house import furnish

PARAMETERS = {
    "reschedule_cutoff": timedelta(days=1),
    "reschedule_max": 1,
    "checkin_opens_before": timedelta(minutes=30),
    "checkin_grace_after": timedelta(minutes=30),
    "slot_hold": timedelta(minutes=15),
    "cooldown_booked_shortest": timedelta(0),
    "cooldown_booked_longest": timedelta(0),
    "cooldown_held_shortest": timedelta(0),
    "cooldown_held_longest": timedelta(0),
    "cooldown_part": 4,
    "waitlist_offer_time": timedelta(hours=2),
    "waitlist_days_ahead": timedelta(days=60),
    "waitlist_passes_max": 2,
    "waitlist_party_max": 6,
    "visit_reminder_first": timedelta(days=3),
    "visit_reminder_second": timedelta(days=1),
    "visit_reminder_clock": time(8),
}


COOLING = {
    "cooldown_booked_shortest": timedelta(minutes=10),
    "cooldown_booked_longest": timedelta(hours=6),
    "cooldown_held_shortest": timedelta(minutes=2),
    "cooldown_held_longest": timedelta(minutes=20),
}
"""What is published. Tests of other things let a freed place open at once, as an office may by setting nothing here."""


@pytest.fixture
def cooling(monkeypatch):
    """Let freed places rest, as long as is published."""
    for name, value in COOLING.items():
        monkeypatch.setitem(PARAMETERS, name, value)


@pytest.fixture
def point() -> Point:
    return Point()


@pytest.fixture
def other_point() -> Point:
    return Point(slug="pesawaran", name="Pesawaran", office_code="BDL")


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def real_house():
    """Ask for the real directory instead of the one below."""


@pytest.fixture
def five_places(db, real_house):
    """Open the places that come with Lintas, with their schedules, on a Saturday at nine."""
    furnish(wib(21, 9), rooms=("offices", "catalogue", "appointments"))
    yield offices.points()
    offices.forget()


@pytest.fixture(autouse=True)
def house(request, monkeypatch, point, other_point, calendar):
    """Stand in for the directory, so that these tests show appointments and nothing else."""
    if "real_house" in request.fixturenames:
        return
    both = {point.id: point, other_point.id: other_point}

    def find(*, id=None, slug=None):
        return both[id] if id else next(known for known in both.values() if known.slug == slug)

    monkeypatch.setattr("lintas.directory.offices.queries.points", lambda: tuple(both.values()))
    monkeypatch.setattr("lintas.directory.offices.queries.point", find)
    monkeypatch.setattr("lintas.directory.offices.queries.calendar", lambda *, point_id: calendar)
    monkeypatch.setattr(
        "lintas.directory.catalogue.queries.parameters.parameter", lambda name, *, office_code="", on: PARAMETERS[name]
    )

"""A hall with two counters for papers and one for photographs, all lanes, and the parameters of the dossier."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.directory.offices import queries as offices
from lintas.visit.queueing import operations
from lintas.visit.queueing.tests.factories import Calendar, Counter, Point, clock, make_lanes
from tests.house import furnish

PARAMETERS = {
    "call_repeat": 3,
    "skipped_return_window": timedelta(minutes=60),
    # What is told of here may be called again at once; test_calling_again waits.
    "call_interval": timedelta(0),
    "undo_within": timedelta(minutes=1),
    "waitlist_party_max": 6,
}


@pytest.fixture
def point() -> Point:
    return Point()


@pytest.fixture
def counters() -> list[Counter]:
    return [Counter(1, "documents"), Counter(2, "documents"), Counter(3, "photo")]


@pytest.fixture
def real_house():
    """Ask for the real directory instead of the one below."""


@pytest.fixture(autouse=True)
def house(request, monkeypatch, point, counters):
    """Stand in for the directory, so that these tests show the queue and nothing else."""
    if "real_house" in request.fixturenames:
        return
    calendar = Calendar()
    monkeypatch.setattr("lintas.directory.offices.queries.points", lambda: (point,))
    monkeypatch.setattr("lintas.directory.offices.queries.point", lambda *, id=None, slug=None: point)
    monkeypatch.setattr("lintas.directory.offices.queries.calendar", lambda *, point_id: calendar)
    monkeypatch.setattr(
        "lintas.directory.offices.queries.counters",
        lambda *, point_id, station=None: tuple(one for one in counters if station in (None, one.station)),
    )
    monkeypatch.setattr(
        "lintas.directory.catalogue.queries.parameters.parameter", lambda name, *, office_code="", on: PARAMETERS[name]
    )


@pytest.fixture
def hall(db, point, counters):
    """The lanes are there and every counter is open."""
    open_hall(point, counters)
    return point


def open_hall(point, counters):
    make_lanes(point.id)
    for counter in counters:
        operations.open_counter(point_id=point.id, counter_id=counter.id, officer_id=uuid4(), at=clock(8))


@pytest.fixture
def payakumbuh(db, real_house, settings, monkeypatch):
    """The real point with its lanes, counters and parameters, on a Tuesday at 09.00."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: clock(9))
    furnish(clock(8), rooms=("offices", "catalogue", "queueing"))
    yield offices.point(slug="payakumbuh")
    offices.forget()

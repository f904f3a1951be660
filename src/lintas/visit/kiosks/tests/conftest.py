"""A hall with lanes, an officer at each counter, and boxes that have shown their keys."""

from uuid import uuid4

import pytest

from lintas.directory.offices import queries as offices
from lintas.visit.kiosks.tests.box import Box
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing.tests.conftest import PARAMETERS
from lintas.visit.queueing.tests.factories import clock
from tests.house import furnish


@pytest.fixture
def point(db, monkeypatch):
    """The real point with its lanes, and the parameters of the dossier."""
    monkeypatch.setattr(
        "lintas.directory.catalogue.queries.parameters.parameter", lambda name, *, office_code="", on: PARAMETERS[name]
    )
    furnish(clock(8), rooms=("offices", "queueing"))
    yield offices.point(slug="payakumbuh")
    offices.forget()


@pytest.fixture
def box(point):
    return Box(point)


@pytest.fixture
def boxes(point):
    return [Box(point, name=f"pintu-{number}") for number in range(1, 5)]


@pytest.fixture
def counter(point):
    """A counter for papers, open."""
    found = next(one for one in offices.counters(point_id=point.id) if one.station == "documents")
    queue.open_counter(point_id=point.id, counter_id=found.id, officer_id=uuid4(), at=clock(7))
    return found

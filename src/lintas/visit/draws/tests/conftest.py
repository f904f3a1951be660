"""A point and people that a test can invent, standing in for the directory."""

import pytest

from lintas.visit.appointments.tests.conftest import PARAMETERS
from lintas.visit.appointments.tests.factories import Calendar, Point
from lintas.visit.draws.tests.factories import People


@pytest.fixture
def point() -> Point:
    return Point()


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture(autouse=True)
def directory(request, monkeypatch, point, people):
    if "house" in request.fixturenames:
        return
    monkeypatch.setattr("lintas.directory.offices.queries.point", lambda *, id=None, slug=None: point)
    monkeypatch.setattr("lintas.directory.offices.queries.calendar", lambda *, point_id: Calendar())
    monkeypatch.setattr(
        "lintas.directory.catalogue.queries.parameters.parameter", lambda name, *, office_code="", on: PARAMETERS[name]
    )
    monkeypatch.setattr("lintas.directory.people.queries.person", people.info)

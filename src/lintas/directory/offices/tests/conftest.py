"""Fixtures of this room."""

import pytest

from lintas.directory.offices import operations, queries


@pytest.fixture
def loaded(db) -> operations.Loaded:
    return operations.load_offices()


@pytest.fixture
def payakumbuh(loaded) -> queries.PointInfo:
    return queries.point(slug="payakumbuh")


@pytest.fixture
def days(payakumbuh) -> queries.WorkCalendar:
    return queries.calendar(point_id=payakumbuh.id)

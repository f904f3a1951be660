"""Fixtures of this room."""

import pytest

from lintas.directory.offices import queries
from tests.house import furnish


@pytest.fixture
def loaded(db, now):
    """The places as they come with Lintas; test_loading loads them itself."""
    furnish(now, rooms=("offices",))


@pytest.fixture
def payakumbuh(loaded) -> queries.PointInfo:
    return queries.point(slug="payakumbuh")


@pytest.fixture
def days(payakumbuh) -> queries.WorkCalendar:
    return queries.calendar(point_id=payakumbuh.id)

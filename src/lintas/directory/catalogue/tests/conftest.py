"""What the catalogue's tests share."""

import pytest

from lintas.directory.catalogue import remembering
from lintas.directory.catalogue.queries import policies
from tests.house import furnish


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Let no test see what another one left in memory."""
    remembering.forget()
    policies._policy.cache_clear()


@pytest.fixture
def catalogue(db, now):
    """The whole catalogue, as it comes with Lintas; test_loading loads it itself."""
    furnish(now, rooms=("catalogue",))

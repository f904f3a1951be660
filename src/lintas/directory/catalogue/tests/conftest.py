"""What the catalogue's tests share."""

import pytest

from lintas.directory.catalogue import operations, remembering


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Let no test see what another one left in memory."""
    remembering.forget()


@pytest.fixture
def catalogue(db, now):
    """The whole catalogue, as loaded from its data files."""
    return operations.load_catalogue(by="system:catalogue.load", at=now)

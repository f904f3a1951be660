from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.db import transaction

from lintas.foundation.outbox import operations
from lintas.foundation.outbox.tests.witness import BellRung, Witness


@pytest.fixture
def witness(monkeypatch) -> type[Witness]:
    """Handlers whose behaviour the test may set as `witness.inside` and `witness.outside`."""
    monkeypatch.setattr(Witness, "inside", Witness.inside)
    monkeypatch.setattr(Witness, "outside", Witness.outside)
    return Witness


@pytest.fixture
def ring(db, now) -> Callable[..., None]:
    """Publish that the bell was rung."""

    def publish(subject: UUID, count: int = 0, at: datetime = now) -> None:
        with transaction.atomic():
            operations.publish(BellRung(subject=subject, office="PDG", count=count), by="system:tests", at=at)

    return publish

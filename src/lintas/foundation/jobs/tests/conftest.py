from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from lintas.foundation.jobs import registry


@pytest.fixture
def job(monkeypatch) -> Callable[..., list[datetime]]:
    """Install a job for this test, the only one; returns the list of moments at which it ran."""
    monkeypatch.setattr(registry, "_jobs", {})

    def install(name: str = "jobs_tests.ring", *, every: timedelta = timedelta(minutes=1), then=None) -> list[datetime]:
        ran: list[datetime] = []

        @registry.periodic(name=name, every=every)
        def run(*, at: datetime) -> int:
            ran.append(at)
            if then is not None:
                then(at)
            return 1

        return ran

    return install

"""Fixtures for the ledger's tests: a witness and keys of their own, and a ledger with history."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lintas.foundation.ids import new_id
from lintas.foundation.ledger import operations
from lintas.foundation.vault import operations as vault


@pytest.fixture(autouse=True)
def own_witness(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def owner(db) -> UUID:
    owner = uuid4()
    vault.open_owner(owner=owner)
    return owner


@pytest.fixture
def write(owner, now) -> Callable[..., None]:
    """Write so many acts, every third of them with a sealed detail."""

    def write(count: int, *, shard: str = "PDG/2026", start: int = 0) -> None:
        for number in range(start, start + count):
            operations.append(
                shard=shard,
                act="applications.submitted",
                subject=new_id(),
                by="system:test",
                at=now + timedelta(seconds=number),
                facts={"number": number, "again": number % 2 == 0, "reason": None},
                detail=f"SITI CONTOH {number}" if number % 3 == 0 else "",
                owner=owner if number % 3 == 0 else None,
            )

    return write


@pytest.fixture
def history(write, now) -> Callable[..., None]:
    """Write acts in portions, each numbered and signed."""

    def history(*portions: int, shard: str = "PDG/2026") -> None:
        start = 0
        for portion in portions:
            write(portion, shard=shard, start=start)
            start += portion
            operations.sequence()
            operations.checkpoint(at=now + timedelta(seconds=start))

    return history

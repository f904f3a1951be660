"""
S09, stolen server: what the vault and the ledger keep shows none of the values that were put into them.

The control, one table in the open, is found. The journeys search the whole house in the same way.
"""

import random
from uuid import uuid4

import pytest
from django.conf import settings as live
from django.db import connection

from lintas.foundation.ledger import operations as ledger
from lintas.foundation.ledger.models import Entry
from lintas.foundation.tests import report
from lintas.foundation.vault import operations
from tests.search_for_canaries import Searcher

pytestmark = pytest.mark.storm


@pytest.fixture
def canaries(seed) -> list[str]:
    chance = random.Random(seed)
    return [f"{chance.getrandbits(96):024x}" for _ in range(report.size(quick=2_000, full=10_000))]


@pytest.fixture
def kept(db, settings, tmp_path, now, canaries):
    """Keep every canary: most as sealed details in a table, some in sealed files, all as blind indexes."""
    settings.VAR_DIR = tmp_path
    owners = [uuid4() for _ in range(50)]
    for owner in owners:
        operations.open_owner(owner=owner)
    facts = {"act": "test.kept", "by": "system:test", "at": now, "shard": "PDG/2026"}
    for number, canary in enumerate(canaries):
        owner = owners[number % len(owners)]
        index = operations.blind_index(kind="test", value=canary)
        ledger.append(**facts, subject=uuid4(), facts={"index": index.hex()}, detail=f"nama: {canary}", owner=owner)
        if number % 20 == 0:
            cell = operations.Cell(owner=owner, table="test_file", column="image", row=uuid4())
            operations.seal_file(f"{canary} ".encode() * 4000, cell=cell)
    ledger.sequence()
    ledger.checkpoint(at=now)


def everything_found(canaries, tmp_path) -> list:
    """Search the databases, the key store, the files, the witness and the secrets, as a thief with all of them."""
    searcher = Searcher(canaries)
    hits = searcher.search_folder(tmp_path) + searcher.search_folder(live.SECRETS_DIR)
    for alias in ("default", "keys"):
        hits += searcher.search_tables(alias)
        if connection.vendor == "sqlite":
            hits += searcher.search_sqlite_pages(alias)
    return hits


def test_no_planted_value_is_found_and_one_in_the_open_is(kept, canaries, seed, tmp_path, capsys):
    found = everything_found(canaries, tmp_path)

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE open_book (word text)")
        cursor.execute("INSERT INTO open_book VALUES (%s)", [canaries[-1]])
    control = everything_found(canaries, tmp_path)

    report.tell(
        capsys, "S09 stolen server", seed=seed, values=len(canaries), found=len(found), control_found=len(control)
    )
    assert Entry.objects.count() == len(canaries)
    assert found == []
    assert {hit.canary for hit in control} == {canaries[-1]}
    assert "default: open_book.word" in {hit.where for hit in control}

"""
Promise S09 on the whole house: who steals databases and files without the keys finds no personal value.

Cases are walked to their end with random values in every personal place: names, numbers, addresses, contacts,
papers, notes, evidence, receivers, messages, and whatever tells something of a person as a code: answers in the
interview, doubts, grounds, exemptions, what other systems answered. Then every table, the raw pages, and every file
below the data folder are searched, in every way a value might be written. Two controls: one value kept in the open,
and the codes with sealing switched off. LINTAS_TEST_STORM=full plants 10,000 values.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F

from lintas.casework.applications.models import Application
from lintas.foundation.vault.tests.unsealed import leave_columns_open
from lintas.visit.appointments.models import Slot
from tests.search_for_canaries import Hit, Searcher
from tests.storms.planting import Planter, let_codes_be_random, walk_with

pytestmark = pytest.mark.storm
FULL = os.environ.get("LINTAS_TEST_STORM") == "full"
WANTED = 10_000 if FULL else 160


@pytest.fixture
def planter(monkeypatch, seed) -> Planter:
    """Plants values, also where the process knows codes alone."""
    planter = Planter(seed=seed)
    let_codes_be_random(planter, monkeypatch)
    return planter


@pytest.fixture
def planted(planter, house, now) -> list[str]:
    """The values that were planted in the house."""
    Slot.objects.update(capacity=F("capacity") + WANTED)
    serial = 0
    while len(planter.planted) < WANTED:
        walk_with(planter, house, now, serial)
        serial += 1
    return planter.planted


def stolen(planted: list[str]) -> list[Hit]:
    """Return what a thief of everything but the keys finds."""
    searcher = Searcher(planted)
    hits = searcher.search_tables("default")
    if connection.vendor == "sqlite":
        hits += searcher.search_sqlite_pages("default")
    for folder in Path(settings.VAR_DIR).iterdir():
        if folder.is_dir() and folder != Path(settings.SECRETS_DIR):
            hits += searcher.search_folder(folder)
    return hits


def test_whoever_steals_the_server_without_the_keys_finds_no_personal_value(planted, planter, capsys):
    found = stolen(planted)

    with capsys.disabled():
        print(
            f"\nS09 whole house: {len(planted)} values, {len(planter.codes)} of them codes, "
            f"in {Application.objects.count()} cases, {len(found)} found"
        )
    assert found == []


def test_control_one_value_kept_in_the_open_is_found(planted):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept_in_the_open (name text)")
        cursor.execute("INSERT INTO kept_in_the_open VALUES (%s)", [planted[0]])

    assert any("kept_in_the_open" in hit.where for hit in stolen(planted))


def test_control_with_sealing_off_every_code_is_found(planter, house, now, monkeypatch):
    leave_columns_open(monkeypatch)
    for serial in range(2):
        walk_with(planter, house, now, serial)

    found = {hit.canary for hit in stolen(planter.codes)}

    # papers returned, exemptions, findings; a doubt, checks, a ground
    assert len(planter.codes) == 2 + 2 + 2 * 4 + 1 + 3 + 1
    assert found == set(planter.codes)

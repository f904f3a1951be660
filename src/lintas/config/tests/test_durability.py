"""A database that would forget, or wait for ever, is not used, and the sentence says why."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from lintas.config import durability
from lintas.config.environment import database


@pytest.fixture
def in_a_file(db, tmp_path):
    """A connection to a fresh SQLite file, set up as the environment does."""
    described = database("", fallback=tmp_path / "one.sqlite3")
    defaults = {"TIME_ZONE": None, "CONN_MAX_AGE": 0, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False}
    one = DatabaseWrapper({**defaults, "CONN_HEALTH_CHECKS": False, **described}, alias="default")
    yield one
    one.close()


def test_the_databases_as_we_open_them_are_right(in_a_file):
    assert list(durability.faults(connection)) == []
    assert list(durability.faults(in_a_file)) == []


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [
        ("synchronous=OFF", "has synchronous = 0; Lintas needs 2 or 3."),
        ("synchronous=NORMAL", "has synchronous = 1; Lintas needs 2 or 3."),
        ("journal_mode=DELETE", "has journal_mode = delete; Lintas needs wal."),
        ("foreign_keys=OFF", "has foreign_keys = 0; Lintas needs 1."),
    ],
)
def test_a_file_that_would_forget_is_named_with_what_it_needs(in_a_file, pragma, sentence):
    with in_a_file.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

    [said] = durability.faults(in_a_file)

    assert sentence in said
    assert "start again" in said


@pytest.mark.only_on("postgresql", "settings of a server; SQLite has none")
@pytest.mark.parametrize("setting", ["synchronous_commit TO off", "lock_timeout TO 0", "statement_timeout TO '1h'"])
def test_a_server_that_would_forget_or_wait_for_ever_is_named(db, setting):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {setting}")

    [said] = durability.faults(connection)

    assert f"has {setting.split()[0]} = " in said


def test_pages_and_worker_stop_with_the_sentence(db, monkeypatch):
    monkeypatch.setattr(durability, "faults", lambda each: iter([f"“{each.alias}” would forget."]))

    with pytest.raises(SystemExit, match="“default” would forget"):
        durability.stop_unless_durable()
    with pytest.raises(SystemCheckError, match="would forget"):
        call_command("work", "--once")
    assert len(run_checks(tags=[Tags.database], databases=["default", "keys"])) == 2

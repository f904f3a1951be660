"""
The triggers that keep the ledger's rows as they are; the first migration makes them.

Changing these tables in a later migration on SQLite copies them and loses the triggers: make them anew there.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("ledger_entry", "ledger_node", "ledger_checkpoint")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the rows be changed meanwhile. For emptying a demonstration, and for tests that tamper."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES]
            on = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%%'")
            found = cursor.fetchall()
            off, on = [f'DROP TRIGGER "{name}"' for name, _ in found], [sql for _, sql in found]
        for statement in off:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in on:
                cursor.execute(statement)

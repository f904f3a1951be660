"""
What every database must be set to, looked at before anything is served: an act that was answered is kept.

A server that was tuned to forget, or that lets one query hold up everybody, is told of in a sentence and not used.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

POSTGRESQL: Mapping[str, frozenset[str]] = {
    "fsync": frozenset({"on"}),
    "full_page_writes": frozenset({"on"}),
    "synchronous_commit": frozenset({"on", "remote_apply"}),
    "data_checksums": frozenset({"on"}),
    "lock_timeout": frozenset({"3s"}),
    "statement_timeout": frozenset({"10s"}),
}
"""Setting -> accepted values. Source: the security guide, "Database settings asserted at boot"."""

SQLITE: Mapping[str, frozenset[str]] = {
    "journal_mode": frozenset({"wal"}),
    "synchronous": frozenset({"2", "3"}),  # FULL, EXTRA
    "foreign_keys": frozenset({"1"}),
}

ONLY_IN_PRODUCTION = frozenset({"data_checksums"})
"""Chosen when a server is made, and off by default on many: a demonstration may run on such a one."""


@register(Tags.database)
def databases_keep_what_they_are_told(*, databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """Return a sentence for each setting of the databases with which Lintas must not run."""
    return [Error(sentence, id="lintas.E001") for alias in databases or () for sentence in faults(connections[alias])]


def stop_unless_durable() -> None:
    """End the process with a sentence for each wrong setting; say nothing when all are right."""
    wrong = [sentence for alias in connections for sentence in faults(connections[alias])]
    connections.close_all()
    if wrong:
        sys.exit("\n".join(wrong))


def faults(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Yield a sentence for each setting of the connection that is not as it must be. Asks the database."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        return
    wanted, ask = (POSTGRESQL, "SHOW {}") if connection.vendor == "postgresql" else (SQLITE, "PRAGMA {}")
    with connection.cursor() as cursor:
        for name, accepted in wanted.items():
            if name in ONLY_IN_PRODUCTION and settings.DEMONSTRATION:
                continue
            cursor.execute(ask.format(name))
            value = str(cursor.fetchone()[0])
            if value not in accepted:
                yield (
                    f"The database “{connection.alias}” has {name} = {value}; Lintas needs "
                    f"{' or '.join(sorted(accepted))}. Set it on the server or remove what overrides it, then start again."
                )

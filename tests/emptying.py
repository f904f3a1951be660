"""
Emptying the databases after a test that commits: only the tables that hold something, and quickly.

Django's own way cuts every table to nothing and writes its content types and permissions anew. With full durability
that is a new file for each table and each index, some seconds of a test that takes a tenth of one.
"""

from typing import Any

from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from lintas.foundation.ledger import guards
from lintas.foundation.ledger.models import Entry

LEFT_BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}


def empty_after(test: Any) -> None:
    """Stand in for what Django does at the end of a ``TransactionTestCase``."""
    for alias in test._databases_names(include_mirrors=False):
        _empty(connections[alias])


def _empty(connection: BaseDatabaseWrapper) -> None:
    with transaction.atomic(using=connection.alias):
        if not (tables := _tables_with_rows(connection)):
            return
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # As whoever takes over rows from elsewhere: neither triggers nor references are asked.
                cursor.execute("SET LOCAL session_replication_role = 'replica'")
            _delete(connection, tables)
        elif router.allow_migrate_model(connection.alias, Entry):
            with guards.lifted(connection):
                _delete(connection, tables)
        else:
            _delete(connection, tables)


def _tables_with_rows(connection: BaseDatabaseWrapper) -> list[str]:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    quote = connection.ops.quote_name
    asked = [
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in sorted(tables - LEFT_BY_MIGRATIONS)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


def _delete(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")

"""The read side of live pages."""

from collections.abc import Collection

from django.db import connection

from lintas.foundation.live.models import Signal
from lintas.foundation.live.rules import Cursor, Forgotten, Reading

AT_A_TIME = 5_000
"""More signals than this since a cursor, and everything counts as touched."""

_NOW = {
    "postgresql": "SELECT pg_current_snapshot()::text, up_to, position"
    " FROM (SELECT 1) AS always LEFT JOIN live_forgetting ON true",
    "sqlite": "SELECT (SELECT coalesce(max(position), 0) + 1 FROM live_signal), up_to, position"
    " FROM (SELECT 1) AS always LEFT JOIN live_forgetting ON true",
}


def cursor() -> str:
    """
    Return what is committed now, for ``data-live-seen``. One query.

    Ask before reading what the page will show: then what changes meanwhile is noticed afterwards.
    """
    now, _ = _now()
    return str(now)


def read(*, since: Cursor | None, topics: Collection[str] | None = None) -> Reading:
    """
    Return the signals that ``since`` may not have seen, of the topics or of all. Two queries.

    Without ``since`` no signals are read.
    """
    now, forgotten = _now()
    if since is None:
        return Reading(now, (), forgotten)
    signals = Signal.objects.filter(position__gte=since.lowest)
    if topics is not None:
        signals = signals.filter(topic__in=topics)
    rows = list(signals.values_list("position", "topic").order_by()[: AT_A_TIME + 1])
    # Rows that were committed between the two queries belong to the next reading.
    seen = tuple(row for row in rows if now.has_seen(row[0]))
    return Reading(now, seen, forgotten, complete=len(rows) <= AT_A_TIME)


def _now() -> tuple[Cursor, Forgotten | None]:
    with connection.cursor() as database:
        database.execute(_NOW[connection.vendor])
        snapshot, up_to, position = database.fetchone()
    forgotten = None if up_to is None else Forgotten(up_to, position)
    if connection.vendor == "postgresql":
        return Cursor.parse(snapshot), forgotten
    # One writer at a time: rows are committed in the order of their numbers.
    return Cursor(snapshot, snapshot), forgotten

"""The backend: as Django's, but whoever writes waits for its turn before, and gives it on when all is committed."""

import sqlite3
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.backends.sqlite3 import base

from lintas.foundation.sqlite.turns import Turn

WRITES = ("INSERT", "UPDATE", "DELETE")
BEGINS = "BEGIN IMMEDIATE"
KNOCKS_EVERY_MS = 3
"""The one whose turn it is may ask often whether another process is through: it is the only one of this process."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes turns at writing with those of the other threads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Turn | None = None

    def create_cursor(self, name: str | None = None) -> "Cursor":
        cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def in_turn(self, statement: str, act: Callable[[], Any]) -> Any:
        """Do the act; first wait for the turn if the statement begins a transaction, or writes and is one of its own."""
        begins = statement.startswith(BEGINS)
        writes_alone = statement.startswith(WRITES) and not self.connection.in_transaction
        if not (begins or writes_alone) or self.is_in_memory_db():
            return act()
        self._turn = self._turn or Turn(str(self.settings_dict["NAME"]))
        until = time.monotonic() + self._patience
        if not self._turn.take(patience=self._patience):
            raise sqlite3.OperationalError("database is locked")  # what SQLite says after as long a wait
        try:
            done = self._knock(act, until=until)
        except BaseException:
            self._turn.give()
            raise
        if writes_alone:
            self._turn.give()
        return done

    def _knock(self, act: Callable[[], Any], *, until: float) -> Any:
        self.connection.execute(f"PRAGMA busy_timeout={KNOCKS_EVERY_MS}")
        try:
            while True:
                try:
                    return act()
                except sqlite3.OperationalError as refusal:
                    if refusal.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={self._patience * 1000:.0f}")

    @property
    def _patience(self) -> float:
        """Seconds."""
        return self.settings_dict["OPTIONS"]["timeout"]

    def commit(self) -> None:
        super().commit()
        self._give_turn()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._give_turn()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._give_turn()

    def _give_turn(self) -> None:
        if self._turn is not None:
            self._turn.give()


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that waits for its connection's turn."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        return self.wrapper.in_turn(query, partial(super().execute, query, params))

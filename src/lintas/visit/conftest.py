"""What the visit's tests share: many threads that start at one moment, each with its own connection."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, cast

import pytest
from django.db import connection, connections


@pytest.fixture
def race(transactional_db, tmp_path, monkeypatch) -> Iterator[Callable[..., list[Any]]]:
    """
    Run ``act(number)`` in so many threads that all start at a barrier; return what each gave or raised.

    PostgreSQL gives each thread a connection to the test's database. SQLite's test database lives in
    memory and cannot be shared, so the threads get a file with the same content; look into it with
    ``race.look(function)``, which works on both.
    """
    if connection.vendor == "sqlite":
        place = tmp_path / "race.sqlite3"
        monkeypatch.setitem(connections.settings["default"], "NAME", str(place))

    def alone(act: Callable[[], Any]) -> Any:
        [answer] = _threads(1, lambda number: act())
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def run(threads: int, act: Callable[[int], Any]) -> list[Any]:
        if connection.vendor == "sqlite" and not place.exists():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(place)])
            # Turned before the threads come: of several that turn a file at once, some are refused.
            with closing(sqlite3.connect(place)) as alone_in_it:
                alone_in_it.execute("PRAGMA journal_mode=WAL")
        return _threads(threads, act)

    run.look = alone  # type: ignore[attr-defined]
    yield run
    if connection.vendor == "postgresql":
        # The pool grew for the threads, in the background; what is still on its way would hold the database open.
        connections.close_all()
        cast(Any, connection).close_pool()


def _threads(count: int, act: Callable[[int], Any]) -> list[Any]:
    start = threading.Barrier(count)
    answers: list[Any] = [None] * count

    def body(number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            answers[number] = act(number)
        except Exception as problem:
            answers[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=body, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers

"""Threads that write to one SQLite file: one after the other, without sleeping past each other, and never for ever."""

import sqlite3
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connections, transaction
from django.db.utils import ConnectionHandler

from lintas.foundation.sqlite.base import DatabaseWrapper
from lintas.foundation.sqlite.turns import Turn

WRITERS, ROUNDS = 6, 15
HELD_SECONDS = 0.004


@pytest.fixture
def file(tmp_path, django_db_blocker):
    """A fresh file with one table, and how to connect to it; who waits for it soon gives up."""
    with django_db_blocker.unblock():
        yield fresh(tmp_path, patience=0.4)


@pytest.fixture
def patient_file(tmp_path, django_db_blocker):
    """The same, but who waits for it does not give up."""
    with django_db_blocker.unblock():
        yield fresh(tmp_path, patience=60)


def fresh(place, *, patience):
    options = {"timeout": patience, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
    described = {"ENGINE": "lintas.foundation.sqlite", "NAME": str(place / "one.sqlite3"), "OPTIONS": options}
    handler = ConnectionHandler({"default": described})

    def connect() -> DatabaseWrapper:
        return handler.create_connection("default")

    with closing(connect()) as first, first.cursor() as cursor:
        cursor.execute("CREATE TABLE line (writer integer, round integer)")
    return connect


@contextmanager
def closing(connection):
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(connection):
    """As ``transaction.atomic`` does, on a connection without an alias."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield connection
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


def insert(connection, writer, turn):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO line VALUES (%s, %s)", [writer, turn])


def rows(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM line")
        return cursor.fetchone()[0]


@pytest.fixture
def knocks_once(monkeypatch):
    """Whoever finds the file taken is refused at once: nobody sleeps and knocks again."""

    def knock(self, act, *, until):
        self.connection.execute("PRAGMA busy_timeout=0")
        return act()

    monkeypatch.setattr(DatabaseWrapper, "_knock", knock)


def test_given_many_writers_then_each_finds_the_file_free_when_its_turn_comes(patient_file, knocks_once):
    assert refusals_of_many(patient_file) == []

    with closing(patient_file()) as connection:
        assert rows(connection) == WRITERS * ROUNDS * 2


def test_given_they_did_not_stand_in_line_then_they_would_be_refused(patient_file, knocks_once, monkeypatch):
    monkeypatch.setattr(Turn, "take", lambda self, *, patience: True)

    assert "database is locked" in refusals_of_many(patient_file)


def refusals_of_many(file):
    """Let many write at a time; return what those that could not were told."""
    barrier, refused = threading.Barrier(WRITERS), []

    def write(writer):
        with closing(file()) as connection:
            barrier.wait()
            for turn in range(ROUNDS):
                try:
                    with writing(connection):
                        insert(connection, writer, turn)
                        time.sleep(HELD_SECONDS)
                    insert(connection, writer, -turn)
                except OperationalError as refusal:
                    refused.append(str(refusal))

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_given_somebody_never_ends_then_the_next_is_refused_in_sqlites_words(file):
    with closing(file()) as first, closing(file()) as second, writing(first):
        insert(first, 1, 1)

        with pytest.raises(OperationalError, match="database is locked") as transaction_refused, writing(second):
            pytest.fail("it came in beside the first")
        with pytest.raises(OperationalError, match="database is locked") as statement_refused:
            insert(second, 2, 1)

        assert rows(second) == 0
    for refused in (transaction_refused, statement_refused):
        assert type(refused.value.__cause__).__module__.startswith("sqlite3")


def test_given_a_writer_of_another_process_then_sqlite_itself_refuses_and_the_turn_is_free_again(file, tmp_path):
    other = sqlite3.connect(tmp_path / "one.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with closing(file()) as ours:
        with pytest.raises(OperationalError), writing(ours):
            pytest.fail("it came in beside the other process")
        other.execute("COMMIT")
        with writing(ours):
            insert(ours, 1, 1)
        assert rows(ours) == 1
    other.close()


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_given_a_transaction_ended_in_any_way_then_the_next_need_not_wait(file, end):
    with closing(file()) as first, closing(file()) as second:
        first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        insert(first, 1, 1)
        getattr(first, end)()

        with writing(second):
            insert(second, 2, 1)


def test_whoever_has_the_turn_keeps_it_and_gives_it_once():
    ours, theirs = Turn("a file"), Turn("a file")

    assert ours.take(patience=0)
    assert ours.take(patience=0)
    assert not theirs.take(patience=0)
    ours.give()
    ours.give()
    assert theirs.take(patience=0)
    assert Turn("another file").take(patience=0)
    theirs.give()


@pytest.mark.only_on("sqlite", "it is SQLite's writers who stand in line")
@pytest.mark.django_db(transaction=True)
def test_the_house_itself_stands_in_line():
    assert isinstance(connections["default"], DatabaseWrapper)
    with transaction.atomic():
        pass

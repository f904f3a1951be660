import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction

from lintas.foundation.live import operations, queries
from lintas.foundation.live.models import Signal
from lintas.foundation.live.rules import Cursor, NotATopic

BOARD, DESK = f"board:{uuid4()}", f"desk:{uuid4()}"


def touched_since(cursor: str, *topics: str) -> frozenset[str]:
    since = Cursor.parse(cursor)
    return queries.read(since=since, topics=topics).touched_since(since, topics)


@pytest.fixture
def earlier(transactional_db, now) -> None:
    """Some signal was there before, as always in a house that lives."""
    operations.touch(topic=f"case:{uuid4()}", at=now)


def test_a_touch_is_seen_by_those_who_looked_before_and_only_on_its_topic(earlier, now):
    before = queries.cursor()
    operations.touch(topic=BOARD, at=now)

    assert touched_since(before, BOARD, DESK) == {BOARD}
    assert touched_since(queries.cursor(), BOARD, DESK) == set()


def test_a_touch_goes_back_with_its_act(earlier, now):
    before = queries.cursor()
    with transaction.atomic():
        operations.touch(topic=BOARD, at=now)
        transaction.set_rollback(True)

    assert touched_since(before, BOARD) == set()


def test_a_touch_of_something_else_is_refused_and_leaves_nothing(transactional_db, now):
    with pytest.raises(NotATopic):
        operations.touch(topic="SITI CONTOH", at=now)

    assert not Signal.objects.exists()


def test_touching_costs_one_statement_and_reading_two(earlier, now, django_assert_num_queries):
    before = queries.cursor()
    with django_assert_num_queries(1):
        operations.touch(topic=BOARD, at=now)
    with django_assert_num_queries(2):
        touched_since(before, BOARD)


@pytest.mark.only_on("postgresql", "SQLite has one writer: nothing commits out of order")
def test_an_act_that_began_first_and_commits_last_is_not_missed_and_the_other_not_told_again(earlier, now):
    touched, may_commit = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            operations.touch(topic=BOARD, at=now)
            touched.set()
            may_commit.wait(10)
        connections.close_all()

    before = queries.cursor()
    slow = threading.Thread(target=slowly)
    slow.start()
    touched.wait(10)
    operations.touch(topic=DESK, at=now)

    assert touched_since(before, BOARD, DESK) == {DESK}
    between = queries.cursor()
    assert touched_since(between, BOARD, DESK) == set()

    may_commit.set()
    slow.join()
    assert touched_since(between, BOARD, DESK) == {BOARD}


@pytest.mark.storm
@pytest.mark.only_on("postgresql", "SQLite in memory has one writer; the race needs many")
def test_with_many_writers_every_touch_is_told_to_a_reader_exactly_once(earlier, now):
    writers, each = 6, 50
    topics = [f"case:{uuid4()}" for _ in range(writers * each)]
    barrier = threading.Barrier(writers + 1)

    def write(mine):
        barrier.wait()
        for topic in mine:
            with transaction.atomic():
                operations.touch(topic=topic, at=now)
                threading.Event().wait(0.001 * (hash(topic) % 7))
        connections.close_all()

    threads = [threading.Thread(target=write, args=(topics[place::writers],)) for place in range(writers)]
    for thread in threads:
        thread.start()
    told, since = [], Cursor.parse(queries.cursor())
    barrier.wait()
    while True:
        over = not any(thread.is_alive() for thread in threads)
        reading = queries.read(since=since)
        told += reading.touched_since(since, topics)
        since = reading.cursor
        if over:
            break

    assert sorted(told) == sorted(topics)


def test_old_signals_are_forgotten_except_the_latest(transactional_db, now):
    before = queries.cursor()
    for _ in range(3):
        operations.touch(topic=BOARD, at=now)

    assert operations.forget_signals(at=now + timedelta(hours=2)) == 0
    assert operations.forget_signals(at=now + timedelta(hours=2, seconds=1)) == 2
    assert touched_since(before, DESK) == {DESK}, "forgotten signals cannot be told apart any more"
    assert touched_since(queries.cursor(), DESK) == set()
    assert operations.forget_signals(at=now + timedelta(days=1)) == 0


def test_more_signals_than_are_read_at_a_time_touch_everything(earlier, now, monkeypatch):
    before = queries.cursor()
    monkeypatch.setattr(queries, "AT_A_TIME", 2)
    for _ in range(2):
        operations.touch(topic=BOARD, at=now)
    assert touched_since(before, BOARD, DESK) == {BOARD}

    operations.touch(topic=BOARD, at=now)

    assert touched_since(before, BOARD, DESK) == {BOARD, DESK}


def test_many_topics_are_touched_in_one_statement_and_all_or_none(earlier, now, django_assert_num_queries):
    before = queries.cursor()
    with django_assert_num_queries(1):
        operations.touch_many(topics=[BOARD, DESK], at=now)
    with pytest.raises(NotATopic):
        operations.touch_many(topics=[f"case:{uuid4()}", "SITI CONTOH"], at=now)
    with django_assert_num_queries(0):
        operations.touch_many(topics=[], at=now)

    assert touched_since(before, BOARD, DESK) == {BOARD, DESK}
    assert touched_since(queries.cursor(), BOARD, DESK) == set()
    assert Signal.objects.count() == 3

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from lintas.foundation.ledger import operations, queries
from lintas.foundation.ledger.models import Entry

WRITERS, SEQUENCERS, ACTS = 6, 2, 40


@pytest.mark.storm
@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_many_write_while_two_number_and_sign_then_nothing_is_lost_or_numbered_twice(now):
    writing, faults = threading.Barrier(WRITERS + SEQUENCERS), []
    done = threading.Event()

    def write(writer):
        for number in range(ACTS):
            with transaction.atomic():
                operations.append(
                    shard="PDG/2026",
                    act="test.written",
                    subject=uuid4(),
                    by="system:test",
                    at=now + timedelta(milliseconds=number),
                    facts={"writer": writer},
                )
                transaction.set_rollback(number % 10 == 9)

    def number(_):
        while True:
            last = done.is_set()
            operations.sequence()
            operations.checkpoint(at=now)
            if last:
                return

    def run(work, argument):
        try:
            writing.wait(timeout=10)
            work(argument)
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":  # Its test database lives in one connection: they follow each other.
        for writer in range(WRITERS):
            write(writer)
            operations.sequence()
        done.set()
        number(0)
    else:
        writers = [threading.Thread(target=run, args=(write, writer)) for writer in range(WRITERS)]
        sequencers = [threading.Thread(target=run, args=(number, None)) for _ in range(SEQUENCERS)]
        for thread in writers + sequencers:
            thread.start()
        for thread in writers:
            thread.join()
        done.set()
        for thread in sequencers:
            thread.join()

    assert not faults
    expected = WRITERS * ACTS * 9 // 10
    assert list(Entry.objects.numbered().values_list("seq", flat=True)) == list(range(expected))
    findings = queries.verify()
    assert (findings.entries, findings.faults) == (expected, ())

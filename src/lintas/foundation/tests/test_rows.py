"""Rows written together are the rows that the ORM would have written."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lintas.foundation import rows
from lintas.foundation.idempotency.models import Reply
from lintas.foundation.ids import new_id
from lintas.foundation.outbox.models import Delivery, Event, Subject

MOMENT = datetime(2026, 11, 24, 2, 0, 0, 123456, tzinfo=UTC)
BODY = {"text": "kutip ' dan \" dan \\ dan { }, é, 漢", "number": 7, "none": None, "true": True}
FIELDS = ("id", "name", "subject", "position", "body", "published_at")


def an_event(number: int) -> tuple:
    return new_id(), "a.happened", uuid4(), number, {**BODY, "number": number}, MOMENT


def test_every_kind_of_value_comes_back_as_it_went(db):
    given = an_event(1)
    rows.insert(Event, FIELDS, [given])
    rows.insert(Reply, ("id", "fingerprint", "sealed", "made_at"), [(uuid4(), "", b"\x00\xff\\x'", MOMENT)])
    delivery = (new_id(), given[0], "a.b", given[2], 1, "waiting", 0, MOMENT, "")
    fields = ("id", "event", "handler", "subject", "position", "state", "attempts", "due_at", "last_error")
    rows.insert(Delivery, fields, [delivery])

    assert tuple(getattr(Event.objects.get(), name) for name in FIELDS) == given
    assert bytes(Reply.objects.get().sealed) == b"\x00\xff\\x'"
    assert Reply.objects.get().made_at == MOMENT
    found = Delivery.objects.get()
    assert (found.event_id, found.due_at, found.done_at) == (given[0], MOMENT, None)


def test_bytes_as_the_database_gave_them_and_none_of_them_are_kept_as_well(db):
    given = [(UUID(int=1), "", memoryview(b"\x00\xfe"), MOMENT), (UUID(int=2), "", b"", MOMENT)]
    rows.insert(Reply, ("id", "fingerprint", "sealed", "made_at"), given)

    assert [bytes(one.sealed) for one in Reply.objects.order_by("id")] == [b"\x00\xfe", b""]


def test_no_rows_are_no_statement(db):
    with CaptureQueriesContext(connection) as queries:
        assert rows.insert(Event, FIELDS, [], returning=("id",)) == []
    assert not queries.captured_queries


def test_more_rows_than_one_statement_holds_are_all_written_in_their_order(db):
    given = [an_event(number) for number in range(700)]

    written = rows.insert(Event, FIELDS, iter(given), returning=("id", "position"))

    assert written == [(row[0], row[3]) for row in given]
    assert all(isinstance(row, UUID) for row, _ in written)


def test_what_a_conflict_leaves_out_is_not_returned(db):
    standing, fresh = uuid4(), uuid4()
    Subject.objects.create(id=standing, last_position=5)
    given = [(standing, 1), (fresh, 1), (fresh, 2)]

    written = rows.insert(Subject, ("id", "last_position"), given, on_conflict="DO NOTHING", returning=("id",))

    assert written == [(fresh,)]
    assert dict(Subject.objects.values_list("id", "last_position")) == {standing: 5, fresh: 1}


def test_a_constraint_other_than_the_one_allowed_still_stands(db):
    event = an_event(1)
    rows.insert(Event, FIELDS, [event])
    twice = (new_id(), "a.b", event[2], 1, {}, MOMENT)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(Event, FIELDS, [an_event(2), twice], on_conflict="(id) DO NOTHING")
    assert Event.objects.count() == 1


@pytest.mark.only_on("postgresql", "SQLite keeps no lengths")
def test_a_text_longer_than_its_column_is_refused_and_not_cut(db):
    with pytest.raises(Exception, match="too long"), transaction.atomic():
        rows.insert(Event, FIELDS, [(new_id(), "x" * 101, uuid4(), 1, {}, MOMENT)])

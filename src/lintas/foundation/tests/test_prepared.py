from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler, SQLUpdateCompiler

from lintas.foundation.among import among
from lintas.foundation.live.models import Signal
from lintas.foundation.outbox.models import Subject
from lintas.foundation.prepared import prepared, prepared_update

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def alive() -> object:
    @prepared
    def asked(key: str, now: datetime) -> QuerySet[Session, tuple]:
        found = Session.objects.filter(session_key=key, expire_date__gt=now).order_by("session_key")
        late = ExpressionWrapper(Q(session_data="late"), output_field=BooleanField())
        return found.annotate(is_late=late).values_list("session_key", "expire_date", "is_late")

    return asked


def test_given_rows_then_each_call_finds_its_own_as_python_values():
    Session.objects.create(session_key="one", session_data="late", expire_date=NOON)
    Session.objects.create(session_key="two", session_data="", expire_date=NOON)
    asked = alive()

    assert asked("one", NOON - timedelta(hours=1)) == [("one", NOON, True)]
    assert asked(key="two", now=NOON - timedelta(hours=1)) == [("two", NOON, False)]
    assert asked("two", NOON) == []
    assert asked("three", NOON - timedelta(hours=1)) == []


def test_given_a_value_that_looks_like_sql_then_it_stays_a_value():
    Session.objects.create(session_key="one", session_data="", expire_date=NOON)

    assert alive()("' OR 1=1 --", NOON - timedelta(days=1)) == []
    assert alive()("%s", NOON - timedelta(days=1)) == []


def test_given_a_second_call_then_nothing_is_put_into_sql_again(django_assert_num_queries):
    asked = alive()
    asked("one", NOON)

    with patch.object(SQLCompiler, "as_sql", side_effect=AssertionError), django_assert_num_queries(1):
        assert asked("two", NOON) == []


def test_given_a_kind_of_value_nobody_described_then_the_first_call_says_so():
    @prepared
    def asked(lowest: complex) -> QuerySet[Signal, tuple]:
        return Signal.objects.filter(position__gte=lowest).values_list("topic")

    with pytest.raises(KeyError):
        asked(1j)


def test_given_a_value_is_missing_then_the_call_is_refused_before_the_database_is_asked(django_assert_num_queries):
    asked = alive()
    asked("one", NOON)

    with pytest.raises(TypeError), django_assert_num_queries(0):
        asked("one")


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql", "SQLite locks as a whole")
def test_given_rows_to_lock_then_each_call_needs_a_transaction_that_holds_them():
    @prepared
    def locked(keys: Collection[UUID]) -> QuerySet[Subject, tuple]:
        return Subject.objects.select_for_update().filter(among("id", keys)).values_list("id")

    with transaction.atomic():
        assert locked([uuid4()]) == []
    with pytest.raises(transaction.TransactionManagementError):
        locked([uuid4()])


def test_given_a_change_that_the_table_refuses_then_nothing_else_of_the_transaction_is_kept():
    key = uuid4()
    Subject.objects.create(id=key, last_position=1)
    change = put_off()

    with suppress(IntegrityError), transaction.atomic():
        Subject.objects.create(id=uuid4(), last_position=7)
        with suppress(IntegrityError):
            change([key], -5, 2)
        assert transaction.get_connection().needs_rollback

    assert list(Subject.objects.values_list("last_position", flat=True)) == [1]


def put_off() -> object:
    @prepared_update
    def put_off(keys: Collection[UUID], by: int, most: int) -> tuple[QuerySet[Subject], dict]:
        return Subject.objects.filter(among("id", keys), last_position__lt=most), {
            "last_position": F("last_position") + by
        }

    return put_off


def test_given_changes_then_each_call_changes_its_own_rows_and_says_how_many():
    ids = [uuid4() for _ in range(4)]
    Subject.objects.bulk_create(Subject(id=one, last_position=place) for place, one in enumerate(ids))
    change = put_off()

    assert change(ids[:3], 10, 2) == 2
    assert change(keys=ids[2:], by=100, most=50) == 2
    assert change([], 1, 50) == 0
    assert [Subject.objects.get(id=one).last_position for one in ids] == [10, 11, 102, 103]


def test_given_a_second_change_then_nothing_is_put_into_sql_again(django_assert_num_queries):
    change = put_off()
    change([uuid4()], 1, 1)

    with patch.object(SQLUpdateCompiler, "as_sql", side_effect=AssertionError), django_assert_num_queries(1):
        assert change([uuid4(), uuid4()], 2, 2) == 0

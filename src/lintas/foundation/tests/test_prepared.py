from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from lintas.foundation.live.models import Signal
from lintas.foundation.prepared import prepared

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

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.foundation.outbox.events import Event, EventNotAllowed, UnknownEvent, decode, encode
from lintas.foundation.outbox.tests.witness import BellRung

codes = st.from_regex(r"[A-Za-z0-9_.:/+-]{0,12}", fullmatch=True)


@given(
    event=st.builds(
        BellRung,
        subject=st.uuids(),
        office=codes,
        count=st.integers(min_value=-(2**53), max_value=2**53),
        loud=st.booleans(),
        code=codes,
        on=st.none() | st.dates(),
        rung_at=st.none() | st.datetimes(timezones=st.just(UTC)),
        ringer=st.none() | st.uuids(),
    )
)
def test_an_event_comes_back_as_it_was(event):
    assert decode(BellRung.name, encode(event)) == event


def test_moments_are_kept_in_utc():
    wib = timezone(timedelta(hours=7))

    body = encode(BellRung(subject=uuid4(), rung_at=datetime(2026, 11, 24, 9, 0, tzinfo=wib)))

    assert body["rung_at"] == "2026-11-24T02:00:00+00:00"


def test_a_field_that_the_class_no_longer_has_is_dropped():
    body = encode(BellRung(subject=UUID(int=1))) | {"abolished": 3}

    assert decode(BellRung.name, body) == BellRung(subject=UUID(int=1))


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownEvent):
        decode("outbox_tests.never_heard", {})


@pytest.mark.parametrize("annotation", [float, dict, list, Any, str | int, bytes, Event])
def test_a_field_of_another_kind_is_refused_when_the_class_is_made(annotation):
    with pytest.raises(EventNotAllowed):
        type(
            "Wrong",
            (Event,),
            {"name": "outbox_tests.wrong", "__annotations__": {"field": annotation, "name": ClassVar}},
        )
    with pytest.raises(UnknownEvent):
        decode("outbox_tests.wrong", {})


def test_two_classes_cannot_share_a_name():
    with pytest.raises(EventNotAllowed, match="bell_rung"):

        @dataclass(frozen=True, kw_only=True)
        class Another(Event):
            name: ClassVar[str] = "outbox_tests.bell_rung"


def test_a_class_without_a_name_of_its_own_is_refused():
    with pytest.raises(EventNotAllowed):

        class Nameless(BellRung):
            pass


@pytest.mark.parametrize(
    "values",
    [
        {"code": "Siti Contoh"},
        {"code": "9912345678901234"},
        {"code": "x" * 81},
        {"code": "a\n"},
        {"count": True},
        {"count": "1"},
        {"loud": 1},
        {"on": datetime(2026, 11, 24, tzinfo=UTC)},
        {"rung_at": datetime(2026, 11, 24)},  # noqa: DTZ001 (that is the point)
        {"rung_at": date(2026, 11, 24)},
        {"ringer": "not a uuid"},
        {"count": None},
    ],
)
def test_a_value_that_is_not_what_its_field_declares_is_refused(values):
    with pytest.raises(EventNotAllowed):
        encode(BellRung(subject=uuid4(), **values))

"""The real adapters against the simulated registry and core system, over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.directory.catalogue.operations import load_catalogue
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from lintas.exchange import wire
from lintas.exchange.agencies import operations, queries, tasks
from lintas.exchange.agencies.adapters import dukcapil as adapter
from lintas.exchange.agencies.models import Enquiry
from lintas.exchange.agencies.states import Result
from lintas.foundation.outbox import operations as outbox

FACTS = {
    "full_name": "SITI CONTOH",
    "birth_date": "1990-05-17",
    "birth_place": "PAYAKUMBUH",
    "sex": "F",
}


@pytest.fixture
def outside(dukcapil, core):
    """Both systems, healthy."""
    return dukcapil


def person(now, *, serial: str, **facts) -> object:
    person_id = people.register_person(by="system:test", at=now)
    values = {**FACTS, "nik": f"999901570590{serial}", **facts}
    people.record_identity(person_id=person_id, values=values, by="system:test", at=now)
    return person_id


def ask(person_id, now, *, kind="identity") -> queries.EnquiryInfo:
    subject = uuid4()
    operations.ask(
        kind=kind,
        subject=subject,
        person_id=person_id,
        purpose="passport_verification",
        officer="",
        office_code="AGM",
        by="system:test",
        at=now,
    )
    return subject


def answer(subject) -> str | None:
    """Return what was answered, as an examiner of the case reads it."""
    enquiry = Enquiry.objects.get(subject=subject)
    if enquiry.result is None:
        return None
    reader = Reader(kind="officer", id=str(uuid4()), role="pemeriksa", office_id=None, channel="desk")
    return people.reveal(
        cells={"result": queries.enquiries(subject)[0].result},
        person_id=enquiry.person_id,
        reader=reader,
        purpose="examination",
        case_id=subject,
        at=enquiry.answered_at,
    )["result"]


@pytest.mark.parametrize(
    ("kind", "serial", "result"),
    [
        ("identity", "0101", Result.MATCH),
        ("identity", "0013", Result.NOT_FOUND),
        ("duplicate", "0101", Result.CLEAR),
        ("duplicate", "0022", Result.REVIEW),
        ("watchlist", "0101", Result.CLEAR),
        ("watchlist", "0033", Result.REVIEW),
        ("print", "0101", Result.DONE),
    ],
)
def test_the_answer_of_the_other_system_is_kept_as_a_code(outside, deliver, now, kind, serial, result):
    subject = ask(person(now, serial=serial), now, kind=kind)

    deliver(at=now)

    assert answer(subject) == result


@pytest.mark.parametrize(
    ("name", "result"), [("SITI CONTOH", Result.MATCH), ("SITI CNT", Result.NEAR), ("BUDI CONTOH", Result.MISMATCH)]
)
def test_the_registry_compares_names(outside, deliver, now, name, result):
    serial = f"{2000 + len(name) + ord(name[-1]):04}"
    outside.post(
        "/penduduk",
        [
            {
                "NIK": f"999901570590{serial}",
                "NAMA_LGKP": "SITI CONTOH",
                "TMPT_LHR": "PAYAKUMBUH",
                "TGL_LHR": "17-05-1990",
                "JENIS_KLMIN": "Perempuan",
            }
        ],
    )
    subject = ask(person(now, serial=serial, full_name=name), now)

    deliver(at=now)

    assert answer(subject) == result


def test_given_the_registry_is_down_then_it_is_asked_again_and_the_answer_still_comes(outside, deliver, now):
    subject = ask(person(now, serial="0102"), now)
    outside.post("/faults", {"unavailable": 1.0})
    outbox.deliver_due(at=now)
    assert answer(subject) is None

    outside.post("/faults", {"unavailable": 0.0})
    deliver(at=now + timedelta(minutes=5))

    assert answer(subject) == Result.MATCH


def test_given_nobody_answers_within_the_limit_then_the_result_is_unavailable_and_never_clear(outside, db, now):
    load_catalogue(by="system:test", at=now)
    subject = ask(person(now, serial="0044"), now)
    outbox.deliver_due(at=now)

    assert tasks.give_up(at=now + timedelta(minutes=10)) == 0
    assert tasks.give_up(at=now + timedelta(hours=2)) == 1

    assert answer(subject) == Result.UNAVAILABLE


def test_given_an_answer_was_kept_then_a_later_one_changes_nothing(outside, deliver, now):
    subject = ask(person(now, serial="0103"), now)
    deliver(at=now)
    enquiry = queries.enquiries(subject)[0]

    assert not operations.record_answer(enquiry_id=enquiry.id, result=Result.MISMATCH, by="partner:dukcapil", at=now)

    assert answer(subject) == Result.MATCH


def test_neither_a_personal_value_nor_the_answer_stands_in_the_open_with_the_enquiry(outside, deliver, now):
    subject = ask(person(now, serial="0033"), now, kind="watchlist")
    deliver(at=now)

    row = Enquiry.objects.values().get(subject=subject)
    kept = b" ".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row.values()
    )

    assert answer(subject) == Result.REVIEW
    for private in (b"SITI", b"9999015705900033", b"review", b"tinjau"):
        assert private not in kept


def test_given_another_key_then_the_registry_answers_nothing(outside, now):
    stranger = adapter.Dukcapil(url=outside.url, key=b"another key")
    claim = adapter.Claim(nik="9999015705900105", full_name="X", birth_date=now.date(), birth_place="Y", sex="F")

    with pytest.raises(wire.Refused):
        stranger.verify(claim, request_id="r")

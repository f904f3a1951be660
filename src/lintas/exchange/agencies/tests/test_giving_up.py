"""How long an answer is waited for is the office's own setting, on the office's own day."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lintas.directory.catalogue import operations as catalogue
from lintas.directory.offices import operations as offices
from lintas.directory.people import operations as people
from lintas.exchange.agencies import tasks
from lintas.exchange.agencies.models import Enquiry

MIDNIGHT = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""The 25th begins at the offices; by UTC it is still the 24th."""


@pytest.fixture
def patient_from_the_25th(db, now):
    """The office Agam waits for three hours instead of one from 25 November on."""
    offices.load_offices()
    catalogue.load_catalogue(by="system:test", at=now)
    catalogue.set_parameter(
        name="check_answer_limit",
        office_code="AGM",
        value="PT3H",
        confidence="P",
        note="",
        effective_from=date(2026, 11, 25),
        by="system:test",
        at=now,
    )


def enquiry(*, office_code: str, asked_at: datetime) -> Enquiry:
    person_id = people.register_person(by="system:test", at=asked_at)
    return Enquiry.objects.create(
        kind="identity", subject=uuid4(), person_id=person_id, purpose="x", office_code=office_code, asked_at=asked_at
    )


@pytest.mark.parametrize(
    ("at", "given_up"), [(MIDNIGHT - timedelta(minutes=1), 1), (MIDNIGHT, 0), (MIDNIGHT + timedelta(hours=2), 1)]
)
def test_the_limit_changes_at_the_offices_own_midnight(patient_from_the_25th, at, given_up):
    enquiry(office_code="AGM", asked_at=MIDNIGHT - timedelta(hours=1, minutes=30))
    assert tasks.give_up(at=at) == given_up


def test_one_offices_limit_is_not_anothers(patient_from_the_25th):
    enquiry(office_code="AGM", asked_at=MIDNIGHT)
    other = enquiry(office_code="BDL", asked_at=MIDNIGHT)
    assert tasks.give_up(at=MIDNIGHT + timedelta(hours=2)) == 1
    other.refresh_from_db()
    assert other.state == "answered"

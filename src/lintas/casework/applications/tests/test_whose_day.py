"""Which rules hold is asked of the office's day; without an office, of the day in Western Indonesia."""

from datetime import UTC, date, datetime

import pytest

from lintas.casework.applications import operations, queries
from lintas.directory.catalogue import operations as catalogue
from lintas.directory.catalogue import queries as policies
from lintas.directory.catalogue import remembering
from lintas.directory.catalogue.models import Policy
from lintas.directory.offices import queries as offices
from lintas.directory.offices.models import Office

SERVICE = "passport.renew.standard"
EVENING = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
"""22.30 WIB; further east the 25th has begun."""


@pytest.fixture
def two_days(house, now):
    """The first office of the list keeps eastern time, and a policy takes effect on the 25th."""
    first = offices.points()[0]
    Office.objects.filter(id=first.office_id).update(zone="Asia/Jayapura")
    offices.forget()
    old = Policy.objects.get(service__key=SERVICE, effective_to__isnull=True)
    document = {**old.document, "notes": [*old.document["notes"], {"id": "Catatan.", "en": "Note.", "conf": "P"}]}
    catalogue.publish_policy(
        service_key=SERVICE, document=document, effective_from=date(2026, 11, 25), by="system:test", at=now
    )
    remembering.forget()
    yield first, old.number
    offices.forget()


def version_of(started: operations.Started) -> int:
    return policies.policy(queries.case(started.application_id).policy_id).version


def test_without_an_office_the_day_is_that_of_western_indonesia(two_days):
    _first, old = two_days
    started = operations.start_application(service_key=SERVICE, at=EVENING)
    assert version_of(started) == old


def test_with_an_office_the_day_is_the_offices(two_days):
    first, old = two_days
    started = operations.start_application(service_key=SERVICE, point_id=first.id, at=EVENING)
    assert version_of(started) == old + 1

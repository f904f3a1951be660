"""One of many ids, as one parameter."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintas.foundation.among import among
from lintas.foundation.outbox.models import Subject


@pytest.mark.parametrize("wanted", [0, 1, 300])
def test_rows_among_many_ids_are_those_that_the_orm_finds(db, wanted):
    kept = [Subject(id=uuid4(), last_position=place) for place in range(305)]
    Subject.objects.bulk_create(kept)
    ids = {one.id for one in kept[:wanted]} | {uuid4()}

    with CaptureQueriesContext(connection) as asked:
        found = list(Subject.objects.filter(among("id", ids), last_position__lt=200).values_list("id", flat=True))

    assert sorted(found) == sorted(one.id for one in kept[: min(wanted, 200)])
    assert len(asked) == 1


def test_among_none_there_are_none(db):
    Subject.objects.create(id=uuid4(), last_position=1)

    assert not Subject.objects.filter(among("id", set())).exists()

"""The shelf: one book in one place, in the order of arrival, also when many arrive at once."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction

from lintas.casework.applications import operations, queries
from lintas.casework.applications.models import Application, Booklet, Collection
from lintas.casework.applications.tests.test_voiding import void
from lintas.casework.applications.tests.walk import Walk
from lintas.directory.offices import queries as offices

AT_ONCE = 8


def another(like: Application, number: int) -> Application:
    """Return a copy of a case, as if another person had come as far."""
    copy = {
        field.attname: getattr(like, field.attname)
        for field in Application._meta.concrete_fields
        if field.attname not in ("id", "reference", "nik_index")
    }
    return Application.objects.create(**copy, reference=f"PYK-TEST-{number:04}")


def on_the_shelf(like: Application, place: str, number: int = 0, **more) -> Collection:
    facts = {"point_id": like.point_id, "ready_at": like.state_since, "collect_by": like.state_since.date(), **more}
    return Collection.objects.create(application=another(like, number), shelf=place, **facts)


def shelve(walk: Walk, application: Application) -> str:
    officer = walk.officer("pencetak")
    return operations.pass_quality(application_id=application.id, officer=officer, seen=None, at=walk.at)


@pytest.fixture
def checked(walk) -> Application:
    """A case whose book is being checked."""
    walk.printed()
    return Application.objects.get(id=walk.id)


def test_after_the_last_place_the_first_free_one_follows(walk, checked):
    on_the_shelf(checked, "A-001", 1, ready_at=walk.at - timedelta(days=20))
    on_the_shelf(checked, "A-002", 2, ready_at=walk.at - timedelta(days=20), left_at=walk.at)
    on_the_shelf(checked, "Z-999", 3, ready_at=walk.at - timedelta(days=1))
    assert shelve(walk, checked) == "A-002"


def test_the_place_of_another_point_is_another_place(walk, checked):
    elsewhere = offices.point(slug="pesawaran").id
    on_the_shelf(checked, "A-001", 1, point_id=elsewhere)
    assert shelve(walk, checked) == "A-001"


def test_the_database_refuses_a_second_book_in_one_place(walk, checked):
    on_the_shelf(checked, "A-001", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        on_the_shelf(checked, "A-001", 2)


def test_given_every_place_is_taken_then_the_officer_is_told_and_the_case_stays(walk, checked, monkeypatch):
    monkeypatch.setattr("lintas.casework.applications.rules.SHELF_PLACES", 2)
    for number, place in enumerate(("A-001", "A-002")):
        on_the_shelf(checked, place, number)
    with pytest.raises(operations.ShelfFull):
        shelve(walk, checked)
    assert walk.state == "quality"


@pytest.mark.parametrize("end", ["handed over", "voided"])
def test_a_book_that_is_gone_leaves_its_place_free(walk, end):
    walk.hand_over() if end == "handed over" else void(walk.ready())
    assert Collection.objects.get().left_at == walk.at
    first = Application.objects.get(id=walk.id)
    on_the_shelf(first, queries.shelf(walk.id).shelf, 1)


@pytest.mark.storm
@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_eight_books_shelved_in_the_same_moment_get_eight_places(now):
    from tests.house import forget, furnish

    furnish(now)
    walk = Walk(point=offices.point(slug="payakumbuh"), at=now).printed()
    first = Application.objects.get(id=walk.id)
    cases = [first, *(another(first, number) for number in range(1, AT_ONCE))]
    for number, case in enumerate(cases[1:]):
        Booklet.objects.create(
            number=f"X00001{number:02}",
            kind="electronic",
            point_id=walk.point.id,
            state="printed",
            application=case,
            changed_at=now,
        )
    barrier, places = threading.Barrier(AT_ONCE), []

    def run(case: Application) -> None:
        barrier.wait()
        try:
            places.append(insist(lambda: shelve(walk, case)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    forget()

    assert sorted(places) == [f"A-{number:03}" for number in range(1, AT_ONCE + 1)]


def insist(act):
    """Act; SQLite in memory refuses a busy table at once instead of waiting for it."""
    while True:
        try:
            return act()
        except OperationalError as busy:
            if connection.vendor != "sqlite" or "locked" not in str(busy):
                raise
            time.sleep(0.005)

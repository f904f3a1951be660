"""The figures of blank books reach the room that makes places, and count every book once."""

from lintas.casework.applications import operations, tasks
from lintas.visit.appointments import queries as appointments


def free(walk):
    tasks.tell_of_books(at=walk.at)
    return appointments.free_books(walk.point, today=walk.at.date())


def box(walk, count, *, kind="electronic", first=1):
    operations.add_stock(point_id=walk.point.id, kind=kind, first=first, count=count, by="system:test", at=walk.at)


def test_a_point_that_never_had_books_is_not_limited_by_them(walk):
    assert free(walk) is None


def test_a_book_is_spoken_for_while_its_person_holds_a_place(walk):
    box(walk, 50)
    assert free(walk) == 50 - 5  # five are kept back for misprints

    walk.scheduled()

    assert free(walk) == 44


def test_a_book_stays_spoken_for_when_its_person_has_come(walk):
    box(walk, 50)

    walk.arrive()

    assert free(walk) == 44


def test_telling_the_same_again_changes_nothing(walk):
    box(walk, 50)

    assert (tasks.tell_of_books(at=walk.at), tasks.tell_of_books(at=walk.at)) == (1, 0)


def test_books_of_a_kind_that_the_office_issues_no_more_do_not_count(walk, monkeypatch):
    box(walk, 50)
    box(walk, 70, kind="nonelectronic", first=1000)
    assert free(walk) == 115

    monkeypatch.setattr(
        "lintas.directory.catalogue.queries.unstocked_books", lambda *, office_code, on: frozenset({"nonelectronic"})
    )
    assert free(walk) == 45

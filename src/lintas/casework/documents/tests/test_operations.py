from uuid import uuid4

import pytest

from lintas.casework.documents import operations, queries, rules
from lintas.casework.documents.cleaning import Picture
from lintas.casework.documents.models import Page
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader


@pytest.fixture
def person_id(db, now):
    return people.register_person(by="system:test", at=now)


def give(person_id, subject, now, *, pages=1, document="ktp", requirement="ktp", jpeg=b"\xff\xd8\xff-picture"):
    pictures = tuple(Picture(width=10, height=20, jpeg=jpeg + bytes([number])) for number in range(pages))
    return operations.add_pages(
        subject=subject,
        person_id=person_id,
        requirement=requirement,
        document=document,
        pictures=pictures,
        by="person:test",
        at=now,
    )


def owner(person_id):
    return Reader(kind="person", id=str(person_id), role="pemohon", office_id=None, channel="web")


def test_pages_are_numbered_in_the_order_they_came(person_id, now):
    subject = uuid4()
    give(person_id, subject, now, pages=2)
    give(person_id, subject, now)

    (paper,) = queries.papers(subject)

    assert [page.number for page in paper.pages] == [1, 2, 3]


def test_the_owner_sees_the_picture_that_was_kept(person_id, now):
    subject = uuid4()
    (page,) = give(person_id, subject, now)

    shown = operations.open_page(page_id=page.id, subject=subject, reader=owner(person_id), purpose="own_data", at=now)

    assert shown == b"\xff\xd8\xff-picture\x00"


def test_a_page_is_not_shown_through_another_case(person_id, now):
    (page,) = give(person_id, uuid4(), now)

    with pytest.raises(operations.UnknownPage):
        operations.open_page(page_id=page.id, subject=uuid4(), reader=owner(person_id), purpose="own_data", at=now)


def test_another_document_for_the_same_requirement_takes_the_place_of_the_first(person_id, now):
    subject = uuid4()
    give(person_id, subject, now, document="akta_lahir", requirement="birth")
    give(person_id, subject, now, document="ijazah", requirement="birth")

    (paper,) = queries.papers(subject)

    assert (paper.document, len(paper.pages)) == ("ijazah", 1)


def test_the_content_hash_changes_with_the_pictures_and_not_otherwise(person_id, now):
    subject = uuid4()
    give(person_id, subject, now)
    before = queries.papers(subject)[0].content_hash
    assert queries.papers(subject)[0].content_hash == before

    give(person_id, subject, now)

    assert queries.papers(subject)[0].content_hash != before


def test_given_the_case_holds_twenty_files_then_another_is_refused_and_nothing_changes(person_id, now):
    subject = uuid4()
    for number in range(rules.CASE_FILES):
        give(person_id, subject, now, requirement=f"r{number}")

    with pytest.raises(operations.CaseFull):
        give(person_id, subject, now, requirement="one more")

    assert Page.objects.filter(subject=subject).count() == rules.CASE_FILES


def test_papers_take_one_query_however_many_there_are(person_id, now, django_assert_num_queries):
    subject = uuid4()
    for number in range(10):
        give(person_id, subject, now, requirement=f"r{number}", pages=2)

    with django_assert_num_queries(1):  # the pages
        assert len(queries.papers(subject)) == 10

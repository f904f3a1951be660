"""Looking at sealed data: what is written first, what opens, what is refused."""

from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from lintas.directory.offices import queries as offices
from lintas.directory.people import door, looks, operations, queries
from lintas.directory.people.models import AccessRecord
from lintas.directory.people.outlive import writing_what_was_taken_back
from lintas.directory.people.queries import NOBODY, SealedCell
from lintas.directory.people.tests.factories import AT, SITI, a_person, a_reader, an_officer, themselves
from lintas.foundation.ledger.models import Entry
from lintas.foundation.vault import operations as vault
from lintas.foundation.vault.operations import Cell


def test_given_an_officer_with_a_case_and_a_purpose_then_the_values_open_and_the_look_is_in_the_list(db):
    person_id, case_id, officer = a_person(), uuid4(), an_officer()

    values = operations.reveal_person(
        person_id=person_id,
        fields=["full_name", "nik", "kk"],
        reader=a_reader(officer=officer),
        purpose="document_check",
        case_id=case_id,
        at=AT,
    )

    assert values == {"full_name": "SITI CONTOH", "nik": "9999015705900001", "kk": ""}
    [look] = queries.access_list(person_id)
    assert (look.role, look.alias, look.purpose, look.case_id) == (
        "loket",
        officer.alias,
        "document_check",
        case_id,
    )
    assert (look.fields, look.kinds, look.masked, look.at) == (("full_name", "nik"), ("identity",), False, AT)
    entry = Entry.objects.get(act="people.looked")
    assert entry.subject == person_id
    assert b"9999015705900001" not in bytes(entry.leaf)


def test_given_the_alias_is_not_said_then_the_record_finds_it(db):
    person_id, officer = a_person(), an_officer()
    reader = queries.Reader(kind="officer", id=str(officer.id), role="loket", office_id=None, channel="desk")

    operations.reveal_person(
        person_id=person_id, fields=["nik"], reader=reader, purpose="intake", case_id=uuid4(), at=AT
    )

    assert queries.access_list(person_id)[0].alias == officer.alias


def test_given_a_masked_look_then_little_is_shown_and_the_record_says_masked(db):
    person_id = a_person()

    values = operations.reveal_person(
        person_id=person_id,
        fields=["full_name", "nik", "phone", "email", "birth_date", "address"],
        reader=a_reader(),
        purpose="document_check",
        case_id=uuid4(),
        at=AT,
        masked=True,
    )

    assert values == {
        "full_name": "SITI C.",
        "nik": "99••••••••••0001",
        "phone": "+628••••••890",
        "email": "s•••••@contoh.example",
        "birth_date": "1990-••-••",
        "address": "••••••••",
    }
    assert queries.access_list(person_id)[0].masked


REFUSED = {
    "nobody": (NOBODY, "own_data", None),
    "no case": (a_reader("loket"), "document_check", None),
    "purpose of another role": (a_reader("loket"), "adjudication", uuid4()),
    "unknown purpose": (a_reader("loket"), "curiosity", uuid4()),
    "role unknown": (a_reader("raja"), "document_check", uuid4()),
    "another person": (themselves(uuid4()), "own_data", None),
    "partner": (queries.Reader("partner", "bank", "mitra", None, "api"), "verify_identity", uuid4()),
    "person as officer": (queries.Reader("person", "x", "loket", None, "web"), "document_check", uuid4()),
    "system as officer": (queries.Reader("system", "x", "loket", None, "worker"), "document_check", uuid4()),
}


@pytest.mark.parametrize("why", REFUSED)
def test_given_a_look_that_the_table_does_not_name_then_nothing_opens_and_nothing_is_written(db, why):
    reader, purpose, case_id = REFUSED[why]
    person_id = a_person()

    with patch.object(door.opening, "unseal") as unseal, pytest.raises(operations.NotAllowed):
        operations.reveal_person(
            person_id=person_id, fields=["nik"], reader=reader, purpose=purpose, case_id=case_id, at=AT
        )

    unseal.assert_not_called()
    assert not AccessRecord.objects.exists()


def test_given_a_person_reads_themselves_then_it_needs_no_case(db):
    person_id = a_person()

    values = operations.reveal_person(
        person_id=person_id,
        fields=["full_name"],
        reader=themselves(person_id),
        purpose="own_data",
        case_id=None,
        at=AT,
    )

    assert values == {"full_name": "SITI CONTOH"}


def test_given_a_list_then_each_person_gets_a_record_and_the_queries_stay_the_same(db, django_assert_num_queries):
    officers_reader = a_reader(officer=an_officer())
    offices.points()  # is remembered
    few, many = [a_person()], [a_person() for _ in range(20)]
    for people in (few, many):
        # savepoint in and out, people, records, ledger entry; keys live in the other database
        with django_assert_num_queries(5):
            opened = operations.reveal_people(
                person_ids=[*people, uuid4()],
                fields=["full_name"],
                reader=officers_reader,
                purpose="work_list",
                at=AT,
            )
        assert list(opened) == people
        assert {values["full_name"] for values in opened.values()} == {"SITI CONTOH"}

    assert all(len(queries.access_list(person_id)) == 1 for person_id in [*few, *many])
    assert Entry.objects.filter(act="people.looked").count() == 2


def test_given_a_list_for_a_purpose_of_one_case_then_it_is_refused(db):
    with pytest.raises(operations.NotAllowed):
        operations.reveal_people(
            person_ids=[a_person()], fields=["nik"], reader=a_reader(), purpose="document_check", at=AT
        )


def test_given_cells_of_another_room_then_they_open_for_their_owner_only(db):
    person_id, other, row = a_person(), a_person(), uuid4()
    cell = Cell(owner=person_id, table="applications_interview", column="note", row=row)
    cells = {"note": SealedCell(cell, vault.seal("Umrah bulan depan", cell=cell), "specific")}
    look = {"reader": a_reader("pewawancara"), "purpose": "interview", "case_id": uuid4(), "at": AT}

    assert operations.reveal(cells=cells, person_id=person_id, **look) == {"note": "Umrah bulan depan"}
    with pytest.raises(operations.NotAllowed):
        operations.reveal(cells=cells, person_id=other, **look)

    assert [found.fields for found in queries.access_list(person_id)] == [("note",)]
    assert queries.access_list(other) == ()


def test_given_a_kind_of_data_that_is_not_in_the_table_then_it_is_refused(db):
    person_id = a_person()
    cell = Cell(owner=person_id, table="t", column="c", row=uuid4())
    cells = {"c": SealedCell(cell, vault.seal("x", cell=cell), "anything")}

    with pytest.raises(operations.NotAllowed):
        operations.reveal(
            cells=cells, person_id=person_id, reader=a_reader("kakanim"), purpose="supervise", case_id=uuid4(), at=AT
        )


def test_given_a_sealed_file_then_it_opens_once_the_look_is_written(db):
    person_id = a_person()
    cell = Cell(owner=person_id, table="documents_page", column="content", row=uuid4())
    vault.seal_file(b"\xff\xd8 pixels", cell=cell)
    look = {"cell": cell, "purpose": "document_check", "case_id": uuid4(), "at": AT}

    assert operations.reveal_file(person_id=person_id, reader=a_reader(), **look) == b"\xff\xd8 pixels"
    with pytest.raises(operations.NotAllowed):
        operations.reveal_file(person_id=person_id, reader=a_reader("pencetak"), **look)
    with pytest.raises(operations.NotAllowed):
        operations.reveal_file(person_id=uuid4(), reader=a_reader(), **look)

    assert [found.kinds for found in queries.access_list(person_id)] == [("image",)]


class TestTheRecordsCannotBeWritten:
    """R5: without the record nothing is decrypted; the control shows that the table alone was the reason."""

    @pytest.fixture
    def unwritable(self, db):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    "CREATE TRIGGER no_records BEFORE INSERT ON people_accessrecord"
                    " BEGIN SELECT RAISE(ABORT, 'read-only'); END"
                )
            else:
                cursor.execute(
                    "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql"
                    " AS $$ BEGIN RAISE EXCEPTION 'read-only' USING ERRCODE = '25006'; END $$"
                )
                cursor.execute(
                    "CREATE TRIGGER no_records BEFORE INSERT ON people_accessrecord"
                    " FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse()"
                )

        def writable_again():
            on = "" if connection.vendor == "sqlite" else " ON people_accessrecord"
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TRIGGER no_records{on}")

        return writable_again

    def test_then_no_path_opens_anything(self, unwritable):
        person_id, case_id = a_person(), uuid4()
        cell = Cell(owner=person_id, table="documents_page", column="content", row=uuid4())
        vault.seal_file(b"pixels", cell=cell)
        sealed = {"c": SealedCell(cell, vault.seal("x", cell=cell), "identity")}
        one = {"person_id": person_id, "reader": a_reader(), "purpose": "intake", "case_id": case_id, "at": AT}
        paths = [
            lambda: operations.reveal_person(fields=["nik"], **one),
            lambda: operations.reveal_person(fields=["nik"], masked=True, **one),
            lambda: operations.reveal(cells=sealed, **one),
            lambda: operations.reveal_file(cell=cell, **one),
            lambda: operations.reveal_people(
                person_ids=[person_id], fields=["nik"], reader=a_reader(), purpose="work_list", at=AT
            ),
        ]

        with patch.object(door.opening, "unseal") as unseal, patch.object(door.opening, "unseal_file") as unseal_file:
            for path in paths:
                with pytest.raises(operations.LookNotRecorded):
                    path()

        unseal.assert_not_called()
        unseal_file.assert_not_called()
        unwritable()
        assert operations.reveal_person(fields=["nik"], **one) == {"nik": SITI["nik"]}

    def test_given_the_ledger_refuses_then_nothing_opens_and_no_record_stays(self, db):
        person_id = a_person()

        with (
            patch.object(looks.ledger, "append", side_effect=DatabaseError),
            patch.object(door.opening, "unseal") as unseal,
            pytest.raises(operations.LookNotRecorded),
        ):
            operations.reveal_person(
                person_id=person_id, fields=["nik"], reader=a_reader(), purpose="intake", case_id=uuid4(), at=AT
            )

        unseal.assert_not_called()
        assert not AccessRecord.objects.exists()


def test_given_the_page_takes_its_transaction_back_then_the_look_stays_in_the_list(transactional_db):
    person_id = a_person()

    with writing_what_was_taken_back(), transaction.atomic():
        operations.reveal_person(
            person_id=person_id, fields=["nik"], reader=a_reader(), purpose="intake", case_id=uuid4(), at=AT
        )
        transaction.set_rollback(True)

    assert len(queries.access_list(person_id)) == 1
    assert Entry.objects.filter(act="people.looked", subject=person_id).count() == 1


def test_given_the_page_commits_then_the_look_is_written_once(transactional_db):
    person_id = a_person()

    with writing_what_was_taken_back(), transaction.atomic():
        operations.reveal_person(
            person_id=person_id, fields=["nik"], reader=a_reader(), purpose="intake", case_id=uuid4(), at=AT
        )

    assert len(queries.access_list(person_id)) == 1

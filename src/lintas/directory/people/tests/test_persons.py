"""Registering people and sealing what they tell."""

from uuid import uuid4

import pytest

from lintas.directory.people import operations, queries
from lintas.directory.people.models import Person
from lintas.directory.people.states import FIELDS
from lintas.directory.people.tests.factories import AT, SITI, a_person, a_reader
from lintas.foundation.vault import operations as vault


def test_given_identity_is_recorded_then_no_column_can_be_read_and_the_nik_can_be_found(db):
    person_id = a_person()

    row = Person.objects.get(id=person_id)
    for name in SITI.keys() - {"sex"}:
        value = SITI[name]
        assert value.encode() not in bytes(getattr(row, name))
    info = queries.person(person_id)
    assert info.has == frozenset(SITI)
    assert info.nik_index == vault.blind_index(kind="nik", value=SITI["nik"])
    assert info.language == "id"


def test_given_a_value_is_taken_back_then_it_is_gone_with_its_index(db):
    person_id = a_person()

    operations.record_identity(person_id=person_id, values={"nik": "", "phone": ""}, by="x", at=AT)

    info = queries.person(person_id)
    assert info.nik_index is None
    assert info.has == frozenset(SITI) - {"nik", "phone"}


def test_given_two_people_with_one_nik_then_both_stay_and_share_the_index(db):
    first, second = a_person(), a_person()

    assert queries.person(first).nik_index == queries.person(second).nik_index


def test_given_an_unknown_field_then_nothing_is_written(db):
    person_id = a_person()

    with pytest.raises(operations.UnknownField):
        operations.record_identity(person_id=person_id, values={"shoe_size": "40", "sex": "M"}, by="x", at=AT)

    look = {"reader": a_reader(), "purpose": "intake", "case_id": uuid4(), "at": AT}
    assert operations.reveal_person(person_id=person_id, fields=["sex"], **look) == {"sex": "F"}


def test_given_nobody_then_each_operation_says_so(db):
    with pytest.raises(queries.UnknownPerson):
        queries.person(uuid4())
    with pytest.raises(operations.UnknownPerson):
        operations.set_language(person_id=uuid4(), language="en")
    look = {"reader": a_reader(), "purpose": "intake", "case_id": uuid4(), "at": AT}
    with pytest.raises(operations.UnknownPerson):
        operations.reveal_person(person_id=uuid4(), fields=["sex"], **look)


def test_every_field_has_a_sealed_column():
    columns = {field.name for field in Person._meta.get_fields() if field.get_internal_type() == "BinaryField"}

    assert columns == set(FIELDS) | {"nik_index"}

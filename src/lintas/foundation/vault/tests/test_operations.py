import hashlib
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.foundation.vault import keys, opening, operations
from lintas.foundation.vault.models import PersonKey


@pytest.fixture
def cell(db) -> operations.Cell:
    owner = uuid4()
    operations.open_owner(owner=owner)
    return operations.Cell(owner=owner, table="people_person", column="nik", row=uuid4())


def test_given_an_owner_then_a_value_is_sealed_and_opened(cell):
    sealed = operations.seal("9901015507900001", cell=cell)

    assert b"9901015507900001" not in sealed
    assert opening.unseal(sealed, cell=cell) == "9901015507900001"
    assert opening.unseal(memoryview(sealed), cell=cell) == "9901015507900001"


def test_given_no_key_then_sealing_is_refused_and_none_is_made(db):
    cell = operations.Cell(owner=uuid4(), table="t", column="c", row=uuid4())

    with pytest.raises(operations.KeyMissing):
        operations.seal("x", cell=cell)

    assert not PersonKey.objects.exists()


def test_opening_an_owner_twice_keeps_the_first_key(cell):
    sealed = operations.seal("x", cell=cell)

    operations.open_owner(owner=cell.owner)
    keys.forget(cell.owner)

    assert opening.unseal(sealed, cell=cell) == "x"


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_given_the_callers_transaction_is_taken_back_then_the_key_stays_and_serves_the_next_try():
    owner = uuid4()
    with transaction.atomic():
        operations.open_owner(owner=owner)
        transaction.set_rollback(True)

    assert PersonKey.objects.get(owner=owner).wrapped
    operations.open_owner(owner=owner)


def test_given_a_shredded_owner_then_nothing_opens_and_no_key_is_made_again(cell):
    sealed = operations.seal("x", cell=cell)
    operations.seal_file(b"x", cell=cell)

    operations.shred(owner=cell.owner)

    for attempt in (
        lambda: opening.unseal(sealed, cell=cell),
        lambda: opening.unseal_file(cell=cell),
        lambda: operations.seal("y", cell=cell),
        lambda: operations.open_owner(owner=cell.owner),
    ):
        with pytest.raises(operations.KeyDestroyed):
            attempt()
    assert PersonKey.objects.get(owner=cell.owner).wrapped is None


def test_given_an_owner_who_never_had_a_key_then_shredding_prevents_one(db):
    owner = uuid4()

    operations.shred(owner=owner)

    with pytest.raises(operations.KeyDestroyed):
        operations.open_owner(owner=owner)


def test_the_wrapped_key_of_one_person_does_not_serve_another(cell):
    other = uuid4()
    operations.open_owner(owner=other)
    stolen = PersonKey.objects.get(owner=cell.owner).wrapped
    PersonKey.objects.filter(owner=other).update(wrapped=stolen)
    keys.forget(other)

    with pytest.raises(operations.SealBroken):
        operations.seal("x", cell=operations.Cell(owner=other, table="t", column="c", row=uuid4()))


def test_the_database_refuses_a_key_that_is_half_destroyed(cell):
    with pytest.raises(IntegrityError), transaction.atomic(using="keys"):
        PersonKey.objects.filter(owner=cell.owner).update(wrapped=None)


def test_equal_values_have_equal_blind_indexes_and_the_kind_matters(db):
    index = operations.blind_index(kind="nik", value="9901015507900001")

    assert index == operations.blind_index(kind="nik", value=" 9901015507900001 ")
    assert index != operations.blind_index(kind="passport", value="9901015507900001")
    assert index != operations.blind_index(kind="nik", value="9901015507900002")
    assert operations.blind_index(kind="name", value="Siti  Contoh") == operations.blind_index(
        kind="name", value="SITI CONTOH"
    )
    assert (len(index), index[0]) == (17, 1)


def test_a_blind_index_is_not_a_plain_hash(db):
    index = operations.blind_index(kind="nik", value="9901015507900001")

    assert index[1:] != hashlib.sha256(b"9901015507900001").digest()[:16]


def test_a_seal_is_compared_with_a_digest_without_being_told(cell):
    sealed, digest = operations.seal("abc", cell=cell), hashlib.sha256(b"\x02abc").digest()

    assert operations.sealed_matches(sealed, cell=cell, prefix=b"\x02", digest=digest)
    assert not operations.sealed_matches(sealed, cell=cell, prefix=b"\x01", digest=digest)
    assert not operations.sealed_matches(sealed[:-1], cell=cell, prefix=b"\x02", digest=digest)


def test_keys_of_many_people_are_fetched_with_one_query(db, django_assert_num_queries):
    cells = [operations.Cell(owner=uuid4(), table="t", column="c", row=uuid4()) for _ in range(20)]
    for each in cells:
        operations.open_owner(owner=each.owner)
    sealed = [operations.seal("x", cell=each) for each in cells]
    for each in cells:
        keys.forget(each.owner)

    opening.prepare(owners=[each.owner for each in cells])

    with django_assert_num_queries(0, using="keys"):
        assert {opening.unseal(value, cell=each) for value, each in zip(sealed, cells, strict=True)} == {"x"}

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, connections

from lintas.foundation.secrets import generated_secret
from lintas.foundation.vault import keys, opening, operations
from lintas.foundation.vault.models import IndexKey, PersonKey

THREADS = 8


def at_once(work):
    """
    Run the work in eight threads that start together; return what each gave.

    The test database of SQLite lives in one connection: there they follow each other.
    """
    if connection.vendor == "sqlite":
        return [work(number) for number in range(THREADS)]
    barrier = threading.Barrier(THREADS)

    def one(number):
        try:
            barrier.wait(timeout=10)
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


@pytest.mark.storm
@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_opened_by_many_at_once_a_person_has_one_key():
    for _ in range(10):
        owner = uuid4()
        cells = [operations.Cell(owner=owner, table="t", column="c", row=uuid4()) for _ in range(THREADS)]

        def open_and_seal(number, owner=owner, cells=cells):
            operations.open_owner(owner=owner)
            return operations.seal("x", cell=cells[number])

        sealed = at_once(open_and_seal)
        keys.forget(owner)

        assert PersonKey.objects.filter(owner=owner).count() == 1
        assert {opening.unseal(value, cell=cell) for value, cell in zip(sealed, cells, strict=True)} == {"x"}


@pytest.mark.storm
@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_the_first_index_key_is_one_also_when_many_ask_at_once():

    indexes = at_once(lambda number: operations.blind_index(kind="nik", value="9901015507900001"))

    assert len(set(indexes)) == 1
    assert IndexKey.objects.count() == 1


def test_a_secret_made_by_many_at_once_is_one_and_whole(tmp_path):
    for attempt in range(20):
        made = at_once(lambda number, name=f"{attempt}.key": generated_secret(tmp_path, name, size=48))
        assert len(set(made)) == 1
        assert len(made[0]) == 48
    assert len(list(tmp_path.iterdir())) == 20

import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from lintas.foundation.ledger import operations
from lintas.foundation.ledger.models import Entry
from lintas.foundation.ledger.rules import leaves
from lintas.foundation.vault import opening
from lintas.foundation.vault import operations as vault


@pytest.fixture
def act(now):
    return {
        "shard": "PDG/2026",
        "act": "appointments.booked",
        "subject": UUID("019b0000-0000-7000-8000-000000000001"),
        "by": "person:019b0000-0000-7000-8000-000000000002",
        "at": now,
        "facts": {"slot_id": UUID("019b0000-0000-7000-8000-000000000003"), "moved": False, "on": date(2026, 12, 1)},
    }


def test_a_leaf_is_canonical_json_of_what_happened(db, act):
    operations.append(**act)

    entry = Entry.objects.get()
    assert bytes(entry.leaf).decode() == (
        '{"act":"appointments.booked","at":"2026-11-24T02:00:00.000000Z",'
        '"by":"person:019b0000-0000-7000-8000-000000000002","c":null,'
        '"facts":{"moved":false,"on":"2026-12-01","slot_id":"019b0000-0000-7000-8000-000000000003"},'
        f'"id":"{entry.id}","shard":"PDG/2026","subject":"019b0000-0000-7000-8000-000000000001","v":1}}'
    )
    assert entry.seq is None


def test_a_detail_is_sealed_for_its_owner_and_only_its_salted_hash_is_in_the_leaf(db, act):
    owner = uuid4()
    vault.open_owner(owner=owner)

    operations.append(**act, detail="alamat lama: Jalan Contoh 1", owner=owner)
    operations.append(**act, detail="alamat lama: Jalan Contoh 1", owner=owner)

    first, second = Entry.objects.order_by("id")
    salted = opening.unseal(first.detail, cell=operations.detail_cell(first.id, owner))
    assert salted[leaves.SALT :] == "alamat lama: Jalan Contoh 1"
    assert json.loads(bytes(first.leaf))["c"] == leaves.commitment_of(salted).hex()
    assert bytes(first.commitment) != bytes(second.commitment)
    assert b"Contoh" not in bytes(first.leaf) + bytes(first.detail)


def test_an_act_that_is_taken_back_leaves_no_entry(db, act):
    with transaction.atomic():
        operations.append(**act)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"shard": "padang"}, ValueError),
        ({"detail": "tanpa pemilik"}, ValueError),
        ({"facts": {"share": 0.5}}, TypeError),
        ({"facts": {"names": ["SITI CONTOH"]}}, TypeError),
    ],
)
def test_what_a_ledger_cannot_hold_is_refused_and_nothing_is_written(db, act, change, refusal):
    with pytest.raises(refusal):
        operations.append(**act | change)

    assert not Entry.objects.exists()


def test_the_shard_is_the_office_or_the_house_and_the_year(now):
    assert operations.shard_of(office="PDG", at=now) == "PDG/2026"
    assert operations.shard_of(office="", at=now) == "LINTAS/2026"


def test_one_append_is_one_insert(db, act, django_assert_num_queries):
    with django_assert_num_queries(1):
        operations.append(**act)

import logging
import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lintas.foundation.ledger import guards, operations, queries, sequencing, subtrees, tasks, witness
from lintas.foundation.ledger.models import Checkpoint, Entry, Node, Shard
from lintas.foundation.ledger.rules import notes, proofs
from lintas.foundation.ledger.tests.test_tree import naive_root


def test_entries_are_numbered_in_the_order_of_their_moments(write, now):
    write(3, start=10)
    write(3, start=0)

    assert operations.sequence() == 6
    assert operations.sequence() == 0

    moments = list(Entry.objects.numbered().values_list("at", flat=True))
    assert moments == sorted(moments)
    assert list(Entry.objects.numbered().values_list("seq", flat=True)) == list(range(6))


def test_each_shard_counts_for_itself(write, now):
    write(3, shard="PDG/2026")
    write(2, shard="BDL/2026")

    operations.sequence()
    operations.checkpoint(at=now)

    assert dict(Shard.objects.values_list("name", "size")) == {"PDG/2026": 3, "BDL/2026": 2}
    assert {info.name: info.signed_size for info in queries.shards()} == {"PDG/2026": 3, "BDL/2026": 2}


def test_however_it_was_portioned_the_root_is_the_recursive_one(history, monkeypatch):
    monkeypatch.setattr(sequencing, "BATCH", 4)

    history(1, 2, 5, 8, 1)

    leaves = [bytes(leaf) for leaf in Entry.objects.numbered().values_list("leaf", flat=True)]
    for checkpoint in Checkpoint.objects.all():
        assert bytes(checkpoint.root) == naive_root(leaves[: checkpoint.size])
    assert sorted(Checkpoint.objects.values_list("size", flat=True)) == [1, 3, 8, 16, 17]


def test_nothing_new_is_not_signed_again(history, now):
    history(2)

    assert operations.checkpoint(at=now) == 0
    assert Checkpoint.objects.count() == 1
    assert len(witness.notes_of("PDG/2026")) == 1


def test_any_two_checkpoints_are_proved_consistent(history):
    history(1, 2, 5, 8, 1)

    roots = {checkpoint.size: bytes(checkpoint.root) for checkpoint in Checkpoint.objects.all()}
    for old in roots:
        for new in (size for size in roots if size >= old):
            proof = queries.consistency(shard="PDG/2026", old=old, new=new)
            assert proofs.proves_consistency(old=old, new=new, old_root=roots[old], new_root=roots[new], proof=proof)


def test_every_entry_is_proved_to_stand_under_the_signed_root(history):
    history(5, 6)

    for entry in Entry.objects.numbered():
        proof = queries.inclusion(entry_id=entry.id)
        root = notes.parsed(proof.note).root
        assert proofs.proves_inclusion(
            leaf=proof.leaf_hash, index=proof.index, size=proof.size, proof=proof.path, root=root
        )


def test_a_proof_costs_the_same_few_queries_however_long_the_ledger(history, django_assert_num_queries):
    history(3, 97)

    entry_id = Entry.objects.get(seq=50).id
    # The entry, the newest checkpoint, the neighbouring leaf, the subtrees.
    with django_assert_num_queries(4):
        queries.inclusion(entry_id=entry_id)


def test_an_entry_not_yet_signed_or_unknown_has_no_proof(write, now, owner):
    write(1)
    entry = Entry.objects.get()

    for prepare in (lambda: None, lambda: operations.sequence()):
        prepare()
        with pytest.raises(queries.NotSignedYet):
            queries.inclusion(entry_id=entry.id)
    with pytest.raises(queries.UnknownEntry):
        queries.inclusion(entry_id=owner)


def test_how_late_the_sequencer_is_can_be_asked_and_is_alarmed(write, monkeypatch, caplog):
    write(1)
    later = time.time_ns() + 16 * 60 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: later)

    assert timedelta(minutes=15) < queries.lag() < timedelta(minutes=17)
    with caplog.at_level(logging.ERROR):
        operations.sequence()
    assert "waited" in caplog.text
    assert queries.lag() == timedelta()


def test_given_a_clock_that_jumped_ahead_then_nothing_was_late(write, now, caplog):
    write(1)

    with caplog.at_level(logging.ERROR):
        tasks.number_and_sign(at=now + timedelta(days=2))
    assert Entry.objects.numbered().count() == 1
    assert not caplog.text


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Entry.objects.filter(seq=1).update(act="applications.refused"),
        lambda: Entry.objects.filter(seq=1).update(leaf_hash=b"x"),
        lambda: Entry.objects.filter(seq__isnull=True).update(act="applications.refused"),
        lambda: Entry.objects.filter(seq=1)._raw_delete("default"),
        lambda: Entry.objects.filter(seq__isnull=True)._raw_delete("default"),
        lambda: Node.objects.update(hash=b"x"),
        lambda: Node.objects.all()._raw_delete("default"),
        lambda: Checkpoint.objects.update(note="x"),
        lambda: Checkpoint.objects.all()._raw_delete("default"),
    ],
)
def test_the_database_itself_refuses_to_change_or_delete(history, write, tamper):
    history(4)
    write(1, start=4)

    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        tamper()

    assert Entry.objects.count() == 5


def test_given_the_guards_lifted_then_they_come_back(history):
    history(2)
    with guards.lifted(connection):
        Entry.objects.filter(seq=1).update(act="x")

    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        Entry.objects.filter(seq=1).update(act="y")


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_the_tables_cannot_be_emptied(history):
    history(2)
    statement = "TRUNCATE ledger_entry" if connection.vendor == "postgresql" else "DELETE FROM ledger_entry"

    with pytest.raises(IntegrityError, match="only added to"), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.count() == 2


def test_a_crash_between_witness_and_database_is_taken_up(history, write, now, monkeypatch):
    history(3)
    write(2, start=3)
    operations.sequence()
    with monkeypatch.context() as patch:
        patch.setattr(Checkpoint.objects, "create", lambda **columns: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            operations.checkpoint(at=now)
    assert len(witness.notes_of("PDG/2026")) == 2

    assert operations.checkpoint(at=now + timedelta(minutes=1)) == 1

    assert Checkpoint.objects.latest("size").note == witness.latest("PDG/2026")
    assert len(witness.notes_of("PDG/2026")) == 2
    assert queries.verify().sound


def test_given_an_older_copy_of_the_database_then_nothing_is_signed_and_it_is_said(history, write, now):
    history(5)
    with transaction.atomic():
        write(5, start=5)
        operations.sequence()
        operations.checkpoint(at=now)
        transaction.set_rollback(True)
    write(2, start=20)
    operations.sequence()

    with pytest.raises(operations.LedgerRolledBack):
        operations.checkpoint(at=now)

    assert list(Checkpoint.objects.values_list("size", flat=True)) == [5]
    findings = queries.verify()
    assert any("salinan lama" in str(fault) for fault in findings.faults)


def test_given_an_older_copy_grown_past_the_witness_then_it_is_refused_all_the_same(history, write, now):
    history(5)
    with transaction.atomic():
        write(5, start=5)
        operations.sequence()
        operations.checkpoint(at=now)
        transaction.set_rollback(True)
    write(30, start=20)
    operations.sequence()

    with pytest.raises(operations.LedgerRolledBack):
        operations.checkpoint(at=now)

    assert not queries.verify().sound


def test_a_contradicted_shard_does_not_hold_up_the_others(history, write, now):
    history(2, shard="BDL/2026")
    history(2, shard="PDG/2026")
    kept = witness.latest("PDG/2026")
    witness.keep("BDL/2026", kept)
    write(1, shard="BDL/2026", start=5)
    write(1, shard="PDG/2026", start=5)
    operations.sequence()

    with pytest.raises(operations.LedgerRolledBack) as refusal:
        operations.checkpoint(at=now)

    assert "BDL/2026" in str(refusal.value)
    assert Checkpoint.objects.filter(shard="PDG/2026", size=3).exists()


def test_the_witness_drops_a_line_that_a_crash_cut_off(history, settings):
    history(2)
    path = settings.VAR_DIR / "witness" / "PDG-2026.notes"
    whole = path.read_bytes()
    path.write_bytes(whole + b'"half a line')

    assert witness.latest("PDG/2026") == witness.notes_of("PDG/2026")[0]
    witness.keep("PDG/2026", "next")

    assert path.read_bytes() == whole + b'"next"\n'


def test_the_root_is_read_with_few_subtrees(history, django_assert_max_num_queries):
    history(100)

    with django_assert_max_num_queries(2):
        subtrees.root("PDG/2026", 100)


def test_subtrees_are_found_by_key_and_not_by_walking_through_the_shard(history):
    history(100)
    with CaptureQueriesContext(connection) as captured:
        subtrees.hashes_of("PDG/2026", proofs.inclusion_ranges(37, 99))

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # ten rows are always walked through
        for query in captured.captured_queries:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{query['sql']}")
            plan = " ".join(str(row) for row in cursor.fetchall())
            assert "index=?" in plan or "seq=?" in plan or "Index Cond" in plan
            assert "(shard=?)" not in plan
            assert "Seq Scan" not in plan

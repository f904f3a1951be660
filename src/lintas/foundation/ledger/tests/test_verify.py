from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from lintas.foundation.ledger import guards, queries, signing, witness
from lintas.foundation.ledger.models import Checkpoint, Entry, Node
from lintas.foundation.ledger.rules import leaves, notes
from lintas.foundation.ledger.rules.tree import leaf_hash
from lintas.foundation.vault import operations as vault


def test_a_ledger_nobody_touched_is_whole(history, write):
    history(7, 5, shard="PDG/2026")
    history(3, shard="BDL/2026")
    write(2, start=30)

    findings = queries.verify()

    assert findings == queries.Findings(entries=15, checkpoints=3, faults=())
    assert queries.verify("BDL/2026").entries == 3


def test_an_empty_ledger_is_whole(db):
    assert queries.verify() == queries.Findings(entries=0, checkpoints=0, faults=())


def test_given_an_erased_owner_then_the_ledger_is_still_whole(history, owner):
    history(7)

    vault.shred(owner=owner)

    assert queries.verify().sound


TAMPERINGS = {
    "act": lambda: Entry.objects.filter(seq=3).update(act="applications.refused"),
    "subject": lambda: Entry.objects.filter(seq=3).update(subject=Entry.objects.get(seq=4).subject),
    "moment": lambda: Entry.objects.filter(seq=3).update(at=Entry.objects.get(seq=4).at),
    "leaf": lambda: Entry.objects.filter(seq=3).update(leaf=Entry.objects.get(seq=4).leaf),
    "hash": lambda: Entry.objects.filter(seq=3).update(leaf_hash=bytes(32)),
    "commitment": lambda: Entry.objects.filter(seq=3).update(commitment=bytes(32)),
    "detail": lambda: Entry.objects.filter(seq=3).update(detail=Entry.objects.get(seq=0).detail),
    "owner": lambda: Entry.objects.filter(seq=3).update(owner=Entry.objects.get(seq=3).id),
    "detail gone": lambda: Entry.objects.filter(seq=3).update(detail=None, commitment=None, owner=None),
    "shard": lambda: Entry.objects.filter(seq=3).update(shard="BDL/2026"),
    "number": lambda: Entry.objects.filter(seq=11).update(seq=12),
    "deleted": lambda: Entry.objects.filter(seq=3)._raw_delete("default"),
    "tail deleted": lambda: Entry.objects.filter(seq=11)._raw_delete("default"),
    "node": lambda: Node.objects.filter(level=2, index=0).update(hash=bytes(32)),
    "node gone": lambda: Node.objects.filter(level=1, index=2)._raw_delete("default"),
    "root": lambda: Checkpoint.objects.filter(size=7).update(root=bytes(32)),
    "note": lambda: Checkpoint.objects.filter(size=7).update(note=Checkpoint.objects.get(size=12).note),
    "size": lambda: Checkpoint.objects.filter(size=7).update(size=8),
    "signing moment": lambda: Checkpoint.objects.filter(size=7).update(at=Entry.objects.get(seq=0).at),
    "checkpoint gone": lambda: Checkpoint.objects.filter(size=7)._raw_delete("default"),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_is_found(history, tampering):
    history(7, 5)

    with guards.lifted(connection):
        TAMPERINGS[tampering]()

    assert not queries.verify().sound


def test_the_last_entries_cut_off_with_their_checkpoint_are_missed_by_nobody(history):
    history(7, 5)
    with guards.lifted(connection):
        Entry.objects.filter(seq__gte=7)._raw_delete("default")
        Checkpoint.objects.filter(size=12)._raw_delete("default")
        Node.objects.filter(index__gte=3)._raw_delete("default")

    assert any("ekornya dipotong" in str(fault) for fault in queries.verify().faults)


def test_an_entry_rewritten_with_all_its_hashes_is_found(history):
    history(7, 5)
    entry = Entry.objects.get(seq=4)
    leaf = bytes(entry.leaf).replace(b"submitted", b"refused")
    with guards.lifted(connection):
        Entry.objects.filter(seq=4).update(act="applications.refused", leaf=leaf, leaf_hash=leaf_hash(leaf))

    places = {fault.place for fault in queries.verify().faults}

    assert {"titik periksa 7", "titik periksa 12", "saksi untuk ukuran 7"} <= places


def test_a_waiting_entry_that_was_altered_is_found(write):
    write(1)
    with guards.lifted(connection):
        Entry.objects.update(act="applications.refused")

    assert not queries.verify().sound


def test_a_lost_witness_is_said(history, settings):
    history(3)
    (settings.VAR_DIR / "witness" / "PDG-2026.notes").unlink()

    assert [str(fault) for fault in queries.verify().faults] == [
        "PDG/2026, titik periksa 3: saksi tidak menyimpan catatan yang sama."
    ]


def test_a_forged_note_in_the_witness_is_said(history):
    history(3)
    note = replace(notes.parsed(witness.latest("PDG/2026")), size=2)
    witness.keep("PDG/2026", notes.signed(note, seed=bytes(32)))

    assert any("tidak bertanda tangan sah" in str(fault) for fault in queries.verify().faults)


def test_a_checkpoint_of_another_shard_does_not_pass(history, now):
    history(3)
    honest = Checkpoint.objects.get()
    other = notes.Note(
        origin=signing.origin_of("BDL/2026"), size=3, root=bytes(honest.root), moment=leaves.moment(honest.at)
    )
    with guards.lifted(connection):
        Checkpoint.objects.update(note=notes.signed(other, seed=signing.seed()))

    assert any("tanda tangannya tidak sah" in str(fault) for fault in queries.verify().faults)


def test_what_the_system_would_never_write_is_said_and_does_not_stop_the_check(history):
    if connection.vendor != "sqlite":
        return  # A typed column holds nothing unreadable there.
    history(4)
    entry = Entry.objects.get(seq=1)
    spoilings = [
        ("subject", "not an identifier"),
        ("subject", entry.subject.hex.upper()),
        ("at", "yesterday"),
        ("at", "2026-11-24T02:00:01"),
    ]
    for column, value in spoilings:
        with guards.lifted(connection), connection.cursor() as cursor:
            before = Entry.objects.filter(seq=1).values_list(column, flat=True).get()
            cursor.execute(f"UPDATE ledger_entry SET {column} = %s WHERE seq = 1", [value])
        places = {fault.place for fault in queries.verify().faults}
        assert "entri 1" in places, (column, value)
        assert "entri 2" not in places
        with guards.lifted(connection):
            Entry.objects.filter(seq=1).update(**{column: before})
    assert queries.verify().sound


def test_only_the_first_of_many_faults_are_told_singly(history):
    history(150)
    with guards.lifted(connection):
        Entry.objects.filter(seq=0)._raw_delete("default")

    faults = queries.verify().faults

    assert len(faults) == 101
    assert "kejanggalan lain" in faults[-1].text


def test_the_command_says_whole_or_lists_the_faults_and_ends_with_1(history):
    history(4)
    out, err = StringIO(), StringIO()
    call_command("ledger", "verify", stdout=out)
    assert out.getvalue() == "Utuh: 4 entri dan 1 titik periksa dihitung ulang, semuanya cocok.\n"

    with guards.lifted(connection):
        Entry.objects.filter(seq=2).update(act="applications.refused")
    with pytest.raises(SystemExit) as end:
        call_command("ledger", "verify", "--shard", "PDG/2026", stderr=err)

    assert end.value.code == 1
    assert "PDG/2026, entri 2: isinya tidak sama dengan kolom di sampingnya." in err.getvalue()


def test_the_command_shows_the_shards(history):
    out = StringIO()
    call_command("ledger", "show", stdout=out)
    history(4)
    call_command("ledger", "show", stdout=out)

    assert out.getvalue().startswith("Buku besar masih kosong.\nPDG/2026: 4 entri, 4 di antaranya")
    assert witness.latest("PDG/2026") in out.getvalue()


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_a_real_ledger_cannot_be_flushed_a_demonstration_can(history):
    history(2)

    with override_settings(DEMONSTRATION=False), pytest.raises(CommandError, match="peragaan"):
        call_command("flush", interactive=False)
    assert Entry.objects.count() == 2
    call_command("flush", interactive=False)

    assert not Entry.objects.exists()

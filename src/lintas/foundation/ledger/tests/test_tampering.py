"""
S12, log tampering.

Every byte of every entry is altered, one at a time; then whole entries, spans and checkpoints are
falsified by a forger who has the database and can recompute every hash, but neither the signing key
nor the witness. The control, a hash in each row, misses all of the second kind.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection

from lintas.foundation.ledger import guards, queries, witness
from lintas.foundation.ledger.models import Checkpoint, Entry, Node, Shard
from lintas.foundation.ledger.rules.judging import entry_faults
from lintas.foundation.ledger.tests import tampering
from lintas.foundation.ledger.tests.tampering import SHARD, Story, judged, renumbered, retold
from lintas.foundation.tests import report

pytestmark = pytest.mark.storm

ENTRIES, EVERY, EDITS = 1000, 125, report.size(quick=120, full=504)


@pytest.fixture
def chance(seed) -> random.Random:
    return random.Random(seed)


@pytest.fixture
def story(chance) -> Story:
    return tampering.true_story(entries=ENTRIES, every=EVERY, random=chance)


@pytest.fixture
def known_details(story) -> Callable:
    """Opening details is slow: those of untouched rows are opened once."""
    fitting = {(row.id, row.owner, row.detail, row.commitment) for row in story.entries if tampering.detail_fits(row)}
    assert len(fitting) == ENTRIES
    return lambda row: (row.id, row.owner, row.detail, row.commitment) in fitting or tampering.detail_fits(row)


def found_in_its_row(row, position) -> bool:
    """Do what the whole judgement does with one row."""
    return any(entry_faults(row, shard=SHARD, position=position)) or not tampering.detail_fits(row)


def test_an_honest_ledger_is_sound(story, known_details):
    findings = judged(story, detail_fits=known_details)

    assert (findings.entries, findings.checkpoints, findings.faults) == (ENTRIES, ENTRIES // EVERY, ())


def test_every_altered_byte_of_every_entry_is_found(story, chance, seed, capsys):
    tried, missed, missed_by_control = Counter(), Counter(), Counter()

    for position, row in enumerate(story.entries):
        for column, altered in tampering.flips(row, chance):
            tried[column] += 1
            missed[column] += not found_in_its_row(altered, position)
            missed_by_control[column] += tampering.row_hash_fits(altered)

    report.tell(
        capsys,
        "S12 altered bytes",
        seed=seed,
        entries=len(story.entries),
        bytes=tried.total(),
        missed=missed.total(),
        missed_by_control=missed_by_control.total(),
    )
    assert set(tried) == {
        "seq", "id", "shard", "act", "subject", "at", "leaf", "commitment", "owner", "detail", "leaf_hash",
    }  # fmt: skip
    assert tried["leaf"] == sum(len(row.leaf) for row in story.entries)
    assert missed.total() == 0
    assert missed_by_control.total() == tried.total() - tried["leaf"] - tried["leaf_hash"]


def test_the_whole_judgement_finds_what_the_row_showed(story, chance, known_details):
    for _ in range(40):
        position = chance.randrange(ENTRIES)
        _column, altered = chance.choice(list(tampering.flips(story.entries[position], chance)))
        entries = (*story.entries[:position], altered, *story.entries[position + 1 :])

        assert not judged(replace(story, entries=entries), detail_fits=known_details).sound


def delete(story: Story, chance: random.Random) -> Story:
    entries = list(story.entries)
    del entries[chance.randrange(ENTRIES)]
    return renumbered(story, entries)


def insert(story: Story, chance: random.Random) -> Story:
    entries = list(story.entries)
    entries.insert(chance.randrange(ENTRIES), retold(chance.choice(entries), id=uuid4()))
    return renumbered(story, entries)


def swap(story: Story, chance: random.Random) -> Story:
    entries = list(story.entries)
    left, right = chance.sample(range(ENTRIES), 2)
    entries[left], entries[right] = entries[right], entries[left]
    return renumbered(story, entries)


def duplicate(story: Story, chance: random.Random) -> Story:
    entries = list(story.entries)
    entries.insert(chance.randrange(ENTRIES), chance.choice(entries))
    return renumbered(story, entries)


def reorder(story: Story, chance: random.Random) -> Story:
    entries = list(story.entries)
    start, end = sorted(chance.sample(range(ENTRIES + 1), 2))
    entries[start:end] = entries[start:end][::-1] if end - start > 1 else [retold(entries[start], number=-2)]
    return renumbered(story, entries)


def rewrite(story: Story, chance: random.Random) -> Story:
    entries = list(story.entries)
    position = chance.randrange(ENTRIES)
    entries[position] = retold(entries[position], act="applications.refused")
    return renumbered(story, entries)


def truncate(story: Story, chance: random.Random) -> Story:
    size = chance.randrange(ENTRIES)
    kept = tuple(row for row in story.checkpoints if row.size <= size)
    return renumbered(replace(story, checkpoints=kept), list(story.entries[:size]))


def replace_checkpoint(story: Story, chance: random.Random) -> Story:
    """Rewrite an entry and sign every later checkpoint anew, with the only key the forger has: its own."""
    story = rewrite(story, chance)
    forged = [tampering.forged_checkpoint(story.entries, row.size) for row in story.checkpoints]
    position = chance.randrange(len(forged))
    return replace(story, checkpoints=(*story.checkpoints[:position], *forged[position:]))


def exchange_checkpoints(story: Story, chance: random.Random) -> Story:
    left, right = chance.sample(range(len(story.checkpoints)), 2)
    rows = list(story.checkpoints)
    rows[left] = replace(rows[left], note=rows[right].note)
    return replace(story, checkpoints=tuple(rows))


def delete_checkpoint(story: Story, chance: random.Random) -> Story:
    rows = list(story.checkpoints)
    del rows[chance.randrange(len(rows))]
    return replace(story, checkpoints=tuple(rows))


def alter_node(story: Story, chance: random.Random) -> Story:
    nodes = list(story.nodes)
    position = chance.randrange(len(nodes))
    nodes[position] = (nodes[position][0], bytes(32))
    return replace(story, nodes=tuple(nodes))


def delete_node(story: Story, chance: random.Random) -> Story:
    nodes = list(story.nodes)
    del nodes[chance.randrange(len(nodes))]
    return replace(story, nodes=tuple(nodes))


FORGERIES = (
    delete, insert, swap, duplicate, reorder, rewrite, truncate,
    replace_checkpoint, exchange_checkpoints, delete_checkpoint, alter_node, delete_node,
)  # fmt: skip


def test_every_structural_edit_is_found_and_a_hash_in_each_row_finds_none(story, chance, seed, known_details, capsys):
    missed, missed_by_control = [], 0

    for number in range(EDITS):
        forge = FORGERIES[number % len(FORGERIES)]
        forged = forge(story, chance)
        if judged(forged, detail_fits=known_details).sound:
            missed.append(forge.__name__)
        missed_by_control += all(map(tampering.row_hash_fits, forged.entries))

    report.tell(
        capsys,
        "S12 structural edits",
        seed=seed,
        edits=EDITS,
        kinds=len(FORGERIES),
        missed=len(missed),
        missed_by_control=missed_by_control,
    )
    assert missed == []
    assert missed_by_control == EDITS


def test_an_older_copy_is_found_by_the_witness_and_only_by_it(story, known_details):
    for sizes in range(1, len(story.checkpoints)):
        checkpoints = story.checkpoints[:sizes]
        older = replace(story, checkpoints=checkpoints)
        older = renumbered(older, list(story.entries[: checkpoints[-1].size]))

        assert not judged(older, detail_fits=known_details).sound
        # The control: with a witness rolled back as well, nothing would show.
        without = replace(older, witnessed=story.witnessed[:sizes])
        assert judged(without, detail_fits=known_details).sound


def test_in_the_real_database_too_every_forgery_is_found(history, chance):
    """The same, once through the tables: some bytes, some rows, and the database put back in between."""
    history(40, 30, 30)
    kept = {model: list(model.objects.all()) for model in (Shard, Entry, Node, Checkpoint)}
    columns = {"leaf", "leaf_hash", "commitment", "detail"}

    def altered_byte():
        row = chance.choice([row for row in kept[Entry] if row.detail])
        column = chance.choice(sorted(columns))
        value = bytearray(getattr(row, column))
        value[chance.randrange(len(value))] ^= chance.randrange(1, 256)
        Entry.objects.filter(id=row.id).update(**{column: bytes(value)})

    def exchanged_identity():
        left, right = chance.sample(kept[Entry], 2)
        Entry.objects.filter(id=left.id).update(subject=right.subject)

    def lost_tail():
        size = chance.choice([40, 70])
        Entry.objects.filter(seq__gte=size)._raw_delete("default")
        Checkpoint.objects.filter(size__gt=size)._raw_delete("default")
        gone = [node.pk for node in kept[Node] if (node.index + 1) << node.level > size]
        Node.objects.filter(pk__in=gone)._raw_delete("default")

    for forge in [altered_byte] * 15 + [exchanged_identity] * 3 + [lost_tail] * 2:
        with guards.lifted(connection):
            forge()
            assert not queries.verify().sound, forge.__name__
            for model, rows in kept.items():
                model.objects.all()._raw_delete("default")
                model.objects.bulk_create(rows)
    assert queries.verify() == queries.Findings(entries=100, checkpoints=3, faults=())
    assert len(witness.notes_of(SHARD)) == 3

"""A ledger in memory, and the ways to falsify it that a person with the whole database has."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from lintas.foundation.ledger.rules import leaves, notes
from lintas.foundation.ledger.rules.judging import CheckpointRow, EntryRow, Findings, inspect
from lintas.foundation.ledger.rules.tree import Growing, Place, leaf_hash
from lintas.foundation.vault.errors import SealBroken
from lintas.foundation.vault.rules.cells import Cell, PersonSecret, open_value, seal_value

SHARD = "PDG/2026"
SEED = bytes(range(32))
FORGERS_SEED = bytes(32)
SECRET = PersonSecret(version=1, key=bytes(range(1, 33)))
BEGAN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Story:
    """Everything that the database holds of a shard, and the witness beside it."""

    entries: tuple[EntryRow, ...]
    nodes: tuple[tuple[Place, bytes], ...]
    checkpoints: tuple[CheckpointRow, ...]
    witnessed: tuple[str, ...]


def true_story(*, entries: int, every: int, random: random.Random) -> Story:
    """Return an honest ledger that was signed after ``every`` entries."""
    rows = [_entry(number, random) for number in range(entries)]
    checkpoints = [_checkpoint(rows[:size]) for size in range(every, entries + 1, every)]
    story = Story(tuple(rows), (), tuple(checkpoints), tuple(row.note for row in checkpoints))
    return regrown(story)


def judged(story: Story, *, detail_fits: Callable[[EntryRow], bool]) -> Findings:
    """Run the judgement that `lintas ledger verify` runs over the database."""
    return inspect(
        SHARD,
        entries=story.entries,
        nodes=lambda size: [(place, value) for place, value in story.nodes if (place[1] + 1) << place[0] <= size],
        checkpoints=story.checkpoints,
        witnessed=story.witnessed,
        public_key=notes.public_key_of(SEED),
        detail_fits=detail_fits,
    )


def detail_fits(row: EntryRow) -> bool:
    """Open the detail as the vault does, and compare it with the commitment."""
    if row.detail is None or row.commitment is None or row.owner is None or row.id is None:
        return True
    try:
        return leaves.commitment_of(open_value(row.detail, cell=_cell(row), secret=SECRET)) == row.commitment
    except SealBroken:
        return False


def row_hash_fits(row: EntryRow) -> bool:
    """The control: what a table with a hash in each row, and nothing above, can check."""
    return row.leaf_hash == leaf_hash(row.leaf)


def flips(row: EntryRow, random: random.Random) -> Iterator[tuple[str, EntryRow]]:
    """Yield the row with each byte of each column altered, one at a time."""
    for column in fields(row):
        value = getattr(row, column.name)
        if column.name == "readable" or value is None:
            continue
        stored = _stored(value)
        for position in range(len(stored)):
            altered = bytearray(stored)
            altered[position] ^= random.randrange(1, 256)
            yield column.name, _with(row, column.name, value, bytes(altered))


def renumbered(story: Story, entries: list[EntryRow]) -> Story:
    """Return the story with these entries, their numbers, hashes and nodes made to fit as a forger would."""
    rows = tuple(replace(row, seq=seq, leaf_hash=leaf_hash(row.leaf)) for seq, row in enumerate(entries))
    return regrown(replace(story, entries=rows))


def regrown(story: Story) -> Story:
    """Return the story with every node computed from its entries."""
    growing, nodes = Growing(), []
    for row in story.entries:
        nodes += growing.add(leaf_hash(row.leaf))[1:]
    return replace(story, nodes=tuple(sorted(nodes)))


def retold(row: EntryRow, **said: object) -> EntryRow:
    """Return the entry saying something else, with its hashes made to fit."""
    told = {name: said.pop(name) for name in ("act", "id", "subject") if name in said}
    row = replace(row, **told)
    return _with_leaf(row, number=said.get("number", -1))


def forged_checkpoint(entries: tuple[EntryRow, ...], size: int) -> CheckpointRow:
    """Return a checkpoint over these entries, signed with the forger's own key."""
    return _checkpoint(list(entries[:size]), seed=FORGERS_SEED)


def _entry(number: int, random: random.Random) -> EntryRow:
    row = EntryRow(
        seq=number,
        id=UUID(int=random.getrandbits(128), version=4),
        shard=SHARD,
        act=random.choice(["applications.submitted", "appointments.booked", "queueing.called"]),
        subject=UUID(int=random.getrandbits(128), version=4),
        at=BEGAN + random.randrange(10**6) * MOMENT + timedelta(seconds=number),
    )
    if number % 4 == 0:
        row = replace(row, owner=UUID(int=random.getrandbits(128), version=4))
        salted = random.randbytes(leaves.SALT // 2).hex() + f"SITI CONTOH {number}"
        sealed = seal_value(salted, cell=_cell(row), secret=SECRET)
        row = replace(row, detail=sealed, commitment=leaves.commitment_of(salted))
    return _with_leaf(row, number=number)


def _with_leaf(row: EntryRow, *, number: object) -> EntryRow:
    leaf = leaves.leaf_of(
        entry_id=row.id,
        shard=row.shard,
        act=row.act,
        subject=row.subject,
        by="officer:9",
        at=row.at,
        facts={"number": number},
        commitment=row.commitment,
    )
    return replace(row, leaf=leaf, leaf_hash=leaf_hash(leaf))


def _checkpoint(rows: list[EntryRow], *, seed: bytes = SEED) -> CheckpointRow:
    growing = Growing()
    for row in rows:
        growing.add(leaf_hash(row.leaf))
    at = BEGAN + timedelta(hours=len(rows))
    note = notes.Note(origin=f"lintas.example/{SHARD}", size=len(rows), root=growing.root(), moment=leaves.moment(at))
    return CheckpointRow(size=len(rows), root=growing.root(), note=notes.signed(note, seed=seed), at=at)


def _cell(row: EntryRow) -> Cell:
    return Cell(owner=row.owner, table="ledger_entry", column="detail", row=row.id)


def _stored(value: object) -> bytes:
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        return ((value - datetime(1970, 1, 1, tzinfo=UTC)) // MOMENT).to_bytes(8, "big")
    if isinstance(value, int):
        return value.to_bytes(8, "big")
    return value.encode() if isinstance(value, str) else value


def _with(row: EntryRow, column: str, value: object, stored: bytes) -> EntryRow:
    if isinstance(value, UUID):
        return replace(row, **{column: UUID(bytes=stored)})
    if isinstance(value, datetime):
        try:
            return replace(row, **{column: datetime(1970, 1, 1, tzinfo=UTC) + int.from_bytes(stored, "big") * MOMENT})
        except OverflowError:
            return replace(row, readable=False)
    if isinstance(value, int):
        return replace(row, **{column: int.from_bytes(stored, "big")})
    return replace(row, **{column: stored.decode("latin-1") if isinstance(value, str) else stored})

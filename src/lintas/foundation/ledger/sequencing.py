"""The single sequencer: numbers what was committed, grows the trees, signs their roots."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError
from lintas.foundation.ids import age
from lintas.foundation.ledger import signing, subtrees, witness
from lintas.foundation.ledger.models import Checkpoint, Entry, Node, Shard
from lintas.foundation.ledger.rules import leaves, notes
from lintas.foundation.ledger.rules.tree import Growing, complete_subtrees, leaf_hash

logger = logging.getLogger(__name__)

BATCH = 2000
LATE = timedelta(minutes=15)
"""
An entry that waits longer for its number is an alarm: security, required mechanisms, "Log".

Real time counts: a demonstration whose clock jumps ahead has kept nothing waiting.
"""

_LOCK = 0x6C696E746173  # "lintas"


class LedgerRolledBack(DomainError):
    """The witness remembers more, or other, than the database holds: nothing is signed."""

    code = "ledger.rolled_back"
    text = _(
        "Buku besar %(shard)s lebih lama daripada yang diingat saksi, atau isinya lain. "
        "Tidak ada yang ditandatangani. Pulihkan basis data terbaru, lalu jalankan `lintas ledger verify`."
    )
    status = 503


def sequence() -> int:
    """Number committed entries in the order of their moments; return how many. Alarms when one waited too long."""
    numbered = 0
    while count := _number_batch():
        numbered += count
        if count < BATCH:
            break
    return numbered


def checkpoint(*, at: datetime) -> int:
    """
    Sign the new size of every shard that has grown; return how many.

    :raises LedgerRolledBack: a shard contradicts the witness; the others are signed all the same.
    """
    signed, contradicted = 0, []
    for name in _grown():
        try:
            signed += _sign(name, at)
        except LedgerRolledBack as refusal:
            contradicted.append(refusal)
    if contradicted:
        raise contradicted[0]
    return signed


def _grown() -> list[str]:
    """Return the shards that may have something to sign: looked at first, for signing keeps every other writer waiting."""
    signed = Checkpoint.objects.filter(shard=OuterRef("name")).order_by("-size").values("size")[:1]
    grown = Shard.objects.filter(size__gt=Coalesce(Subquery(signed), 0))
    return list(grown.order_by("name").values_list("name", flat=True))


def only_one() -> None:
    """Wait until no other process numbers or signs; lasts to the end of the transaction."""
    # On SQLite the transaction itself is the lock: it begins as a writer.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _number_batch() -> int:
    return _number_waiting() if Entry.objects.waiting().exists() else 0


@transaction.atomic
def _number_waiting() -> int:
    only_one()
    batch, late = defaultdict[str, list[Entry]](list), 0
    for entry in Entry.objects.waiting().only("shard", "leaf")[:BATCH]:
        batch[entry.shard].append(entry)
        late += age(entry.id) > LATE
    if late:
        logger.error("%s ledger entries waited longer than %s for their number", late, LATE)
    for shard, entries in batch.items():
        _grow(shard, entries)
    return sum(map(len, batch.values()))


def _grow(name: str, entries: list[Entry]) -> None:
    shard, _created = Shard.objects.get_or_create(name=name)
    covering = complete_subtrees((0, shard.size))
    known = subtrees.read(name, covering)
    growing, nodes = Growing(shard.size, [known[place] for place in covering]), []
    for entry in entries:
        entry.seq, entry.leaf_hash = growing.size, leaf_hash(bytes(entry.leaf))
        made = growing.add(entry.leaf_hash)[1:]
        nodes += [Node(shard=name, level=level, index=index, hash=value) for (level, index), value in made]
    Entry.objects.bulk_update(entries, ["seq", "leaf_hash"], batch_size=200)
    Node.objects.bulk_create(nodes, batch_size=200)
    Shard.objects.filter(name=name).update(size=growing.size)


@transaction.atomic
def _sign(name: str, at: datetime) -> int:
    only_one()
    size = Shard.objects.values_list("size", flat=True).get(name=name)
    known = Checkpoint.objects.filter(shard=name).order_by("-size").values_list("size", flat=True).first() or 0
    if size <= known:
        return 0
    text = witness.latest(name)
    if text is not None:
        _agree(name, size, text)
    if text is None or notes.parsed(text).size < size:
        root = subtrees.root(name, size)
        note = notes.Note(origin=signing.origin_of(name), size=size, root=root, moment=leaves.moment(at))
        text = notes.signed(note, seed=signing.seed())
        witness.keep(name, text)
    # A crash between witness and database leaves a note that is taken up here as it is.
    kept = notes.parsed(text)
    moment = datetime.fromisoformat(kept.moment)
    Checkpoint.objects.create(shard=name, size=size, root=kept.root, note=text, at=moment)
    return 1


def _agree(name: str, size: int, witnessed: str) -> None:
    try:
        note = notes.opened(witnessed, public_key=signing.public_key())
    except notes.NoteRefused:
        raise LedgerRolledBack(shard=name) from None
    if note.size > size or subtrees.root(name, note.size) != note.root:
        raise LedgerRolledBack(shard=name)

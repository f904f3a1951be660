"""What the ledger tells: its shards, proofs, how late it is, and whether it is whole."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError
from lintas.foundation.ids import age
from lintas.foundation.ledger import reading, signing, subtrees, witness
from lintas.foundation.ledger.models import Checkpoint, Entry, Shard
from lintas.foundation.ledger.rules import notes
from lintas.foundation.ledger.rules.judging import Fault, Findings, entry_faults, inspect
from lintas.foundation.ledger.rules.proofs import consistency_ranges, inclusion_ranges
from lintas.foundation.ledger.sequencing import only_one

__all__ = [
    "Fault",
    "Findings",
    "InclusionProof",
    "NotSignedYet",
    "ShardInfo",
    "UnknownEntry",
    "consistency",
    "inclusion",
    "lag",
    "shards",
    "verify",
]


class UnknownEntry(DomainError):
    """There is no such entry."""

    code = "ledger.unknown_entry"
    text = _("Catatan ini tidak ada dalam buku besar. Periksa kembali nomornya.")
    status = 404


class NotSignedYet(DomainError):
    """The entry is kept, but no signed checkpoint covers it yet."""

    code = "ledger.not_signed_yet"
    text = _("Catatan ini sudah tersimpan tetapi belum ditandatangani. Silakan coba kembali beberapa saat lagi.")


@dataclass(frozen=True, slots=True)
class ShardInfo:
    """A shard, with its newest signed checkpoint if there is one."""

    name: str
    size: int
    signed_size: int
    signed_at: datetime | None
    note: str
    verifier: str


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That an entry stands under a signed root: hashes from the leaf upwards, checked as in RFC 9162."""

    entry_id: UUID
    shard: str
    index: int
    size: int
    leaf_hash: bytes
    path: tuple[bytes, ...]
    note: str
    verifier: str


def shards() -> tuple[ShardInfo, ...]:
    """Return all shards by name, each with its newest checkpoint. One query, and one for each shard."""
    return tuple(_info(shard) for shard in Shard.objects.order_by("name"))


def inclusion(*, entry_id: UUID) -> InclusionProof:
    """
    Return the proof that the entry stands under its shard's newest checkpoint. At most four queries.

    :raises UnknownEntry: there is none. :raises NotSignedYet: no checkpoint covers it so far.
    """
    entry = Entry.objects.filter(id=entry_id).only("shard", "seq", "leaf_hash").first()
    if entry is None:
        raise UnknownEntry
    newest = _newest(entry.shard)
    if entry.seq is None or entry.leaf_hash is None or newest is None or newest.size <= entry.seq:
        raise NotSignedYet
    return InclusionProof(
        entry_id=entry.id,
        shard=entry.shard,
        index=entry.seq,
        size=newest.size,
        leaf_hash=bytes(entry.leaf_hash),
        path=tuple(subtrees.hashes_of(entry.shard, inclusion_ranges(entry.seq, newest.size))),
        note=newest.note,
        verifier=notes.verifier(signing.origin_of(entry.shard), signing.public_key()),
    )


def consistency(*, shard: str, old: int, new: int) -> tuple[bytes, ...]:
    """Return the proof that the shard's tree of ``new`` entries begins with that of ``old``. Two queries."""
    return tuple(subtrees.hashes_of(shard, consistency_ranges(old, new)))


def lag() -> timedelta:
    """Return how long the oldest entry without a number has waited in real time; zero when none waits. One query."""
    oldest = Entry.objects.waiting().values_list("id", flat=True).first()
    return max(age(oldest), timedelta()) if oldest else timedelta()


def verify(shard: str | None = None) -> Findings:
    """
    Recompute one shard, or all of them, from their rows, and compare with everything that was signed.

    Reads every entry in batches; memory does not grow with them.
    """
    findings = [_verify(name) for name in ([shard] if shard else sorted(reading.shards()))]
    waiting = [
        Fault(row.shard, gettext("entri %(id)s yang belum bernomor") % {"id": row.id}, text)
        for row in reading.waiting(shard)
        for text in entry_faults(row, shard=row.shard, position=None)
    ]
    return Findings(
        entries=sum(each.entries for each in findings),
        checkpoints=sum(each.checkpoints for each in findings),
        faults=tuple(fault for each in findings for fault in each.faults) + tuple(waiting),
    )


def _verify(shard: str) -> Findings:
    # What was signed is read while nobody signs; entries that arrive later do not disturb the rest.
    with transaction.atomic():
        only_one()
        checkpoints, witnessed, size = reading.checkpoints(shard), witness.notes_of(shard), reading.size(shard)
    return inspect(
        shard,
        entries=reading.entries(shard, size=size),
        nodes=lambda counted: reading.nodes(shard, size=counted),
        checkpoints=checkpoints,
        witnessed=witnessed,
        public_key=signing.public_key(),
        detail_fits=reading.detail_fits,
    )


def _info(shard: Shard) -> ShardInfo:
    newest = _newest(shard.name)
    return ShardInfo(
        name=shard.name,
        size=shard.size,
        signed_size=newest.size if newest else 0,
        signed_at=newest.at if newest else None,
        note=newest.note if newest else "",
        verifier=notes.verifier(signing.origin_of(shard.name), signing.public_key()),
    )


def _newest(shard: str) -> Checkpoint | None:
    return Checkpoint.objects.filter(shard=shard).order_by("-size").first()

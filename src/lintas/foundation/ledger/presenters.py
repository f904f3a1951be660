"""The ledger's shards as the page tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from lintas.foundation.ledger.queries import ShardInfo


@dataclass(frozen=True, slots=True)
class ShownShard:
    """One shard on the page. ``signed_at`` is None and ``note`` empty before the first signature."""

    name: str
    counted: str
    waiting: str
    signed_at: datetime | None
    note: str
    verifier: str


def shown(shards: Iterable[ShardInfo]) -> tuple[ShownShard, ...]:
    """Return the shards for the page."""
    return tuple(_shown(shard) for shard in shards)


def _shown(shard: ShardInfo) -> ShownShard:
    counted = ngettext("%(count)d catatan", "%(count)d catatan", shard.size) % {"count": shard.size}
    behind = shard.size - shard.signed_size
    waiting = ngettext(
        "%(count)d catatan terbaru menunggu tanda tangan berikutnya.",
        "%(count)d catatan terbaru menunggu tanda tangan berikutnya.",
        behind,
    ) % {"count": behind}
    return ShownShard(
        name=shard.name,
        counted=counted,
        waiting=waiting if behind else "",
        signed_at=shard.signed_at,
        note=shard.note,
        verifier=shard.verifier,
    )

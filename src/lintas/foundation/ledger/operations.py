"""Append to the ledger, number what was appended, sign what was numbered: its front door."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lintas.foundation import rows
from lintas.foundation.ids import new_ids
from lintas.foundation.ledger.models import Entry
from lintas.foundation.ledger.rules import leaves
from lintas.foundation.ledger.rules.leaves import COMMITMENT
from lintas.foundation.ledger.sequencing import LedgerRolledBack, checkpoint, sequence
from lintas.foundation.vault import operations as vault

__all__ = [
    "COMMITMENT",
    "Act",
    "LedgerRolledBack",
    "append",
    "append_many",
    "checkpoint",
    "detail_cell",
    "sequence",
    "shard_of",
]

_COLUMNS = ("id", "shard", "act", "subject", "at", "leaf", "commitment", "owner", "detail")

SHARD = re.compile(r"[A-Z0-9]{2,12}/\d{4}")
HOUSE = "LINTAS"
"""Acts that belong to no office."""


def shard_of(*, office: str, at: datetime) -> str:
    """Return the shard of an act: its office (or the house) and the year in UTC, such as ``PDG/2026``."""
    return f"{office or HOUSE}/{at.astimezone(UTC).year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    Something done, as the ledger is told of it.

    ``facts`` hold identifiers, codes, numbers and moments, never personal data. ``detail`` may be personal: it is
    sealed under the key of ``owner`` and only its salted hash is committed to.
    """

    shard: str
    act: str
    subject: UUID
    by: str
    at: datetime
    facts: Mapping[str, Any]
    detail: str = ""
    owner: UUID | None = None


def append(
    *,
    shard: str,
    act: str,
    subject: UUID,
    by: str,
    at: datetime,
    facts: Mapping[str, Any],
    detail: str = "",
    owner: UUID | None = None,
) -> None:
    """Add one act to the ledger: see `Act` and `append_many`."""
    append_many([Act(shard=shard, act=act, subject=subject, by=by, at=at, facts=facts, detail=detail, owner=owner)])


def append_many(acts: Sequence[Act]) -> None:
    """
    Add the acts to the ledger, in the caller's transaction. One insert; no row is waited for.

    :raises ValueError: a shard is not like ``PDG/2026``, or a detail has no owner.
    :raises TypeError: a fact is of another kind.
    :raises KeyDestroyed: the owner of a detail was erased.
    """
    rows.insert(Entry, _COLUMNS, [_entry(act, row) for act, row in zip(acts, new_ids(len(acts)), strict=True)])


def detail_cell(entry_id: UUID, owner: UUID) -> vault.Cell:
    """Return the cell into which an entry's detail is sealed."""
    return vault.Cell(owner=owner, table="ledger_entry", column="detail", row=entry_id)


def _entry(act: Act, entry_id: UUID) -> tuple[Any, ...]:
    if not SHARD.fullmatch(act.shard):
        raise ValueError(f"A shard is named like PDG/2026, not {act.shard!r}.")
    if act.detail and act.owner is None:
        raise ValueError("A detail is kept under somebody's key: name its owner.")
    owner, sealed, commitment = None, None, None
    if act.detail and act.owner is not None:
        owner, salted = act.owner, secrets.token_hex(leaves.SALT // 2) + act.detail
        sealed, commitment = vault.seal(salted, cell=detail_cell(entry_id, owner)), leaves.commitment_of(salted)
    leaf = leaves.leaf_of(
        entry_id=entry_id,
        shard=act.shard,
        act=act.act,
        subject=act.subject,
        by=act.by,
        at=act.at,
        facts=act.facts,
        commitment=commitment,
    )
    return entry_id, act.shard, act.act, act.subject, act.at, leaf, commitment, owner, sealed

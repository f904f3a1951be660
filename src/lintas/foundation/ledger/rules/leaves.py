"""
Leaves: what an entry says, as canonical JSON: sorted keys, no spaces, UTF-8.

A leaf holds identifiers, codes, numbers and moments only. What may be personal is committed to
(`commitment`) and kept sealed beside it, so that erasing a person leaves every hash as it was.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

COMMITMENT = b"\x02"
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
SALT = 32
"""Characters of the random salt that is sealed before the detail."""


def leaf_of(
    *,
    entry_id: UUID,
    shard: str,
    act: str,
    subject: UUID,
    by: str,
    at: datetime,
    facts: Mapping[str, Any],
    commitment: bytes | None,
) -> bytes:
    """Return the leaf of an entry. :raises TypeError: a fact is of a kind that leaves do not hold."""
    return canonical(
        {
            "v": 1,
            "id": str(entry_id),
            "shard": shard,
            "act": act,
            "subject": str(subject),
            "by": by,
            "at": moment(at),
            "facts": {name: _plain(value) for name, value in facts.items()},
            "c": commitment.hex() if commitment else None,
        }
    )


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return the one way to write the value."""
    return _ENCODER.encode(value).encode()


def commitment_of(salted: str) -> bytes:
    """Return the commitment to a detail that carries its salt in front."""
    return hashlib.sha256(COMMITMENT + salted.encode()).digest()


def moment(at: datetime) -> str:
    """Return the moment in UTC to the microsecond. :raises ValueError: it has no time zone."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _plain(value: Any) -> str | int | bool | None:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"A leaf holds identifiers, codes, numbers and moments, not {type(value).__name__}.")

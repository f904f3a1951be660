"""
Sessions that were full a moment ago, kept in the memory of the process.

Most of a rush are people for whom nothing is left. A place that was given back may be kept from them for
`FULL_SECONDS`, not longer; who had a place of their own in the session then is not told that it is full. A place is
never given from this memory.
"""

import threading
import time
from collections.abc import Collection
from uuid import UUID

from lintas.visit.appointments.queries.owners import owners_in

FULL_SECONDS = 2.0
MOST = 500

_lock = threading.Lock()
_full: dict[UUID, tuple[float, frozenset[UUID]]] = {}


def was_full_just_now(slot_id: UUID, *, subject: UUID) -> bool:
    """Return whether the session was full within the last `FULL_SECONDS`, and not by this application's own place."""
    found = _full.get(slot_id)
    return found is not None and time.monotonic() < found[0] and subject not in found[1]


def note_full(slot_ids: Collection[UUID]) -> None:
    """Remember that these sessions are full, and who has a place of their own in them. One query; none for none."""
    if not slot_ids:
        return
    until = time.monotonic() + FULL_SECONDS
    owners: dict[UUID, set[UUID]] = {slot_id: set() for slot_id in slot_ids}
    for slot_id, subject in owners_in(slot_ids):
        owners[slot_id].add(subject)
    with _lock:
        if len(_full) + len(owners) > MOST:
            _full.clear()
        _full.update({slot_id: (until, frozenset(subjects)) for slot_id, subjects in owners.items()})


def forget_full() -> None:
    """Forget all; the next one who asks is decided anew."""
    with _lock:
        _full.clear()

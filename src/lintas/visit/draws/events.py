"""
What others may hear about draws. Hashes and values are hexadecimal; with the event they stand in the ledger.

The subject is the draw, for `EntryMade`, `EntryWithdrawn`, `PlaceWon`, `PlaceNotWon` and `RoundVoided` the entry.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class DrawAnnounced(Event):
    """A draw will take place; ``seed_commitment`` binds the office to a seed that nobody has seen."""

    name: ClassVar[str] = "draws.announced"
    point_id: UUID
    service_key: str
    opens_at: datetime
    closes_at: datetime
    reveal_by: datetime
    places: int
    seed_commitment: str


@dataclass(frozen=True, kw_only=True)
class WitnessCommitted(Event):
    """An outside witness is bound to a value that nobody else has seen."""

    name: ClassVar[str] = "draws.witness_committed"
    witness: str
    commitment: str


@dataclass(frozen=True, kw_only=True)
class WindowOpened(Event):
    """People may enter; ``offer`` is the hash of all that was promised, the first line of the transcript."""

    name: ClassVar[str] = "draws.window_opened"
    offer: str


@dataclass(frozen=True, kw_only=True)
class EntryMade(Event):
    """A person takes part."""

    name: ClassVar[str] = "draws.entry_made"
    draw_id: UUID
    pool: str
    assisted: bool


@dataclass(frozen=True, kw_only=True)
class EntryWithdrawn(Event):
    """A person takes part no more."""

    name: ClassVar[str] = "draws.entry_withdrawn"
    draw_id: UUID


@dataclass(frozen=True, kw_only=True)
class WindowClosed(Event):
    """The entries are fixed under their root, before any value is open."""

    name: ClassVar[str] = "draws.window_closed"
    root: str
    entries: int


@dataclass(frozen=True, kw_only=True)
class ValueOpened(Event):
    """A witness's value was shown and is the one that was promised."""

    name: ClassVar[str] = "draws.value_opened"
    witness: str
    value: str


@dataclass(frozen=True, kw_only=True)
class SeedOpened(Event):
    """The last value is open; from now on anybody can compute the result."""

    name: ClassVar[str] = "draws.seed_opened"
    seed: str


@dataclass(frozen=True, kw_only=True)
class DrawDecided(Event):
    """The result is computed: ``won`` of ``entries`` got a place."""

    name: ClassVar[str] = "draws.decided"
    key: str
    entries: int
    won: int


@dataclass(frozen=True, kw_only=True)
class DrawPublished(Event):
    """The transcript can be read by everybody; ``transcript`` is its hash."""

    name: ClassVar[str] = "draws.published"
    transcript: str


@dataclass(frozen=True, kw_only=True)
class DrawVoided(Event):
    """The draw does not take place; ``witness`` names whose value stayed closed, if that is the reason."""

    name: ClassVar[str] = "draws.voided"
    reason: str
    witness: str


@dataclass(frozen=True, kw_only=True)
class PlaceWon(Event):
    """The entry won a place in the session ``slot_id``; who it is: `queries.entry`. A higher room gives the place."""

    name: ClassVar[str] = "draws.place_won"
    draw_id: UUID
    slot_id: UUID
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlaceNotWon(Event):
    """The entry waits at ``rank`` of its pool; ``credit`` lost rounds count in the next draw."""

    name: ClassVar[str] = "draws.place_not_won"
    draw_id: UUID
    rank: int
    credit: int


@dataclass(frozen=True, kw_only=True)
class RoundVoided(Event):
    """
    The draw of the entry does not take place.

    ``keeps_until``: so long its places are kept for a round that repeats it; None when they are open to everybody.
    """

    name: ClassVar[str] = "draws.round_voided"
    draw_id: UUID
    point_id: UUID
    reason: str
    keeps_until: datetime | None

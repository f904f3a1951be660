"""
The papers of a draw: canonical JSON lines, first what is fixed beforehand, then the entries, then what followed.

A line is written in one way only (sorted names, no spaces, UTF-8, a line feed at its end), so whoever has
the contents has the bytes. Format and formula: docs/decisions/0013-draw.md.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lintas.foundation.ledger.rules.leaves import canonical, moment
from lintas.foundation.ledger.rules.tree import Growing, leaf_hash
from lintas.visit.draws.rules.deciding import Decided, decide
from lintas.visit.draws.rules.entries import Entry, Session, Terms, units_of
from lintas.visit.draws.rules.hashing import draw_key


@dataclass(frozen=True, slots=True)
class Promise:
    """What a witness committed to."""

    key: str
    name: str
    commitment: bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that is fixed before anybody enters."""

    draw: str
    service: str
    point: str
    closes_at: datetime
    reveal_by: datetime
    terms: Terms
    sessions: tuple[tuple[Session, datetime], ...]
    seed_commitment: bytes
    witnesses: tuple[Promise, ...]

    @property
    def places(self) -> tuple[Session, ...]:
        """The sessions without their hours."""
        return tuple(session for session, _ in self.sessions)


@dataclass(frozen=True, slots=True)
class Opened:
    """The seed and the witnesses' values, once open."""

    seed: bytes
    values: Mapping[str, bytes]


def line(value: Mapping[str, Any]) -> bytes:
    """Return one line of a paper."""
    return canonical(value) + b"\n"


def header(offer: Offer) -> bytes:
    """Return the first line: what was promised before the window opened."""
    return line(
        {
            "kind": "draw",
            "version": 1,
            "draw": offer.draw,
            "service": offer.service,
            "point": offer.point,
            "closes_at": moment(offer.closes_at),
            "reveal_by": moment(offer.reveal_by),
            "credit_cap": offer.terms.credit_cap,
            "household_most": offer.terms.household_most,
            "seed_commitment": offer.seed_commitment.hex(),
            "sessions": [
                {"session": one.key, "pool": one.pool, "places": one.places, "starts_at": moment(starts_at)}
                for one, starts_at in offer.sessions
            ],
            "witnesses": [
                {"witness": one.key, "name": one.name, "commitment": one.commitment.hex()}
                for one in sorted(offer.witnesses, key=lambda one: one.key)
            ],
        }
    )


def entry_lines(entries: Iterable[Entry]) -> list[bytes]:
    """Return the entries' lines in the order of their codes, which are random: who came first is not in them."""
    return [
        line(
            {
                "kind": "entry",
                "entry": entry.code,
                "pool": entry.pool,
                "household": entry.household,
                "credit": entry.credit,
                "wants": list(entry.wants),
            }
        )
        for entry in sorted(entries, key=lambda entry: entry.code)
    ]


def root_of(lines: Iterable[bytes]) -> bytes:
    """Return the root over the entries' lines (RFC 9162, section 2.1)."""
    tree = Growing()
    for one in lines:
        tree.add(leaf_hash(one))
    return tree.root()


@dataclass(frozen=True, slots=True)
class Transcript:
    """The whole paper with what it says."""

    content: bytes
    key: bytes
    decided: tuple[Decided, ...]

    @property
    def hash(self) -> str:
        """The SHA-256 of the whole paper."""
        return hashlib.sha256(self.content).hexdigest()


def entries_paper(offer: Offer, entries: Iterable[Entry]) -> tuple[bytes, bytes]:
    """Return the paper that is published when the window closes, and the root of its entries."""
    lines = entry_lines(entries)
    root = root_of(lines)
    return b"".join([header(offer), *lines, _root_line(len(lines), root)]), root


def transcript(offer: Offer, entries: Sequence[Entry], opened: Opened) -> Transcript:
    """
    Return the whole paper: the entries' paper, the opened values, each rank, and the sum of all bytes before.

    :raises NotAllowed: the entries break a rule of the draw.
    """
    paper, root = entries_paper(offer, entries)
    key = draw_key(header=header(offer), root=root, count=len(entries), seed=opened.seed, values=opened.values.items())
    places = {session.key: session for session in offer.places}
    decided = decide(units_of(entries, sessions=places, terms=offer.terms), sessions=offer.places, key=key)
    content = paper + _opened_line(opened) + b"".join(map(_rank_line, decided))
    return Transcript(content=content + _end_line(content), key=key, decided=decided)


def _root_line(count: int, root: bytes) -> bytes:
    return line({"kind": "root", "count": count, "root": root.hex()})


def _opened_line(opened: Opened) -> bytes:
    values = {key: value.hex() for key, value in opened.values.items()}
    return line({"kind": "opened", "seed": opened.seed.hex(), "values": values})


def _rank_line(one: Decided) -> bytes:
    return line(
        {
            "kind": "rank",
            "pool": one.unit.pool,
            "rank": one.rank,
            "unit": one.unit.code,
            "score": one.score.hex(),
            "session": one.session,
        }
    )


def _end_line(content: bytes) -> bytes:
    return line({"kind": "end", "sha256": hashlib.sha256(content).hexdigest()})

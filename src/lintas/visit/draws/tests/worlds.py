"""Invented draws: who takes part, what witnesses brought, and the whole of it from one number."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from lintas.visit.draws.rules import papers
from lintas.visit.draws.rules.entries import Entry, Session, Terms
from lintas.visit.draws.rules.hashing import commitment_of

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
TERMS = Terms(credit_cap=3, household_most=8)


def code(chance: random.Random, letter: str = "E") -> str:
    """A code as the office makes them, from this world's chance."""
    return f"{letter}-{chance.getrandbits(80):020x}"


def single(chance: random.Random, wants: Sequence[str] = ("S1",), *, pool: str = "regular", credit: int = 0) -> Entry:
    """One person alone."""
    return Entry(code=code(chance), pool=pool, household="", credit=credit, wants=tuple(wants))


def household(chance: random.Random, size: int, wants: Sequence[str] = ("S1",), *, credit: int = 0) -> list[Entry]:
    """People who go together."""
    together = code(chance, "K")
    return [Entry(code(chance), "regular", together, credit, tuple(wants)) for _ in range(size)]


def sessions(*places: int, pool: str = "regular", letter: str = "S") -> tuple[Session, ...]:
    """Sessions S1, S2, ... with so many places each."""
    return tuple(Session(key=f"{letter}{number}", pool=pool, places=count) for number, count in enumerate(places, 1))


def secrets_of(chance: random.Random, *, witnesses: int = 2) -> papers.Opened:
    """A seed and the witnesses' values."""
    return papers.Opened(
        seed=chance.randbytes(32), values={f"witness-{n}": chance.randbytes(32) for n in range(1, witnesses + 1)}
    )


def offer_of(
    opened: papers.Opened, places: Sequence[Session], *, draw: str = "d", terms: Terms = TERMS
) -> papers.Offer:
    """What was promised for these values."""
    return papers.Offer(
        draw=draw,
        service="passport.new.adult",
        point="payakumbuh",
        closes_at=NOON,
        reveal_by=NOON + timedelta(hours=3),
        terms=terms,
        sessions=tuple((one, NOON + timedelta(days=7, hours=number)) for number, one in enumerate(places)),
        seed_commitment=commitment_of(opened.seed),
        witnesses=tuple(
            papers.Promise(key=key, name=f"Saksi {key[-1]}", commitment=commitment_of(value))
            for key, value in opened.values.items()
        ),
    )


def drawn(entries: Sequence[Entry], places: Sequence[Session], *, seed: int, terms: Terms = TERMS) -> papers.Transcript:
    """The draw of these entries in the world ``seed``."""
    opened = secrets_of(random.Random(seed))
    return papers.transcript(offer_of(opened, places, draw=f"d{seed}", terms=terms), entries, opened)


def winners(transcript: papers.Transcript) -> set[str]:
    """The codes of the entries that got a place."""
    return {member for one in transcript.decided if one.session for member in one.unit.members}


def small(seed: int = 1) -> papers.Transcript:
    """Seven entries for four places, with a household, a credit, two pools and two sessions."""
    chance = random.Random(seed)
    entries = [
        single(chance, ("S2", "S1")),
        single(chance, ("S1",), credit=2),
        *household(chance, 2, ("S1", "S2")),
        single(chance, ("P1",), pool="priority"),
        single(chance, ("P1",), pool="priority"),
        single(chance, ("S2",)),
    ]
    return drawn(entries, (*sessions(2, 1), *sessions(1, pool="priority", letter="P")), seed=seed)

"""What is drawn, when, how good the odds are, what came of it, and the papers to check it by."""

from lintas.visit.draws.queries.entered import EntryInfo, entries_of, entry, entry_of, won_by_another, won_with
from lintas.visit.draws.queries.papers import PaperInfo, entries_of_draw, offer_of, paper, papers_of
from lintas.visit.draws.queries.rounds import (
    DrawInfo,
    PoolOdds,
    RoundInfo,
    SessionInfo,
    WitnessInfo,
    draw,
    draws,
    rounds_for,
)

__all__ = [
    "DrawInfo",
    "EntryInfo",
    "PaperInfo",
    "PoolOdds",
    "RoundInfo",
    "SessionInfo",
    "WitnessInfo",
    "draw",
    "draws",
    "entries_of",
    "entries_of_draw",
    "entry",
    "entry_of",
    "offer_of",
    "paper",
    "papers_of",
    "rounds_for",
    "won_by_another",
    "won_with",
]

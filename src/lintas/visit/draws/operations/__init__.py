"""Every change to draws. Each operation is one decision in one transaction."""

from lintas.visit.draws.operations.announcing import announce, commit
from lintas.visit.draws.operations.calendar import keep_the_calendar
from lintas.visit.draws.operations.deciding import draw_now, publish_result, tell_results
from lintas.visit.draws.operations.entering import Comer, enter, withdraw
from lintas.visit.draws.operations.errors import (
    AlreadyEntered,
    AlreadyOpened,
    CommitmentNotTaken,
    DrawRefused,
    HouseholdTooLarge,
    IdentityNotShown,
    NoSuchDraw,
    NoSuchEntry,
    NoSuchWitness,
    NotAFingerprint,
    NotVoid,
    NotYet,
    SessionsNotFit,
    TimesNotFit,
    TooFewWitnesses,
    TooLateToCommit,
    TooLateToOpen,
    ValueDoesNotOpen,
    VoidNotAllowed,
    WantsNotFit,
    WindowNotOpen,
)
from lintas.visit.draws.operations.giving import give_place, let_place_go
from lintas.visit.draws.operations.revealing import open_value
from lintas.visit.draws.operations.voiding import give_up_places, tell_void, void_draw
from lintas.visit.draws.operations.window import close_window, open_window

__all__ = [
    "AlreadyEntered",
    "AlreadyOpened",
    "Comer",
    "CommitmentNotTaken",
    "DrawRefused",
    "HouseholdTooLarge",
    "IdentityNotShown",
    "NoSuchDraw",
    "NoSuchEntry",
    "NoSuchWitness",
    "NotAFingerprint",
    "NotVoid",
    "NotYet",
    "SessionsNotFit",
    "TimesNotFit",
    "TooFewWitnesses",
    "TooLateToCommit",
    "TooLateToOpen",
    "ValueDoesNotOpen",
    "VoidNotAllowed",
    "WantsNotFit",
    "WindowNotOpen",
    "announce",
    "close_window",
    "commit",
    "draw_now",
    "enter",
    "give_place",
    "give_up_places",
    "keep_the_calendar",
    "let_place_go",
    "open_value",
    "open_window",
    "publish_result",
    "tell_results",
    "tell_void",
    "void_draw",
    "withdraw",
]

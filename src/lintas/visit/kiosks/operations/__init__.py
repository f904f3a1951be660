"""Every change to kiosks and what they give. Each operation is one decision in one transaction."""

from lintas.visit.kiosks.operations.acting import let_serve, settle, show_hall
from lintas.visit.kiosks.operations.enrolling import Invitation, enrol, invite, revoke
from lintas.visit.kiosks.operations.errors import (
    CodeWrong,
    IsSetAside,
    KioskRefused,
    NameTaken,
    NoSuchKiosk,
    NothingToSettle,
    NotUnderstood,
)
from lintas.visit.kiosks.operations.leasing import Leased, Wish, lease
from lintas.visit.kiosks.operations.lines import ActLine, Became, Line
from lintas.visit.kiosks.operations.merging import Merged, merge

__all__ = [
    "ActLine",
    "Became",
    "CodeWrong",
    "Invitation",
    "IsSetAside",
    "KioskRefused",
    "Leased",
    "Line",
    "Merged",
    "NameTaken",
    "NoSuchKiosk",
    "NotUnderstood",
    "NothingToSettle",
    "Wish",
    "enrol",
    "invite",
    "lease",
    "let_serve",
    "merge",
    "revoke",
    "settle",
    "show_hall",
]

"""The read side: cases, their journey, and the lists officers work from."""

from lintas.casework.applications.queries.ahead import Ahead, Coming, ahead, collection_number_kept_for
from lintas.casework.applications.queries.booklets import book_kind
from lintas.casework.applications.queries.cases import (
    CaseInfo,
    DecisionInfo,
    ItemInfo,
    UnknownCase,
    answers,
    by_reference,
    case,
    case_looked_at,
    code_mark,
    collect_by,
    knows,
    receiver,
    references,
)
from lintas.casework.applications.queries.closing import closings_to_undo, undo_closing_until
from lintas.casework.applications.queries.journey import Journey, Stage, awaits_another_place, awaits_code, journey
from lintas.casework.applications.queries.leaving import DepartureInfo, Leaving, departure, leaving
from lintas.casework.applications.queries.needs import needs_in, needs_told
from lintas.casework.applications.queries.numbers import numbers
from lintas.casework.applications.queries.records import (
    BookInfo,
    CaptureInfo,
    InterviewInfo,
    ShelfInfo,
    StepInfo,
    books,
    capture,
    interviews,
    involved,
    journal,
    shelf,
)
from lintas.casework.applications.queries.sealed import UNOPENED, Opened, look_into
from lintas.casework.applications.queries.shown import Identity, IdentityInfo, identity_of
from lintas.casework.applications.queries.unprinted import BookFigures, book_figures
from lintas.casework.applications.queries.villages import village_words
from lintas.casework.applications.queries.worklists import (
    ROLE_LISTS,
    Stock,
    WorkItem,
    counts,
    find_by_nik,
    stock,
    work_items,
    worklist,
)

__all__ = [
    "ROLE_LISTS",
    "UNOPENED",
    "Ahead",
    "BookFigures",
    "BookInfo",
    "CaptureInfo",
    "CaseInfo",
    "Coming",
    "DecisionInfo",
    "DepartureInfo",
    "Identity",
    "IdentityInfo",
    "InterviewInfo",
    "ItemInfo",
    "Journey",
    "Leaving",
    "Opened",
    "ShelfInfo",
    "Stage",
    "StepInfo",
    "Stock",
    "UnknownCase",
    "WorkItem",
    "ahead",
    "answers",
    "awaits_another_place",
    "awaits_code",
    "book_figures",
    "book_kind",
    "books",
    "by_reference",
    "capture",
    "case",
    "case_looked_at",
    "closings_to_undo",
    "code_mark",
    "collect_by",
    "collection_number_kept_for",
    "counts",
    "departure",
    "find_by_nik",
    "identity_of",
    "interviews",
    "involved",
    "journal",
    "journey",
    "knows",
    "leaving",
    "look_into",
    "needs_in",
    "needs_told",
    "numbers",
    "receiver",
    "references",
    "shelf",
    "stock",
    "undo_closing_until",
    "village_words",
    "work_items",
    "worklist",
]
